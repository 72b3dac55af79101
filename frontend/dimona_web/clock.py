"""The one clock of the web app, which a demo or a journey may move; never in a real stage."""

import os
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")
_STAGES_WITH_A_MOVABLE_CLOCK = frozenset({"local", "test"})


class ClockRefusedError(RuntimeError):
    """CLOCK is set where time must be real."""


@cache
def shift() -> timedelta:
    """Return by how much CLOCK moves the clock: signed seconds, or an instant to start from."""
    wanted = os.environ.get("CLOCK", "")
    if not wanted:
        return timedelta(0)
    if os.environ.get("STAGE", "local") not in _STAGES_WITH_A_MOVABLE_CLOCK:
        raise ClockRefusedError("CLOCK may only be set when STAGE is local or test")
    return _shift_of(wanted, datetime.now(UTC))


def _shift_of(wanted: str, real_now: datetime) -> timedelta:
    if wanted[0] in "+-":
        return timedelta(seconds=float(wanted))
    return datetime.fromisoformat(wanted) - real_now


def now() -> datetime:
    """Return the present instant in Brussels' local time."""
    # The shift first: an instant to start from counts from the moment it is read.
    moved = shift()
    return (datetime.now(UTC) + moved).astimezone(BRUSSELS)


def today() -> date:
    """Return today's date in Brussels, where the law's days begin and end."""
    return now().date()
