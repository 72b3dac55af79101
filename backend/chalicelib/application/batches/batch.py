"""A batch as a job: what its content says, and for how long its upload is kept."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from pydantic import Field

from chalicelib.application.ports import Job, JobRow
from chalicelib.domain.schema import Value

UPLOAD = "upload"
"""The file of a batch: its upload, sealed. It holds national numbers."""
REMEMBERED = timedelta(days=30)
"""How long a batch and its outcomes can be looked at, as long as its idempotency key."""
KEPT_TO_FILE = timedelta(days=7)
"""How long an upload waits for its rows to be filed, should we be in trouble: nothing accepted is lost."""
KEPT_TO_CORRECT = timedelta(hours=24)
"""How long rejected rows can be downloaded once all rows are done."""


class Place(Value):
    """A heading of the upload and the column it is, for showing issues by heading."""

    heading: str
    column: str | None


class BatchContent(Value):
    """What a job says of its batch; none of it is personal data."""

    format: str
    employer_name: str
    places: tuple[Place, ...] = ()
    ignored: tuple[str, ...] = ()
    counts: dict[str, int] = Field(default_factory=dict)
    completed_at: datetime | None = None

    def counting(self, rows: Sequence[JobRow]) -> "BatchContent":
        """Return this with some outcomes counted."""
        counts = dict(self.counts)
        for row in rows:
            state = str(row.content["state"])
            counts[state] = counts.get(state, 0) + 1
        return self.model_copy(update={"counts": counts})

    def stored(self) -> dict[str, Any]:
        """Return what a job keeps."""
        return self.model_dump(mode="json")


def content_of(job: Job) -> BatchContent:
    """Return what a job says of its batch."""
    return BatchContent.model_validate(job.content)


def until(job: Job, moment: datetime) -> Job:
    """Return a job under which files are written that end at another moment."""
    return job.model_copy(update={"expires_at": moment})
