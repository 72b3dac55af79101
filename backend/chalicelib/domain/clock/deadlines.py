"""The deadline of every declaration: pure functions over the terms, the period and the readings.

One function for each row of the RSZ's page "when" and of the decree on occasional workers. Where the
law knows no hour and nobody told us one, the start of the day is assumed and lateness stays unknown
during that day.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from chalicelib.domain.brussels import (
    SECOND,
    end_of_day,
    end_of_month_after_quarter,
    in_brussels,
    last_second_of_day,
    local_date,
    start_of_day,
    start_of_quarter,
)
from chalicelib.domain.clock import rules
from chalicelib.domain.clock.deadline import Deadline
from chalicelib.domain.clock.rules import ClockRule
from chalicelib.domain.clock.working_days import WorkingDays, next_working_day, working_days_after
from chalicelib.domain.filing import NO_END, CancelTerms, InTerms, OutTerms, Terms, UpdateTerms
from chalicelib.domain.occupation import local_end, local_start
from chalicelib.domain.period import Period
from chalicelib.domain.readings import DEFAULT_READINGS, Readings

FLEXI_AHEAD = timedelta(days=31)
LONGER_SHIFT = timedelta(hours=8)
CONTESTED_WITHIN = 5
"""Working days."""
EVENING, MORNING = 20, 8
"""A shift planned to end from 20:00 to midnight may be declared longer until 08:00."""


def deadline_of(
    terms: Terms, period: Period | None, now: datetime, readings: Readings = DEFAULT_READINGS
) -> Deadline:
    """Return the deadline of a declaration; ``period`` is the one it speaks of, as it stands before.

    An UPDATE or CANCEL of a period we know nothing of yet is best filed today.
    """
    match terms:
        case InTerms():
            return in_deadline(terms)
        case OutTerms():
            return _next_working_day(rules.OUT_NEXT_WORKING_DAY, terms.end_date, readings)
        case UpdateTerms():
            return (
                update_deadline(terms, period, readings)
                if period
                else _today(rules.UPDATE_START_EARLIER, now)
            )
        case CancelTerms():
            return cancel_deadline(period) if period else _today(rules.CANCEL_START_DATE, now)


def in_deadline(terms: InTerms) -> Deadline:
    """An IN: at the latest when the worker really starts, also of a student."""
    rule = rules.IN_START_OF_STUDENT if terms.worker_type == "STU" else rules.IN_START
    return _start_of_work(rule, local_start(terms) or terms.work_starts_at, terms.start_date)


def earliest_filing(terms: InTerms) -> datetime | None:
    """Return the first good instant for an IN, or None when it may come at any time before.

    Flexi-jobs: not before 31 days before the quarter of employment.
    """
    if terms.worker_type != "FLX":
        return None
    return start_of_day(start_of_quarter(terms.start_date) - FLEXI_AHEAD)


def cancel_deadline(period: Period) -> Deadline:
    """A CANCEL: on the start date; for somebody who did not show up until the end of that day."""
    rule = rules.EXT_NO_SHOW if period.worker_type == "EXT" else rules.CANCEL_START_DATE
    return rule.deadline(last_second_of_day(period.start_date))


def contest_deadline(notified_on: date, readings: Readings = DEFAULT_READINGS) -> Deadline:
    """Contesting the data that the RSZ notified: five working days after the notification."""
    soonest = working_days_after(notified_on, CONTESTED_WITHIN, WorkingDays.MON_SAT)
    latest = working_days_after(notified_on, CONTESTED_WITHIN, WorkingDays.MON_FRI)
    return _in_both_readings(rules.CONTEST, soonest, latest, readings)


def update_deadline(terms: UpdateTerms, period: Period, readings: Readings) -> Deadline:
    """An UPDATE: the earliest of the deadlines of everything it changes."""
    found = list(_of_changes(terms, period, readings))
    if not found:
        return rules.UPDATE_END_EARLIER.deadline(last_second_of_day(period.start_date), assumed=True)
    if len(found) == 1:
        return found[0]
    earliest = min(found, key=lambda each: each.at)
    by = min(each.advised for each in found)
    return replace(earliest, file_by=by if by < earliest.at else None)


def _today(rule: ClockRule, now: datetime) -> Deadline:
    """Of a period we do not know: today is the safe assumption, and lateness cannot be told."""
    return rule.deadline(last_second_of_day(local_date(now)), assumed=True, unknown_until=NEVER_KNOWN)


NEVER_KNOWN = start_of_day(date(2999, 12, 31))


def _of_changes(terms: UpdateTerms, period: Period, readings: Readings) -> Iterator[Deadline]:
    if period.start_hour is not None and period.end_hour is not None:
        yield from _of_hours(terms, period)
    else:
        yield from _of_days(terms, period, readings)
    if terms.planned_hours is not None:
        last = end_of_month_after_quarter(period.start_date)
        yield rules.UPDATE_PLANNED_HOURS.deadline(last_second_of_day(last))


def _of_days(terms: UpdateTerms, period: Period, readings: Readings) -> Iterator[Deadline]:
    """Periods whose hours the law does not know, and the day lump."""
    start, end, old_end = terms.start_date, terms.end_date, period.end_date
    if period.start_hour is not None:
        yield from _of_start_hour(period, period.changed_by(terms))
    elif (start is not None and start != period.start_date) or terms.start_hour is not None:
        starts = local_start(period.changed_by(terms)) or terms.work_starts_at
        yield _start_of_work(rules.UPDATE_START_EARLIER, starts, start or period.start_date)
    if end is None or old_end is None:
        return
    if end < old_end:
        yield _next_working_day(rules.UPDATE_END_EARLIER, end, readings)
    elif end > old_end:
        yield _prolonged(old_end, terms.work_starts_at, readings)


def _prolonged(old_end: date, starts: datetime | None, readings: Readings) -> Deadline:
    """An end that moves later: by the start of work on the first working day after the old end.

    Work that is known to start on the first working day of either reading counts in that reading.
    """
    soonest = _work_on(next_working_day(old_end, WorkingDays.MON_SAT), starts)
    latest = _work_on(next_working_day(old_end, WorkingDays.MON_FRI), starts)
    chosen = soonest if readings.working_days is WorkingDays.MON_SAT else latest
    return replace(
        chosen,
        file_by=soonest.at if soonest.at < chosen.at else None,
        unknown_until=latest.unknown_until or (latest.at + SECOND if chosen.at < latest.at else None),
    )


def _work_on(day: date, starts: datetime | None) -> Deadline:
    """The start of work on a working day after the old end."""
    that_day = starts if starts is not None and starts.date() == day else None
    return _start_of_work(rules.UPDATE_END_LATER, that_day, day)


def _of_hours(terms: UpdateTerms, period: Period) -> Iterator[Deadline]:
    """Extras by the hour; flexi-jobs of one day by analogy."""
    extra = period.worker_type == "EXT"
    before, after = period, period.changed_by(terms)
    old_end, new_end = local_end(before), local_end(after)
    yield from _of_start_hour(before, after)
    if old_end is None or new_end is None or terms.end_date == NO_END:
        return
    if new_end < old_end:
        rule = rules.EXT_END_EARLIER if extra else rules.UPDATE_HOURS
        yield rule.deadline(last_second_of_day(old_end.date()))
    elif new_end > old_end:
        yield _longer_shift(rules.EXT_END_LATER if extra else rules.UPDATE_HOURS, old_end)


def _of_start_hour(before: Period, after: Period) -> Iterator[Deadline]:
    """A start at an hour: it changes only before the planned start, and before the new one."""
    old, new = local_start(before), local_start(after)
    if old is not None and new is not None and old != new:
        rule = rules.EXT_START_HOUR if before.worker_type == "EXT" else rules.UPDATE_HOURS
        yield rule.deadline(in_brussels(min(old, new)))


def _longer_shift(rule: ClockRule, planned_end: datetime) -> Deadline:
    """Within eight hours of the planned end; planned from 20:00 to midnight: until 08:00 the next day.

    On a night the clocks change, eight hours that pass and eight on the dial differ: the earlier one
    is "file by", and in between nobody can say.
    """
    if planned_end.hour >= EVENING:
        next_day = planned_end.date() + timedelta(days=1)
        return rule.deadline(start_of_day(next_day).replace(hour=MORNING))
    elapsed = datetime.fromtimestamp(
        in_brussels(planned_end).timestamp() + LONGER_SHIFT.total_seconds(),
        tz=in_brussels(planned_end).tzinfo,
    )
    on_the_dial = in_brussels(planned_end + LONGER_SHIFT)
    if elapsed == on_the_dial:
        return rule.deadline(elapsed)
    return rule.deadline(
        elapsed,
        file_by=min(elapsed, on_the_dial),
        unknown_until=max(elapsed, on_the_dial) + timedelta(seconds=1),
    )


def _start_of_work(rule: ClockRule, starts: datetime | None, day: date) -> Deadline:
    """At the latest when work starts: at a known moment, else assumed at the start of the day."""
    if starts is not None:
        return rule.deadline(in_brussels(starts))
    return rule.deadline(start_of_day(day), assumed=True, unknown_until=end_of_day(day))


def _next_working_day(rule: ClockRule, last_day: date, readings: Readings) -> Deadline:
    """Until the end of the first working day after the last day, in both readings of that word."""
    soonest = next_working_day(last_day, WorkingDays.MON_SAT)
    latest = next_working_day(last_day, WorkingDays.MON_FRI)
    return _in_both_readings(rule, soonest, latest, readings)


def _in_both_readings(rule: ClockRule, soonest: date, latest: date, readings: Readings) -> Deadline:
    """Until the end of a day that hangs on the reading: the earlier is advised, late is late in both."""
    chosen = soonest if readings.working_days is WorkingDays.MON_SAT else latest
    return rule.deadline(
        last_second_of_day(chosen),
        file_by=last_second_of_day(soonest) if soonest < chosen else None,
        unknown_until=end_of_day(latest) if latest > chosen else None,
    )
