"""The contract of the port Register."""

import json

import pytest

from chalicelib.adapters.dynamo import keys
from chalicelib.adapters.dynamo.row import Table
from chalicelib.application.errors import RelationChangedError, UnreadableError
from chalicelib.application.ports import InvalidCursorError
from chalicelib.domain.registered import RegisteredWorker, name_as_searched
from chalicelib.domain.worker import WorkerIdentity
from tests.contracts.faults import Faults
from tests.contracts.stores import Stores
from tests.synthetic import LIVE_BUILDER, LIVE_CAFE, MAN_1990, TEST_CAFE, WOMAN_1988, receipt

PEOPLE = (("Chloé", "Van den Berg"), ("Jan", "Janssens"), ("Öznur", "Yilmaz"), ("Lou", "Voorbeeld"))


def worker(number: int, given: str, family: str, ssin: str | None = None) -> RegisteredWorker:
    identity = WorkerIdentity(given_name=given, family_name=family, ssin=ssin)
    return RegisteredWorker(id=f"wrk_{number}", identity=identity)


@pytest.fixture
def people(stores: Stores) -> Stores:
    for number, (given, family) in enumerate(PEOPLE):
        stores.register.add(LIVE_CAFE, worker(number, given, family, MAN_1990), receipt(f"key-{number}"))
    return stores


def found(stores: Stores, name: str, size: int = 10) -> list[str]:
    return [each.id for each in stores.register.search(LIVE_CAFE, name, size, None).items]


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("chlo", ["wrk_0"]),
        ("van d", ["wrk_0"]),
        ("berg", ["wrk_0"]),
        ("jan", ["wrk_1"]),
        ("janssens jan", ["wrk_1"]),
        ("oz", ["wrk_2"]),
        ("erg", []),
        ("x", []),
    ],
)
def test_workers_are_found_by_the_start_of_any_part(people: Stores, typed: str, ids: list[str]) -> None:
    assert found(people, typed) == ids


def test_nothing_typed_lists_everybody_once_by_family_name(people: Stores) -> None:
    assert found(people, "") == ["wrk_1", "wrk_0", "wrk_3", "wrk_2"]


@pytest.mark.parametrize("strange", ["=cmd|x", "#1", "'t Hooft"])
def test_who_has_a_strange_name_stands_in_the_list_once(stores: Stores, strange: str) -> None:
    for number, family in enumerate(("Claessens", strange)):
        stores.register.add(LIVE_CAFE, worker(number, "Ann", family), receipt(f"key-{number}"))

    first = stores.register.search(LIVE_CAFE, "", 1, None)
    second = stores.register.search(LIVE_CAFE, "", 1, first.cursor)

    assert [each.id for each in (*first.items, *second.items)] == ["wrk_1", "wrk_0"]
    assert not second.cursor or not stores.register.search(LIVE_CAFE, "", 1, second.cursor).items
    assert found(stores, "claes") == ["wrk_0"]


def test_who_has_no_name_yet_stands_first_and_then_where_the_name_belongs(stores: Stores) -> None:
    nameless = RegisteredWorker(id="wrk_9", identity=WorkerIdentity(ssin=MAN_1990))
    stores.register.add(LIVE_CAFE, nameless, receipt("key-9"))
    stores.register.add(LIVE_CAFE, worker(1, "Jan", "Janssens"), receipt("key-1"))
    assert found(stores, "") == ["wrk_9", "wrk_1"]
    assert found(stores, "j") == ["wrk_1"]

    named = worker(9, "Zoë", "Zwart", MAN_1990).model_copy(update={"version": 2})
    stores.register.change(LIVE_CAFE, nameless, named)
    assert (found(stores, ""), found(stores, "zwa")) == (["wrk_1", "wrk_9"], ["wrk_9"])


def test_the_list_is_paged(people: Stores) -> None:
    first = people.register.search(LIVE_CAFE, "", 3, None)
    second = people.register.search(LIVE_CAFE, "", 3, first.cursor)

    assert [each.id for each in (*first.items, *second.items)] == ["wrk_1", "wrk_0", "wrk_3", "wrk_2"]
    assert second.cursor is None
    with pytest.raises(InvalidCursorError):
        people.register.search(LIVE_BUILDER, "", 3, first.cursor)


def test_a_cursor_only_works_for_the_name_it_was_made_for(people: Stores) -> None:
    people.register.add(LIVE_CAFE, worker(8, "Jan", "Peeters"), receipt("key-8"))
    cursor = people.register.search(LIVE_CAFE, "jan", 1, None).cursor

    assert cursor
    for other in ("", "ja", "janssens", "van"):
        with pytest.raises(InvalidCursorError):
            people.register.search(LIVE_CAFE, other, 1, cursor)


@pytest.mark.parametrize("letter", ["\ufdfa", "\U0001d7d8", "\u0390", "\U00010400"])
def test_who_has_letters_that_fold_into_many_is_found_by_the_start(stores: Stores, letter: str) -> None:
    stores.register.add(LIVE_CAFE, worker(1, letter * 24, letter * 48), receipt("key-1"))

    for typed in (letter, letter * 24, f"{letter * 24} {letter * 48}", f"{letter * 48} {letter}"):
        assert found(stores, name_as_searched(typed)) == ["wrk_1"]
    assert found(stores, "") == ["wrk_1"]
    named = worker(1, "Jan", letter * 48).model_copy(update={"version": 2})
    stores.register.change(LIVE_CAFE, worker(1, letter * 24, letter * 48), named)
    assert found(stores, "jan") == ["wrk_1"]


@pytest.mark.cloud
def test_no_key_is_longer_than_dynamodb_takes(dynamo: Stores, faults: Faults) -> None:
    """It refuses a sort key of more than 1,024 bytes, where an emulator may not."""
    dynamo.register.add(LIVE_CAFE, worker(1, "\ufdfa" * 24, "\ufdfa" * 48), receipt("key-1"))

    sent = [asked for asked in faults.sent if "TransactItems" in asked]
    sort_keys = [put["Put"]["Item"]["sk"]["S"].encode() for put in sent[-1]["TransactItems"]]
    assert len(sort_keys) > 3
    assert max(map(len, sort_keys)) <= 1_024


@pytest.mark.cloud
def test_a_worker_who_is_stored_in_another_shape_is_unreadable(dynamo: Stores, table: Table) -> None:
    dynamo.register.add(LIVE_CAFE, worker(1, "Jan", "Janssens"), receipt("key-1"))
    for row in table.row.query(keys.relation(LIVE_CAFE, "wrk_1")):
        row.document = json.dumps({"id": "wrk_1", "family_name": "Janssens" * 9, "given_name": "Jan"})
        row.save()

    for read in (dynamo.register.relation, dynamo.register.worker):
        with pytest.raises(UnreadableError):
            read(LIVE_CAFE, "wrk_1")


def test_a_found_worker_shows_the_number(people: Stores) -> None:
    (only,) = people.register.search(LIVE_CAFE, "lou", 10, None).items
    assert only.identity.ssin == MAN_1990


def test_adding_twice_is_refused_and_the_same_key_is_a_replay(stores: Stores) -> None:
    jan = worker(1, "Jan", "Janssens")
    assert stores.register.add(LIVE_CAFE, jan, receipt("a", answer="first")) is None

    again = stores.register.add(LIVE_CAFE, worker(2, "Jan", "Janssens"), receipt("a"))
    assert again is not None
    assert again.answer == "first"
    with pytest.raises(RelationChangedError):
        stores.register.add(LIVE_CAFE, jan, receipt("b"))


def test_the_id_of_a_number_is_the_employers_own(stores: Stores) -> None:
    of = stores.register.worker_id_of

    assert of(LIVE_CAFE, MAN_1990) == of(LIVE_CAFE, MAN_1990)
    assert len({of(scope, MAN_1990) for scope in (LIVE_CAFE, TEST_CAFE, LIVE_BUILDER)}) == 3
    assert of(LIVE_CAFE, MAN_1990) != of(LIVE_CAFE, WOMAN_1988)
    assert MAN_1990 not in of(LIVE_CAFE, MAN_1990)
