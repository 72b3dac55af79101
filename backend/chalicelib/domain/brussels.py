"""Belgian civil time: days, quarters and instants in Europe/Brussels, clock changes included."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")


def start_of_day(day: date) -> datetime:
    """Return the first instant of a day in Brussels."""
    return datetime.combine(day, time.min, BRUSSELS)


def end_of_day(day: date) -> datetime:
    """Return the first instant after a day in Brussels; everything before it is still that day."""
    return start_of_day(day + timedelta(days=1))


def local_date(instant: datetime) -> date:
    """Return the Brussels date of an instant."""
    return instant.astimezone(BRUSSELS).date()


def quarter(day: date) -> tuple[int, int]:
    """Return year and quarter (1 to 4), the unit in which students and flexi-jobs are declared."""
    return day.year, (day.month - 1) // 3 + 1
