"""What the life of a declaration needs of the store: claims, places, deadlines, days with extras, circuit."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from chalicelib.adapters.rsz.answers import interpret
from chalicelib.application.errors import ClaimedError, RelationChangedError, StaleError
from chalicelib.application.ports import PeriodFilter, PeriodPlace, RelationChange, Settlement
from chalicelib.application.settling import settlement
from chalicelib.domain.declaration import Declaration
from chalicelib.domain.lifecycle import Happening
from chalicelib.domain.period import Period
from chalicelib.domain.registered import RegisteredWorker
from chalicelib.domain.worker import WorkerIdentity
from tests.contracts.stores import Stores
from tests.synthetic import LIVE_BUILDER, LIVE_CAFE, MAN_1990, NOON, TEST_CAFE, acceptance

NUMBER = "900000000116"


def submitting(stores: Stores, number: int) -> Declaration:
    """A declaration whose POST is under way."""
    filed = acceptance(LIVE_CAFE, number)
    stores.declarations.accept(LIVE_CAFE, filed)
    sending = filed.declarations[0].declaration.happened(Happening.SENDING_STARTED, NOON, attempt=1)
    stores.declarations.save(LIVE_CAFE, sending)
    return sending


def test_a_number_of_the_rsz_answers_one_declaration(stores: Stores) -> None:
    first, second = submitting(stores, 1), submitting(stores, 2)
    filed = first.happened(Happening.FILED, NOON)
    stores.declarations.claim(LIVE_CAFE, filed, NUMBER)

    with pytest.raises(ClaimedError):
        stores.declarations.claim(LIVE_CAFE, second.happened(Happening.FILED, NOON), NUMBER)

    kept = stores.declarations.get(LIVE_CAFE, second.id)
    assert kept is not None
    assert kept.declaration == second


def test_claiming_again_for_the_same_declaration_is_fine_but_needs_its_version(stores: Stores) -> None:
    filed = submitting(stores, 1).happened(Happening.FILED, NOON)
    stores.declarations.claim(LIVE_CAFE, filed, NUMBER)
    stores.declarations.claim(LIVE_CAFE, filed.changed(due_at=NOON), NUMBER)

    with pytest.raises(StaleError):
        stores.declarations.claim(LIVE_CAFE, filed, NUMBER)


def test_a_stale_claim_leaves_the_number_free(stores: Stores) -> None:
    first, second = submitting(stores, 1), submitting(stores, 2)
    with pytest.raises(StaleError):
        stores.declarations.claim(LIVE_CAFE, first.changed().changed(), NUMBER)

    stores.declarations.claim(LIVE_CAFE, second.happened(Happening.FILED, NOON), NUMBER)


def test_a_period_is_found_by_our_id_and_by_the_number_of_the_rsz(stores: Stores) -> None:
    filed = acceptance(LIVE_CAFE, 1)
    stores.declarations.accept(LIVE_CAFE, filed)
    place = PeriodPlace("wrk_1", "per_1")

    assert stores.register.place_of(LIVE_CAFE, "per_1") == place
    assert stores.register.place_of(LIVE_CAFE, NUMBER) is None
    for stranger in (LIVE_BUILDER, TEST_CAFE):
        assert stores.register.place_of(stranger, "per_1") is None

    numbered = filed.change.periods[0].model_copy(update={"rsz_number": NUMBER})
    stores.declarations.settle(LIVE_CAFE, withdrawn(filed.declarations[0].declaration, numbered=numbered))
    assert stores.register.place_of(LIVE_CAFE, NUMBER) == place


def test_two_workers_cannot_hold_one_number(stores: Stores) -> None:
    for number in (1, 2):
        stores.declarations.accept(LIVE_CAFE, acceptance(LIVE_CAFE, number))
    first, second = (acceptance(LIVE_CAFE, number) for number in (1, 2))
    numbered = first.change.periods[0].model_copy(update={"rsz_number": NUMBER})
    stores.declarations.settle(LIVE_CAFE, withdrawn(first.declarations[0].declaration, numbered=numbered))

    other = second.change.periods[0].model_copy(update={"rsz_number": NUMBER})
    with pytest.raises(RelationChangedError):
        stores.declarations.settle(
            LIVE_CAFE, withdrawn(second.declarations[0].declaration, numbered=other, worker="wrk_2")
        )


def test_a_nameless_worker_is_led_to_the_right_one(stores: Stores) -> None:
    filed = acceptance(LIVE_CAFE, 1, worker=RegisteredWorker(id="wrk_1", identity=WorkerIdentity()))
    stores.declarations.accept(LIVE_CAFE, filed)
    right = RegisteredWorker(id="wrk_9", identity=WorkerIdentity(ssin=MAN_1990, family_name="Voorbeeld"))
    change = RelationChange(worker=right, periods=filed.change.periods, relist=True)
    change = change.merging(filed.change.worker)
    released = filed.declarations[0].declaration.happened(Happening.HELD, NOON, worker_id="wrk_9")

    stale = replace(change, merged=filed.change.worker.model_copy(update={"version": 7}))
    with pytest.raises(RelationChangedError):
        stores.declarations.settle(LIVE_CAFE, Settlement(released, stale))
    stores.declarations.settle(LIVE_CAFE, Settlement(released, change))

    for worker_id in ("wrk_1", "wrk_9"):
        relation = stores.register.relation(LIVE_CAFE, worker_id)
        assert relation.worker == right
        assert relation.periods == filed.change.periods
    assert stores.register.place_of(LIVE_CAFE, "per_1") == PeriodPlace("wrk_9", "per_1")


def test_the_days_with_extras_are_kept_by_worker_and_year(stores: Stores) -> None:
    days = frozenset({date(2026, 12, 5), date(2026, 2, 28)})
    filed = acceptance(LIVE_CAFE, 1)
    stores.declarations.accept(
        LIVE_CAFE, replace(filed, change=replace(filed.change, extra_days={2026: days, 2027: frozenset()}))
    )

    assert stores.register.extra_days(LIVE_CAFE, 2026) == {"wrk_1": days}
    assert not any(stores.register.extra_days(LIVE_CAFE, 2027).values())
    assert stores.register.extra_days(LIVE_BUILDER, 2026) == {}


def test_what_the_rsz_does_not_have_is_listed_by_deadline(stores: Stores) -> None:
    for number, days in ((1, 3), (2, 1), (3, 2)):
        filed = acceptance(LIVE_CAFE, number)
        stored = filed.declarations[0]
        deadline = replace(stored.declaration.deadline, at=NOON + timedelta(days=days))
        declaration = stored.declaration.model_copy(update={"deadline": deadline})
        stores.declarations.accept(
            LIVE_CAFE, replace(filed, declarations=(replace(stored, declaration=declaration),))
        )
    sent = stores.declarations.get(LIVE_CAFE, "dec_3")
    assert sent is not None
    sending = sent.declaration.happened(Happening.SENDING_STARTED, NOON, attempt=1)
    stores.declarations.save(LIVE_CAFE, sending)
    stores.declarations.save(LIVE_CAFE, sending.happened(Happening.FILED, NOON))

    page = stores.declarations.unsent(LIVE_CAFE, 1, None)
    rest = stores.declarations.unsent(LIVE_CAFE, 5, page.cursor)

    assert [each.declaration.id for each in (*page.items, *rest.items)] == ["dec_2", "dec_1"]
    assert list(stores.declarations.unsent(LIVE_BUILDER, 5, None).items) == []


def test_a_worker_is_changed_under_the_version_that_was_read(stores: Stores) -> None:
    filed = acceptance(LIVE_CAFE, 1)
    stores.declarations.accept(LIVE_CAFE, filed)
    before = filed.change.worker
    after = before.model_copy(
        update={"identity": WorkerIdentity(given_name="Lou", family_name="Anders"), "version": 2}
    )

    stores.register.change(LIVE_CAFE, before, after)

    assert stores.register.relation(LIVE_CAFE, "wrk_1").worker == after
    assert [each.id for each in stores.register.search(LIVE_CAFE, "and", 5, None).items] == ["wrk_1"]
    assert list(stores.register.search(LIVE_CAFE, "voorb", 5, None).items) == []
    with pytest.raises(RelationChangedError):
        stores.register.change(LIVE_CAFE, before, after)


def test_the_circuit_is_written_under_its_version(stores: Stores) -> None:
    circuit = stores.circuits.read()
    failed = circuit.failed(NOON)

    stores.circuits.write(failed)

    assert stores.circuits.read() == failed
    with pytest.raises(StaleError):
        stores.circuits.write(failed)


def withdrawn(declaration: Declaration, *, numbered: Period, worker: str = "wrk_1") -> Settlement:
    """A withdrawal that also writes a period."""
    identity = WorkerIdentity(family_name="Voorbeeld")
    change = RelationChange(
        worker=RegisteredWorker(id=worker, identity=identity, version=2),
        periods=(numbered,),
    )
    return Settlement(declaration.happened(Happening.WITHDRAWN, NOON), change)


def test_who_has_a_name_that_the_rsz_writes_longer_stays_readable_everywhere(stores: Stores) -> None:
    nameless = RegisteredWorker(id="wrk_1", identity=WorkerIdentity(ssin=MAN_1990))
    filed = acceptance(LIVE_CAFE, 1, worker=nameless)
    stores.declarations.accept(LIVE_CAFE, filed)
    settling = filed.declarations[0].declaration.changed()
    worker = {"ssin": MAN_1990, "familyName": "Voorbeeld" * 9, "givenName": "Lou" * 30}
    status = {"declarationId": NUMBER, "result": "A", "period": {"id": NUMBER}}
    answer = interpret(json.dumps({"declarationStatus": status, "worker": worker}).encode())

    relation = stores.register.relation(LIVE_CAFE, "wrk_1")
    stores.declarations.settle(LIVE_CAFE, settlement(settling, relation, answer, None))

    told = stores.register.worker(LIVE_CAFE, "wrk_1")
    assert told is not None
    assert told.identity.family_name == ("Voorbeeld" * 9)[:48]
    assert told.identity.given_name == ("Lou" * 30)[:24]
    found = stores.register.search(LIVE_CAFE, "voorbeeld", 5, None)
    assert [each.identity.name for each in found.items] == [told.identity.name]
    (listed,) = stores.periods.listed(LIVE_CAFE, PeriodFilter(), NOON.date(), 5, None).items
    one = stores.periods.one(LIVE_CAFE, "per_1")
    assert one is not None
    assert listed.identity.name == one.identity.name == told.identity.name
