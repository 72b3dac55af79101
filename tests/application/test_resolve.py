"""What a person can do: take back what was not sent, settle what needs help."""

from datetime import timedelta

import pytest

from chalicelib.application.errors import NotAllowedNowError, NotFoundError, RefusedFilingError
from chalicelib.application.ports import NotPermittedError, OutcomeUnknownError
from chalicelib.application.resolve import As
from chalicelib.domain.lifecycle import State
from chalicelib.domain.period import PeriodStatus
from tests.application.house import House, filing
from tests.synthetic import LIVE_BUILDER, LIVE_CAFE


def helpless(house: House, key: str = "k1") -> str:
    declaration_id = house.file(key=key).body
    house.rsz.fails_next(NotPermittedError("no mandate"))
    assert house.send(declaration_id).state is State.NEEDS_HELP
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


def test_a_person_sends_again(house: House) -> None:
    declaration_id = helpless(house)

    again = house.resolve(LIVE_CAFE, declaration_id, As.SEND_AGAIN, "usr_1").declaration

    assert again.state is State.RECORDED
    assert house.send(declaration_id).state is State.SUBMITTED


def test_a_person_withdraws(house: House) -> None:
    declaration_id = helpless(house)
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
