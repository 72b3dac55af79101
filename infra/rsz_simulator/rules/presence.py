"""Dates and hours that are missing (001) or do not belong (005), by worker type and form."""

from collections.abc import Iterator

from infra.rsz_simulator.rules import Case
from infra.rsz_simulator.rules.forms import HOUR_MARKS, form_of
from infra.rsz_simulator.rules.worker_types import AGENCY, WORKER_TYPES, Mark, row


def check(mark: Mark, zone: str, *, present: bool) -> Iterator[str]:
    """The generic code for a field that is required and missing, or forbidden and present."""
    if mark == "R" and not present:
        yield f"{zone}-001"
    if mark == "F" and present:
        yield f"{zone}-005"


def end_date_mark(case: Case) -> Mark:
    """R also for agency work (322), and for a FLX told in hours (or every FLX, by switch)."""
    period = case.period
    if period.worker_type not in WORKER_TYPES:
        return "O"
    flexi = period.worker_type == "FLX"
    told = flexi and (form_of(period) == "hours" or case.world.behaviour.flexi_period_needs_end)
    return "R" if told or period.joint_committee == AGENCY else row(period.worker_type).end_date


def end_date(case: Case) -> Iterator[str]:
    """00911-001."""
    yield from check(end_date_mark(case), "00911", present=case.period.end_date is not None)


def hours(case: Case) -> Iterator[str]:
    """00777 and 00778: hours of the day, for EXT and one-day FLX only."""
    period = case.period
    if period.worker_type not in WORKER_TYPES:
        return
    start, end = HOUR_MARKS[form_of(period)]
    yield from check(start, "00777", present=period.start_hour is not None)
    yield from check(end, "00778", present=period.end_hour is not None)


def planned_hours(case: Case) -> Iterator[str]:
    """01135-001, -005, and -003 for a number outside 1 to 999."""
    number = case.period.planned_hours
    yield from check(row(case.period.worker_type).planned_hours, "01135", present=number is not None)
    if number is not None and not 1 <= number <= 999:
        yield "01135-003"


RULES = (end_date, hours, planned_hours)
