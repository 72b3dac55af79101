"""What could run next in a world: a request, a message, a minute of the schedule, a person who helps."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from chalicelib.application.ports import Lane
from chalicelib.domain.lifecycle import ENDED, MOVING, State
from tests.fakes.world import NOON
from tests.simulation.actions import Action

if TYPE_CHECKING:
    from tests.simulation.world import World

MINUTE = timedelta(minutes=1)
A_PERSON_COMES = timedelta(minutes=10)
"""When somebody looks at what needs help."""
_RANK = {Lane.URGENT: 2, Lane.FOLLOW_UP: 3, Lane.BULK: 4}


@dataclass(frozen=True, slots=True)
class Step:
    """What could run: since when, before what, and what it does.

    ``again`` is what a second process would do with the same request or message.
    """

    at: datetime
    rank: int
    order: int
    run: Callable[[], object]
    again: Callable[[], object]
    id: object


def steps_of(world: "World") -> Iterator[Step]:
    """Yield everything that could run, now or later."""
    yield from _requests(world)
    yield from _messages(world)
    yield from _minute(world)
    yield from _help(world)


def _requests(world: "World") -> Iterator[Step]:
    for order, (action, at) in enumerate(world.asked):
        if _may_ask(world, action):
            ask = partial(world.request, action)
            yield Step(at, 0, order, ask, ask, action.tag)


def _may_ask(world: "World", action: Action) -> bool:
    return all(_has_ended(world, tag) for tag in action.after) and action.needs <= world.answers.keys()


def _has_ended(world: "World", tag: str) -> bool:
    declarations = [world.store.stored[each].declaration for each in world.store.accepted]
    found = [each for each in declarations if each.terms.reference == tag]
    return bool(found) and all(each.state in ENDED for each in found)


def _messages(world: "World") -> Iterator[Step]:
    for entry in world.queue.entries:
        again = partial(world.handle, entry.lane, entry.message)
        yield Step(
            entry.visible_at, _RANK[entry.lane], entry.id, partial(world.deliver, entry), again, entry.id
        )


def _minute(world: "World") -> Iterator[Step]:
    """The schedule runs each minute; one in which nothing is due changes nothing and is left out."""
    due = [
        stored.declaration.due_at
        for stored in world.store.stored.values()
        if stored.declaration.state in MOVING and stored.declaration.due_at is not None
    ]
    if due:
        at = max(world.swept_at + MINUTE, NOON + -((NOON - min(due)) // MINUTE) * MINUTE)
        yield Step(at, 1, 0, world.sweep, world.sweep, "sweep")


def _help(world: "World") -> Iterator[Step]:
    waiting = [
        (stored.declaration.events[-1].at + A_PERSON_COMES, found, scope)
        for (scope, found), stored in world.store.stored.items()
        if stored.declaration.state is State.NEEDS_HELP
    ]
    if waiting:
        at, found, scope = min(waiting, key=lambda each: each[:2])
        help_ = partial(world.resolve, scope, found)
        yield Step(max(at, world.helped_at + MINUTE), 5, 0, help_, help_, "help")
