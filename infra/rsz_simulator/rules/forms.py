"""The form of a period: told in dates, in hours of the day, or as a horeca day lump.

Only EXT and one-day FLX know hours. A day lump is EXT in horeca with a start hour, without an end hour,
on one day. A FLX is told in hours when it lasts one day, or into the next day with any hour given.
Once it stands, a FLX stays what it was declared as: with hours or without, whichever days it has by now.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Literal

from infra.rsz_simulator.period import Period
from infra.rsz_simulator.rules.worker_types import HORECA, WORKER_TYPES, Mark

Form = Literal["dates", "hours", "lump"]

HOUR_MARKS: Mapping[Form, tuple[Mark, Mark]] = {
    "dates": ("F", "F"),
    "hours": ("R", "R"),
    "lump": ("R", "F"),
}
"""Start and end hour."""


def form_of(period: Period) -> Form:
    """The form a period has, or means to have."""
    if period.worker_type == "EXT":
        return "lump" if _is_horeca_day_lump(period) else "hours"
    if period.worker_type == "FLX":
        return "hours" if _is_flexi_day(period) else "dates"
    return "dates"


def standing_form(period: Period) -> Form:
    """The form of a period in the file."""
    if period.worker_type == "FLX":
        return "hours" if _told_in_hours(period) else "dates"
    return form_of(period)


def may_have_hours(period: Period, form: Form) -> bool:
    """Whether hours of the day belong, or nobody can tell because the type does not exist."""
    return form != "dates" or period.worker_type not in WORKER_TYPES


def _told_in_hours(period: Period) -> bool:
    return period.start_hour is not None or period.end_hour is not None


def _is_horeca_day_lump(period: Period) -> bool:
    return period.sector == HORECA and period.end_hour is None and period.end_date == period.start_date


def _is_flexi_day(period: Period) -> bool:
    if period.end_date is None:
        return _told_in_hours(period)
    nights = period.end_date - period.start_date
    return nights == timedelta(0) or (nights == timedelta(days=1) and _told_in_hours(period))
