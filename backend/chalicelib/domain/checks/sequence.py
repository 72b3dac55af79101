"""Extras on days in a row (00910-459) and the window of flexi-jobs (own.flexiWindow)."""

from collections.abc import Iterator
from datetime import date, timedelta

from chalicelib.domain.certainty import Certainty
from chalicelib.domain.checks.case import Hiring, Result
from chalicelib.domain.clock.deadlines import earliest_filing
from chalicelib.domain.finding import Finding, finding
from chalicelib.domain.period import Period, PeriodStatus

IN_A_ROW = 2
DAY = timedelta(days=1)


def two_extra_days_in_a_row(case: Result) -> Iterator[Finding]:
    """00910-459: not more than two consecutive days as an extra with one employer.

    own.thirdExtDay when the row rests on declarations that are still on their way.
    """
    if case.occupation.worker_type != "EXT":
        return
    extras = [period for period in case.beside() if period.worker_type == "EXT"]
    settled = {period.start_date for period in extras if _is_settled(period)}
    start = case.occupation.start_date
    if _row_around(start, settled) > IN_A_ROW:
        yield finding("00910-459", "startDate", Certainty.INFERRED, day=str(start))
    elif _row_around(start, {period.start_date for period in extras}) > IN_A_ROW:
        yield finding("own.thirdExtDay", "startDate", Certainty.INFERRED, day=str(start))


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


RULES = (two_extra_days_in_a_row,)
IN_RULES = (flexi_window_is_open,)
