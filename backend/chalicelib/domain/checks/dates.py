"""Dates and hours of an IN or of what an UPDATE makes of a period: 00778, 00910, 00911, 90373, 90378."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from chalicelib.domain.brussels import in_brussels, quarter
from chalicelib.domain.certainty import Certainty
from chalicelib.domain.checks.case import Hiring, Result
from chalicelib.domain.finding import Finding, finding
from chalicelib.domain.occupation import at_hour, local_end, local_start

EARLIEST_START = date(1920, 1, 1)
EARLIEST_END = date(1999, 1, 1)
YEARS_AHEAD = 10
LONGEST = timedelta(hours=24)
CLOCK_CHANGE = timedelta(hours=1)


def start_date_is_possible(case: Result) -> Iterator[Finding]:
    """00910-008: a start date from 1920 on and before ten years from now."""
    if not EARLIEST_START <= case.occupation.start_date < _latest(case):
        yield finding("00910-008", "startDate")


def end_date_is_possible(case: Result) -> Iterator[Finding]:
    """00911-008: an end date from 1999 on and before ten years from now."""
    end = case.occupation.end_date
    if end is not None and not EARLIEST_END <= end < _latest(case):
        yield finding("00911-008", "endDate")


def _latest(case: Result) -> date:
    return date(case.today.year + YEARS_AHEAD, 1, 1)


def end_is_not_before_start(case: Result) -> Iterator[Finding]:
    """00911-014: the end date is the start date or later."""
    end = case.occupation.end_date
    if end is not None and end < case.occupation.start_date:
        yield finding("00911-014", "endDate")


def hours(case: Result) -> Iterator[Finding]:
    """What is asked of hours, where the law knows them: each of ``HOUR_RULES``."""
    if case.variant is not None and case.variant.by_hours:
        for rule in HOUR_RULES:
            yield from rule(case)


def end_hour_is_not_before_start_hour(case: Result) -> Iterator[Finding]:
    """00778-345: on one day the end hour comes after the start hour; the same hour only warns."""
    start, end = _hours(case)
    if start is None or end is None or end.date() != start.date():
        return
    if end < start:
        yield finding("00778-345", "endHour")
    elif end == start:
        yield finding("00778-345", "endHour", Certainty.INFERRED)


def hours_last_a_day_at_most(case: Result) -> Iterator[Finding]:
    """90373-341, 90378-341: at most 24 hours; where the clocks change and two readings differ, it warns."""
    start, end = _hours(case)
    if start is None or end is None:
        return
    on_the_dial = end - start
    if on_the_dial <= LONGEST - CLOCK_CHANGE:
        return
    elapsed = timedelta(seconds=in_brussels(end).timestamp() - in_brussels(start).timestamp())
    if min(on_the_dial, elapsed) > LONGEST:
        yield finding(f"{case.block}-341", "endDate")
    elif max(on_the_dial, elapsed) > LONGEST:
        yield finding(f"{case.block}-341", "endDate", Certainty.INFERRED)


def _hours(case: Result) -> tuple[datetime | None, datetime | None]:
    """Return local start and end of what is declared by the hour; where hours do not belong, none."""
    return local_start(case.occupation), local_end(case.occupation)


def day_lump_is_one_day(case: Result) -> Iterator[Finding]:
    """00778-001: a day lump ends on the day it starts; until another day the end hour would be missing."""
    end, hour = case.occupation.end_date, case.occupation.end_hour
    if end is None or case.variant is None or not case.variant.same_day:
        return
    if end != case.occupation.start_date and hour is None:
        yield finding("00778-001", "endHour")


def one_quarter(case: Result) -> Iterator[Finding]:
    """90373-421, 90378-421: the period of a student or flexi-worker starts and ends in one quarter."""
    occupation = case.occupation
    start, end = occupation.start_date, occupation.end_date
    if case.variant is None or end is None or end < start or quarter(end) == quarter(start):
        return
    if case.variant.same_quarter:
        yield finding(f"{case.block}-421", "endDate")
    elif occupation.worker_type == "FLX":
        yield finding(f"{case.block}-421", "endDate", Certainty.UNCERTAIN)


def period_lasts_longer_than_its_first_day(case: Result) -> Iterator[Finding]:
    """own.uncertainRule: a flexi-job by the period that ends on its first day (inferred, warns).

    The end of a period lies after its start; a flexi-job of one day would have hours. No code is known.
    """
    start, end = case.occupation.start_date, case.occupation.end_date
    if case.variant is not None and case.variant.several_days and end == start:
        yield finding("own.uncertainRule", "endDate", Certainty.INFERRED, end=str(end))


def work_starts_within_the_period(case: Hiring) -> Iterator[Finding]:
    """own.workStartsOutside: the real start of work lies on or after the start date and not after the end."""
    at, terms = case.terms.work_starts_at, case.terms
    if at is None or at_hour(terms.start_date, terms.start_hour) is not None:
        return
    if at.date() < terms.start_date or (terms.end_date is not None and at.date() > terms.end_date):
        yield finding("own.workStartsOutside", "workStartsAt")


RULES = (
    start_date_is_possible,
    end_date_is_possible,
    end_is_not_before_start,
    hours,
    one_quarter,
    period_lasts_longer_than_its_first_day,
)
"""Of an IN and of what an UPDATE makes of a period."""
HOUR_RULES = (end_hour_is_not_before_start_hour, hours_last_a_day_at_most, day_lump_is_one_day)
IN_RULES = (work_starts_within_the_period,)
