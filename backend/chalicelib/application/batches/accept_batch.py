"""Accept a batch: keep the upload sealed, answer at once, and let a worker file its rows."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from chalicelib.application.batches.batch import (
    KEPT_TO_FILE,
    REMEMBERED,
    UPLOAD,
    BatchContent,
    Place,
    until,
)
from chalicelib.application.batches.corrections import Unmask
from chalicelib.application.batches.uploads import Upload
from chalicelib.application.idempotency import Answered, IdempotentRequest
from chalicelib.application.ports import Clock, Declarations, Ids, Job, JobKind, Jobs, Queue
from chalicelib.application.scope import EmployerScope
from chalicelib.application.work import SWEPT_AFTER, announce_job

_NUMBER = re.compile(r"\d(?:\D?\d){6,}")
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class BatchCommand:
    """Who sends what, under which idempotency key, and how the answer is written."""

    scope: EmployerScope
    employer_name: str
    sent_by: str
    read: Callable[[], Upload]
    """Reads the upload; not called when the key was used before."""
    request: IdempotentRequest
    render: Callable[[Job], str]


@dataclass(frozen=True, slots=True)
class AcceptBatch:
    """The use case behind ``POST /v1/declarationBatches``."""

    jobs: Jobs
    declarations: Declarations
    queue: Queue
    clock: Clock
    ids: Ids

    def __call__(self, command: BatchCommand) -> Answered:
        """Keep the batch and return its resource, or the first answer to the same key.

        Raises RefusedFilingError when the file as a whole cannot be read, KeyReusedError for another
        file under a used key. Then nothing is kept.
        """
        request = command.request
        earlier = self.declarations.receipt(command.scope, request.key, request.operation, request.lineage)
        if earlier is not None:
            return request.replay(earlier)
        upload = Unmask(self.jobs, self.clock)(command.scope, command.read())
        return self._keep(command, upload)

    def _keep(self, command: BatchCommand, upload: Upload) -> Answered:
        job = self._job(command, upload)
        answer, location = command.render(job), f"/v1/declarationBatches/{job.id}"
        self.jobs.put_file(command.scope, until(job, job.created_at + KEPT_TO_FILE), UPLOAD, upload.write())
        receipt = command.request.receipt(answer, location, job.created_at)
        earlier = self.jobs.add(command.scope, job, {}, receipt)
        if earlier is not None and earlier.answer != answer:
            return command.request.replay(earlier)
        announce_job(self.queue, job)
        return Answered(body=answer, location=location)

    def _job(self, command: BatchCommand, upload: Upload) -> Job:
        now = self.clock.now()
        pairs = zip(upload.headings, upload.columns, strict=True)
        content = BatchContent(
            format=upload.format,
            employer_name=command.employer_name,
            places=tuple(
                Place(heading=_shown(heading), column=column) for heading, column in pairs if column
            ),
            ignored=tuple(map(_shown, upload.ignored)),
        )
        return Job(
            id=self.ids.new("bat"),
            kind=JobKind.BATCH,
            mode=command.scope.mode,
            employer=command.scope.employer,
            created_at=now,
            created_by=command.sent_by,
            expires_at=now + REMEMBERED,
            due_at=now + SWEPT_AFTER,
            total=len(upload.rows),
            content=content.stored(),
        )


def _shown(heading: str) -> str:
    """Return a heading as it may be kept in the open: short, and never with a number of a person in it."""
    return _NUMBER.sub("…", heading)[:_SHOWN]
