"""The legal clock of an IN: the last good instant, the rule it rests on, and whether it was kept.

Sources: RSZ page "when" (an IN at the latest when the worker really starts); for students also the
RSZ page "who" (at the latest on the day the student begins): both lead to the same earliest moment.
"""

from datetime import datetime
from enum import StrEnum

from chalicelib.domain.brussels import BRUSSELS, end_of_day, start_of_day
from chalicelib.domain.filing import InTerms
from chalicelib.domain.schema import Value


class Timeliness(StrEnum):
    """Whether a declaration was on time, as far as anybody can know."""

    ON_TIME = "onTime"
    LATE = "late"
    UNKNOWN = "unknown"


class Deadline(Value):
    """The last good instant. ``assumed`` means that nobody told us when work really starts."""

    at: datetime
    rule: str
    assumed: bool
    source: str
    unknown_until: datetime | None = None
    """Between ``at`` and this instant an assumed deadline says nothing; after it, late is certain."""


_SOURCE_IN = "https://www.socialsecurity.be/site_nl/employer/applics/dimona/general/when.htm"


def deadline_of_in(terms: InTerms) -> Deadline:
    """Return the deadline of an IN for a worker type without declared hours."""
    if terms.work_starts_at is not None:
        at = terms.work_starts_at.replace(tzinfo=BRUSSELS)
        return Deadline(at=at, rule="in.startOfWork", assumed=False, source=_SOURCE_IN)
    return Deadline(
        at=start_of_day(terms.start_date),
        rule="in.startOfWork",
        assumed=True,
        source=_SOURCE_IN,
        unknown_until=end_of_day(terms.start_date),
    )


def timeliness(deadline: Deadline, filed_at: datetime | None, *, rsz_says_late: bool) -> Timeliness:
    """Judge a filing by the moment it reached the RSZ; None means that moment is not known (yet)."""
    if rsz_says_late:
        return Timeliness.LATE
    if filed_at is None:
        return Timeliness.UNKNOWN
    if filed_at <= deadline.at:
        return Timeliness.ON_TIME
    if deadline.unknown_until is not None and filed_at < deadline.unknown_until:
        return Timeliness.UNKNOWN
    return Timeliness.LATE
