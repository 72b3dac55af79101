"""Sixteen at once: of those who want the same exactly one gets it, and nobody's work is half done.

A refusal means "read again and repeat"; the tests do, where the use cases would.
"""

from dataclasses import replace
from datetime import timedelta

from chalicelib.application.errors import BusyError, RelationChangedError, StaleError
from chalicelib.application.ports import Acceptance, DeclarationFilter, Due, Receipt
from chalicelib.domain.lifecycle import Happening
from tests.contracts.stores import Stores
from tests.contracts.together import THREADS, together
from tests.synthetic import LIVE_CAFE, NOON, acceptance

WINDOW = timedelta(minutes=15)
TRIES = 50


def accept(stores: Stores, filed: Acceptance) -> Receipt | None:
    """Accept, again and again while others stand in the way."""
    for _ in range(TRIES):
        known = stores.register.relation(LIVE_CAFE, filed.change.worker.id).worker
        version = known.version + 1 if known is not None else 1
        worker = filed.change.worker.model_copy(update={"version": version})
        try:
            return stores.declarations.accept(
                LIVE_CAFE, replace(filed, change=replace(filed.change, worker=worker))
            )
        except (RelationChangedError, BusyError):
            continue
    raise AssertionError("no try went through")


def test_one_key_is_one_declaration_and_everybody_gets_its_receipt(stores: Stores) -> None:
    got = together(lambda number: accept(stores, acceptance(LIVE_CAFE, number, key="same")))

    receipts = [each for each in got if isinstance(each, Receipt)]
    assert (got.count(None), len(receipts)) == (1, THREADS - 1)
    stored = [stores.declarations.get(LIVE_CAFE, f"dec_{number}") for number in range(THREADS)]
    (kept,) = [each for each in stored if each is not None]
    assert {each.answer for each in receipts} == {f'{{"id": "{kept.declaration.id}"}}'}


def test_declarations_for_one_worker_all_find_their_place(stores: Stores) -> None:
    worker = acceptance(LIVE_CAFE, 99).change.worker

    together(lambda number: accept(stores, acceptance(LIVE_CAFE, number, worker=worker)))

    relation = stores.register.relation(LIVE_CAFE, worker.id)
    assert {period.id for period in relation.periods} == {f"per_{number}" for number in range(THREADS)}
    assert relation.worker is not None
    assert relation.worker.version == THREADS


def test_of_those_who_saw_the_same_version_of_a_worker_one_writes_and_the_others_write_nothing(
    stores: Stores,
) -> None:
    worker = acceptance(LIVE_CAFE, 99).change.worker

    got = together(
        lambda number: stores.declarations.accept(LIVE_CAFE, acceptance(LIVE_CAFE, number, worker=worker)),
        RelationChangedError,
    )

    written = [number for number, each in enumerate(got) if each is None]
    assert len(written) == 1
    found = [stores.declarations.get(LIVE_CAFE, f"dec_{number}") is not None for number in range(THREADS)]
    assert [number for number, there in enumerate(found) if there] == written
    assert len(stores.register.relation(LIVE_CAFE, worker.id).periods) == 1


def test_one_declaration_is_taken_in_hand_by_one(stores: Stores) -> None:
    filed = acceptance(LIVE_CAFE, 1)
    stores.declarations.accept(LIVE_CAFE, filed)

    def take(number: int) -> None:
        data = {"attempt": number}
        sending = filed.declarations[0].declaration.happened(
            Happening.SENDING_STARTED, NOON, data, attempt=number
        )
        stores.declarations.save(LIVE_CAFE, sending)

    got = together(take, StaleError)

    stored = stores.declarations.get(LIVE_CAFE, "dec_1")
    assert stored is not None
    assert [number for number, each in enumerate(got) if each is None] == [stored.declaration.attempt]


def test_strangers_do_not_stand_in_each_others_way(stores: Stores) -> None:
    got = together(lambda number: stores.declarations.accept(LIVE_CAFE, acceptance(LIVE_CAFE, number)))

    everything = {f"dec_{number}" for number in range(THREADS)}
    assert got == [None] * THREADS
    listed = stores.declarations.newest(LIVE_CAFE, DeclarationFilter(), 2 * THREADS, None).items
    assert sorted(each.declaration.id for each in listed) == sorted(everything)
    due = stores.declarations.due(Due.SEND, NOON + timedelta(hours=1), 2 * THREADS)
    assert {each.declaration_id for each in due} == everything


def test_no_attempt_to_sign_in_goes_uncounted(stores: Stores) -> None:
    got = together(lambda _: stores.accounts.count_attempt("eva", WINDOW))

    assert sorted(each for each in got if isinstance(each, int)) == list(range(1, THREADS + 1))
