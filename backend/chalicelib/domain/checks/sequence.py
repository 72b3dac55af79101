"""Extras on days in a row (00910-459); window and conditions of flexi-jobs (own.flexiWindow, 90017-510)."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from chalicelib.domain.brussels import quarter
from chalicelib.domain.certainty import Certainty
from chalicelib.domain.checks.case import Hiring, Result
from chalicelib.domain.clock.deadlines import earliest_filing
from chalicelib.domain.finding import Finding, finding
from chalicelib.domain.law.committees import HORECA
from chalicelib.domain.occupation import Occupation
from chalicelib.domain.period import Period, PeriodStatus

IN_A_ROW = 2
DAY = timedelta(days=1)


def two_extra_days_in_a_row(case: Result) -> Iterator[Finding]:
    """00910-459: not more than two consecutive days as an extra with one employer.

    Certain in horeca, of which the sources speak; elsewhere, and for the users of an agency, inferred.
    own.thirdExtDay when the row rests on declarations that are still on their way.
    """
    if case.occupation.worker_type != "EXT":
        return
    start = case.occupation.start_date
    first, last = start - IN_A_ROW * DAY, start + IN_A_ROW * DAY
    extras = [period for period in case.extras_beside if first <= period.start_date <= last]
    settled = [period for period in extras if _is_settled(period)]
    if _is_horeca(case.occupation) and _too_long(start, filter(_is_horeca, settled)):
        yield finding("00910-459", "startDate", day=str(start))
    elif _too_long(start, settled):
        yield finding("00910-459", "startDate", Certainty.INFERRED, day=str(start))
    elif _too_long(start, extras):
        yield finding("own.thirdExtDay", "startDate", Certainty.INFERRED, day=str(start))


def _is_horeca(of: Occupation) -> bool:
    return of.joint_committee == HORECA


def _too_long(day: date, others: Iterable[Period]) -> bool:
    return _row_around(day, {period.start_date for period in others}) > IN_A_ROW


def _is_settled(period: Period) -> bool:
    return period.status is PeriodStatus.ACTIVE and not period.on_its_way


def _row_around(day: date, days: set[date]) -> int:
    """Return how many days in a row there are around a day, that day included."""
    length, before, after = 1, day - DAY, day + DAY
    while before in days:
        length, before = length + 1, before - DAY
    while after in days:
        length, after = length + 1, after + DAY
    return length


def flexi_window_is_open(case: Hiring) -> Iterator[Finding]:
    """own.flexiWindow: a flexi-job is declared 31 days before its quarter at the earliest (no code known)."""
    earliest = earliest_filing(case.terms)
    if earliest is not None and case.known.now < earliest:
        yield finding(
            "own.flexiWindow", "startDate", Certainty.INFERRED, earliest=earliest.date().isoformat()
        )


def flexi_worker_has_no_other_contract(case: Hiring) -> Iterator[Finding]:
    """90017-510: no flexi-job beside other work for the same employer in that quarter (warns)."""
    if case.terms.worker_type != "FLX":
        return
    when = quarter(case.terms.start_date)
    for period in case.beside:
        begun = quarter(period.start_date) <= when
        lasts = period.end_date is None or quarter(period.end_date) >= when
        if period.worker_type != "FLX" and begun and lasts:
            yield finding("90017-510", "workerType", Certainty.INFERRED, period=period.id)
            return


RULES = (two_extra_days_in_a_row,)
IN_RULES = (flexi_window_is_open, flexi_worker_has_no_other_contract)
