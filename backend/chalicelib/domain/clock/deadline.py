"""A deadline and how a filing kept it: the last good instant, its rule, and what is not known about it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chalicelib.domain.certainty import Certainty
from chalicelib.domain.schema import STORED


class Timeliness(StrEnum):
    """Whether a declaration was on time, as far as anybody can know."""

    ON_TIME = "onTime"
    LATE = "late"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last good instant. ``assumed`` means that nobody told us when work really starts.

    Between ``at`` and ``unknown_until`` nobody can say whether a filing is late: the real start is not
    known, or the law can be read in two ways. ``file_by`` is the earliest of all readings.
    """

    __pydantic_config__ = STORED
    at: datetime
    rule: str
    source: str
    assumed: bool = False
    certainty: Certainty = Certainty.OFFICIAL
    file_by: datetime | None = None
    unknown_until: datetime | None = None

    @property
    def advised(self) -> datetime:
        """The moment to show as "file by"."""
        return min(self.at, self.file_by or self.at)

    def passed_for_sure(self, now: datetime) -> bool:
        """Tell whether a filing at that moment is late under every reading."""
        return timeliness(self, now, rsz_says_late=False) is Timeliness.LATE


def timeliness(deadline: Deadline, filed_at: datetime | None, *, rsz_says_late: bool) -> Timeliness:
    """Judge a filing by the moment it reached the RSZ, to the second; None: that is not known (yet)."""
    if rsz_says_late:
        return Timeliness.LATE
    if filed_at is None:
        return Timeliness.UNKNOWN
    if filed_at.replace(microsecond=0) <= deadline.at:
        return Timeliness.ON_TIME
    if deadline.unknown_until is not None and filed_at < deadline.unknown_until:
        return Timeliness.UNKNOWN
    return Timeliness.LATE
