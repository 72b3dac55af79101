"""The whole state of a world: kept, returned to, and compared. Its values are never changed in place."""

from typing import Any

from tests.simulation.world import World


def state_of(world: World) -> tuple[Any, ...]:
    """Return everything that can change."""
    fakes = world.fakes
    return (
        (world.clock.now(), fakes.ids._count, fakes.circuits.circuit),
        fakes.store.state(),
        fakes.office.state(),
        (fakes.queue.entries, fakes.queue.dead, fakes.queue.sent),
        (world.asked, dict(world.answers), world.swept_at, world.helped_at),
        (world.gate.calls, world.witness.known),
    )


def restore(world: World, state: tuple[Any, ...]) -> None:
    """Return to a state."""
    fakes = world.fakes
    (now, fakes.ids._count, fakes.circuits.circuit), store, office, queue, people, rest = state
    world.clock.advance(now - world.clock.now())
    fakes.store.restore(store)
    fakes.office.restore(office)
    fakes.queue.entries, fakes.queue.dead, fakes.queue.sent = queue
    world.asked, answers, world.swept_at, world.helped_at = people
    world.answers = dict(answers)
    world.gate.calls, world.witness.known = rest


def fingerprint(world: World) -> int:
    """Return what two worlds with the same future have in common: 64 bits, so that chance makes none equal.

    Ids of messages and the numbers of calls are left out: nothing depends on them.
    """
    fakes, circuit = world.fakes, world.fakes.circuits.circuit
    queue = ((each.lane, each.message, each.visible_at, each.receives) for each in fakes.queue.entries)
    return hash(
        (
            (world.clock.now(), fakes.ids._count, world.swept_at, world.helped_at),
            (circuit.failures, circuit.open_since, circuit.probe_at, circuit.version),
            fakes.store.fingerprint(),
            fakes.office.fingerprint(),
            tuple(queue),
            tuple((action.tag, at) for action, at in world.asked),
            frozenset(world.answers.items()),
        )
    )
