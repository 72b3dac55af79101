"""Our tables with one thing wrong: each must make the two opinions differ, or a table was copied twice."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

import pytest

from chalicelib.domain.checks import changes, committees, dates, fields, sequence
from chalicelib.domain.checks.case import Known
from chalicelib.domain.clock import deadlines, working_days
from chalicelib.domain.law.committees import JOINT_COMMITTEES
from chalicelib.domain.law.quotas import QUOTAS, QuotaKind, Unit
from chalicelib.domain.law.worker_type import (
    PERMITTED,
    Change,
    CommitteeRule,
    Permit,
    Presence,
    Variant,
    WorkerType,
)
from chalicelib.domain.law.worker_types import WORKER_TYPES

Patch = Callable[[pytest.MonkeyPatch], None]


@dataclass(frozen=True)
class Mutation:
    """What is wrong, how to make it so, and what it changes in what the engine knows."""

    what: str
    patch: Patch
    known: Callable[[Known], Known] = lambda known: known


def _type(kind: str, change: Callable[[WorkerType], WorkerType]) -> Patch:
    return lambda patching: patching.setitem(WORKER_TYPES, kind, change(WORKER_TYPES[kind]))


def _variant(kind: str, place: int, change: Callable[[Variant], Variant]) -> Patch:
    def changed(row: WorkerType) -> WorkerType:
        variants = list(row.variants)
        variants[place] = change(variants[place])
        return replace(row, variants=tuple(variants))

    return _type(kind, changed)


def _field(kind: str, place: int, name: str, presence: Presence) -> Patch:
    def changed(variant: Variant) -> Variant:
        cell = replace(variant.fields[name], presence=presence)
        return replace(variant, fields={**variant.fields, name: cell})

    return _variant(kind, place, changed)


def _permit(kind: str, place: int, change: Change, permit: Permit) -> Patch:
    return _variant(kind, place, lambda row: replace(row, permits={**row.permits, change: permit}))


def _committee(kind: str, committee: str, *, fits: bool) -> Patch:
    def changed(row: WorkerType) -> WorkerType:
        rule = replace(row.committee_rule(committee), fits=fits)
        return replace(row, committees={**row.committees, committee: rule})

    return _type(kind, changed)


def _anywhere(row: WorkerType) -> WorkerType:
    rule: CommitteeRule = replace(row.other_committee, fits=True)
    return replace(row, other_committee=rule)


def _constant(module: object, name: str, value: Any) -> Patch:
    return lambda patching: patching.setattr(module, name, value)


def _nothing(_patching: pytest.MonkeyPatch) -> None:
    """Nothing is patched: the mutation is in what the engine knows."""


def _quota(kind: QuotaKind, committee: str | None, limit: int) -> Callable[[Known], Known]:
    def hit(unit: Unit, of: QuotaKind, where: str | None) -> bool:
        days = kind is QuotaKind.STUDENT or unit is Unit.DAYS
        return days and of is kind and where == committee

    rows = tuple(
        replace(row, limit=limit) if hit(row.unit, row.kind, row.committee) else row for row in QUOTAS
    )
    return lambda known: replace(known, quotas=rows)


def _without(day: tuple[int, int]) -> Patch:
    """A calendar without one of the holidays."""
    true = working_days.holidays
    return _calendar(lambda year: true(year) - {date(year, *day)})


def _with(day: tuple[int, int]) -> Patch:
    """A calendar with a holiday too many."""
    true = working_days.holidays
    return _calendar(lambda year: true(year) | {date(year, *day)})


def _calendar(holidays: Callable[[int], frozenset[date]]) -> Patch:
    """Another calendar, past what was remembered of the true one."""

    def patch(patching: pytest.MonkeyPatch) -> None:
        patching.setattr(working_days, "holidays", holidays)
        patching.setattr(deadlines, "next_working_day", working_days.next_working_day.__wrapped__)

    return patch


_NOT_EARLIER = Permit(allowed=False, code="00910-005")
_STAYS = Permit(allowed=False, code="90378-368")

MUTATIONS: Final = (
    Mutation("an ordinary worker needs an end date", _field("OTH", 0, "end_date", Presence.REQUIRED)),
    Mutation("a student needs no planned hours", _field("STU", 0, "planned_hours", Presence.OPTIONAL)),
    Mutation("a student needs no end date", _field("STU", 0, "end_date", Presence.OPTIONAL)),
    Mutation("an extra needs no number", _field("EXT", 1, "ssin", Presence.OPTIONAL)),
    Mutation("an extra by the hour needs no end hour", _field("EXT", 1, "end_hour", Presence.OPTIONAL)),
    Mutation("a flexi period has hours", _field("FLX", 1, "start_hour", Presence.OPTIONAL)),
    Mutation("a construction worker needs no cards", _field("BCW", 0, "control_cards", Presence.OPTIONAL)),
    Mutation("a trainee needs no accident data", _field("IVT", 0, "small_statutes", Presence.OPTIONAL)),
    Mutation("a transition intern needs no end date", _field("TRI", 0, "end_date", Presence.OPTIONAL)),
    Mutation("a student may be filed under 302", _committee("STU", "302", fits=True)),
    Mutation("an ordinary worker may not be in transport", _committee("OTH", "140", fits=False)),
    Mutation("construction workers go anywhere", _type("BCW", _anywhere)),
    Mutation("flexi-workers go anywhere", _type("FLX", _anywhere)),
    Mutation("an ordinary start moves later", _permit("OTH", 0, Change.START_LATER, PERMITTED)),
    Mutation("a student's start moves earlier", _permit("STU", 0, Change.START_EARLIER, PERMITTED)),
    Mutation("an ordinary start never moves", _permit("OTH", 0, Change.START_EARLIER, _NOT_EARLIER)),
    Mutation("a flexi period ends later", _permit("FLX", 1, Change.END_LATER, PERMITTED)),
    Mutation("an ordinary end stays", _permit("OTH", 0, Change.REMOVE_END, _STAYS)),
    Mutation("an extra's end goes away", _permit("EXT", 1, Change.REMOVE_END, PERMITTED)),
    Mutation("a day lump takes changes", _variant("EXT", 0, lambda row: replace(row, update=PERMITTED))),
    Mutation("students may cross quarters", _variant("STU", 0, lambda row: replace(row, same_quarter=False))),
    Mutation("students have 640 hours", _nothing, _quota(QuotaKind.STUDENT, None, 640)),
    Mutation("extras in horeca have 49 days", _nothing, _quota(QuotaKind.EXTRA_WORKER, "302", 49)),
    Mutation("employers in horeca have 201 days", _nothing, _quota(QuotaKind.EXTRA_EMPLOYER, "302", 201)),
    Mutation("extras in horticulture have 101 days", _nothing, _quota(QuotaKind.EXTRA_WORKER, "145", 101)),
    Mutation("1 May is a working day", _without((5, 1))),
    Mutation("Christmas is a working day", _without((12, 25))),
    Mutation("Maundy Thursday of 2026 is a holiday", _with((4, 2))),
    Mutation("a shift grows within seven hours", _constant(deadlines, "LONGER_SHIFT", timedelta(hours=7))),
    Mutation("the evening begins at nine", _constant(deadlines, "EVENING", 21)),
    Mutation("the morning after is at nine", _constant(deadlines, "MORNING", 9)),
    Mutation("flexi-jobs are filed 32 days ahead", _constant(deadlines, "FLEXI_AHEAD", timedelta(days=32))),
    Mutation("three days in a row", _constant(sequence, "IN_A_ROW", 3)),
    Mutation("a shift of 30 hours", _constant(dates, "LONGEST", timedelta(hours=30))),
    Mutation("nine years ahead", _constant(dates, "YEARS_AHEAD", 9)),
    Mutation("ends from 1998", _constant(dates, "EARLIEST_END", date(1998, 1, 1))),
    Mutation("zero planned hours", _constant(changes, "PLANNED_HOURS", range(1000))),
    Mutation("zero planned hours on an IN", _constant(fields, "PLANNED_HOURS", range(1000))),
    Mutation(
        "electricians have no committee",
        lambda patching: patching.delitem(JOINT_COMMITTEES, "149"),
    ),
    Mutation("agencies work for agencies", _constant(committees, "USER_COMMITTEES", tuple(JOINT_COMMITTEES))),
)
"""Forty ways to be wrong: cells, committees, changes, quotas, holidays, hours, limits."""
