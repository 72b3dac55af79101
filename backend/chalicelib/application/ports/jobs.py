"""Long work: batches, exports, reconciliations. A job is kept until it expires; its files are sealed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from pydantic import Field

from chalicelib.application.ports.store import Page, Receipt
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.filing import Mode
from chalicelib.domain.schema import Value


class JobKind(StrEnum):
    """What is to be done."""

    BATCH = "batch"
    EXPORT = "export"
    RECONCILIATION = "reconciliation"


class JobState(StrEnum):
    """Where a job is."""

    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"


class Job(Value):
    """One job. ``content`` is its own, without personal data; ``position`` is how far it has come.

    ``due_at`` is when it is looked at again should its message be lost; None when it has ended.
    """

    id: str
    kind: JobKind
    mode: Mode
    employer: str
    state: JobState = JobState.PROCESSING
    created_at: datetime
    created_by: str
    expires_at: datetime
    due_at: datetime | None = None
    position: int = 0
    total: int | None = None
    content: dict[str, Any] = Field(default_factory=dict)
    version: int = 1


class JobMessage(Value):
    """What travels in the queue of jobs: which one, and nothing about it."""

    mode: Mode
    employer: str
    job_id: str


class JobRow(Value):
    """The outcome of one row of a job, by its number. ``content`` holds no personal data."""

    number: int
    content: dict[str, Any]


class Jobs(Protocol):
    """The jobs of employers, with their rows and files. Everything expires with its job."""

    def add(
        self, scope: EmployerScope, job: Job, files: Mapping[str, bytes], receipt: Receipt
    ) -> Receipt | None:
        """Keep a new job with its files; returns the earlier receipt of the key, else None.

        The files are written first: a job that is there has all of its files.
        """
        ...

    def get(self, scope: EmployerScope, job_id: str) -> Job | None:
        """Return an unexpired job, read consistently, or None when this scope has none of that id."""
        ...

    def save(self, scope: EmployerScope, job: Job, rows: Sequence[JobRow] = ()) -> None:
        """Replace a job whose stored version is one less, after its rows. Raises StaleError otherwise.

        Writing the same rows twice is fine: a job that breaks off between goes over them again.
        """
        ...

    def rows(self, scope: EmployerScope, job_id: str, size: int, cursor: str | None) -> Page[JobRow]:
        """List the rows of a job by number. Raises InvalidCursorError on a cursor of somewhere else."""
        ...

    def put_file(self, scope: EmployerScope, job: Job, name: str, content: bytes) -> None:
        """Keep a file of a job, compressed and sealed, until the job expires."""
        ...

    def file(self, scope: EmployerScope, job: Job, name: str) -> bytes | None:
        """Return a file of a job, or None."""
        ...

    def due(self, now: datetime, limit: int) -> list[JobMessage]:
        """Return the jobs that are due, the longest overdue first."""
        ...
