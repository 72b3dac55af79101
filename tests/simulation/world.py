"""One world: people, API, queues, workers, schedule and the RSZ, in which one step follows another.

A step is what one process does with one request, one message or one minute of the schedule. The next step
is the one whose time comes first; the clock jumps there. Everything is kept in values, so that a world can
return to a state and two states can be compared.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from chalicelib.application.errors import ApplicationError, BusyError, RefusedFilingError
from chalicelib.application.file_declaration import FilingCommand
from chalicelib.application.idempotency import IdempotentRequest
from chalicelib.application.ports import Lane, Message, RelationChange, RszFiling
from chalicelib.application.resolve import As
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.declaration import Declaration
from chalicelib.domain.lifecycle import ENDED, MOVING, Happening, State
from tests.fakes.circuits import FakeCircuits
from tests.fakes.rsz import Executed, says_the_same, sent
from tests.fakes.timed_queue import Entry, TimedQueue
from tests.fakes.world import NOON, CountingIds, FakeClock
from tests.simulation.actions import Action
from tests.simulation.faults import RECEIVE, Crash, Gate, Kind
from tests.simulation.judging import LogWatch, hold, says_no_number, stays_with_its_employer
from tests.simulation.office import Office, Script, tag_of
from tests.simulation.watched_store import WatchedStore
from tests.simulation.wiring import Fakes, UseCases
from tests.synthetic import LIVE_BUILDER, LIVE_CAFE

MINUTE = timedelta(minutes=1)
ASKS_AGAIN = timedelta(seconds=5)
"""When a client asks again that got no answer, under the same key."""
A_PERSON_COMES = timedelta(minutes=10)
"""When somebody looks at what needs help."""
LATER = timedelta(seconds=5)
REFUSED = "refused"
_RANK = {Lane.URGENT: 2, Lane.FOLLOW_UP: 3, Lane.BULK: 4}

logging.getLogger("chalicelib").addHandler(LogWatch())


@dataclass(frozen=True, slots=True)
class Step:
    """What could run next: since when, before what, and what it does."""

    at: datetime
    rank: int
    order: int
    run: Callable[[], None]
    again: Callable[[], None]
    """What a second process would do with the same request or message."""
    id: object


class World:
    """``asked`` are the requests that still want an answer, with the moment of the next try."""

    def __init__(self, script: Script | None = None) -> None:
        clock = FakeClock()
        fakes = Fakes(
            clock,
            CountingIds(),
            WatchedStore(clock),
            TimedQueue(clock),
            Office(clock, script or Script()),
            FakeCircuits(),
        )
        self.clock, self.store, self.queue, self.office = clock, fakes.store, fakes.queue, fakes.office
        self.fakes = fakes
        self.gate = Gate(self)
        self.use_cases = UseCases(fakes, self.gate)
        self.office.received, self.office.took_effect = self._on_post, self._on_effect
        self.store.changed_workers, self.store.judged = self._on_change, self._on_save
        self.use_cases.posting = self._posting
        self.asked: tuple[tuple[Action, datetime], ...] = ()
        self.answers: dict[str, str] = {}
        self.swept_at = NOON
        self.helped_at = NOON
        self.sweeps = True
        self.known: dict[EmployerScope, set[str]] = {LIVE_CAFE: set(), LIVE_BUILDER: set()}
        self._now: list[Step] = []
        self._under_way: list[str | None] = []

    # people

    def ask(self, *actions: Action) -> None:
        """Let people make requests."""
        now = self.clock.now()
        self.asked += tuple((each, now + each.at) for each in actions)

    def declaration_of(self, tag: str, kind: str = "in") -> Declaration:
        """Return the declaration that a filing became."""
        scope, found = self._found(tag, kind)
        return self.store.stored[scope, found].declaration

    def _found(self, tag: str, kind: str) -> tuple[EmployerScope, str]:
        for scope in (LIVE_CAFE, LIVE_BUILDER):
            found = self.store.intents.get((scope.employer, tag, kind))
            if found is not None:
                return scope, found
        raise LookupError(tag)

    def period_of(self, tag: str) -> str:
        """Return our id of the period of an IN."""
        return self.declaration_of(tag).period_id

    def number_of(self, tag: str) -> str:
        """Return the RSZ's number of the period of an IN, of whichever employer, also one filed elsewhere."""
        for number in self.office.effects:
            if tag_of(self.office.executed[number].filing) == tag:
                return number
        return next(number for number, held in self.office.held.items() if held.period.declaration_id == tag)

    def _request(self, action: Action) -> None:
        """Make a request; without an answer it is made again later, under the same key."""
        self._forget_request(action)
        try:
            body = self._file(action)
        except (BusyError, Crash):
            self.asked += ((action, self.clock.now() + ASKS_AGAIN),)
            return
        except RefusedFilingError:
            body = REFUSED
        self._forget_request(action)
        first = self.answers.get(action.tag, REFUSED)
        self.answers[action.tag] = body
        hold(first in {REFUSED, body}, "5", f"{action.tag} was answered {first} and then {body}")

    def _forget_request(self, action: Action) -> None:
        self.asked = tuple(each for each in self.asked if each[0].tag != action.tag)

    def _file(self, action: Action) -> str:
        filing = action.filing(self)
        ssin = getattr(getattr(filing, "worker", None), "ssin", None)
        if ssin is not None:
            self.known[action.scope].add(ssin)
        request = IdempotentRequest(action.tag, "fileDeclaration", action.scope.employer, action.tag)
        return self.use_cases.file(
            FilingCommand(action.scope, "name", filing, request, lambda stored: stored.declaration.id)
        ).body

    # what could run next

    def steps(self) -> list[Step]:
        """Everything that could run, now or later, the next one first."""
        found = [*self._requests(), *self._messages(), *self._minute(), *self._help()]
        busy = {step.id for step in self._now}
        found = [each for each in found if each.id not in busy]
        return sorted(found, key=lambda each: (max(each.at, self.clock.now()), each.rank, each.order))

    def _requests(self) -> list[Step]:
        return [
            Step(
                at, 0, order, lambda a=action: self._request(a), lambda a=action: self._request(a), action.tag
            )  # type: ignore[misc]
            for order, (action, at) in enumerate(self.asked)
            if self._may_ask(action)
        ]

    def _may_ask(self, action: Action) -> bool:
        return all(self._has_ended(tag) for tag in action.after) and action.needs <= self.answers.keys()

    def _has_ended(self, tag: str) -> bool:
        found = [
            self.store.stored[scope, each].declaration
            for (scope, each) in self.store.accepted
            if self.store.stored[scope, each].declaration.terms.reference == tag
        ]
        return bool(found) and all(each.state in ENDED for each in found)

    def _messages(self) -> list[Step]:
        return [
            Step(
                entry.visible_at,
                _RANK[entry.lane],
                entry.id,
                lambda e=entry: self._deliver(e),  # type: ignore[misc]
                lambda e=entry: self._handle(e.lane, e.message),  # type: ignore[misc]
                entry.id,
            )
            for entry in self.queue.entries
        ]

    def _minute(self) -> list[Step]:
        due = [
            stored.declaration.due_at
            for stored in self.store.stored.values()
            if stored.declaration.state in MOVING and stored.declaration.due_at is not None
        ]
        if not due or not self.sweeps:
            return []
        at = max(self.swept_at + MINUTE, NOON + -((NOON - min(due)) // MINUTE) * MINUTE)
        return [Step(at, 1, 0, self._sweep, self._sweep, "sweep")]

    def _help(self) -> list[Step]:
        waiting = [
            (stored.declaration.events[-1].at + A_PERSON_COMES, scope, stored.declaration)
            for (scope, _), stored in self.store.stored.items()
            if stored.declaration.state is State.NEEDS_HELP
        ]
        if not waiting:
            return []
        at, scope, declaration = min(waiting, key=lambda each: (each[0], each[2].id))
        run = lambda: self._resolve(scope, declaration)  # noqa: E731
        return [Step(max(at, self.helped_at + MINUTE), 5, 0, run, run, "help")]

    # running

    def step(self) -> bool:
        """Run the next step; False when the world is at rest."""
        steps = self.steps()
        if not steps:
            return False
        self.run(steps[0])
        return True

    def run(self, step: Step) -> None:
        """Run a step; the clock goes to its moment first."""
        if step.at > self.clock.now():
            self.clock.advance(step.at - self.clock.now())
        self.office.process()
        if not self._now:
            self.gate.begins_step()
        self._now.append(step)
        try:
            step.run()
        finally:
            self._now.pop()

    def _deliver(self, entry: Entry) -> None:
        match self.gate.asks("queue", "receive", RECEIVE):
            case Kind.LOST:
                self.queue.delete(entry)
            case Kind.EMPTIED:
                self.queue.empty()
            case Kind.LATER:
                self.queue.postpone(entry, LATER)
            case Kind.DOUBLED:
                self._handle(entry.lane, entry.message)
                self.queue.postpone(entry, LATER)
            case _:
                self._take(entry)

    def _take(self, entry: Entry) -> None:
        self.queue.receive(entry)
        if self._handle(entry.lane, entry.message):
            self.queue.delete(entry)

    def _handle(self, lane: Lane, message: Message) -> bool:
        """Handle a message; False when it must come again."""
        says_no_number(f"{message}", "a queue message")
        handler = self.use_cases.follow_up if lane is Lane.FOLLOW_UP else self.use_cases.submit
        try:
            handler(message)
        except (BusyError, Crash):
            return False
        return True

    def _sweep(self) -> None:
        self.swept_at = self.clock.now()
        try:
            self.use_cases.sweep()
        except (BusyError, Crash):
            return

    def _resolve(self, scope: EmployerScope, declaration: Declaration) -> None:
        """A person looks: what the RSZ surely did not take is sent again, what it has is adopted."""
        self.helped_at = self.clock.now()
        surely_not = declaration.events[-1].happening in {
            Happening.NOT_PERMITTED,
            Happening.REFUSED_FOR_SHAPE,
        }
        number = declaration.rsz.declaration_id
        hold(surely_not or number, "1", f"{declaration.id} needs help: {declaration.events[-1]}")
        choice = As.SEND_AGAIN if surely_not else As.ADOPT
        try:
            self.use_cases.resolve(scope, declaration.id, choice, "usr_1", None if surely_not else number)
        except (ApplicationError, Crash):
            return

    # what else goes on while a call is under way

    def can_meet_a_twin(self) -> bool:
        return len(self._now) == 1

    def others_are_ready(self) -> bool:
        steps = self.steps()
        return bool(steps) and steps[0].at <= self.clock.now()

    def meet_twin(self) -> None:
        step = self._now[-1]
        self._now.append(step)
        try:
            step.again()
        finally:
            self._now.pop()

    def let_others_run(self, most: int) -> None:
        for _ in range(most):
            if not self.others_are_ready():
                return
            self.run(self.steps()[0])

    def take(self, seconds: int) -> None:
        self.clock.advance(timedelta(seconds=seconds))
        self.office.process()
        self.let_others_run(3)

    @contextmanager
    def _posting(self, filing: RszFiling) -> Iterator[None]:
        """Remember that a POST is under way."""
        self._under_way.append(self.filed(filing))
        try:
            yield
        finally:
            self._under_way.pop()

    # judging what happens

    def _on_save(self, declaration: Declaration) -> None:
        """2: nobody judges an attempt that may still be under way."""
        judged = declaration.state is not State.SUBMITTING and declaration.id in self._under_way
        hold(not judged, "2", f"{declaration.id} is judged while its POST is under way")

    def _on_post(self, filing: RszFiling) -> None:
        """6 and 9: nothing is posted before its turn, or on a stranger's period."""
        number = filing.period.rsz_number if filing.period else None
        if filing.period is not None and number is not None:
            owner = self.office.owners.get(number)
            hold(owner == filing.employer.enterprise_number, "9", f"a stranger's period {number} is changed")
        found = self.filed(filing)
        hold(found, "1", "something was posted that nobody filed")
        self._has_its_turn(found or "")

    def _has_its_turn(self, declaration_id: str) -> None:
        for (_, each), stored in self.store.stored.items():
            if each in self.store.follows[declaration_id]:
                ended = stored.declaration.state in ENDED
                hold(ended, "6", f"{declaration_id} is posted before {each} ended")

    def _on_effect(self, done: Executed) -> None:
        """2: an intention takes effect once. Equal ones are equal to the RSZ: they are counted together."""
        effects = [self.office.executed[number].filing for number in self.office.effects]
        same = [each for each in effects if says_the_same(each, done.filing)]
        hold(
            len(same) <= self._wanted(done.filing),
            "2",
            f"{tag_of(done.filing)} took effect {len(same)} times",
        )
        ssin = done.outcome.ssin
        if ssin is not None:
            owner = done.filing.employer.enterprise_number
            for scope, known in self.known.items():
                if scope.employer == owner:
                    known.add(ssin)

    def _wanted(self, filing: RszFiling) -> int:
        """Return how many accepted declarations ask for just this."""
        number = filing.period.rsz_number if filing.period else None
        return sum(
            scope.employer == filing.employer.enterprise_number
            and sent(stored.declaration.terms) == sent(filing.terms)
            and (stored.declaration.period_number == number if number else stored.identity == filing.worker)
            for (scope, _), stored in self.store.stored.items()
        )

    def filed(self, filing: RszFiling) -> str | None:
        """Return the declaration of ours that the RSZ was sent here, if it was."""
        key = (filing.employer.enterprise_number, tag_of(filing), filing.terms.type)
        return self.store.intents.get(key)

    def _on_change(self, scope: EmployerScope, change: RelationChange) -> None:
        stays_with_its_employer(scope, [change.worker.identity.ssin], self.known[scope])

    # the whole state

    def state(self) -> tuple[Any, ...]:
        """Everything that can change."""
        return (
            self.clock.now(),
            self.fakes.ids._count,
            self.store.state(),
            (self.queue.entries, self.queue.dead, self.queue.sent),
            self.office.state(),
            self.fakes.circuits.circuit,
            (self.asked, dict(self.answers), self.swept_at, self.helped_at, self.gate.calls),
            {scope: set(known) for scope, known in self.known.items()},
        )

    def restore(self, state: tuple[Any, ...]) -> None:
        """Return to a state."""
        now, self.fakes.ids._count, store, queue, office, self.fakes.circuits.circuit, rest, known = state
        self.clock.advance(now - self.clock.now())
        self.store.restore(store)
        self.queue.entries, self.queue.dead, self.queue.sent = queue
        self.office.restore(office)
        self.asked, answers, self.swept_at, self.helped_at, self.gate.calls = rest
        self.answers = dict(answers)
        self.known = {scope: set(seen) for scope, seen in known.items()}

    def fingerprint(self) -> int:
        """What two worlds with the same future have in common; 64 bits, so chance does not make two equal."""
        circuit = self.fakes.circuits.circuit
        return hash(
            (
                self.clock.now(),
                self.fakes.ids._count,
                tuple(
                    (each.lane, each.message, each.visible_at, each.receives) for each in self.queue.entries
                ),
                self.office.fingerprint(),
                tuple((action.tag, at) for action, at in self.asked),
                (self.swept_at, self.helped_at),
                (circuit.failures, circuit.open_since, circuit.probe_at, circuit.version),
                frozenset(self.answers.items()),
                self.store.fingerprint(),
            )
        )
