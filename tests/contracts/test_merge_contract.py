"""Two entries that are one person: the contract of merging in the port Register, and the use case on it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from chalicelib.application.errors import NotFoundError, RefusedFilingError, RelationChangedError
from chalicelib.application.merging import MergeWorkers
from chalicelib.application.ports import PeriodFilter, PeriodPlace, RelationChange, Settlement
from chalicelib.application.relations import relation_change
from chalicelib.application.settling import withdrawal
from chalicelib.domain.lifecycle import Happening
from chalicelib.domain.period import Period, PeriodStatus
from chalicelib.domain.registered import RegisteredWorker
from chalicelib.domain.worker import WorkerIdentity
from tests.contracts.stores import Stores
from tests.synthetic import LIVE_BUILDER, LIVE_CAFE, MAN_1990, NOON, acceptance, receipt

TODAY = date(2026, 12, 1)
STRANGER = WorkerIdentity(
    family_name="Voorbeeld", given_name="Bo", birth_date=date(1990, 1, 15), nationality=111
)
NUMBERED = WorkerIdentity(ssin=MAN_1990, family_name="Voorbeeld")


def person(worker_id: str, identity: WorkerIdentity) -> RegisteredWorker:
    return RegisteredWorker(id=worker_id, identity=identity)


def shift(number: int) -> Period:
    day = TODAY + timedelta(days=number)
    fields: dict[str, Any] = {"start_hour": "10:00", "end_date": day, "end_hour": "14:00"}
    return Period(
        id=f"per_{number}", status=PeriodStatus.ACTIVE, worker_type="EXT", joint_committee="302",
        rsz_number=f"9{number:011d}", start_date=day, **fields,
    )  # fmt: skip


@pytest.fixture
def two(stores: Stores) -> Stores:
    """wrk_1 without a number and with one period on its way; wrk_9 with a number."""
    stores.declarations.accept(LIVE_CAFE, acceptance(LIVE_CAFE, 1, worker=person("wrk_1", STRANGER)))
    stores.register.add(LIVE_CAFE, person("wrk_9", NUMBERED), receipt("nine"))
    return stores


def with_shifts(stores: Stores, count: int) -> list[Period]:
    """Give wrk_1 many more periods."""
    shifts = [shift(number) for number in range(10, 10 + count)]
    for start in range(0, count, 10):
        relation = stores.register.relation(LIVE_CAFE, "wrk_1")
        assert relation.worker is not None
        newer = relation.worker.model_copy(update={"version": relation.worker.version + 1})
        filed = acceptance(LIVE_CAFE, 100 + start)
        change = relation_change(newer, relation, shifts[start : start + 10], relist=False)
        stores.declarations.accept(LIVE_CAFE, replace(filed, change=change))
    return shifts


def test_one_becomes_the_other_with_names_periods_and_what_only_one_knew(two: Stores) -> None:
    merged = MergeWorkers(two.register)(LIVE_CAFE, "wrk_1", "wrk_9")

    assert merged.id == "wrk_9"
    assert merged.identity == STRANGER.model_copy(update={"ssin": MAN_1990})
    for worker_id in ("wrk_1", "wrk_9"):
        relation = two.register.relation(LIVE_CAFE, worker_id)
        assert relation.worker == merged
        assert [period.id for period in relation.periods] == ["per_1"]
        assert two.register.worker(LIVE_CAFE, worker_id) == merged
    assert two.register.place_of(LIVE_CAFE, "per_1") == PeriodPlace("wrk_9", "per_1")
    found = two.register.search(LIVE_CAFE, "voorbeeld", 9, None).items
    assert [each.id for each in found] == ["wrk_9"]
    listed = two.periods.listed(LIVE_CAFE, PeriodFilter(worker_id="wrk_9"), TODAY, 9, None).items
    assert [(each.worker_id, each.identity.ssin) for each in listed] == [("wrk_9", MAN_1990)]


def test_absent_is_who_is_here_under_no_id(two: Stores) -> None:
    MergeWorkers(two.register)(LIVE_CAFE, "wrk_1", "wrk_9")

    asked = ["wrk_1", "wrk_7", "wrk_9"]
    assert two.register.absent(LIVE_CAFE, asked) == {"wrk_7"}
    assert two.register.absent(LIVE_BUILDER, asked) == set(asked)


def test_what_is_on_its_way_goes_on_under_the_old_id(two: Stores) -> None:
    MergeWorkers(two.register)(LIVE_CAFE, "wrk_1", "wrk_9")
    stored = two.declarations.get(LIVE_CAFE, "dec_1")
    assert stored is not None
    relation = two.register.relation(LIVE_CAFE, stored.declaration.worker_id)

    withdrawn = stored.declaration.happened(Happening.WITHDRAWN, NOON)
    two.declarations.settle(LIVE_CAFE, withdrawal(withdrawn, relation))

    (period,) = two.register.relation(LIVE_CAFE, "wrk_9").periods
    assert (period.status, period.on_its_way) == (PeriodStatus.NOT_CREATED, ())


@pytest.mark.parametrize("count", [10, 40])
def test_many_periods_move_and_doing_it_twice_is_fine(two: Stores, count: int) -> None:
    shifts = with_shifts(two, count)
    merge = MergeWorkers(two.register)
    first = merge(LIVE_CAFE, "wrk_1", "wrk_9")

    assert first.absorbs == ()
    assert merge(LIVE_CAFE, "wrk_1", "wrk_9") == first
    relation = two.register.relation(LIVE_CAFE, "wrk_1")
    assert {period.id for period in relation.periods} == {"per_1", *(each.id for each in shifts)}
    for each in shifts:
        assert two.register.place_of(LIVE_CAFE, each.rsz_number or "") == PeriodPlace("wrk_9", each.id)
        (named,) = two.periods.on_day(LIVE_CAFE, each.start_date, 50, None).items[:1]
        assert named.worker_id == "wrk_9"
    days = two.register.extra_days(LIVE_CAFE, 2026)
    assert set(days) == {"wrk_9"}
    assert {each.start_date for each in shifts if each.start_date.year == 2026} == days["wrk_9"]


def test_a_merge_that_broke_off_is_seen_as_done_and_is_finished_later(two: Stores) -> None:
    shifts = with_shifts(two, 40)
    ids = {"per_1", *(each.id for each in shifts)}
    source, target = (two.register.relation(LIVE_CAFE, each) for each in ("wrk_1", "wrk_9"))
    assert source.worker is not None
    assert target.worker is not None
    newer = target.worker.model_copy(update={"version": 2})
    change = relation_change(newer, target, source.periods, relist=True)
    two.register.merge(LIVE_CAFE, change.merging(source.worker))

    half = two.register.relation(LIVE_CAFE, "wrk_1")
    assert half.worker is not None
    assert half.worker.id == "wrk_9"
    assert {period.id for period in half.periods} == ids
    closed = half.periods[-1].model_copy(update={"end_hour": "15:00"})
    write_period(two, half.worker, half.periods[-1], closed)

    merged = MergeWorkers(two.register)(LIVE_CAFE, "wrk_1", "wrk_9")
    whole = two.register.relation(LIVE_CAFE, "wrk_9")
    assert (merged.absorbs, whole.worker) == ((), merged)
    assert {period.id for period in whole.periods} == ids
    assert closed in whole.periods


def write_period(stores: Stores, worker: RegisteredWorker, before: Period, after: Period) -> None:
    """Settle something on a period while a merge is under way."""
    stored = stores.declarations.get(LIVE_CAFE, "dec_1")
    assert stored is not None
    newer = worker.model_copy(update={"version": worker.version + 1})
    change = RelationChange(worker=newer, periods=(after,), before=(before,))
    withdrawn = stored.declaration.happened(Happening.WITHDRAWN, NOON)
    stores.declarations.settle(LIVE_CAFE, Settlement(withdrawn, change))


def test_a_worker_who_moved_on_is_not_merged_blindly(two: Stores) -> None:
    source, target = (two.register.relation(LIVE_CAFE, each) for each in ("wrk_1", "wrk_9"))
    assert source.worker is not None
    assert target.worker is not None
    newer = target.worker.model_copy(update={"version": 2})
    change = relation_change(newer, target, source.periods, relist=True)
    stale = source.worker.model_copy(update={"version": 7})

    with pytest.raises(RelationChangedError):
        two.register.merge(LIVE_CAFE, change.merging(stale))
    assert two.register.relation(LIVE_CAFE, "wrk_1") == source


@pytest.mark.parametrize(
    ("worker_id", "into", "code"),
    [
        ("wrk_9", "wrk_1", "own.mergeHasNumber"),
        ("wrk_9", "wrk_9", "own.mergeItself"),
        ("wrk_1", "wrk_8", "own.mergeNeedsNumber"),
        ("wrk_7", "wrk_9", "00028-348"),
    ],
)
def test_two_persons_stay_two(two: Stores, worker_id: str, into: str, code: str) -> None:
    two.register.add(LIVE_CAFE, person("wrk_8", WorkerIdentity(family_name="Ander")), receipt("eight"))
    other = STRANGER.model_copy(update={"birth_date": date(1991, 1, 15)})
    two.register.add(LIVE_CAFE, person("wrk_7", other), receipt("seven"))

    with pytest.raises(RefusedFilingError) as refusal:
        MergeWorkers(two.register)(LIVE_CAFE, worker_id, into)
    assert [found.code for found in refusal.value.findings] == [code]


def test_strangers_are_not_found(two: Stores) -> None:
    merge = MergeWorkers(two.register)
    for scope, pair in ((LIVE_BUILDER, ("wrk_1", "wrk_9")), (LIVE_CAFE, ("wrk_0", "wrk_9"))):
        with pytest.raises(NotFoundError):
            merge(scope, *pair)
