"""A number that the register does not know: nothing is sent before the RSZ says whose period it is."""

from datetime import date, timedelta
from typing import NoReturn

import pytest

from chalicelib.application.ports import Lane, NotExecutedError, NotPermittedError, UnreadableAnswerError
from chalicelib.domain.circuit import FAILURES_TO_OPEN
from chalicelib.domain.declaration import Declaration
from chalicelib.domain.filing import Mode
from chalicelib.domain.lifecycle import State
from chalicelib.domain.notice import Occasion, notices_of
from chalicelib.domain.period import Period, PeriodStatus
from chalicelib.domain.worker import WorkerIdentity
from tests.application.house import House, on_period
from tests.synthetic import BUILDER, CAFE, LIVE_CAFE, MAN_1990

NUMBER, OTHER = "900000000116", "912345678954"
WORKER = WorkerIdentity(ssin=MAN_1990, family_name="Voorbeeld", given_name="Jan")
PERIOD = Period(
    id="",
    status=PeriodStatus.ACTIVE,
    worker_type="OTH",
    joint_committee="XXX",
    start_date=date(2026, 10, 1),
)


def out(house: House, key: str = "k1", end: str = "2026-12-31") -> Declaration:
    return house.declaration(house.file(on_period("out", NUMBER, endDate=end), key=key).body)


def test_an_own_period_is_taken_into_the_register_and_the_declaration_goes(house: House) -> None:
    house.rsz.holds_period(NUMBER, CAFE, PERIOD, WORKER)
    filed = out(house)
    assert (filed.state, filed.worker_name) == (State.HELD, "")
    assert house.announced(Lane.URGENT) == [filed.id]

    sent = house.send(filed.id)
    house.clock.advance(timedelta(seconds=2))
    settled = house.ask(filed.id)

    assert sent.state is State.SUBMITTED
    assert (settled.state, settled.worker_name) == (State.ACCEPTED, "Jan Voorbeeld")
    relation = house.store.relation(LIVE_CAFE, house.store.worker_id_of(LIVE_CAFE, MAN_1990))
    assert [(p.rsz_number, p.end_date) for p in relation.periods] == [(NUMBER, date(2026, 12, 31))]
    place = house.store.place_of(LIVE_CAFE, NUMBER)
    assert place is not None
    assert relation.worker is not None
    assert place.worker_id == relation.worker.id


def test_a_strangers_period_and_an_unknown_number_are_answered_alike(house: House) -> None:
    unknown = house.send(out(house, "unknown").id)
    house.rsz.holds_period(NUMBER, BUILDER, PERIOD, WORKER)
    strangers = house.send(out(house, "stranger").id)

    assert unknown.state is strangers.state is State.WITHDRAWN
    assert unknown.events[-1].data == strangers.events[-1].data == {"why": "noPeriod"}
    assert house.rsz.posts == 0
    assert house.rsz.held[NUMBER].period.end_date is None


def test_while_the_rsz_cannot_be_asked_it_stays_held(house: House) -> None:
    house.rsz.holds_period(NUMBER, CAFE, PERIOD, WORKER)
    filed = out(house)
    house.rsz.fails_next_look(NotExecutedError("HTTP 500"))

    assert house.send(filed.id).state is State.HELD
    assert house.send(filed.id).state is State.SUBMITTED


def looked_at_in_vain(house: House, declaration_id: str, every: timedelta) -> int:
    """Look again and again until it is not held any more, and return how often that was."""
    for looked in range(1, 200):
        house.clock.advance(every)
        if house.send(declaration_id).state is not State.HELD:
            return looked
    raise AssertionError("held without end")


def never_shows(house: House, failure: Exception, patch: pytest.MonkeyPatch) -> None:
    """Let the RSZ fail whenever it is asked for a period, and for nothing else."""

    def fails(*_: object) -> NoReturn:
        raise failure

    patch.setattr(house.rsz, "period", fails)


HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.mark.parametrize(
    ("failure", "looks", "why"),
    [
        (NotPermittedError("missingPermission"), (22, MINUTE), "notPermitted"),
        (NotExecutedError("HTTP 500"), (26, HOUR), "notVerifiable"),
        (UnreadableAnswerError("no period"), (26, HOUR), "notVerifiable"),
    ],
)
def test_what_can_never_be_verified_is_taken_back_and_told(
    house: House, monkeypatch: pytest.MonkeyPatch, failure: Exception, looks: tuple[int, timedelta], why: str
) -> None:
    filed = out(house)
    never_shows(house, failure, monkeypatch)

    looked = looked_at_in_vain(house, filed.id, every=looks[1])

    withdrawn = house.declaration(filed.id)
    assert looked == looks[0]
    assert (withdrawn.state, withdrawn.events[-1].data) == (State.WITHDRAWN, {"why": why})
    assert [each.occasion for each in notices_of(withdrawn)] == [Occasion.TAKEN_BACK]
    assert house.rsz.posts == 0


def test_what_waited_behind_it_gets_its_own_time(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.rsz.holds_period(NUMBER, CAFE, PERIOD, WORKER)
    first = out(house, "one")
    second = house.declaration(house.file(on_period("cancel", NUMBER), key="two").body)
    never_shows(house, NotPermittedError("missingPermission"), monkeypatch)
    looked_at_in_vain(house, first.id, MINUTE)

    assert house.send(second.id).state is State.HELD
    monkeypatch.undo()
    assert house.send(second.id).state is State.SUBMITTED


def test_an_outage_takes_nothing_back(house: House) -> None:
    """With the circuit open nothing is asked, so nothing is said of the period: it waits on."""
    house.rsz.holds_period(NUMBER, CAFE, PERIOD, WORKER)
    filed = out(house)
    for _ in range(FAILURES_TO_OPEN):
        house.breaker.saw(Mode.LIVE, NotExecutedError("HTTP 503"))
    for _ in range(72):
        house.clock.advance(HOUR)
        house.rsz.fails_next_look(NotExecutedError("HTTP 503"))
        assert house.send(filed.id).state is State.HELD
    house.clock.advance(HOUR)

    assert house.send(filed.id).state is State.SUBMITTED


def test_a_403_that_passes_is_forgotten(house: House) -> None:
    house.rsz.holds_period(NUMBER, CAFE, PERIOD, WORKER)
    filed = out(house)
    house.clock.advance(MINUTE)
    house.rsz.fails_next_look(NotPermittedError("missingPermission"))
    assert house.send(filed.id).barred_since == house.clock.now()

    sent = house.send(filed.id)

    assert (sent.state, sent.barred_since, sent.unverified_since) == (State.SUBMITTED, None, None)


def test_two_that_name_one_unknown_number_go_in_order(house: House) -> None:
    house.rsz.holds_period(NUMBER, CAFE, PERIOD, WORKER)
    first = out(house, "one")
    second = house.declaration(house.file(on_period("cancel", NUMBER), key="two").body)

    assert second.waits_for == (first.id,)
    assert house.send(second.id).state is State.HELD
    house.send(first.id)
    house.clock.advance(timedelta(seconds=2))
    house.ask(first.id)
    assert house.send(second.id).state is State.SUBMITTED


def test_a_worker_who_is_known_gets_the_period(house: House) -> None:
    hired = house.settle()
    house.rsz.holds_period(OTHER, CAFE, PERIOD, known_as(house, hired.worker_id))

    filed = house.file(on_period("out", OTHER, endDate="2026-12-31"), key="out").body
    house.send(filed)

    relation = house.store.relation(LIVE_CAFE, hired.worker_id)
    assert {period.rsz_number for period in relation.periods} == {hired.rsz.period_id, OTHER}


def known_as(house: House, worker_id: str) -> WorkerIdentity:
    worker = house.store.relation(LIVE_CAFE, worker_id).worker
    assert worker is not None
    return worker.identity


def test_a_number_named_before_its_in_was_settled_does_not_hold_that_up(house: House) -> None:
    hired = house.file(key="in").body
    number = house.send(hired).rsz.declaration_id or ""
    named = house.file(on_period("cancel", number), key="cancel").body
    assert house.send(named).state is State.HELD, (
        "the RSZ holds it, and the IN of ours may be what created it"
    )
    house.clock.advance(timedelta(seconds=2))

    settled = house.ask(hired)

    assert (settled.state, settled.rsz.period_id) == (State.ACCEPTED, number)
    place = house.store.place_of(LIVE_CAFE, number)
    assert place is not None
    assert place.period_id == settled.period_id
    withdrawn = house.send(named)
    assert (withdrawn.state, withdrawn.events[-1].data) == (State.WITHDRAWN, {"why": "knownByNow"})
    assert house.rsz.posts == 1


def test_what_was_filed_on_a_number_can_still_be_taken_back_when_it_is_anothers(house: House) -> None:
    hired = house.file(key="in").body
    number = house.send(hired).rsz.declaration_id or ""
    named = house.file(on_period("cancel", number), key="cancel").body
    house.clock.advance(timedelta(seconds=2))
    house.ask(hired)

    assert house.withdraw(LIVE_CAFE, named, "usr_1").declaration.state is State.WITHDRAWN
