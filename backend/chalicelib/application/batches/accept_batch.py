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
from chalicelib.application.beginning import BeginJob, JobOrder
from chalicelib.application.idempotency import Answered, IdempotentRequest
from chalicelib.application.ports import Clock, Declarations, Job, JobKind, Jobs
from chalicelib.application.scope import EmployerScope

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

    begin: BeginJob
    jobs: Jobs
    declarations: Declarations
    clock: Clock

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
        job = self.begin.job(command.scope, _order(command, upload))
        self.jobs.put_file(command.scope, until(job, job.created_at + KEPT_TO_FILE), UPLOAD, upload.write())
        first = Answered(command.render(job), f"/v1/declarationBatches/{job.id}")
        return self.begin(command.scope, job, command.request, first)


def _order(command: BatchCommand, upload: Upload) -> JobOrder:
    pairs = zip(upload.headings, upload.columns, strict=True)
    content = BatchContent(
        format=upload.format,
        employer_name=command.employer_name,
        places=tuple(Place(heading=_shown(heading), column=column) for heading, column in pairs if column),
        ignored=tuple(map(_shown, upload.ignored)),
    )
    return JobOrder(JobKind.BATCH, command.sent_by, REMEMBERED, content.stored(), len(upload.rows))


def _shown(heading: str) -> str:
    """Return a heading as it may be kept in the open: short, and never with a number of a person in it."""
    return _NUMBER.sub("…", heading)[:_SHOWN]
