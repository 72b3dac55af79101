"""Late declarations: a warning (460) for IN and UPDATE; none exists for OUT and CANCEL.

The RSZ cannot know the real hour at which ordinary workers and students begin, so for them the day
counts [INF]; periods told in hours have their own deadlines.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from infra.rsz_simulator.period import Period
from infra.rsz_simulator.rules import Case
from infra.rsz_simulator.rules.working_days import next_working_day

_LATE_EVENING = time(20)
_MORNING_AFTER = time(8)
_GRACE = timedelta(hours=8)


def late_in(case: Case) -> Iterator[str]:
    """90373-460: received after the worker began."""
    if case.received > _start_deadline(case.period):
        yield "90373-460"


def late_update(case: Case) -> Iterator[str]:
    """90378-460: received after one of the deadlines of what it changes."""
    if any(case.received > deadline for deadline in _update_deadlines(case)):
        yield "90378-460"


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time.max)


def _start_deadline(period: Period) -> datetime:
    return period.start if period.by_hours else _end_of(period.start_date)


def _update_deadlines(case: Case) -> Iterator[datetime]:
    before, after = case.before, case.period
    if before is None:
        return
    if after.start < before.start:
        yield _start_deadline(after)
    if after.start > before.start:
        yield before.start
    if after.end != before.end:
        yield _end_deadline_by_hours(before, after) if before.by_hours else _end_deadline(case, before, after)


def _end_deadline(case: Case, before: Period, after: Period) -> datetime:
    """The first working day after the earlier of the two ends."""
    first_end = min(end for end in (before.end_date, after.end_date) if end is not None)
    saturday_counts = case.world.behaviour.saturday_is_working_day
    return _end_of(next_working_day(first_end, saturday_counts=saturday_counts))


def _end_deadline_by_hours(before: Period, after: Period) -> datetime:
    """Shorter: midnight after the planned end. Longer: eight hours after it, or 08:00 after an evening."""
    planned = before.end
    if after.end < planned:
        return _end_of(planned.date())
    if planned.time() >= _LATE_EVENING:
        return datetime.combine(planned.date() + timedelta(days=1), _MORNING_AFTER)
    return planned + _GRACE
