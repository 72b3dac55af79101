"""Jobs in memory."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from chalicelib.application.errors import StaleError
from chalicelib.application.ports import Clock, Job, JobMessage, JobRow, Page, Receipt
from chalicelib.application.scope import EmployerScope
from tests.fakes.store import FakeStore, cursor_at, position


class FakeJobs:
    """Implements the port Jobs; receipts are the store's."""

    def __init__(self, store: FakeStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self.jobs: dict[tuple[EmployerScope, str], Job] = {}
        self.outcomes: dict[tuple[EmployerScope, str], dict[int, JobRow]] = {}
        self.files: dict[tuple[EmployerScope, str, str], bytes] = {}

    def add(
        self, scope: EmployerScope, job: Job, files: Mapping[str, bytes], receipt: Receipt
    ) -> Receipt | None:
        earlier = self._store.earlier(scope, receipt)
        if earlier is not None:
            return earlier
        for name, content in files.items():
            self.put_file(scope, job, name, content)
        self._store.keep(scope, receipt)
        self.jobs[scope, job.id] = job
        return None

    def get(self, scope: EmployerScope, job_id: str) -> Job | None:
        job = self.jobs.get((scope, job_id))
        return job if job is not None and job.expires_at > self._clock.now() else None

    def save(self, scope: EmployerScope, job: Job, rows: Sequence[JobRow] = ()) -> None:
        for row in rows:
            self.outcomes.setdefault((scope, job.id), {})[row.number] = row
        stored = self.jobs.get((scope, job.id))
        if stored is None or stored.version != job.version - 1:
            raise StaleError
        self.jobs[scope, job.id] = job

    def rows(self, scope: EmployerScope, job_id: str, size: int, cursor: str | None) -> Page[JobRow]:
        found = [row for _, row in sorted(self.outcomes.get((scope, job_id), {}).items())]
        start = position(scope, job_id, cursor)
        more = start + size < len(found)
        page = found[start : start + size]
        return Page(page, cursor_at(scope, job_id, start + size) if more else None)

    def put_file(self, scope: EmployerScope, job: Job, name: str, content: bytes) -> None:
        self.files[scope, job.id, name] = content

    def file(self, scope: EmployerScope, job: Job, name: str) -> bytes | None:
        return self.files.get((scope, job.id, name))

    def due(self, now: datetime, limit: int) -> list[JobMessage]:
        due = [job for job in self.jobs.values() if job.due_at is not None and job.due_at <= now]
        due.sort(key=lambda job: (job.due_at or now, job.id))
        return [JobMessage(mode=job.mode, employer=job.employer, job_id=job.id) for job in due[:limit]]
