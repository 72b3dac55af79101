"""Late declarations: a warning (460) for IN and UPDATE; none exists for OUT and CANCEL.

The RSZ cannot know the real hour at which ordinary workers and students begin, so for them the day
counts [INF]; periods told in hours have their own deadlines. A deadline is the last moment that is in
time, as local time in Brussels; comparisons are made in real time, so that clock changes are right.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from infra.rsz_simulator.clock import brussels, instant_of
from infra.rsz_simulator.period import Period
from infra.rsz_simulator.rules import Case
from infra.rsz_simulator.rules.forms import standing_form
from infra.rsz_simulator.rules.working_days import next_working_day

_LATE_EVENING = time(20)
_MORNING_AFTER = time(8)
_GRACE = timedelta(hours=8)


def late_in(case: Case) -> Iterator[str]:
    """90373-460: received after the worker began."""
    if _is_late(case, [start_deadline(case.period)]):
        yield "90373-460"


def late_update(case: Case) -> Iterator[str]:
    """90378-460: received after one of the deadlines of what it changes."""
    if _is_late(case, list(update_deadlines(case))):
        yield "90378-460"


def _is_late(case: Case, deadlines: list[datetime]) -> bool:
    setting = case.world.behaviour.lateness
    if setting != "rules":
        return setting == "always"
    return any(case.instant > instant_of(deadline) for deadline in deadlines)


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time.max)


def start_deadline(period: Period) -> datetime:
    """The start hour where hours are told, else the end of the day."""
    return period.start if period.by_hours else _end_of(period.start_date)


def update_deadlines(case: Case) -> Iterator[datetime]:
    """One deadline for each thing an UPDATE changes."""
    before, after = case.before, case.period
    if before is None:
        return
    if after.start < before.start:
        yield start_deadline(after)
    if after.start > before.start:
        yield before.start
    if after.end != before.end:
        yield _end_deadline(case, before, after)
    if after.planned_hours != before.planned_hours and case.world.behaviour.planned_hours_have_deadline:
        yield planned_hours_deadline(after.start_date)


def _end_deadline(case: Case, before: Period, after: Period) -> datetime:
    by_hours = standing_form(before) == "hours"
    if by_hours and (before.worker_type == "EXT" or case.world.behaviour.flexi_day_like_extra):
        return _end_deadline_by_hours(case, before, after)
    return _end_deadline_by_days(case, before, after)


def _end_deadline_by_days(case: Case, before: Period, after: Period) -> datetime:
    """The first working day after the earlier of the two ends."""
    first_end = min(end for end in (before.end_date, after.end_date) if end is not None)
    behaviour = case.world.behaviour
    working_day = next_working_day(first_end, saturday_counts=behaviour.saturday_is_working_day)
    if after.end > before.end and behaviour.end_later_before_that_day:
        return datetime.combine(working_day, time.min)
    return _end_of(working_day)


def _end_deadline_by_hours(case: Case, before: Period, after: Period) -> datetime:
    """Shorter: midnight after the planned end. Longer: eight hours after it, or 08:00 after an evening."""
    planned = before.end
    if after.end < planned:
        return _end_of(planned.date())
    if planned.time() >= _LATE_EVENING:
        return datetime.combine(planned.date() + timedelta(days=1), _MORNING_AFTER)
    if case.world.behaviour.grace_by_wall_clock:
        return planned + _GRACE
    return brussels(instant_of(planned) + _GRACE.total_seconds())


def planned_hours_deadline(start: date) -> datetime:
    """The end of the month after the quarter."""
    months = start.year * 12 + (start.month - 1) // 3 * 3 + 4
    return _end_of(date(months // 12, months % 12 + 1, 1) - timedelta(days=1))
