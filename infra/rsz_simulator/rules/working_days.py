"""Working days: no Sundays, no public holidays (royal decree of 18/4/1974), Saturdays by choice."""

from datetime import date, timedelta

_FIXED = ((1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25))
_AFTER_EASTER = (1, 39, 50)  # Easter Monday, Ascension, Whit Monday
_SATURDAY, _SUNDAY = 5, 6


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm)."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    correction = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)


def is_holiday(day: date) -> bool:
    """Whether a day is one of the ten public holidays."""
    return (day.month, day.day) in _FIXED or (day - easter(day.year)).days in _AFTER_EASTER


def next_working_day(day: date, *, saturday_counts: bool) -> date:
    """The first working day after `day`."""
    following = day + timedelta(days=1)
    rests = {_SUNDAY} if saturday_counts else {_SATURDAY, _SUNDAY}
    while following.weekday() in rests or is_holiday(following):
        following += timedelta(days=1)
    return following
