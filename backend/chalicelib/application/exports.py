"""Exports: a list as a file, made page by page, so that memory stays flat whatever the list's length.

Each stretch adds a sealed part to the job; the last one puts the parts together. Doing a stretch twice
writes the same part again. National numbers are masked unless somebody who may see them asked.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import chain
from typing import Literal

from chalicelib.application.beginning import BeginJob, JobOrder
from chalicelib.application.errors import NotFoundError
from chalicelib.application.idempotency import Answered, IdempotentRequest
from chalicelib.application.ports import (
    DeclarationFilter,
    Declarations,
    Job,
    JobKind,
    Jobs,
    JobState,
    Register,
    StoredDeclaration,
)
from chalicelib.application.scope import Credential, EmployerScope
from chalicelib.application.work import Stretch
from chalicelib.domain.brussels import BRUSSELS
from chalicelib.domain.clock.deadline import Timeliness
from chalicelib.domain.filing import DeclarationType, InTerms, UpdateTerms
from chalicelib.domain.identifiers import mask_ssin
from chalicelib.domain.lifecycle import State
from chalicelib.domain.registered import RegisteredWorker, name_as_searched
from chalicelib.domain.schema import Value

KEPT = timedelta(hours=24)
PAGE = 100
PAGES = 10
"""Pages of one stretch: it ends well within a minute."""
RESULT = "export"
Line = list[str]


class ExportKind(StrEnum):
    """What can be exported."""

    DECLARATIONS = "declarations"
    WORKERS = "workers"


class ExportOrder(Value):
    """What was asked for. ``q`` is for workers, the other filters for declarations."""

    kind: ExportKind
    format: Literal["csv", "xlsx"]
    language: str
    reveal: bool = False
    q: str = ""
    state: State | None = None
    type: DeclarationType | None = None
    worker_id: str | None = None
    since: date | None = None
    until: date | None = None
    reference: str | None = None
    timeliness: Timeliness | None = None

    def wanted(self) -> DeclarationFilter:
        """Return the filter of declarations."""
        names = ("state", "type", "worker_id", "since", "until", "reference", "timeliness")
        return DeclarationFilter(**{name: getattr(self, name) for name in names})


class Progress(Value):
    """How far an export is: the parts written, and where the list goes on."""

    order: ExportOrder
    parts: int = 0
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class StartExport:
    """The use case behind ``POST /v1/exports``."""

    begin: BeginJob

    def __call__(
        self,
        scope: EmployerScope,
        caller: Credential,
        order: ExportOrder,
        request: IdempotentRequest | None,
        render: Callable[[Job], str],
    ) -> Answered:
        """Keep the order as a job; the same key again gets the first answer."""
        content = Progress(order=order).model_dump(mode="json")
        job = self.begin.job(scope, JobOrder(JobKind.EXPORT, caller.id, KEPT, content))
        asked = request or IdempotentRequest(job.id, "export", caller.lineage, "")
        return self.begin(scope, job, asked, Answered(render(job), f"/v1/exports/{job.id}"))


@dataclass(frozen=True, slots=True)
class RunExport:
    """Does a stretch of an export; see the port of workers in ``application/work.py``."""

    jobs: Jobs
    declarations: Declarations
    register: Register
    headings: Callable[[ExportKind, str], Line]
    write: Callable[[str, Iterable[Line]], bytes]

    def __call__(self, scope: EmployerScope, job: Job) -> Stretch:
        """Write the next part, or the file when the list is at its end."""
        progress = Progress.model_validate(job.content)
        lines, cursor = self._read(scope, progress)
        part = json.dumps(lines, ensure_ascii=False).encode()
        self.jobs.put_file(scope, job, _part(progress.parts), part)
        after = progress.model_copy(update={"parts": progress.parts + 1, "cursor": cursor})
        news = {"position": job.position + len(lines), "content": after.model_dump(mode="json")}
        if cursor is None:
            self._finish(scope, job, after)
            news["state"] = JobState.COMPLETED
        return Stretch(job.model_copy(update=news))

    def _read(self, scope: EmployerScope, progress: Progress) -> tuple[list[Line], str | None]:
        order, cursor, lines = progress.order, progress.cursor, list[Line]()
        for _ in range(PAGES):
            if order.kind is ExportKind.WORKERS:
                found = self.register.search(scope, name_as_searched(order.q), PAGE, cursor)
                lines += [_worker_line(each, reveal=order.reveal) for each in found.items]
                cursor = found.cursor
            else:
                listed = self.declarations.newest(scope, order.wanted(), PAGE, cursor)
                lines += [_declaration_line(each, reveal=order.reveal) for each in listed.items]
                cursor = listed.cursor
            if cursor is None:
                break
        return lines, cursor

    def _finish(self, scope: EmployerScope, job: Job, progress: Progress) -> None:
        order = progress.order
        heading = [self.headings(order.kind, order.language)]
        content = self.write(order.format, chain(heading, self._parts(scope, job, progress.parts)))
        self.jobs.put_file(scope, job, RESULT, content)

    def _parts(self, scope: EmployerScope, job: Job, count: int) -> Iterator[Line]:
        """Yield the lines part by part; a worker found under two names of a search stands there once."""
        seen: set[str] = set()
        for number in range(count):
            part: list[Line] = json.loads(self.jobs.file(scope, job, _part(number)) or b"[]")
            fresh = [line for line in part if line[0] not in seen]
            seen.update(line[0] for line in fresh)
            yield from fresh


@dataclass(frozen=True, slots=True)
class LookUpExport:
    """The use cases behind ``GET /v1/exports/{id}`` and its file."""

    jobs: Jobs

    def one(self, scope: EmployerScope, export_id: str) -> Job:
        """Return an export. Raises NotFoundError."""
        job = self.jobs.get(scope, export_id)
        if job is None or job.kind is not JobKind.EXPORT:
            raise NotFoundError(export_id)
        return job

    def file(self, scope: EmployerScope, job: Job) -> bytes:
        """Return the file of a completed export. Raises NotFoundError while there is none."""
        content = self.jobs.file(scope, job, RESULT) if job.state is JobState.COMPLETED else None
        if content is None:
            raise NotFoundError(job.id)
        return content


DECLARATION_COLUMNS = (
    "id", "reference", "type", "state", "timeliness", "workerId", "worker", "ssin", "workerType",
    "jointCommittee", "startDate", "startHour", "endDate", "endHour", "plannedHours", "receivedAt",
    "deadline", "sentAt", "settledAt", "rszPeriod", "anomalies",
)  # fmt: skip
WORKER_COLUMNS = ("id", "familyName", "givenName", "ssin")
COLUMNS = {ExportKind.DECLARATIONS: DECLARATION_COLUMNS, ExportKind.WORKERS: WORKER_COLUMNS}


def _declaration_line(stored: StoredDeclaration, *, reveal: bool) -> Line:
    kept = stored.declaration
    terms = kept.terms
    filed = dict(terms) if isinstance(terms, InTerms) else {}
    changes = terms.changes if isinstance(terms, UpdateTerms) else dict(terms)
    given = {**filed, **changes}
    values: dict[str, object] = {
        "id": kept.id,
        "reference": terms.reference,
        "type": terms.type,
        "state": kept.state.value,
        "timeliness": kept.timeliness.value,
        "workerId": kept.worker_id,
        "worker": kept.worker_name,
        "ssin": _number(stored.identity.ssin, reveal=reveal),
        "workerType": kept.worker_type or filed.get("worker_type"),
        "jointCommittee": filed.get("joint_committee"),
        "startDate": given.get("start_date"),
        "startHour": given.get("start_hour"),
        "endDate": given.get("end_date"),
        "endHour": given.get("end_hour"),
        "plannedHours": given.get("planned_hours"),
        "receivedAt": _moment(kept.received_at),
        "deadline": _moment(kept.deadline.at),
        "sentAt": _moment(kept.sent_at),
        "settledAt": _moment(kept.settled_at),
        "rszPeriod": kept.period_number,
        "anomalies": " ".join(each.code for each in kept.rsz.anomalies),
    }
    return ["" if (value := values[name]) is None else str(value) for name in DECLARATION_COLUMNS]


def _worker_line(worker: RegisteredWorker, *, reveal: bool) -> Line:
    identity = worker.identity
    number = _number(identity.ssin, reveal=reveal)
    return [worker.id, identity.family_name or "", identity.given_name or "", number]


def _number(ssin: str | None, *, reveal: bool) -> str:
    if ssin is None:
        return ""
    return ssin if reveal else mask_ssin(ssin)


def _moment(at: datetime | None) -> str | None:
    """Return a local moment as a spreadsheet reads it."""
    return at.astimezone(BRUSSELS).strftime("%Y-%m-%d %H:%M:%S") if at else None


def _part(number: int) -> str:
    return f"part-{number:05d}"
