"""Working days in Belgium: the ten public holidays of any year, and both readings of "working day".

No source defines the word for Dimona. Which days count is therefore a setting; the earlier reading is
what we show as "file by", because filing early costs nothing. Holidays: royal decree of 18 April 1974.
"""

from datetime import date, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from typing import Final

from dateutil.easter import easter

_FIXED: Final = ((1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25))
_AFTER_EASTER: Final = (1, 39, 50)
"""Easter Monday, Ascension, Whit Monday, in days after Easter Sunday."""
SATURDAY, SUNDAY = 5, 6


class WorkingDays(StrEnum):
    """Which weekdays count. Sundays and holidays never do."""

    MON_SAT = "monSat"
    """As Belgian employment law usually counts; the French *jour ouvrable* leans this way."""
    MON_FRI = "monFri"
    """As offices and procedural deadlines count."""


@cache
def holidays(year: int) -> frozenset[date]:
    """Return the ten public holidays of a year. Days that replace one on a weekend are ignored: safer."""
    moving = {easter(year) + timedelta(days=days) for days in _AFTER_EASTER}
    return frozenset(moving | {date(year, month, day) for month, day in _FIXED})


def is_working_day(day: date, reading: WorkingDays) -> bool:
    """Tell whether a day counts."""
    last_weekday = SATURDAY if reading is WorkingDays.MON_SAT else SATURDAY - 1
    return day.weekday() <= last_weekday and day not in holidays(day.year)


@lru_cache(maxsize=4096)
def next_working_day(day: date, reading: WorkingDays) -> date:
    """Return the first working day after a day."""
    following = day + timedelta(days=1)
    while not is_working_day(following, reading):
        following += timedelta(days=1)
    return following


def working_days_after(day: date, count: int, reading: WorkingDays) -> date:
    """Return the working day that is the given number of working days after a day."""
    for _ in range(count):
        day = next_working_day(day, reading)
    return day
