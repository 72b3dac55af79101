"""Outages: the circuit opens, everything is still accepted, a probe closes it, the most urgent go first."""

from datetime import timedelta

from chalicelib.application.ports import Lane, NotExecutedError, OutcomeUnknownError, RszError
from chalicelib.domain.circuit import FAILURES_TO_OPEN, LONGEST_PROBE, Circuit
from chalicelib.domain.filing import Mode
from chalicelib.domain.lifecycle import State
from tests.application.house import House, filing
from tests.fakes.world import NOON

DOWN = NotExecutedError("connection refused")


def outage(house: House, failure: RszError = DOWN) -> list[str]:
    """Let as many sends fail as open the circuit."""
    filed = []
    for number in range(FAILURES_TO_OPEN):
        filed.append(house.file(filing(plannedHours=10 + number), key=f"outage-{number}").body)
        house.rsz.fails_next(failure)
        house.send(filed[-1])
    return filed


def test_an_outage_opens_the_circuit_and_nothing_more_is_sent(house: House) -> None:
    outage(house)
    posts = house.rsz.posts

    waiting = house.file(filing(plannedHours=50), key="later").body

    assert house.send(waiting).state is State.RECORDED
    assert house.rsz.posts == posts
    assert not house.circuits.circuit.closed


def test_a_refusal_or_a_limit_on_our_calls_is_no_outage(house: House) -> None:
    outage(house, NotExecutedError("HTTP 429", retry_after=5, throttled=True))
    assert house.circuits.circuit.closed


def test_one_probe_at_a_time_and_a_failed_one_waits_longer(house: House) -> None:
    outage(house)
    assert not house.breaker.closed(Mode.LIVE)
    house.clock.advance(timedelta(seconds=10))
    house.rsz.fails_next_look(DOWN)
    looks = house.rsz.looks

    assert not house.breaker.closed(Mode.LIVE)
    assert not house.breaker.closed(Mode.LIVE)

    assert house.rsz.looks == looks + 1


def test_on_return_the_sweep_announces_the_most_urgent_first(house: House) -> None:
    outage(house)
    late = house.file(filing(startDate="2026-11-25", endDate="2026-12-01", plannedHours=5), key="late").body
    soon = house.file(
        filing(startDate="2026-11-24", endDate="2026-12-01", plannedHours=5, workStartsAt="2026-11-24T14:00"),
        key="soon",
    ).body
    sooner = house.file(
        filing(startDate="2026-11-24", endDate="2026-11-30", plannedHours=5, workStartsAt="2026-11-24T13:00"),
        key="sooner",
    ).body
    house.queue.sent.clear()
    house.rsz.fails_next_look(DOWN)
    house.clock.advance(timedelta(seconds=61))
    assert house.sweep() == 0

    house.clock.advance(LONGEST_PROBE)
    house.sweep()

    urgent = house.announced(Lane.URGENT)
    assert urgent == [sooner, soon]
    assert late in house.announced(Lane.BULK)
    assert house.circuits.circuit.closed


def test_a_follow_up_gives_nobody_up_while_the_rsz_is_down(house: House) -> None:
    declaration_id = house.file().body
    house.send(declaration_id)
    for _ in range(FAILURES_TO_OPEN):
        house.rsz.fails_next_look(DOWN)
        house.ask(declaration_id)

    house.clock.advance(timedelta(hours=3))
    house.rsz.fails_next_look(DOWN)

    assert house.ask(declaration_id).state is State.SUBMITTED
    house.clock.advance(timedelta(hours=1))
    assert house.ask(declaration_id).state is State.ACCEPTED


def test_the_sandbox_has_no_circuit(house: House) -> None:
    outage(house)
    assert house.breaker.closed(Mode.TEST)


def test_the_circuit_itself() -> None:
    circuit = Circuit()
    for _ in range(FAILURES_TO_OPEN - 1):
        circuit = circuit.failed(NOON)
        assert circuit.closed
    circuit = circuit.failed(NOON)
    assert (circuit.closed, circuit.open_since) == (False, NOON)
    for _ in range(9):
        circuit = circuit.failed(NOON)
    assert circuit.probe_at == NOON + LONGEST_PROBE
    assert circuit.worked().closed


def test_an_unknown_outcome_counts_towards_an_outage(house: House) -> None:
    outage(house, OutcomeUnknownError("timed out"))
    assert not house.circuits.circuit.closed
