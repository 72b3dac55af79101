"""Sending: intent first, exactly one POST, and an unknown outcome is never repeated."""

import logging
from datetime import datetime, timedelta
from typing import NoReturn

import pytest

from chalicelib.application.breaker import Breaker
from chalicelib.application.ports import (
    Lane,
    Message,
    NotExecutedError,
    NotPermittedError,
    OutcomeUnknownError,
    RefusedForShapeError,
    RszFiling,
)
from chalicelib.application.submit import LEASE
from chalicelib.domain.clock.deadline import Timeliness
from chalicelib.domain.filing import Mode
from chalicelib.domain.lifecycle import Happening, State, fold
from tests.application.house import House, filing


def test_a_recorded_declaration_is_sent_once(house: House) -> None:
    declaration_id = house.file().body

    submitted = house.send(declaration_id)
    again = house.send(declaration_id)

    assert submitted.state is State.SUBMITTED
    assert submitted.rsz.declaration_id in house.rsz.executed
    assert submitted.received_by_rsz_at == house.clock.now()
    assert again == submitted
    assert house.rsz.posts == 1
    assert house.announced(Lane.FOLLOW_UP) == [declaration_id]


@pytest.mark.parametrize(
    ("failure", "state"),
    [
        (NotExecutedError("connection refused"), State.RECORDED),
        (NotPermittedError("no mandate"), State.NEEDS_HELP),
        (RefusedForShapeError("features is required"), State.NEEDS_HELP),
        (OutcomeUnknownError("timed out"), State.UNCONFIRMED),
    ],
)
def test_failures_are_sorted_by_what_to_do_next(house: House, failure: Exception, state: State) -> None:
    declaration_id = house.file().body
    house.rsz.fails_next(failure)

    after = house.send(declaration_id)

    assert after.state is state
    assert fold(event.happening for event in after.events) is state


def test_what_the_rsz_objected_to_is_kept_for_people_and_not_logged(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    problem = "features.jointCommittee: is required"
    declaration_id = house.file().body
    house.rsz.fails_next(RefusedForShapeError(problem))

    helped = house.send(declaration_id)

    assert helped.events[-1].data["problem"] == problem
    assert problem not in caplog.text


def test_what_surely_did_not_happen_is_tried_again_when_it_is_due(house: House) -> None:
    declaration_id = house.file().body
    house.rsz.fails_next(NotExecutedError("HTTP 429", retry_after=300, throttled=True))
    waiting = house.send(declaration_id)
    assert waiting.sent_at is None

    assert house.send(declaration_id).state is State.RECORDED
    assert house.rsz.posts == 1

    house.clock.advance(timedelta(seconds=300))
    house.sweep()
    assert declaration_id in house.announced(Lane.BULK)
    assert house.send(declaration_id).state is State.SUBMITTED
    assert house.rsz.posts == 2


def test_after_a_maintenance_the_urgent_one_does_not_wait_longer_than_the_rest(house: House) -> None:
    """It was tried first, so it was told to wait; two minutes later the RSZ serves others."""
    urgent = house.file(
        filing(startDate="2026-11-24", endDate="2026-11-30", plannedHours=5, workStartsAt="2026-11-24T14:00")
    ).body
    house.rsz.fails_next(NotExecutedError("HTTP 503", retry_after=1800))
    house.send(urgent)
    house.clock.advance(timedelta(minutes=2))
    bulk = house.file(filing(plannedHours=50), key="bulk").body

    house.sweep()
    sent = [*house.announced(Lane.URGENT), *house.announced(Lane.BULK)]
    for each in sent:
        house.send(each)

    assert sent[0] == urgent
    assert house.declaration(urgent).state is State.SUBMITTED
    assert house.send(bulk).state is State.SUBMITTED


@pytest.mark.parametrize(
    ("failure", "seconds"),
    [
        (NotExecutedError("connection refused", kept_out=True), 60),
        (NotExecutedError("HTTP 503"), 60),
        (NotExecutedError("HTTP 503", retry_after=5), 5),
        (NotExecutedError("HTTP 503", retry_after=3600), 60),
        (NotExecutedError("HTTP 429", retry_after=3600, throttled=True), 3600),
        (NotExecutedError("HTTP 429", throttled=True), 60),
    ],
)
def test_only_a_limit_on_our_calls_is_waited_for_longer_than_a_minute(
    house: House, failure: NotExecutedError, seconds: int
) -> None:
    house.rsz.fails_next(failure)

    assert house.send(house.file().body).due_at == house.clock.now() + timedelta(seconds=seconds)


def test_an_unknown_outcome_is_never_sent_again(house: House) -> None:
    declaration_id = house.file().body
    house.rsz.loses_next(OutcomeUnknownError("dropped"))
    house.send(declaration_id)

    for _ in range(3):
        house.clock.advance(timedelta(hours=1))
        house.sweep()
        assert house.send(declaration_id).state is State.UNCONFIRMED

    assert house.rsz.posts == 1
    assert len(house.rsz.executed) == 1


def test_a_send_whose_outcome_is_unknown_is_not_called_on_time(house: House) -> None:
    declaration_id = house.file().body
    house.rsz.loses_next(OutcomeUnknownError("dropped"))

    assert house.send(declaration_id).timeliness is Timeliness.UNKNOWN


def test_a_worker_killed_between_intent_and_answer_leaves_unconfirmed(house: House) -> None:
    declaration_id = house.file().body
    house.rsz.loses_next(KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        house.send(declaration_id)
    assert house.declaration(declaration_id).state is State.SUBMITTING

    house.clock.advance(LEASE - timedelta(seconds=1))
    assert house.send(declaration_id).state is State.SUBMITTING

    house.clock.advance(timedelta(seconds=1))
    house.sweep()
    assert declaration_id in house.announced(Lane.BULK)
    given_up = house.send(declaration_id)
    assert given_up.state is State.UNCONFIRMED
    assert given_up.events[-1].happening is Happening.OUTCOME_UNKNOWN
    assert house.rsz.posts == 1


def test_the_lease_counts_from_the_intent_however_long_the_probe_before_it_took(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    declaration_id = house.file().body
    leases: list[datetime | None] = []
    posted: list[datetime] = []

    def slow(*_: object) -> bool:
        house.clock.advance(timedelta(seconds=20))
        return True

    def post(_: RszFiling) -> NoReturn:
        leases.append(house.declaration(declaration_id).lease_until)
        posted.append(house.clock.now())
        raise OutcomeUnknownError("dropped")

    monkeypatch.setattr(Breaker, "closed", slow)
    monkeypatch.setattr(house.rsz, "file", post)
    house.send(declaration_id)

    assert leases == [posted[0] + LEASE]
    assert house.declaration(declaration_id).sent_at == posted[0]


def test_an_answer_that_comes_after_the_lease_is_still_kept(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    declaration_id = house.file().body
    real = house.rsz.file

    def file_slowly(filing: RszFiling) -> str:
        number = real(filing)
        house.clock.advance(LEASE)
        assert house.send(declaration_id).state is State.UNCONFIRMED
        return number

    monkeypatch.setattr(house.rsz, "file", file_slowly)
    after = house.send(declaration_id)

    assert after.state is State.SUBMITTED
    assert list(house.rsz.executed) == [after.rsz.declaration_id]


def test_two_workers_with_one_message_send_once(house: House) -> None:
    declaration_id = house.file().body

    def other_worker_first() -> None:
        house.store.before_save = lambda: None
        house.send(declaration_id)

    house.store.before_save = other_worker_first
    house.send(declaration_id)

    assert house.rsz.posts == 1


def test_a_message_for_nothing_is_no_failure(house: House) -> None:
    house.submit(Message(Mode.LIVE, "0999999922", "dec_nothing"))
    assert house.rsz.posts == 0
