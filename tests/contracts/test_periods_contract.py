"""The contract of the port Periods: found by phase, by worker, by number, by day."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from chalicelib.application.ports import (
    InvalidCursorError,
    PeriodFilter,
    RelationChange,
    Settlement,
)
from chalicelib.domain.lifecycle import Happening
from chalicelib.domain.period import Period, PeriodStatus
from chalicelib.domain.phase import LISTED, Phase
from chalicelib.domain.registered import RegisteredWorker
from chalicelib.domain.worker import WorkerIdentity
from tests.contracts.faults import Faults
from tests.contracts.stores import Stores
from tests.synthetic import LIVE_BUILDER, LIVE_CAFE, MAN_1990, NOON, TEST_CAFE, acceptance

TODAY = date(2026, 12, 1)
"""A Tuesday."""
DAY = timedelta(days=1)
NUMBER = "900000000116"


def period(number: int, worker_type: str = "OTH", **fields: Any) -> Period:
    given: dict[str, Any] = {"status": PeriodStatus.ACTIVE, "start_date": TODAY, **fields}
    return Period(id=f"per_{number}", worker_type=worker_type, joint_committee="XXX", **given)


def keep(stores: Stores, number: int, *periods: Period) -> RelationChange:
    """Write periods of a worker of their own, as an accepted filing does."""
    filed = acceptance(LIVE_CAFE, number)
    change = replace(filed.change, periods=periods)
    stores.declarations.accept(LIVE_CAFE, replace(filed, change=change))
    return change


def change(
    stores: Stores, number: int, before: Iterable[Period], after: Iterable[Period], version: int = 2
) -> None:
    """Write changed periods, as a settlement does."""
    declaration = acceptance(LIVE_CAFE, number).declarations[0].declaration
    worker = acceptance(LIVE_CAFE, number).change.worker.model_copy(update={"version": version})
    new = RelationChange(worker=worker, periods=tuple(after), before=tuple(before))
    stores.declarations.settle(LIVE_CAFE, Settlement(declaration.happened(Happening.WITHDRAWN, NOON), new))


def listed(stores: Stores, *phases: Phase, size: int = 50, **more: Any) -> list[str]:
    """The ids of a list over all pages."""
    wanted, found, cursor = PeriodFilter(frozenset(phases), **more), [], None
    while True:
        page = stores.periods.listed(LIVE_CAFE, wanted, TODAY, size, cursor)
        found += [each.period.id.removeprefix("per_") for each in page.items]
        cursor = page.cursor
        if cursor is None:
            return found


def named(stores: Stores, day: date, size: int = 50) -> list[str]:
    found, cursor = [], None
    while True:
        page = stores.periods.on_day(LIVE_CAFE, day, size, cursor)
        found += [each.period.id.removeprefix("per_") for each in page.items]
        cursor = page.cursor
        if cursor is None:
            return sorted(found)


@pytest.fixture
def several(stores: Stores) -> Stores:
    """One period of each phase and some neighbours, each of a worker of its own."""
    of = [
        period(1),
        period(2, start_date=TODAY - 9 * DAY, end_date=TODAY + 90 * DAY),
        period(3, end_date=TODAY + 30 * DAY),
        period(4, "STU", start_date=TODAY - DAY, end_date=TODAY, planned_hours=8),
        period(5, start_date=TODAY + DAY),
        period(6, "STU", start_date=TODAY + 2 * DAY, end_date=TODAY + 9 * DAY, planned_hours=8),
        period(7, start_date=TODAY - 9 * DAY, end_date=TODAY - DAY),
        period(8, status=PeriodStatus.CANCELLED),
        period(9, status=PeriodStatus.PENDING, start_date=TODAY - 2 * DAY),
        period(10, status=PeriodStatus.NOT_CREATED),
        period(11, "", status=PeriodStatus.UNVERIFIED, rsz_number=NUMBER),
        period(12, start_date=TODAY - 30 * DAY, end_date=TODAY - 20 * DAY),
    ]
    for each in of:
        keep(stores, int(each.id.removeprefix("per_")), each)
    return stores


@pytest.mark.parametrize("size", [50, 1, 2])
@pytest.mark.parametrize(
    ("phase", "ids"),
    [
        (Phase.OPEN, ["4", "3", "2", "9", "1"]),
        (Phase.ENDING, ["4", "3"]),
        (Phase.PLANNED, ["5", "6"]),
        (Phase.ENDED, ["7", "12"]),
        (Phase.CANCELLED, ["8"]),
    ],
)
def test_each_phase_has_its_list_in_its_order(
    several: Stores, phase: Phase, ids: list[str], size: int
) -> None:
    assert listed(several, phase, size=size) == ids


def test_several_phases_and_none_are_by_start_newest_first(several: Stores) -> None:
    assert listed(several) == ["6", "5", "8", "3", "1", "4", "9", "7", "2", "12"]
    assert listed(several, Phase.CANCELLED, Phase.PLANNED) == ["6", "5", "8"]
    assert listed(several, worker_type="STU") == ["6", "4"]
    assert listed(several, Phase.PLANNED, worker_type="STU") == ["6"]


def test_a_worker_has_every_period_also_what_came_to_nothing(several: Stores) -> None:
    assert listed(several, worker_id="wrk_10") == ["10"]
    assert listed(several, worker_id="wrk_11") == ["11"]
    assert listed(several, Phase.OPEN, worker_id="wrk_1") == ["1"]
    assert listed(several, Phase.ENDED, worker_id="wrk_1") == []
    assert listed(several, worker_id="wrk_99") == []


def test_a_list_shows_the_worker_in_brief(stores: Stores) -> None:
    identity = WorkerIdentity(ssin=MAN_1990, family_name="Voorbeeld", given_name="Lou", nationality=150)
    filed = acceptance(LIVE_CAFE, 1, worker=RegisteredWorker(id="wrk_1", identity=identity))
    stores.declarations.accept(LIVE_CAFE, filed)

    (only,) = stores.periods.listed(LIVE_CAFE, PeriodFilter(), TODAY, 5, None).items
    assert (only.worker_id, only.period) == ("wrk_1", filed.change.periods[0])
    assert only.identity == WorkerIdentity(ssin=MAN_1990, family_name="Voorbeeld", given_name="Lou")
    assert stores.periods.one(LIVE_CAFE, "per_1") == only


def test_a_period_is_found_by_id_and_by_number_as_it_is_now(stores: Stores) -> None:
    before = period(1)
    keep(stores, 1, before)
    after = before.model_copy(update={"rsz_number": NUMBER, "end_date": TODAY + DAY})
    change(stores, 1, [before], [after])

    for reference in ("per_1", NUMBER):
        found = stores.periods.one(LIVE_CAFE, reference)
        assert found is not None
        assert found.period == after
    assert stores.periods.one(LIVE_CAFE, "per_2") is None


def test_a_change_moves_a_period_between_lists_and_days(stores: Stores) -> None:
    before = period(1, "STU", end_date=TODAY + 9 * DAY, planned_hours=8)
    keep(stores, 1, before)
    assert named(stores, TODAY + 9 * DAY) == ["1"]

    after = before.model_copy(update={"end_date": TODAY + DAY})
    change(stores, 1, [before], [after])

    assert [named(stores, TODAY + n * DAY) for n in (0, 1, 2, 9)] == [["1"], ["1"], [], []]
    cancelled = after.model_copy(update={"status": PeriodStatus.CANCELLED})
    keep_version_three(stores, after, cancelled)
    assert named(stores, TODAY) == []
    assert listed(stores, Phase.CANCELLED) == ["1"]
    assert listed(stores, Phase.OPEN) == []


def keep_version_three(stores: Stores, before: Period, after: Period) -> None:
    worker = acceptance(LIVE_CAFE, 1).change.worker.model_copy(update={"version": 3})
    filed = acceptance(LIVE_CAFE, 2)
    new = RelationChange(worker=worker, periods=(after,), before=(before,))
    stores.declarations.accept(LIVE_CAFE, replace(filed, change=replace(filed.change, periods=())))
    declaration = filed.declarations[0].declaration.happened(Happening.WITHDRAWN, NOON)
    stores.declarations.settle(LIVE_CAFE, Settlement(declaration, new))


@pytest.mark.parametrize("size", [50, 1])
def test_a_day_names_shifts_students_and_flexi_jobs(stores: Stores, size: int) -> None:
    night = {"start_hour": "18:00", "end_hour": "02:00"}
    of = [
        period(1, "EXT", end_date=TODAY + DAY, **night),
        period(2, "EXT", start_date=TODAY - DAY, end_date=TODAY, **night),
        period(3, "EXT", start_date=TODAY - 2 * DAY, end_date=TODAY - DAY, **night),
        period(4, "STU", start_date=TODAY - 40 * DAY, end_date=TODAY + 20 * DAY, planned_hours=8),
        period(5, "FLX", start_date=TODAY + DAY, end_date=TODAY + 20 * DAY),
        period(6, "FLX", start_hour="10:00", end_date=TODAY, end_hour="14:00"),
        period(7),
        period(8, "EXT", status=PeriodStatus.CANCELLED, end_date=TODAY + DAY, **night),
    ]
    for each in of:
        keep(stores, int(each.id.removeprefix("per_")), each)

    assert named(stores, TODAY, size) == ["1", "2", "4", "6"]
    assert named(stores, TODAY + DAY, size) == ["1", "4", "5"]
    assert named(stores, TODAY + 6 * DAY, size) == ["4", "5"]


def test_contracts_are_counted_up_to_a_limit(several: Stores) -> None:
    def count(day: date, most: int = 100) -> int:
        return several.periods.contracts_on(LIVE_CAFE, day, most)

    assert count(TODAY) == 4
    assert count(TODAY + DAY) == 5
    assert count(TODAY + 100 * DAY) == 3
    assert count(TODAY - 5 * DAY) == 2
    assert count(TODAY, most=2) == 2


def test_a_contract_that_ends_is_counted_until_then(stores: Stores) -> None:
    before = period(1)
    keep(stores, 1, before)
    change(stores, 1, [before], [before.model_copy(update={"end_date": TODAY})])

    assert stores.periods.contracts_on(LIVE_CAFE, TODAY, 9) == 1
    assert stores.periods.contracts_on(LIVE_CAFE, TODAY + DAY, 9) == 0


PHASES = [set[Phase](), *({each} for each in LISTED), {Phase.OPEN, Phase.ENDING}]
FILTERS = [
    *(PeriodFilter(frozenset(phases)) for phases in PHASES),
    PeriodFilter(worker_id="wrk_1"),
    PeriodFilter(worker_type="OTH"),
]


@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_a_cursor_only_works_under_its_filters(stores: Stores, filters: PeriodFilter) -> None:
    ends = (None, TODAY + 9 * DAY, TODAY + 90 * DAY, TODAY - DAY)
    each_twice = [
        period(number, start_date=TODAY - 9 * DAY, end_date=ends[number % 4]) for number in range(8)
    ]
    later = [period(number, start_date=TODAY + number * DAY) for number in (8, 9)]
    gone = [period(number, status=PeriodStatus.CANCELLED) for number in (10, 11)]
    keep(stores, 1, *each_twice, *later, *gone)
    cursor = stores.periods.listed(LIVE_CAFE, filters, TODAY, 1, None).cursor

    assert cursor
    assert stores.periods.listed(LIVE_CAFE, filters, TODAY, 1, cursor).items
    for other in FILTERS:
        if other != filters:
            with pytest.raises(InvalidCursorError):
                stores.periods.listed(LIVE_CAFE, other, TODAY, 1, cursor)


def test_a_cursor_of_a_day_only_works_for_that_day(stores: Stores) -> None:
    keep(stores, 1, *(period(number, "STU", end_date=TODAY + 3 * DAY) for number in (1, 2)))
    cursor = stores.periods.on_day(LIVE_CAFE, TODAY, 1, None).cursor

    assert cursor
    assert len(stores.periods.on_day(LIVE_CAFE, TODAY, 1, cursor).items) == 1
    for other in (TODAY - DAY, TODAY + DAY):
        with pytest.raises(InvalidCursorError):
            stores.periods.on_day(LIVE_CAFE, other, 1, cursor)


def test_a_list_that_midnight_comes_between_goes_on_with_what_still_belongs(stores: Stores) -> None:
    soon = [period(number, start_date=TODAY + number * DAY) for number in (1, 2, 3)]
    ending = [period(number, end_date=TODAY + (number - 4) * DAY) for number in (4, 5, 6)]
    keep(stores, 1, *soon, *ending)

    for phase, left in ((Phase.PLANNED, {"per_2", "per_3"}), (Phase.ENDING, {"per_5", "per_6"})):
        wanted = PeriodFilter(frozenset({phase}))
        cursor = stores.periods.listed(LIVE_CAFE, wanted, TODAY, 1, None).cursor
        found = stores.periods.listed(LIVE_CAFE, wanted, TODAY + DAY, 9, cursor).items
        assert {each.period.id for each in found} <= left
        assert found


@pytest.mark.cloud
def test_dynamodb_is_never_asked_to_go_on_from_outside_the_range(dynamo: Stores, faults: Faults) -> None:
    """It refuses that, where an emulator may not: the start of a later Query lies within what it asks for."""
    keep(dynamo, 1, *(period(number, start_date=TODAY + number * DAY) for number in (1, 2, 3)))
    wanted = PeriodFilter(frozenset({Phase.PLANNED}))
    cursor = dynamo.periods.listed(LIVE_CAFE, wanted, TODAY, 1, None).cursor

    faults.sent.clear()
    found = dynamo.periods.listed(LIVE_CAFE, wanted, TODAY + DAY, 9, cursor).items

    assert [each.period.id for each in found] == ["per_2", "per_3"]
    assert "ExclusiveStartKey" not in faults.sent[-1]


def test_strangers_see_nothing(several: Stores) -> None:
    cursor = several.periods.listed(LIVE_CAFE, PeriodFilter(), TODAY, 1, None).cursor
    for stranger in (LIVE_BUILDER, TEST_CAFE):
        assert several.periods.listed(stranger, PeriodFilter(), TODAY, 9, None).items == []
        assert several.periods.listed(stranger, PeriodFilter(worker_id="wrk_1"), TODAY, 9, None).items == []
        assert several.periods.one(stranger, "per_1") is None
        assert several.periods.one(stranger, NUMBER) is None
        assert several.periods.on_day(stranger, TODAY, 9, None).items == []
        assert several.periods.contracts_on(stranger, TODAY, 9) == 0
        with pytest.raises(InvalidCursorError):
            several.periods.listed(stranger, PeriodFilter(), TODAY, 1, cursor)
