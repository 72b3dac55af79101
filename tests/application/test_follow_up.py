"""Asking for the answer: on the RSZ's rhythm, raw first, settled in one go."""

from collections.abc import Callable
from datetime import UTC, date, timedelta
from typing import NoReturn

import pytest

from chalicelib.application.follow_up import UNASKED_GIVE_UP_AFTER
from chalicelib.application.ports import (
    Lane,
    NotExecutedError,
    NotPermittedError,
    RszError,
    SearchUnfinishedError,
)
from chalicelib.application.reconcile import GIVE_UP_AFTER as SEARCH_GIVE_UP_AFTER
from chalicelib.application.resolve import As
from chalicelib.domain.brussels import end_of_day, start_of_day
from chalicelib.domain.circuit import FAILURES_TO_OPEN
from chalicelib.domain.clock.deadline import Timeliness
from chalicelib.domain.filing import Mode
from chalicelib.domain.lifecycle import State, fold
from chalicelib.domain.notice import Occasion, notices_of
from chalicelib.domain.period import PeriodStatus
from tests.application.house import House, filing
from tests.fakes.world import FakeClock
from tests.synthetic import LIVE_CAFE, STRANGER, WOMAN_1988


def unsearchable(*_: object) -> NoReturn:
    """A search that is broken off."""
    raise SearchUnfinishedError("too many pages")


def test_an_accepted_declaration_settles_period_and_register(house: House) -> None:
    settled = house.settle()

    assert settled.state is State.ACCEPTED
    assert settled.rsz.period_id is not None
    assert settled.settled_at == house.clock.now()
    assert settled.timeliness is Timeliness.ON_TIME
    assert fold(event.happening for event in settled.events) is settled.state
    relation = house.store.relation(LIVE_CAFE, settled.worker_id)
    assert [(period.status, period.rsz_number) for period in relation.periods] == [
        (PeriodStatus.ACTIVE, settled.rsz.period_id)
    ]
    assert (LIVE_CAFE, settled.id) in house.store.answers


def test_a_refusal_creates_no_period(house: House) -> None:
    house.rsz.answers_next("B", "90374-349")

    settled = house.settle()

    assert settled.state is State.REFUSED
    assert [anomaly.code for anomaly in settled.rsz.anomalies] == ["90374-349"]
    assert settled.rsz.period_id is None
    relation = house.store.relation(LIVE_CAFE, settled.worker_id)
    assert [period.status for period in relation.periods] == [PeriodStatus.NOT_CREATED]


def test_a_late_warning_makes_it_late(house: House) -> None:
    house.rsz.answers_next("W", "90373-460")

    settled = house.settle()

    assert settled.state is State.ACCEPTED_WITH_WARNING
    assert settled.timeliness is Timeliness.LATE


def test_while_there_is_no_answer_nothing_is_written(house: House) -> None:
    house.rsz.holds()
    declaration_id = house.file().body
    before = house.send(declaration_id)
    house.announced(Lane.FOLLOW_UP)

    for _ in range(3):
        house.clock.advance(timedelta(seconds=1))
        assert house.ask(declaration_id) == before

    assert house.announced(Lane.FOLLOW_UP) == [declaration_id] * 3


def test_after_half_a_minute_the_sweep_asks_and_after_twenty_a_person(house: House) -> None:
    house.rsz.holds()
    declaration_id = house.file().body
    house.send(declaration_id)
    house.announced(Lane.FOLLOW_UP)

    house.clock.advance(timedelta(seconds=30))
    house.ask(declaration_id)
    assert house.announced(Lane.FOLLOW_UP) == []
    for _ in range(3):
        house.clock.advance(timedelta(minutes=1))
        house.sweep()
        assert house.announced(Lane.FOLLOW_UP) == [declaration_id]

    house.clock.advance(timedelta(minutes=20))
    assert house.ask(declaration_id).state is State.NEEDS_HELP


def test_after_an_outage_the_twenty_minutes_begin_anew(house: House) -> None:
    house.rsz.holds()
    declaration_id = house.file().body
    house.send(declaration_id)
    for _ in range(60):
        house.clock.advance(timedelta(minutes=1))
        house.rsz.fails_next_look(NotExecutedError("503"))
        assert house.ask(declaration_id).state is State.SUBMITTED

    house.clock.advance(timedelta(minutes=1))
    assert house.ask(declaration_id).state is State.SUBMITTED, "the first 404 after an outage"
    house.clock.advance(timedelta(minutes=19))
    assert house.ask(declaration_id).state is State.SUBMITTED
    house.clock.advance(timedelta(seconds=1))
    assert house.ask(declaration_id).state is State.NEEDS_HELP


def held_up(house: House) -> str:
    """The RSZ has it, and its answer is not there yet."""
    house.rsz.holds()
    declaration_id = house.file().body
    house.send(declaration_id)
    return declaration_id


def waiting(house: House) -> str:
    """The RSZ looks for the person."""
    house.rsz.answers_next("S")
    return house.settle(filing(worker=STRANGER)).id


def asked_in_vain(house: House, declaration_id: str, failure: RszError, every: timedelta, most: int) -> int:
    """Ask until somebody must look, and return how often that was."""
    for asked in range(1, most + 1):
        house.clock.advance(every)
        house.rsz.fails_next_look(failure)
        if house.ask(declaration_id).state is State.NEEDS_HELP:
            return asked
    raise AssertionError(f"nobody was told in {most} times {every}")


def test_an_answer_that_can_never_be_fetched_needs_help_after_a_day(house: House) -> None:
    """A 5xx for this one number, hour after hour: the RSZ works, so nothing else would tell anybody."""
    declaration_id = held_up(house)

    asked = asked_in_vain(house, declaration_id, NotExecutedError("HTTP 500"), timedelta(hours=1), 120)

    helped = house.declaration(declaration_id)
    assert (asked, helped.events[-1].data) == (25, {"why": "notAskable"})
    assert [each.occasion for each in notices_of(helped)][:1] == [Occasion.NEEDS_HELP]


def test_an_outage_of_a_day_needs_help_as_well(house: House) -> None:
    """With the circuit open nothing is asked at all."""
    declaration_id = held_up(house)
    for _ in range(FAILURES_TO_OPEN):
        house.breaker.saw(Mode.LIVE, NotExecutedError("503"))

    asked = asked_in_vain(house, declaration_id, NotExecutedError("503"), timedelta(hours=1), 120)

    assert asked == UNASKED_GIVE_UP_AFTER // timedelta(hours=1) + 1
    assert not house.circuits.read().closed


@pytest.mark.parametrize(("asked_for", "first_due"), [(held_up, 1), (waiting, 60)])
def test_a_403_that_lasts_needs_help_soon(
    house: House, asked_for: Callable[[House], str], first_due: int
) -> None:
    """A mandate that ended is no outage: it does not pass by itself."""
    declaration_id = asked_for(house)

    asked = asked_in_vain(house, declaration_id, NotPermittedError("403"), timedelta(minutes=1), 120)

    helped = house.declaration(declaration_id)
    assert asked == first_due + 21
    assert helped.events[-1].data == {"why": "notPermitted"}
    assert house.circuits.read().closed


@pytest.mark.parametrize("asked_for", [held_up, waiting])
def test_a_403_between_answers_is_a_slip(house: House, asked_for: Callable[[House], str]) -> None:
    declaration_id = asked_for(house)
    before = house.declaration(declaration_id).state
    for _ in range(40):
        house.clock.advance(timedelta(minutes=1))
        house.rsz.fails_next_look(NotPermittedError("403"))
        assert house.ask(declaration_id).state is before
        assert house.ask(declaration_id).state is before


def test_an_outage_after_a_403_is_no_lasting_403(house: House) -> None:
    declaration_id = held_up(house)
    house.clock.advance(timedelta(minutes=1))
    house.rsz.fails_next_look(NotPermittedError("403"))
    house.ask(declaration_id)
    for _ in range(60):
        house.clock.advance(timedelta(minutes=1))
        house.rsz.fails_next_look(NotExecutedError("503"))
        assert house.ask(declaration_id).state is State.SUBMITTED


def test_who_has_the_mandate_mended_has_it_asked_anew(house: House) -> None:
    declaration_id = held_up(house)
    asked_in_vain(house, declaration_id, NotPermittedError("403"), timedelta(minutes=1), 120)

    house.resolve(LIVE_CAFE, declaration_id, As.SEND_AGAIN, "usr_1")
    house.rsz.fails_next_look(NotPermittedError("403"))
    assert house.ask(declaration_id).state is State.SUBMITTED, "the twenty minutes begin anew"
    house.rsz.processes()

    assert house.ask(declaration_id).state is State.ACCEPTED
    assert house.rsz.posts == 1


def test_an_identification_whose_answer_can_never_be_fetched_needs_help(house: House) -> None:
    declaration_id = waiting(house)

    asked = asked_in_vain(house, declaration_id, NotExecutedError("HTTP 500"), timedelta(hours=1), 24 * 40)

    assert asked > 24 * 14, "ten working days are not over before"
    assert house.declaration(declaration_id).events[-1].data == {"why": "notAskable"}


def test_a_refusal_that_may_speak_for_us_is_not_searched_for_for_ever(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The RSZ says *double*; whether that was ours cannot be searched, day after day."""
    house.rsz.answers_next("B", "90373-333")
    declaration_id = house.file().body
    house.send(declaration_id)
    monkeypatch.setattr(house.rsz, "find", unsearchable)

    assert house.ask(declaration_id).state is State.SUBMITTED
    house.clock.advance(SEARCH_GIVE_UP_AFTER + timedelta(seconds=1))
    helped = house.ask(declaration_id)

    assert (helped.state, helped.events[-1].data["why"]) == (State.NEEDS_HELP, "notSearchable")


def test_trouble_while_asking_is_no_answer(house: House) -> None:
    declaration_id = house.file().body
    house.send(declaration_id)
    house.rsz.fails_next_look(NotExecutedError("503"))

    assert house.ask(declaration_id).state is State.SUBMITTED
    assert house.ask(declaration_id).state is State.ACCEPTED


def test_an_answer_nobody_can_read_is_kept_and_needs_help(house: House) -> None:
    declaration_id = house.file().body
    number = house.send(declaration_id).rsz.declaration_id
    assert number is not None
    house.rsz.says(number, b'{"surprise": true}')

    assert house.ask(declaration_id).state is State.NEEDS_HELP
    assert house.store.answers[LIVE_CAFE, declaration_id] == b'{"surprise": true}'


def test_an_identification_is_waited_for_and_fills_in_the_number(house: House) -> None:
    house.rsz.answers_next("S")
    waiting = house.settle(filing(worker=STRANGER))
    assert waiting.state is State.WAITING
    number = waiting.rsz.declaration_id
    assert number is not None

    house.clock.advance(timedelta(minutes=59))
    house.sweep()
    assert house.announced(Lane.FOLLOW_UP).count(waiting.id) <= 1
    house.clock.advance(timedelta(minutes=2))
    house.sweep()
    assert waiting.id in house.announced(Lane.FOLLOW_UP)

    house.rsz.decides(number, "A", ssin=WOMAN_1988)
    settled = house.ask(waiting.id)

    assert settled.state is State.ACCEPTED
    by_number = house.store.worker_id_of(LIVE_CAFE, WOMAN_1988)
    found = house.store.relation(LIVE_CAFE, by_number).worker
    assert found is not None
    assert (found.id, found.identity.ssin) == (settled.worker_id, WOMAN_1988)


@pytest.mark.parametrize(
    ("answered", "last_day"),
    [
        (date(2026, 12, 1), date(2026, 12, 15)),
        (date(2026, 12, 5), date(2026, 12, 18)),
        (date(2026, 12, 24), date(2027, 1, 11)),
        (date(2027, 3, 22), date(2027, 4, 6)),
    ],
)
def test_an_identification_is_waited_for_ten_working_days(answered: date, last_day: date) -> None:
    """An ordinary week, a Saturday, Christmas and New Year, Easter Monday."""
    house = House(clock=FakeClock(start_of_day(answered).astimezone(UTC) + timedelta(hours=12)))
    house.rsz.answers_next("S")
    looked_for = house.settle(filing(worker=STRANGER))
    assert looked_for.state is State.WAITING

    house.clock.advance(end_of_day(last_day) - house.clock.now())
    assert house.ask(looked_for.id).state is State.WAITING
    house.clock.advance(timedelta(seconds=1))
    helped = house.ask(looked_for.id)

    assert (helped.state, helped.events[-1].data) == (State.NEEDS_HELP, {"why": "noAnswer"})


@pytest.mark.parametrize("state", ["recorded", "settled"])
def test_a_follow_up_for_a_declaration_that_does_not_wait_changes_nothing(house: House, state: str) -> None:
    declaration_id = house.file().body if state == "recorded" else house.settle().id
    before = house.declaration(declaration_id)

    assert house.ask(declaration_id) == before
