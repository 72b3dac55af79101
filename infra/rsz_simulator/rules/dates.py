"""Dates and hours: existing, in order, in their bounds."""

from collections.abc import Iterator
from datetime import date, timedelta

from infra.rsz_simulator.clock import instant_of
from infra.rsz_simulator.period import OPEN
from infra.rsz_simulator.rules import Case
from infra.rsz_simulator.rules.forms import Form, form_of, may_have_hours, standing_form
from infra.rsz_simulator.rules.worker_types import row

_EARLIEST_START = date(1920, 1, 1)
_EARLIEST_END = date(1999, 1, 1)
_YEARS_AHEAD = 10
_LONGEST = timedelta(hours=24)


def start_in_bounds(case: Case) -> Iterator[str]:
    """00910-008 (the error by switch): before 1920, or ten years ahead."""
    yield from _in_bounds(case, "00910", case.period.start_date, _EARLIEST_START)


def end_in_bounds(case: Case) -> Iterator[str]:
    """00911-008 (the error by switch): before 1999, or ten years ahead."""
    if case.period.end_date is not None:
        yield from _in_bounds(case, "00911", case.period.end_date, _EARLIEST_END)


def _in_bounds(case: Case, zone: str, day: date, earliest: date) -> Iterator[str]:
    error = case.world.behaviour.error_for_years_out_of_range
    if error and not (day >= earliest and day.year < case.received.year + _YEARS_AHEAD):
        yield f"{zone}-{error}"


def end_after_start(case: Case) -> Iterator[str]:
    """00911-014: the end date lies before the start date."""
    if case.period.end_date is not None and case.period.end_date < case.period.start_date:
        yield "00911-014"


def hours_exist(case: Case) -> Iterator[str]:
    """00777-003, 00778-003: an hour that is not 0000 to 2359."""
    for zone, hour in (("00777", case.period.start_hour), ("00778", case.period.end_hour)):
        if hour is not None and not _exists(hour):
            yield f"{zone}-003"


def _exists(hour: str) -> bool:
    return int(hour[:2]) < 24 and int(hour[2:]) < 60


def hours_in_order(case: Case) -> Iterator[str]:
    """00778-345: on one day, the end hour lies before (or at) the start hour."""
    period = case.period
    if _told_in_hours(case) and period.end_date == period.start_date and period.end <= period.start:
        yield "00778-345"


def at_most_a_day(case: Case) -> Iterator[str]:
    """-341: a period told in hours that is longer than 24 of them."""
    if not _told_in_hours(case):
        return
    length = case.period.end - case.period.start
    if case.world.behaviour.longest_day_elapsed and case.period.end_date != OPEN:
        length = timedelta(seconds=instant_of(case.period.end) - instant_of(case.period.start))
    if length > _LONGEST:
        yield f"{case.block}-341"


def _told_in_hours(case: Case) -> bool:
    """Whether start and end are moments that exist, in a period that knows hours (or did before)."""
    period = case.period
    moments = all(hour is not None and _exists(hour) for hour in (period.start_hour, period.end_hour))
    return moments and period.end_date is not None and may_have_hours(period, _form(case))


def _form(case: Case) -> Form:
    """What a period in the file was declared as, or what an IN means to be."""
    return standing_form(case.before) if case.before else form_of(case.period)


def one_quarter(case: Case) -> Iterator[str]:
    """-421: students, and flexi-jobs by period, start and end in one quarter."""
    period, end = case.period, case.period.end_date
    if end is None or end == OPEN or _quarter(end) == _quarter(period.start_date):
        return
    a_night = _form(case) == "hours"
    flexi = period.worker_type == "FLX" and not (
        a_night and case.world.behaviour.flexi_night_may_cross_quarter
    )
    if flexi or row(period.worker_type).one_quarter:
        yield f"{case.block}-421"


def _quarter(day: date) -> tuple[int, int]:
    return day.year, (day.month - 1) // 3


RULES = (
    start_in_bounds, end_in_bounds, end_after_start, hours_exist, hours_in_order, at_most_a_day, one_quarter,
)  # fmt: skip
