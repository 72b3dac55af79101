"""What the law allows to be done with a period now, each thing with its deadline; pure.

Every row of the variant's permit table is tried on the engine that judges filings, with the smallest
change of its kind. What a certain rule refuses is not offered; what is uncertain is offered with its mark.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from chalicelib.domain.certainty import Certainty
from chalicelib.domain.checks.case import Known
from chalicelib.domain.clock.deadline import Deadline
from chalicelib.domain.filing import NO_END, CancelTerms, DeclarationType, OutTerms, UpdateTerms
from chalicelib.domain.judgement import judge_on_period
from chalicelib.domain.law.worker_type import Change, Permit, Variant
from chalicelib.domain.law.worker_types import WORKER_TYPES
from chalicelib.domain.occupation import local_end, local_start
from chalicelib.domain.period import Period
from chalicelib.domain.readings import DEFAULT_READINGS, Readings

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
UNKNOWN_TYPE = "own.unknownType"
MOST_HOURS = 999


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be done. ``change`` tells UPDATEs apart; ``code`` says why it is uncertain.

    The deadline is ``assumed`` where it depends on a day that nobody has named yet; ``day_open`` says
    that nothing else about it is assumed.
    """

    type: DeclarationType
    deadline: Deadline
    certainty: Certainty
    change: Change | None = None
    code: str | None = None
    day_open: bool = False


@dataclass(frozen=True, slots=True)
class _Trial:
    """The smallest declaration of a kind; ``guessed`` when its day is ours and moves the deadline."""

    terms: OutTerms | UpdateTerms | CancelTerms
    guessed: bool = False


def operations_of(
    period: Period, now: datetime, readings: Readings = DEFAULT_READINGS
) -> tuple[Operation, ...]:
    """Return what can be done with a period, as it is expected to stand when everything is settled."""
    before = period.expected()
    if not before.status.stands:
        return ()
    kind = WORKER_TYPES.get(before.worker_type)
    variant = kind.variant_of_period(before) if kind else None
    known = Known(now=now, periods=(period,), readings=readings)
    found = (_offer(change, period, before, variant, known) for change in _TRIALS)
    return tuple(each for each in found if each is not None)


def _offer(
    change: Change, period: Period, before: Period, variant: Variant | None, known: Known
) -> Operation | None:
    trial = _TRIALS[change](before, variant, known.today)
    if trial is None:
        return None
    permit = _permit(change, before, variant)
    forbidden = permit.forbids(before.start_date)
    judgement = judge_on_period(trial.terms, period, known)
    if judgement.refusals or (forbidden and permit.certainty.refuses):
        return None
    deadline = judgement.deadline
    return Operation(
        type=DeclarationType(trial.terms.type),
        change=None if change in {Change.OUT, Change.CANCEL} else change,
        deadline=replace(deadline, assumed=True) if trial.guessed else deadline,
        certainty=permit.certainty,
        code=permit.code if forbidden or variant is None else None,
        day_open=trial.guessed and not deadline.assumed,
    )


def _permit(change: Change, before: Period, variant: Variant | None) -> Permit:
    """Return what the table says of a change, and of an UPDATE as such where that is stricter."""
    if variant is None:
        return _BY_GUESS
    is_update = change not in {Change.OUT, Change.CANCEL}
    stricter = is_update and variant.update.forbids(before.start_date)
    return variant.update if stricter else variant.permits[change]


_BY_GUESS = Permit(allowed=True, code=UNKNOWN_TYPE, certainty=Certainty.UNCERTAIN, source="not filed here")
"""Of a worker type we do not file (taken over from the RSZ): the RSZ decides."""


# The smallest change of each kind, or None where the period has nothing to change.


def _out(before: Period, _variant: Variant | None, today: date) -> _Trial | None:
    if before.end_date is not None:
        return None
    return _Trial(OutTerms(end_date=max(before.start_date, today)), guessed=True)


def _cancel(_before: Period, _variant: Variant | None, _today: date) -> _Trial:
    return _Trial(CancelTerms())


def _start_earlier(before: Period, variant: Variant | None, _today: date) -> _Trial | None:
    if _by_hours(before):
        return _moved_start(before, -MINUTE)
    earlier = before.start_date - DAY
    one_day = variant is not None and variant.same_day
    terms = UpdateTerms(start_date=earlier, end_date=earlier) if one_day else UpdateTerms(start_date=earlier)
    return _Trial(terms, guessed=True)


def _start_hour(before: Period, _variant: Variant | None, _today: date) -> _Trial | None:
    start = local_start(before)
    if start is None:
        return None
    later = start + MINUTE
    stays = later.date() == start.date() and later != local_end(before)
    return _moved_start(before, MINUTE if stays else -MINUTE)


def _end_earlier(before: Period, _variant: Variant | None, today: date) -> _Trial | None:
    end = before.end_date
    if _by_hours(before):
        return _moved_end(before, -MINUTE)
    if end is None or end == before.start_date:
        return None
    started = before.start_date <= today < end
    return _Trial(UpdateTerms(end_date=today if started else end - DAY), guessed=True)


def _end_later(before: Period, variant: Variant | None, _today: date) -> _Trial | None:
    if _by_hours(before):
        return _moved_end(before, MINUTE)
    if before.end_date is None or (variant is not None and variant.same_day):
        return None
    return _Trial(UpdateTerms(end_date=before.end_date + DAY))


def _end_hour(before: Period, variant: Variant | None, today: date) -> _Trial | None:
    if not _by_hours(before):
        return None
    return _end_earlier(before, variant, today)


def _remove_end(before: Period, _variant: Variant | None, _today: date) -> _Trial | None:
    return None if before.end_date is None else _Trial(UpdateTerms(end_date=NO_END))


def _planned_hours(before: Period, variant: Variant | None, _today: date) -> _Trial | None:
    if variant is None and before.planned_hours is None:
        return None
    hours = before.planned_hours or 0
    return _Trial(UpdateTerms(planned_hours=hours + 1 if hours < MOST_HOURS else hours - 1))


def _by_hours(before: Period) -> bool:
    return local_start(before) is not None and local_end(before) is not None


def _moved_start(before: Period, by: timedelta) -> _Trial | None:
    start = local_start(before)
    return None if start is None else _Trial(UpdateTerms(**_named("start", start + by, before.start_date)))


def _moved_end(before: Period, by: timedelta) -> _Trial | None:
    end = local_end(before)
    return None if end is None else _Trial(UpdateTerms(**_named("end", end + by, before.end_date)))


def _named(which: str, moment: datetime, day: date | None) -> dict[str, date | str]:
    """Name the hour, and the day only when it becomes another."""
    hour: dict[str, date | str] = {f"{which}_hour": moment.strftime("%H:%M")}
    return hour if moment.date() == day else {f"{which}_date": moment.date(), **hour}


_TRIALS: Mapping[Change, Callable[[Period, Variant | None, date], _Trial | None]] = {
    Change.OUT: _out,
    Change.START_EARLIER: _start_earlier,
    Change.START_HOUR: _start_hour,
    Change.END_EARLIER: _end_earlier,
    Change.END_LATER: _end_later,
    Change.END_HOUR: _end_hour,
    Change.REMOVE_END: _remove_end,
    Change.PLANNED_HOURS: _planned_hours,
    Change.CANCEL: _cancel,
}
"""In the order in which people are offered them. A start never moves later (00910-344): cancel, file anew."""
