"""Turns the CLOCK setting into one shift in seconds that every program of the house shares.

CLOCK is empty (real time), signed seconds ("+3600", "-12.5"), or an instant ("2026-12-01T17:55:00+01:00") at
which the clocks stand when the house starts. An instant becomes a shift here, once: computed by each program
for itself it would differ by their start times.
"""

import datetime as dt
import re

SIGNED_SECONDS = re.compile(r"[+-]\d+(\.\d+)?")


class ClockError(ValueError):
    """CLOCK is neither empty, nor signed seconds, nor an instant with an offset."""


def to_shift(setting: str, now: dt.datetime) -> str:
    """The setting as signed seconds, or empty for real time."""
    if not setting or SIGNED_SECONDS.fullmatch(setting):
        return setting
    try:
        instant = dt.datetime.fromisoformat(setting)
    except ValueError as error:
        raise ClockError(f"CLOCK={setting} is not an instant, nor seconds such as +3600.") from error
    if instant.tzinfo is None:
        raise ClockError(f"CLOCK={setting} needs an offset, such as +01:00: clocks differ by country.")
    return f"{(instant - now).total_seconds():+.3f}"
