"""What the register lets us foresee of the RSZ's answer: duplicates, overlaps, quota and lateness.

None of these refuses. We know one employer only, and the RSZ's exact key for overlaps was never
published (inferred here: worker, worker type and joint committee), so they warn and send.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.brussels import end_of_day, local_date
from chalicelib.domain.certainty import Certainty
from chalicelib.domain.deadlines import Deadline
from chalicelib.domain.filing import InTerms
from chalicelib.domain.finding import Finding, finding
from chalicelib.domain.period import Period, PeriodStatus
from chalicelib.domain.quota import student_hours_limit
from chalicelib.domain.worker_types import WORKER_TYPES


@dataclass(frozen=True, slots=True)
class Outlook:
    """A filing beside what we already know of that worker. ``periods`` include those on their way."""

    terms: InTerms
    periods: tuple[Period, ...]
    deadline: Deadline
    now: datetime

    def same_kind(self) -> Iterator[Period]:
        """Yield the periods that exist or may come to exist, with the same type and committee."""
        for period in self.periods:
            if (
                period.status is not PeriodStatus.NOT_CREATED
                and period.worker_type == self.terms.worker_type
                and period.joint_committee == self.terms.joint_committee
            ):
                yield period


def overlap(outlook: Outlook) -> Iterator[Finding]:
    """90373-333, 90373-334 or own.overlapPending: the days cross a period that exists or is on its way."""
    terms = outlook.terms
    for period in outlook.same_kind():
        if not period.crosses(terms.start_date, terms.end_date):
            continue
        if period.status is PeriodStatus.PENDING:
            code = "own.overlapPending"
        elif (period.start_date, period.end_date) == (terms.start_date, terms.end_date):
            code = "90373-333"
        else:
            code = "90373-334"
        yield finding(code, "startDate", Certainty.INFERRED, period=period.id, start=str(period.start_date))
        return


def student_quota(outlook: Outlook) -> Iterator[Finding]:
    """90017-369: with this filing, the hours known here pass the student's contingent of the year."""
    terms = outlook.terms
    kind = WORKER_TYPES.get(terms.worker_type)
    limit = student_hours_limit(terms.start_date.year)
    if kind is None or not kind.reserves_student_hours or terms.planned_hours is None or limit is None:
        return
    used = student_hours_used(outlook.periods, terms.start_date.year)
    if used + terms.planned_hours > limit:
        yield finding(
            "90017-369",
            "plannedHours",
            Certainty.INFERRED,
            used=str(used),
            limit=str(limit),
            planned=str(terms.planned_hours),
        )


def student_hours_used(periods: Iterable[Period], year: int) -> int:
    """Add up the planned hours of a student with this employer in a calendar year."""
    return sum(
        period.planned_hours or 0
        for period in periods
        if period.worker_type == "STU"
        and period.status is not PeriodStatus.NOT_CREATED
        and period.start_date.year == year
    )


def late(outlook: Outlook) -> Iterator[Finding]:
    """90373-460: the last good instant has passed for sure."""
    certain_from = outlook.deadline.unknown_until or outlook.deadline.at
    if outlook.now >= certain_from and outlook.now > outlook.deadline.at:
        yield finding("90373-460", "startDate", Certainty.INFERRED, start=_start(outlook))


def _start(outlook: Outlook) -> str:
    """Return the start in figures that every language reads alike: with its hour when that is known."""
    known = outlook.terms.work_starts_at
    return known.strftime("%Y-%m-%d %H:%M") if known else str(outlook.terms.start_date)


def assumed_start(outlook: Outlook) -> Iterator[Finding]:
    """own.assumedStart: it starts today, and nobody said at what hour, so the clock is a guess."""
    starts_today = outlook.terms.start_date == local_date(outlook.now)
    if outlook.deadline.assumed and starts_today and outlook.now < end_of_day(outlook.terms.start_date):
        yield finding("own.assumedStart", "workStartsAt", Certainty.UNCERTAIN)


FORESIGHTS: tuple[Callable[[Outlook], Iterator[Finding]], ...] = (overlap, student_quota, late, assumed_start)


def foresee(outlook: Outlook) -> list[Finding]:
    """Return every warning the register and the clock give."""
    return [found for look in FORESIGHTS for found in look(outlook)]
