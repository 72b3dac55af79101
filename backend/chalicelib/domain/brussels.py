"""Belgian civil time: days, quarters and instants in Europe/Brussels, clock changes included."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")
SECOND = timedelta(seconds=1)


def start_of_day(day: date) -> datetime:
    """Return the first instant of a day in Brussels."""
    return datetime.combine(day, time.min, BRUSSELS)


def end_of_day(day: date) -> datetime:
    """Return the first instant after a day in Brussels; everything before it is still that day."""
    return start_of_day(day + timedelta(days=1))


def last_second_of_day(day: date) -> datetime:
    """Return the last good second of a day in Brussels, 23:59:59."""
    return datetime.combine(day, time(23, 59, 59), BRUSSELS)


def in_brussels(local: datetime) -> datetime:
    """Return the instant of a local moment. Of an hour that comes twice, the first."""
    return local.replace(tzinfo=BRUSSELS)


def local_date(instant: datetime) -> date:
    """Return the Brussels date of an instant."""
    return instant.astimezone(BRUSSELS).date()


def quarter(day: date) -> tuple[int, int]:
    """Return year and quarter (1 to 4), the unit in which students and flexi-jobs are declared."""
    return day.year, (day.month - 1) // 3 + 1


def start_of_quarter(day: date) -> date:
    """Return the first day of the quarter a day lies in."""
    return date(day.year, day.month - (day.month - 1) % 3, 1)


def end_of_month_after_quarter(day: date) -> date:
    """Return the last day of the month that follows the quarter a day lies in."""
    first = start_of_quarter(day)
    month = first.month + 4
    following = date(first.year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    return following - timedelta(days=1)
