"""What an IN asks for and a period has: the features the rules look at, whichever of the two it is."""

from datetime import date, datetime, time, timedelta
from typing import Protocol

from chalicelib.domain.filing import Lump
from chalicelib.domain.law.committees import AGENCY

_FAR = datetime.combine(date.max, time.max)


class Occupation(Protocol):
    """A worker's time with an employer, asked for or standing."""

    @property
    def worker_type(self) -> str:
        """The RSZ's worker type."""

    @property
    def joint_committee(self) -> str:
        """The employer's joint committee."""

    @property
    def user_committee(self) -> str | None:
        """The using employer's joint committee, for agency work."""

    @property
    def lump(self) -> Lump | None:
        """By the hour or by the day, for extras in horeca."""

    @property
    def start_date(self) -> date:
        """The first day."""

    @property
    def start_hour(self) -> str | None:
        """The local hour of the start, where the law knows one."""

    @property
    def end_date(self) -> date | None:
        """The last day, if there is one."""

    @property
    def end_hour(self) -> str | None:
        """The local hour of the end, where the law knows one."""

    @property
    def planned_hours(self) -> int | None:
        """A student's whole hours."""


def committee_in_effect(of: Occupation) -> str:
    """Return the committee whose rules count: the using employer's for agency work."""
    return (of.user_committee or AGENCY) if of.joint_committee == AGENCY else of.joint_committee


def local_start(of: Occupation) -> datetime | None:
    """Return the local moment of the start, without offset; None without a start hour."""
    return at_hour(of.start_date, of.start_hour)


def local_end(of: Occupation) -> datetime | None:
    """Return the local moment of the end, without offset; None without end date or hour."""
    return at_hour(of.end_date, of.end_hour)


def at_hour(day: date | None, hour: str | None) -> datetime | None:
    """Return a local moment, without offset, or None when one of its parts is missing."""
    if day is None or hour is None:
        return None
    return datetime.combine(day, time.fromisoformat(hour))


def crosses(one: Occupation, other: Occupation) -> bool:
    """Tell whether two occupations share time; what has no hour counts from midnight to midnight."""
    if not _share_a_day(one, other):
        return False
    return begins(one) < _ends(other) and begins(other) < _ends(one)


def _share_a_day(one: Occupation, other: Occupation) -> bool:
    """Most do not, and days are quicker to compare than moments."""
    after = one.end_date is not None and one.end_date < other.start_date
    return not after and (other.end_date is None or other.end_date >= one.start_date)


def begins(of: Occupation) -> datetime:
    """Return the local moment from which it counts: its start hour, or the start of its first day."""
    return local_start(of) or datetime.combine(of.start_date, time.min)


def _ends(of: Occupation) -> datetime:
    if of.end_date is None or of.end_date == date.max:
        return _FAR
    return local_end(of) or datetime.combine(of.end_date, time.min) + timedelta(days=1)
