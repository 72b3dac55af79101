"""What is proposed for another day, one line for each: pure, from the API's answer to what is shown."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from dimona_web import clock
from dimona_web.api.batch_shapes import Proposal
from dimona_web.i18n.catalogue import text
from dimona_web.i18n.formats import moment, short_date, time_left
from dimona_web.pages.declare.team import objections
from dimona_web.pages.names import called
from dimona_web.pages.rows import worker_type

# Who is there already, in the dry run's words: proposed, and left out until somebody says otherwise.
_THERE_ALREADY = ("own.overlapPending", "-333", "-334")


@dataclass(frozen=True)
class Line:
    """One proposal: whose, what, what it says of it, and whether it is filed."""

    id: str = ""
    name: str = ""
    what: str = ""
    refused: list[str] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)
    chosen: bool = False


def line(language: str, key: str, one: Proposal) -> Line:
    """Tell a proposal, known by this key; what a rule forbids, or who is there already, is not chosen."""
    refused = objections(one.run)
    is_there = any(warning.code.endswith(_THERE_ALREADY) for warning in one.run.warnings)
    return Line(
        id=key,
        name=called(language, one.worker),
        what=told(language, one),
        refused=refused,
        warned=[warning.detail for warning in one.run.warnings],
        chosen=not refused and not is_there,
    )


def told(language: str, one: Proposal) -> str:
    """Return the kind of work with its hours, and the last day when that is another one."""
    filed, kind = one.filed, worker_type(language, one.filed.worker_type)
    hours = "\N{EN DASH}".join(hour for hour in (filed.start_hour, filed.end_hour) if hour)
    till = ""
    if filed.end_date and filed.end_date != filed.start_date and not filed.end_hour:
        till = text(language, "row.till", end=short_date(language, filed.end_date))
    return " · ".join(part for part in (kind, hours, till) if part)


def soonest(language: str, proposals: Sequence[Proposal]) -> str:
    """Return the soonest deadline with the time that is left."""
    ends = [one.run.deadline.at for one in proposals if one.run.deadline and one.run.deadline.at]
    if not ends:
        return ""
    at = min(ends)
    left = at - clock.now()
    if left < timedelta(0):
        return text(language, "deadline.passed", at=moment(language, at))
    return text(language, "operation.left", at=moment(language, at), left=time_left(language, left))
