"""Unknown outcomes: found and claimed, proven absent, or a person is called; never a blind second POST."""

from datetime import date, timedelta
from typing import NoReturn

import pytest

from chalicelib.application.ports import (
    FoundDeclaration,
    NotExecutedError,
    OutcomeUnknownError,
    RszFiling,
    SearchUnfinishedError,
)
from chalicelib.application.reconcile import (
    GIVE_UP_AFTER,
    LONGEST_PROCESSING,
    MOST_PROOFS,
    PROOFS_TAKE,
)
from chalicelib.application.resolve import As
from chalicelib.domain.circuit import FAILURES_TO_OPEN
from chalicelib.domain.filing import Filing
from chalicelib.domain.lifecycle import Happening, State, fold
from chalicelib.domain.period import Period, PeriodStatus
from chalicelib.domain.worker import WorkerIdentity
from tests.application.house import House, filing, on_period
from tests.fakes.rsz import dimona_number
from tests.synthetic import CAFE, LIVE_CAFE, MAN_1990

LONG_ENOUGH = 2 * LONGEST_PROCESSING["in"]


def unconfirmed(house: House, what: Filing | None = None, *, executed: bool, key: str = "k1") -> str:
    """File, and lose the outcome of the only POST."""
    declaration_id = house.file(what, key=key).body
    lost = OutcomeUnknownError("dropped")
    (house.rsz.loses_next if executed else house.rsz.fails_next)(lost)
    assert house.send(declaration_id).state is State.UNCONFIRMED
    return declaration_id


def test_an_attempt_that_was_executed_is_found_and_followed(house: House) -> None:
    declaration_id = unconfirmed(house, executed=True)

    found = house.ask(declaration_id)
    settled = house.ask(declaration_id)

    assert found.state is State.SUBMITTED
    assert found.received_by_rsz_at is None
    assert settled.state is State.ACCEPTED
    assert house.rsz.posts == 1
    assert len(house.rsz.executed) == 1


def test_an_attempt_that_was_not_is_sent_again_only_after_it_was_proven_absent(house: House) -> None:
    declaration_id = unconfirmed(house, executed=False)

    assert house.ask(declaration_id).state is State.UNCONFIRMED
    house.clock.advance(LONG_ENOUGH - timedelta(seconds=1))
    assert house.ask(declaration_id).state is State.UNCONFIRMED
    house.clock.advance(timedelta(seconds=1))
    assert house.ask(declaration_id).state is State.RECORDED
    assert house.send(declaration_id).state is State.SUBMITTED

    assert house.rsz.posts == 2
    assert len(house.rsz.executed) == 1


def test_a_search_that_fails_proves_nothing_and_the_count_begins_anew(house: House) -> None:
    declaration_id = unconfirmed(house, executed=False)
    house.ask(declaration_id)
    house.clock.advance(LONG_ENOUGH - timedelta(seconds=1))
    house.rsz.fails_next_look(NotExecutedError("HTTP 500"))
    assert house.ask(declaration_id).absent_since is None

    house.clock.advance(timedelta(seconds=1))
    assert house.ask(declaration_id).state is State.UNCONFIRMED


def _breaks_on_it(house: House, declaration_id: str, rounds: int) -> int:
    """Let every POST of it end in a 500 while every search works; return how many there were."""
    before = house.rsz.posts
    for _ in range(rounds):
        house.rsz.fails_next(OutcomeUnknownError("HTTP 500"))
        if house.send(declaration_id).state is State.UNCONFIRMED:
            house.ask(declaration_id)
        house.clock.advance(LONG_ENOUGH)
        house.ask(declaration_id)
    return house.rsz.posts - before


def test_what_the_rsz_always_breaks_on_is_not_sent_for_ever(house: House) -> None:
    declaration_id = house.file().body

    posts = _breaks_on_it(house, declaration_id, 100)

    helped = house.declaration(declaration_id)
    assert (helped.state, helped.events[-1].data["why"]) == (State.NEEDS_HELP, "alwaysAbsent")
    assert MOST_PROOFS <= posts <= PROOFS_TAKE / LONG_ENOUGH + 2


def test_a_short_time_of_broken_posts_calls_nobody(house: House) -> None:
    declaration_id = house.file().body
    _breaks_on_it(house, declaration_id, MOST_PROOFS + 1)

    assert house.send(declaration_id).state is State.SUBMITTED


def test_a_person_who_has_it_sent_again_starts_the_count_anew(house: House) -> None:
    declaration_id = house.file().body
    _breaks_on_it(house, declaration_id, 100)

    house.resolve(LIVE_CAFE, declaration_id, As.SEND_AGAIN, "usr_1")
    house.ask(declaration_id)
    house.clock.advance(LONG_ENOUGH)

    assert house.ask(declaration_id).state is State.RECORDED
    assert _breaks_on_it(house, declaration_id, MOST_PROOFS) == MOST_PROOFS


def test_one_that_the_rsz_breaks_on_is_no_outage_for_the_others(house: House) -> None:
    declaration_id = house.file().body
    for _ in range(FAILURES_TO_OPEN + 1):
        assert _breaks_on_it(house, declaration_id, 1) == 1
        assert house.circuits.circuit.closed
        assert not house.circuits.circuit.failures


def test_when_the_rsz_cannot_be_searched_for_a_day_a_person_is_called(house: House) -> None:
    declaration_id = unconfirmed(house, executed=False)
    house.clock.advance(GIVE_UP_AFTER + timedelta(seconds=1))
    house.rsz.fails_next_look(NotExecutedError("HTTP 500"))

    helped = house.ask(declaration_id)

    assert (helped.state, helped.events[-1].data["why"]) == (State.NEEDS_HELP, "notSearchable")


def test_a_search_without_end_does_not_keep_a_person_from_being_called(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The search may take the whole process with it: the day is judged before it begins."""
    declaration_id = unconfirmed(house, executed=False)
    house.clock.advance(GIVE_UP_AFTER + timedelta(seconds=1))
    monkeypatch.setattr(house.rsz, "find", lambda *_: pytest.fail("searched"))

    assert house.ask(declaration_id).state is State.NEEDS_HELP


def test_a_search_that_is_broken_off_proves_nothing_and_is_no_outage(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    declaration_id = unconfirmed(house, executed=False)
    house.ask(declaration_id)

    def broken_off(*_: object) -> NoReturn:
        raise SearchUnfinishedError("too many pages")

    monkeypatch.setattr(house.rsz, "find", broken_off)
    for _ in range(FAILURES_TO_OPEN + 1):
        assert house.ask(declaration_id).absent_since is None

    assert house.circuits.circuit.closed
    assert house.declaration(declaration_id).state is State.UNCONFIRMED


def test_what_was_filed_on_a_number_is_searched_for_by_its_worker(house: House) -> None:
    """Verify took the period in: the register knows the worker, though the declaration named nobody."""
    number = dimona_number(7_000_000_001)
    period = Period(
        id="",
        declaration_id="elsewhere",
        status=PeriodStatus.ACTIVE,
        worker_type="OTH",
        joint_committee="XXX",
        start_date=date(2026, 11, 2),
    )
    house.rsz.holds_period(number, CAFE, period, WorkerIdentity(ssin=MAN_1990))

    declaration_id = house.file(on_period("out", number, endDate="2026-12-31")).body
    house.send(declaration_id)

    assert _what_is_sent(house, declaration_id).worker.ssin == MAN_1990


def test_one_declaration_of_the_rsz_answers_one_of_ours(house: House) -> None:
    """Two equal filings, both of unknown outcome, one of them executed: only one may have it."""
    first = unconfirmed(house, executed=False, key="one")
    second = unconfirmed(house, executed=True, key="two")

    taken = house.ask(first)
    left = house.ask(second)

    assert (taken.state, left.state) == (State.SUBMITTED, State.UNCONFIRMED)


def test_what_was_there_before_our_send_is_not_ours(house: House) -> None:
    earlier = house.settle(key="earlier")
    house.clock.advance(timedelta(hours=1))
    declaration_id = unconfirmed(house, executed=False, key="later")

    assert house.ask(declaration_id).state is State.UNCONFIRMED
    assert house.declaration(earlier.id).state is State.ACCEPTED


def test_a_double_that_speaks_for_our_own_earlier_success_is_adopted(house: House) -> None:
    """The POST arrived twice: our number is the second one, refused as double; the first one counts."""
    declaration_id = house.file().body
    house.rsz.execute(_what_is_sent(house, declaration_id))
    house.send(declaration_id)

    adopted = house.ask(declaration_id)
    settled = house.ask(declaration_id)

    assert adopted.events[-1].happening is Happening.EARLIER_FOUND
    assert settled.state is State.ACCEPTED
    assert settled.rsz.declaration_id != house.declaration(declaration_id).events[2].data["rszDeclarationId"]
    assert fold(event.happening for event in settled.events) is State.ACCEPTED


def test_what_the_rsz_executed_and_called_a_maintenance_is_found_by_the_double(house: House) -> None:
    """Sent again on its word, refused as a double: what the first attempt left is still ours."""
    declaration_id = house.file().body
    house.rsz.loses_next(NotExecutedError("HTTP 503", retry_after=90))
    first_sent = house.clock.now()
    assert house.send(declaration_id).first_sent_at == first_sent
    house.clock.advance(timedelta(seconds=91))
    house.send(declaration_id)
    house.clock.advance(timedelta(seconds=3))

    adopted = house.ask(declaration_id)
    settled = house.ask(declaration_id)

    assert adopted.events[-1].happening is Happening.EARLIER_FOUND
    assert settled.state is State.ACCEPTED
    assert settled.rsz.declaration_id == next(iter(house.rsz.executed))
    assert house.rsz.posts == 2


def _refused_as_a_double_of_an_undated_one(house: House, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """File; the RSZ calls it a double of one that was filed elsewhere, and does not say when that came in."""
    declaration_id = house.file().body
    elsewhere = house.rsz.execute(_what_is_sent(house, declaration_id))
    house.clock.advance(timedelta(days=30))
    house.send(declaration_id)
    monkeypatch.setattr(house.rsz, "find", lambda *_: [FoundDeclaration(elsewhere, None)])
    assert house.ask(declaration_id).state is State.NEEDS_HELP
    return declaration_id, elsewhere


def test_an_earlier_one_without_a_date_is_not_taken_for_ours(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    declaration_id, elsewhere = _refused_as_a_double_of_an_undated_one(house, monkeypatch)

    helped = house.declaration(declaration_id)

    assert (helped.events[-1].happening, helped.events[-1].data["why"]) == (Happening.GAVE_UP, "undatedHit")
    assert helped.rsz.declaration_id != elsewhere
    assert (LIVE_CAFE, elsewhere) not in house.store.claims


@pytest.mark.parametrize(("adopts", "ends"), [(True, State.ACCEPTED), (False, State.REFUSED)])
def test_a_person_who_saw_it_says_which_one_it_is(
    house: House, monkeypatch: pytest.MonkeyPatch, *, adopts: bool, ends: State
) -> None:
    """The one that stands there, or the one that was refused: then the refusal is the answer."""
    declaration_id, elsewhere = _refused_as_a_double_of_an_undated_one(house, monkeypatch)
    ours = house.declaration(declaration_id).rsz.declaration_id

    house.resolve(LIVE_CAFE, declaration_id, As.ADOPT, "usr_1", elsewhere if adopts else ours)

    assert house.ask(declaration_id).state is ends


def test_an_attempt_that_never_got_in_is_not_searched_for(house: House) -> None:
    declaration_id = house.file().body
    house.rsz.fails_next(NotExecutedError("connection refused", kept_out=True))

    assert house.send(declaration_id).first_sent_at is None


def test_a_double_that_nobody_of_us_filed_is_refused(house: House) -> None:
    house.settle(key="one")
    house.clock.advance(timedelta(hours=1))

    refused = house.settle(key="two")

    assert refused.state is State.REFUSED
    assert [anomaly.code for anomaly in refused.rsz.anomalies] == ["90373-333"]


@pytest.mark.parametrize("kind", ["update", "cancel"])
def test_the_others_are_found_by_their_period(house: House, kind: str) -> None:
    hired = house.settle(key="in")
    fields = {"plannedHours": 100} if kind == "update" else {}
    declaration_id = unconfirmed(house, on_period(kind, hired.period_id, **fields), executed=True, key=kind)

    house.ask(declaration_id)

    assert house.ask(declaration_id).state is State.ACCEPTED
    assert house.rsz.posts == 2


def _what_is_sent(house: House, declaration_id: str) -> RszFiling:
    stored = house.store.get(LIVE_CAFE, declaration_id)
    assert stored is not None
    return house.submit.filings.of(LIVE_CAFE, stored)


def test_the_claimed_number_of_a_twin_leaves_this_one_unknown(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = unconfirmed(house, executed=False, key="one")
    second = house.file(filing(), key="two").body
    stored = house.store.get(LIVE_CAFE, first)
    assert stored is not None
    number = house.rsz.execute(_what_is_sent(house, second))
    house.store.claims[LIVE_CAFE, number] = first
    monkeypatch.setattr(house.rsz, "file", lambda _filing: number)

    assert house.send(second).state is State.UNCONFIRMED
