"""What a person can do: take back what was not sent, settle what needs help."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from chalicelib.application.errors import (
    MayBeAtRszError,
    NotAllowedNowError,
    NotFoundError,
    RefusedFilingError,
)
from chalicelib.application.follow_up import GIVE_UP_AFTER
from chalicelib.application.ports import (
    Lane,
    NotExecutedError,
    NotPermittedError,
    OutcomeUnknownError,
    RefusedForShapeError,
    RszError,
)
from chalicelib.application.reconcile import GIVE_UP_AFTER as SEARCH_GIVE_UP_AFTER
from chalicelib.application.reconcile import LONGEST_PROCESSING
from chalicelib.application.resolve import As
from chalicelib.domain.lifecycle import Happening, State, fold
from chalicelib.domain.period import PeriodStatus
from tests.application.house import House, filing, on_period
from tests.synthetic import LIVE_BUILDER, LIVE_CAFE, STRANGER


def helpless(house: House, key: str = "k1") -> str:
    declaration_id = house.file(key=key).body
    house.rsz.fails_next(NotPermittedError("no mandate"))
    assert house.send(declaration_id).state is State.NEEDS_HELP
    return declaration_id


def given_up(house: House) -> str:
    """The RSZ gave a number, and no answer for twenty minutes."""
    house.rsz.holds()
    declaration_id = house.file().body
    house.send(declaration_id)
    house.clock.advance(GIVE_UP_AFTER + timedelta(seconds=1))
    assert house.ask(declaration_id).state is State.NEEDS_HELP
    return declaration_id


def unreadable(house: House) -> str:
    """The RSZ gave a number, and an answer that nobody can read."""
    declaration_id = house.file().body
    house.rsz.says(house.send(declaration_id).rsz.declaration_id or "", b"?")
    assert house.ask(declaration_id).state is State.NEEDS_HELP
    return declaration_id


def unknown(house: House, *, executed: bool = False) -> str:
    """Nobody knows whether the RSZ has it, and for a day it could not be searched."""
    declaration_id = house.file().body
    lost = OutcomeUnknownError("dropped")
    (house.rsz.loses_next if executed else house.rsz.fails_next)(lost)
    house.send(declaration_id)
    house.clock.advance(SEARCH_GIVE_UP_AFTER + timedelta(seconds=1))
    assert house.ask(declaration_id).state is State.NEEDS_HELP
    return declaration_id


def test_what_was_not_sent_is_taken_back(house: House) -> None:
    declaration_id = house.file().body

    withdrawn = house.withdraw(LIVE_CAFE, declaration_id, "usr_1").declaration

    assert withdrawn.state is State.WITHDRAWN
    assert withdrawn.events[-1].data == {"why": "byPerson", "by": "usr_1"}
    relation = house.store.relation(LIVE_CAFE, withdrawn.worker_id)
    assert [period.status for period in relation.periods] == [PeriodStatus.NOT_CREATED]
    assert house.send(declaration_id).state is State.WITHDRAWN
    assert house.rsz.posts == 0


def test_what_may_have_been_sent_cannot_be_taken_back(house: House) -> None:
    declaration_id = house.file().body
    house.rsz.loses_next(OutcomeUnknownError("dropped"))
    house.send(declaration_id)

    with pytest.raises(NotAllowedNowError) as refused:
        house.withdraw(LIVE_CAFE, declaration_id, "usr_1")
    assert refused.value.state == "unconfirmed"


def test_nobody_withdraws_or_resolves_a_strangers(house: House) -> None:
    declaration_id = helpless(house)
    with pytest.raises(NotFoundError):
        house.withdraw(LIVE_BUILDER, declaration_id, "usr_1")
    with pytest.raises(NotFoundError):
        house.resolve(LIVE_BUILDER, declaration_id, As.WITHDRAW, "usr_1")


@pytest.mark.parametrize("stuck", [given_up, unreadable, unknown])
def test_what_the_rsz_has_or_may_have_is_never_taken_back(
    house: House, stuck: Callable[[House], str]
) -> None:
    declaration_id = stuck(house)
    before = house.declaration(declaration_id)

    with pytest.raises(MayBeAtRszError):
        house.resolve(LIVE_CAFE, declaration_id, As.WITHDRAW, "usr_1")

    assert house.declaration(declaration_id) == before


def test_what_the_rsz_received_is_asked_for_again_and_not_sent(house: House) -> None:
    declaration_id = given_up(house)
    number = house.declaration(declaration_id).rsz.declaration_id
    house.announced(Lane.FOLLOW_UP)

    asked = house.resolve(LIVE_CAFE, declaration_id, As.SEND_AGAIN, "usr_1").declaration

    assert (asked.state, asked.rsz.declaration_id) == (State.SUBMITTED, number)
    assert asked.events[-1].happening is Happening.ASKED_AGAIN
    assert asked.events[-1].data == {"by": "usr_1"}
    assert house.announced(Lane.FOLLOW_UP) == [declaration_id]
    assert house.ask(declaration_id).state is State.SUBMITTED, "the first 404 does not give up again"
    house.rsz.processes()
    settled = house.ask(declaration_id)
    assert settled.state is State.ACCEPTED
    assert fold(event.happening for event in settled.events) is State.ACCEPTED
    assert house.rsz.posts == 1


def test_who_asks_again_waits_twenty_minutes_anew(house: House) -> None:
    declaration_id = given_up(house)
    house.resolve(LIVE_CAFE, declaration_id, As.SEND_AGAIN, "usr_1")

    house.clock.advance(GIVE_UP_AFTER)
    assert house.ask(declaration_id).state is State.SUBMITTED
    house.clock.advance(timedelta(seconds=1))
    assert house.ask(declaration_id).state is State.NEEDS_HELP


def test_an_identification_that_was_given_up_is_waited_for_anew(house: House) -> None:
    house.rsz.answers_next("S")
    declaration_id = house.settle(filing(worker=STRANGER)).id
    house.clock.advance(timedelta(days=21))
    assert house.ask(declaration_id).state is State.NEEDS_HELP

    house.resolve(LIVE_CAFE, declaration_id, As.SEND_AGAIN, "usr_1")

    assert house.ask(declaration_id).state is State.WAITING
    house.clock.advance(timedelta(hours=1))
    assert house.ask(declaration_id).state is State.WAITING


def test_what_waits_for_it_goes_on_waiting(house: House) -> None:
    """The start is not known to have come to nothing, so what waits for it must not be withdrawn."""
    declaration_id = given_up(house)
    period_id = house.declaration(declaration_id).period_id
    change = house.file(on_period("update", period_id, plannedHours=80), key="change").body

    with pytest.raises(MayBeAtRszError):
        house.resolve(LIVE_CAFE, declaration_id, As.WITHDRAW, "usr_1")

    assert house.send(change).state is State.HELD
    house.resolve(LIVE_CAFE, declaration_id, As.SEND_AGAIN, "usr_1")
    house.rsz.processes()
    house.ask(declaration_id)
    assert house.send(change).state is State.SUBMITTED


def test_what_the_rsz_may_have_is_searched_for_and_found(house: House) -> None:
    declaration_id = unknown(house, executed=True)
    house.announced(Lane.FOLLOW_UP)

    searched = house.resolve(LIVE_CAFE, declaration_id, As.SEND_AGAIN, "usr_1").declaration

    assert searched.state is State.UNCONFIRMED
    assert house.announced(Lane.FOLLOW_UP) == [declaration_id]
    house.ask(declaration_id)
    assert house.ask(declaration_id).state is State.ACCEPTED
    assert house.rsz.posts == 1


def test_what_the_rsz_may_have_is_sent_again_only_after_it_was_proven_absent(house: House) -> None:
    declaration_id = unknown(house)

    house.resolve(LIVE_CAFE, declaration_id, As.SEND_AGAIN, "usr_1")

    assert house.send(declaration_id).state is State.UNCONFIRMED
    assert house.ask(declaration_id).state is State.UNCONFIRMED
    house.clock.advance(2 * LONGEST_PROCESSING["in"])
    assert house.ask(declaration_id).state is State.RECORDED
    assert house.send(declaration_id).state is State.SUBMITTED
    assert (house.rsz.posts, len(house.rsz.executed)) == (2, 1)


def test_who_has_it_searched_again_gives_the_search_a_day_anew(house: House) -> None:
    declaration_id = unknown(house)
    house.resolve(LIVE_CAFE, declaration_id, As.SEND_AGAIN, "usr_1")

    house.rsz.fails_next_look(NotExecutedError("HTTP 500"))
    assert house.ask(declaration_id).state is State.UNCONFIRMED
    house.clock.advance(SEARCH_GIVE_UP_AFTER + timedelta(seconds=1))
    assert house.ask(declaration_id).state is State.NEEDS_HELP


def test_a_person_sends_again(house: House) -> None:
    declaration_id = helpless(house)

    again = house.resolve(LIVE_CAFE, declaration_id, As.SEND_AGAIN, "usr_1").declaration

    assert again.state is State.RECORDED
    assert house.send(declaration_id).state is State.SUBMITTED


@pytest.mark.parametrize("failure", [NotPermittedError("no mandate"), RefusedForShapeError("wrong")])
def test_a_person_withdraws_what_was_surely_not_executed(house: House, failure: RszError) -> None:
    declaration_id = house.file().body
    house.rsz.fails_next(failure)
    house.send(declaration_id)
    resolved = house.resolve(LIVE_CAFE, declaration_id, As.WITHDRAW, "usr_1").declaration
    assert resolved.state is State.WITHDRAWN


def test_a_person_adopts_what_the_rsz_holds(house: House) -> None:
    declaration_id = helpless(house)
    stored = house.store.get(LIVE_CAFE, declaration_id)
    assert stored is not None
    number = house.rsz.execute(house.submit.filings.of(LIVE_CAFE, stored))

    adopted = house.resolve(LIVE_CAFE, declaration_id, As.ADOPT, "usr_1", number).declaration
    house.clock.advance(timedelta(seconds=2))

    assert adopted.state is State.SUBMITTED
    assert house.ask(declaration_id).state is State.ACCEPTED


def test_nobody_adopts_another_declaration_or_no_number(house: House) -> None:
    declaration_id = helpless(house)
    other = house.settle(filing(plannedHours=50, startDate="2026-12-02"), key="other")

    for number in (other.rsz.declaration_id, "900000000117", None):
        with pytest.raises(RefusedFilingError):
            house.resolve(LIVE_CAFE, declaration_id, As.ADOPT, "usr_1", number)
    assert house.declaration(declaration_id).state is State.NEEDS_HELP


def test_only_what_needs_help_is_resolved(house: House) -> None:
    declaration_id = house.file().body
    with pytest.raises(NotAllowedNowError):
        house.resolve(LIVE_CAFE, declaration_id, As.SEND_AGAIN, "usr_1")
