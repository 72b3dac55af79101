"""Who works on a day: shifts, students and flexi-jobs by name, contracts as a count; pure.

Shifts and the short periods of students and flexi-workers are kept by the week, one entry for every week
they touch, so that a day is read without looking at any other week. Contracts run for years: counted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from chalicelib.domain.occupation import local_end, local_start
from chalicelib.domain.period import Period

WEEK = timedelta(days=7)
_SHORT_TYPES = frozenset({"EXT", "STU", "FLX"})
_LONGEST = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class InWeek:
    """A period's part of a week: its Monday, and the first day worked in it (Monday is 0)."""

    monday: date
    first: int


def last_day(period: Period) -> date | None:
    """Return the last day somebody is there: a shift that ends at midnight does not reach the next day."""
    start, end = local_start(period), local_end(period)
    if start is not None and end is not None and end > start:
        return (end - timedelta(minutes=1)).date()
    return period.end_date


def is_named(period: Period) -> bool:
    """Tell whether a day names this period: by the hour, or a student or flexi-worker within a quarter."""
    end = period.end_date
    if end is None or not period.status.stands or not timedelta() <= end - period.start_date <= _LONGEST:
        return False
    by_hours = local_start(period) is not None and local_end(period) is not None
    return by_hours or period.worker_type in _SHORT_TYPES


def is_contract(period: Period) -> bool:
    """Tell whether a day only counts this period."""
    return period.status.stands and not is_named(period)


def covers(period: Period, day: date) -> bool:
    """Tell whether a period lasts on a day."""
    last = last_day(period)
    return period.start_date <= day and (last is None or day <= last)


def monday_of(day: date) -> date:
    """Return the Monday of the week a day lies in."""
    return day - timedelta(days=day.weekday())


def weeks_of(period: Period) -> Iterator[InWeek]:
    """Yield the weeks in which a day names this period."""
    last = last_day(period)
    if last is None or not is_named(period):
        return
    monday = monday_of(period.start_date)
    while monday <= last:
        yield InWeek(monday, max(0, (period.start_date - monday).days))
        monday += WEEK
