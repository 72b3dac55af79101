"""File the rows of a batch, a stretch at a time. Each row counts once, whatever breaks off and comes again.

Rows about one worker are filed one after the other, in their order, whether they name the worker or a
period; different workers go side by side: so nobody waits for the network of the others, an IN finds the
CANCEL that stands before it, and no row fights with another over the version of one relation.
"""

import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, replace
from datetime import timedelta

from chalicelib.application.batches.batch import KEPT_TO_CORRECT, UPLOAD, content_of, until
from chalicelib.application.batches.contents import relation_of
from chalicelib.application.batches.file_rows import BatchRow, FileRows, rejected
from chalicelib.application.batches.gathering import Gathering, days_read_once
from chalicelib.application.batches.rows import Explain, ReadRow, RejectedRowError
from chalicelib.application.batches.uploads import Upload, UploadedRow, read_upload
from chalicelib.application.file_declaration import FileDeclaration
from chalicelib.application.ports import (
    Clock,
    Declarations,
    Employers,
    Job,
    JobRow,
    Jobs,
    JobState,
    Queue,
    Register,
)
from chalicelib.application.scope import EmployerScope
from chalicelib.application.work import Stretch
from chalicelib.domain.brussels import local_date

log = logging.getLogger(__name__)

CHUNK = 100
"""Rows between two looks at the clock; after each, what they need to be sent is announced together."""
STRETCH = 500
"""Rows after which progress is kept."""
TIME = timedelta(seconds=20)
"""After which no new chunk is begun: a stretch ends well within the minute that Lambda gives it."""
SIDE_BY_SIDE = 8
HANDFUL = 8
"""Rows that are tried in one transaction; DynamoDB takes 100 rows of its own, a new worker needs ten."""


@dataclass(frozen=True, slots=True)
class FileBatch:
    """Does a stretch of a batch; see the port of workers in ``application/work.py``."""

    jobs: Jobs
    file: FileDeclaration
    declarations: Declarations
    register: Register
    employers: Employers
    queue: Queue
    clock: Clock
    explain: Explain

    def __call__(self, scope: EmployerScope, job: Job) -> Stretch:
        """File the next rows, as many as fit into a stretch."""
        content = self.jobs.file(scope, job, UPLOAD)
        if content is None:
            log.error("the upload of %s is gone before its rows were filed", job.id)
            return Stretch(job.model_copy(update={"state": JobState.FAILED}))
        upload = read_upload(content)
        outcomes = self._file(scope, job, upload)
        return Stretch(self._after(scope, job, content, outcomes), outcomes)

    def _file(self, scope: EmployerScope, job: Job, upload: Upload) -> list[JobRow]:
        read = ReadRow(self.explain, scope, local_date(self.clock.now()))
        ends_at, outcomes = self.clock.now() + TIME, list[JobRow]()
        waiting = upload.rows[job.position : job.position + STRETCH]
        while waiting and (not outcomes or self.clock.now() < ends_at):
            gathering = Gathering(self.queue)
            chunk = _Chunk(scope, job, upload, read, self._file_rows(gathering))
            outcomes += chunk(waiting[:CHUNK])
            gathering.flush()
            waiting = waiting[CHUNK:]
        return outcomes

    def _file_rows(self, gathering: Gathering) -> FileRows:
        """Return what files the rows of a chunk: announced together, and the days of others read once."""
        consider = replace(self.file.consider, register=days_read_once(self.register))
        file = replace(self.file, queue=gathering, consider=consider)
        return FileRows(file, self.declarations, self.register, self.employers)

    def _after(self, scope: EmployerScope, job: Job, content: bytes, outcomes: Sequence[JobRow]) -> Job:
        """Return the job after a stretch; when that was the last, the upload's days are numbered."""
        position, batch = job.position + len(outcomes), content_of(job).counting(outcomes)
        state = job.state
        if position == job.total:
            now, state = self.clock.now(), JobState.COMPLETED
            self.jobs.put_file(scope, until(job, now + KEPT_TO_CORRECT), UPLOAD, content)
            batch = batch.model_copy(update={"completed_at": now})
        return job.model_copy(update={"position": position, "content": batch.stored(), "state": state})


@dataclass(frozen=True, slots=True)
class _Chunk:
    scope: EmployerScope
    job: Job
    upload: Upload
    read: ReadRow
    file_rows: FileRows

    def __call__(self, rows: Sequence[UploadedRow]) -> list[JobRow]:
        """Return the outcomes of some rows, in their order."""
        outcomes, good = list[JobRow](), list[BatchRow]()
        for row in rows:
            try:
                filing = self.read(self.upload, row)
            except RejectedRowError as wrong:
                outcomes.append(rejected(row.number, wrong))
                continue
            good.append(BatchRow(self.job.id, row.number, filing))
        with ThreadPoolExecutor(SIDE_BY_SIDE, thread_name_prefix="batch") as threads:
            by_worker = self._by_worker(threads, good)
            for turn in range(max(map(len, by_worker), default=0)):
                rows_of_turn = [theirs[turn] for theirs in by_worker if turn < len(theirs)]
                outcomes += self._side_by_side(threads, rows_of_turn)
        return sorted(outcomes, key=lambda outcome: outcome.number)

    def _by_worker(self, threads: ThreadPoolExecutor, rows: Sequence[BatchRow]) -> list[list[BatchRow]]:
        """Return the rows in lists of those that touch one relation, each in the order of the batch."""
        register, by_worker = self.file_rows.register, dict[str, list[BatchRow]]()
        asking = [
            threads.submit(copy_context().run, relation_of, register, self.scope, row.filing) for row in rows
        ]
        for row, whose in zip(rows, asking, strict=True):
            by_worker.setdefault(whose.result(), []).append(row)
        return list(by_worker.values())

    def _side_by_side(self, threads: ThreadPoolExecutor, rows: Sequence[BatchRow]) -> Iterator[JobRow]:
        """Yield the outcomes of rows about different workers, handfuls of them at the same time."""
        handfuls = [rows[start : start + HANDFUL] for start in range(0, len(rows), HANDFUL)]
        filing = [threads.submit(copy_context().run, self.file_rows, self.scope, each) for each in handfuls]
        for each in filing:
            yield from each.result()
