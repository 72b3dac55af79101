"""The contract of the port Declarations."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chalicelib.application.errors import RelationChangedError, StaleError
from chalicelib.application.ports import (
    Acceptance,
    DeclarationFilter,
    Due,
    InvalidCursorError,
    RelationChange,
    Settlement,
)
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.filing import DeclarationType
from chalicelib.domain.lifecycle import Happening, State
from chalicelib.domain.period import PeriodStatus
from chalicelib.domain.registered import RegisteredWorker
from chalicelib.domain.worker import WorkerIdentity
from tests.contracts.stores import Stores
from tests.synthetic import LIVE_BUILDER, LIVE_CAFE, MAN_1990, NOON, TEST_CAFE, acceptance, receipt

EVERYTHING = DeclarationFilter()


def test_what_was_accepted_is_read_back_whole(stores: Stores) -> None:
    filed = acceptance(LIVE_CAFE, 1, reference="shift-8812")

    assert stores.declarations.accept(LIVE_CAFE, filed) is None

    stored = stores.declarations.get(LIVE_CAFE, "dec_1")
    assert stored is not None
    assert stored.declaration == filed.declarations[0].declaration
    assert stored.identity == filed.declarations[0].identity
    relation = stores.register.relation(LIVE_CAFE, "wrk_1")
    assert relation.worker == filed.change.worker
    assert relation.periods == (filed.change.periods[0],)


@pytest.mark.parametrize("stranger", [LIVE_BUILDER, TEST_CAFE], ids=["employer", "mode"])
def test_another_employer_or_mode_finds_nothing(stores: Stores, stranger: EmployerScope) -> None:
    stores.declarations.accept(LIVE_CAFE, acceptance(LIVE_CAFE, 1, reference="r"))

    assert stores.declarations.get(stranger, "dec_1") is None
    for wanted in (
        EVERYTHING,
        DeclarationFilter(worker_id="wrk_1"),
        DeclarationFilter(reference="r"),
        DeclarationFilter(state=State.RECORDED),
    ):
        assert stores.declarations.newest(stranger, wanted, 10, None).items == []
    assert stores.register.relation(stranger, "wrk_1").worker is None
    assert stores.register.search(stranger, "lou", 10, None).items == []
    assert stores.declarations.receipt(stranger, "key-1", "fileDeclaration", "usr_1") is None


def test_the_same_key_gives_the_first_receipt_and_writes_nothing(stores: Stores) -> None:
    stores.declarations.accept(LIVE_CAFE, acceptance(LIVE_CAFE, 1, key="same"))

    earlier = stores.declarations.accept(LIVE_CAFE, acceptance(LIVE_CAFE, 2, key="same"))

    assert earlier is not None
    assert (earlier.answer, earlier.body_hash) == ('{"id": "dec_1"}', "hash")
    assert stores.declarations.get(LIVE_CAFE, "dec_2") is None
    assert stores.register.relation(LIVE_CAFE, "wrk_2").worker is None


def test_another_caller_may_use_the_same_key(stores: Stores) -> None:
    stores.declarations.accept(LIVE_CAFE, acceptance(LIVE_CAFE, 1, key="same"))
    other = replace(acceptance(LIVE_CAFE, 2), receipt=receipt("same", lineage="usr_2"))

    assert stores.declarations.accept(LIVE_CAFE, other) is None


def test_a_receipt_expires_whether_or_not_the_store_removed_it(stores: Stores) -> None:
    stores.declarations.accept(LIVE_CAFE, acceptance(LIVE_CAFE, 1, key="same"))
    assert stores.declarations.receipt(LIVE_CAFE, "same", "fileDeclaration", "usr_1") is not None

    stores.clock.advance(timedelta(days=30, seconds=1))

    assert stores.declarations.receipt(LIVE_CAFE, "same", "fileDeclaration", "usr_1") is None
    assert stores.declarations.accept(LIVE_CAFE, acceptance(LIVE_CAFE, 2, key="same")) is None


def test_a_worker_changed_meanwhile_refuses_everything(stores: Stores) -> None:
    first = acceptance(LIVE_CAFE, 1)
    stores.declarations.accept(LIVE_CAFE, first)
    stale = acceptance(LIVE_CAFE, 2, worker=first.change.worker)

    with pytest.raises(RelationChangedError):
        stores.declarations.accept(LIVE_CAFE, stale)

    assert stores.declarations.get(LIVE_CAFE, "dec_2") is None
    assert stores.declarations.receipt(LIVE_CAFE, "key-2", "fileDeclaration", "usr_1") is None
    assert len(stores.register.relation(LIVE_CAFE, "wrk_1").periods) == 1


def test_saving_needs_the_version_that_was_read(stores: Stores) -> None:
    filed = acceptance(LIVE_CAFE, 1)
    stores.declarations.accept(LIVE_CAFE, filed)
    sending = filed.declarations[0].declaration.happened(Happening.SENDING_STARTED, NOON, attempt=1)

    stores.declarations.save(LIVE_CAFE, sending)
    with pytest.raises(StaleError):
        stores.declarations.save(LIVE_CAFE, sending)

    stored = stores.declarations.get(LIVE_CAFE, "dec_1")
    assert stored is not None
    assert stored.declaration == sending
    assert stored.identity == filed.declarations[0].identity


def test_nobody_saves_a_declaration_that_was_never_accepted(stores: Stores) -> None:
    never = acceptance(LIVE_CAFE, 1).declarations[0].declaration.happened(Happening.SENDING_STARTED, NOON)

    with pytest.raises(StaleError):
        stores.declarations.save(LIVE_CAFE, never)

    assert stores.declarations.get(LIVE_CAFE, "dec_1") is None


def test_settling_writes_declaration_period_and_worker_together(stores: Stores) -> None:
    filed = acceptance(LIVE_CAFE, 1)
    settlement = _submitted_and_settled(stores, filed)

    stores.declarations.settle(LIVE_CAFE, settlement)

    stored = stores.declarations.get(LIVE_CAFE, "dec_1")
    assert stored is not None
    assert stored.declaration == settlement.declaration
    assert stored.identity == filed.declarations[0].identity
    relation = stores.register.relation(LIVE_CAFE, "wrk_1")
    assert relation.periods == settlement.change.periods
    assert relation.worker == settlement.change.worker


def test_settling_leads_from_the_second_id_to_the_worker(stores: Stores) -> None:
    settlement = _submitted_and_settled(stores, acceptance(LIVE_CAFE, 1))

    stores.declarations.settle(
        LIVE_CAFE, replace(settlement, change=replace(settlement.change, also_known_as="wrk_other"))
    )

    assert stores.register.relation(LIVE_CAFE, "wrk_other").worker == settlement.change.worker


def test_settling_a_stale_declaration_or_relation_writes_nothing(stores: Stores) -> None:
    filed = acceptance(LIVE_CAFE, 1)
    settlement = _submitted_and_settled(stores, filed)

    stale = settlement.declaration.model_copy(update={"version": settlement.declaration.version + 5})
    with pytest.raises(StaleError):
        stores.declarations.settle(LIVE_CAFE, replace(settlement, declaration=stale))
    changed = settlement.change.worker.model_copy(update={"version": settlement.change.worker.version + 5})
    with pytest.raises(RelationChangedError):
        stores.declarations.settle(
            LIVE_CAFE, replace(settlement, change=replace(settlement.change, worker=changed))
        )

    assert stores.register.relation(LIVE_CAFE, "wrk_1").periods == (filed.change.periods[0],)


def test_the_list_is_newest_first_and_paged(stores: Stores) -> None:
    for number in range(5):
        at = NOON + timedelta(minutes=number)
        stores.declarations.accept(LIVE_CAFE, acceptance(LIVE_CAFE, number, received_at=at))

    first = stores.declarations.newest(LIVE_CAFE, EVERYTHING, 2, None)
    second = stores.declarations.newest(LIVE_CAFE, EVERYTHING, 2, first.cursor)
    third = stores.declarations.newest(LIVE_CAFE, EVERYTHING, 2, second.cursor)

    pages = [[each.declaration.id for each in page.items] for page in (first, second, third)]
    assert pages == [["dec_4", "dec_3"], ["dec_2", "dec_1"], ["dec_0"]]
    assert third.cursor is None


def test_a_cursor_only_works_where_it_was_made(stores: Stores) -> None:
    for number in range(3):
        stores.declarations.accept(LIVE_CAFE, acceptance(LIVE_CAFE, number))
    cursor = stores.declarations.newest(LIVE_CAFE, EVERYTHING, 1, None).cursor

    assert cursor is not None
    for scope, given in ((LIVE_BUILDER, cursor), (TEST_CAFE, cursor), (LIVE_CAFE, "nonsense")):
        with pytest.raises(InvalidCursorError):
            stores.declarations.newest(scope, EVERYTHING, 1, given)


FILTERS = [
    EVERYTHING,
    DeclarationFilter(since=NOON.date()),
    DeclarationFilter(until=NOON.date()),
    DeclarationFilter(since=NOON.date(), until=NOON.date()),
    DeclarationFilter(state=State.RECORDED),
    DeclarationFilter(type=DeclarationType.IN),
    DeclarationFilter(worker_id="wrk_1"),
    DeclarationFilter(worker_id="recorded"),
    DeclarationFilter(reference="shift"),
]


@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_a_cursor_only_works_under_its_filters(stores: Stores, filters: DeclarationFilter) -> None:
    worker = acceptance(LIVE_CAFE, 1).change.worker
    for number in range(1, 4):
        who = worker.model_copy(update={"version": number})
        filed = acceptance(LIVE_CAFE, number, worker=who, reference="shift")
        stores.declarations.accept(LIVE_CAFE, filed)
    cursor = stores.declarations.newest(LIVE_CAFE, filters, 1, None).cursor
    others = [each for each in FILTERS if each != filters]

    assert (cursor is None) == (filters.worker_id == "recorded")
    for other in others if cursor else ():
        with pytest.raises(InvalidCursorError):
            stores.declarations.newest(LIVE_CAFE, other, 1, cursor)
    with pytest.raises(InvalidCursorError):
        stores.declarations.unsent(LIVE_CAFE, 1, cursor or "nothing")


def test_lists_are_filtered(stores: Stores) -> None:
    stores.declarations.accept(LIVE_CAFE, acceptance(LIVE_CAFE, 1, reference="a"))
    later = NOON + timedelta(days=1)
    stores.declarations.accept(LIVE_CAFE, acceptance(LIVE_CAFE, 2, reference="b", received_at=later))

    assert _found(stores, DeclarationFilter(reference="a")) == ["dec_1"]
    assert _found(stores, DeclarationFilter(worker_id="wrk_2")) == ["dec_2"]
    assert _found(stores, DeclarationFilter(worker_id="wrk_2", reference="a")) == []
    assert _found(stores, DeclarationFilter(state=State.RECORDED)) == ["dec_2", "dec_1"]
    assert _found(stores, DeclarationFilter(state=State.ACCEPTED)) == []
    assert _found(stores, DeclarationFilter(since=date(2026, 11, 25))) == ["dec_2"]
    assert _found(stores, DeclarationFilter(until=date(2026, 11, 24))) == ["dec_1"]
    assert _found(stores, DeclarationFilter(since=date(2026, 11, 24), until=date(2026, 11, 25))) == [
        "dec_2",
        "dec_1",
    ]


def test_a_range_of_dates_that_ends_before_it_starts_is_empty(stores: Stores) -> None:
    stores.declarations.accept(LIVE_CAFE, acceptance(LIVE_CAFE, 1))

    assert _found(stores, DeclarationFilter(since=date(2026, 11, 25), until=date(2026, 11, 23))) == []


def test_what_is_due_is_found_by_its_reason(stores: Stores) -> None:
    filed = acceptance(LIVE_CAFE, 1)
    stores.declarations.accept(LIVE_CAFE, filed)
    due_at = filed.declarations[0].declaration.due_at
    assert due_at is not None

    assert stores.declarations.due(Due.SEND, due_at - timedelta(seconds=1), 10) == []
    found = stores.declarations.due(Due.SEND, due_at, 10)
    assert [(each.mode, each.employer, each.declaration_id) for each in found] == [
        (LIVE_CAFE.mode, LIVE_CAFE.employer, "dec_1")
    ]

    sending = filed.declarations[0].declaration.happened(
        Happening.SENDING_STARTED, NOON, attempt=1, due_at=NOON, lease_until=NOON
    )
    stores.declarations.save(LIVE_CAFE, sending)
    assert stores.declarations.due(Due.SEND, due_at, 10) == []
    assert [each.declaration_id for each in stores.declarations.due(Due.LEASE, due_at, 10)] == ["dec_1"]

    stores.declarations.save(LIVE_CAFE, sending.happened(Happening.OUTCOME_UNKNOWN, NOON))
    assert all(stores.declarations.due(due, due_at, 10) == [] for due in Due)


def test_the_longest_overdue_comes_first_and_no_more_than_asked(stores: Stores) -> None:
    for number, minutes in enumerate((3, 1, 2)):
        at = NOON + timedelta(minutes=minutes)
        stores.declarations.accept(LIVE_CAFE, acceptance(LIVE_CAFE, number, received_at=at))

    found = stores.declarations.due(Due.SEND, NOON + timedelta(hours=1), 2)

    assert [each.declaration_id for each in found] == ["dec_1", "dec_2"]


def _found(stores: Stores, wanted: DeclarationFilter) -> list[str]:
    page = stores.declarations.newest(LIVE_CAFE, wanted, 10, None)
    return [each.declaration.id for each in page.items]


def _submitted_and_settled(stores: Stores, filed: Acceptance) -> Settlement:
    stores.declarations.accept(LIVE_CAFE, filed)
    sending = filed.declarations[0].declaration.happened(Happening.SENDING_STARTED, NOON, attempt=1)
    submitted = sending.happened(Happening.FILED, NOON)
    for each in (sending, submitted):
        stores.declarations.save(LIVE_CAFE, each)
    period = filed.change.periods[0]
    return Settlement(
        declaration=submitted.happened(Happening.ACCEPTED, NOON, settled_at=NOON),
        change=RelationChange(
            periods=(
                period.without(submitted.id).model_copy(
                    update={"status": PeriodStatus.ACTIVE, "rsz_number": "900000000116"}
                ),
            ),
            worker=RegisteredWorker(
                id="wrk_1",
                identity=WorkerIdentity(ssin=MAN_1990, family_name="Voorbeeld", given_name="Jan"),
                version=2,
            ),
            relist=True,
        ),
    )


def test_filings_about_different_workers_are_accepted_together(stores: Stores) -> None:
    both = [acceptance(LIVE_CAFE, number) for number in (1, 2)]

    assert stores.declarations.accept_all(LIVE_CAFE, both)

    for number, filed in enumerate(both, 1):
        stored = stores.declarations.get(LIVE_CAFE, f"dec_{number}")
        assert stored is not None
        assert stored.declaration == filed.declarations[0].declaration
        assert stores.register.relation(LIVE_CAFE, f"wrk_{number}").worker == filed.change.worker
        assert stores.declarations.receipt(LIVE_CAFE, f"key-{number}", "fileDeclaration", "usr_1") is not None


def test_when_one_key_was_used_none_is_accepted(stores: Stores) -> None:
    stores.declarations.accept(LIVE_CAFE, acceptance(LIVE_CAFE, 2, key="used"))

    assert not stores.declarations.accept_all(
        LIVE_CAFE, [acceptance(LIVE_CAFE, 1), acceptance(LIVE_CAFE, 3, key="used")]
    )

    assert stores.declarations.get(LIVE_CAFE, "dec_1") is None
    assert stores.register.relation(LIVE_CAFE, "wrk_1").worker is None
    assert stores.declarations.receipt(LIVE_CAFE, "key-1", "fileDeclaration", "usr_1") is None


def test_when_one_relation_has_changed_none_is_accepted(stores: Stores) -> None:
    stores.declarations.accept(LIVE_CAFE, acceptance(LIVE_CAFE, 2))
    stale = acceptance(
        LIVE_CAFE, 3, worker=RegisteredWorker(id="wrk_2", identity=WorkerIdentity(), version=1)
    )

    assert not stores.declarations.accept_all(LIVE_CAFE, [acceptance(LIVE_CAFE, 1), stale])

    assert stores.declarations.get(LIVE_CAFE, "dec_1") is None
    assert stores.declarations.get(LIVE_CAFE, "dec_3") is None


def test_more_than_a_transaction_holds_is_not_accepted_together(stores: Stores) -> None:
    many = [acceptance(LIVE_CAFE, number) for number in range(30)]

    assert not stores.declarations.accept_all(LIVE_CAFE, many)
    assert stores.declarations.newest(LIVE_CAFE, EVERYTHING, 10, None).items == []
