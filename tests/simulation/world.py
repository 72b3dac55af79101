"""One world: people, API, queues, workers, schedule and the RSZ, in which one step follows another.

A step is what one process does with one request, one message or one minute of the schedule. The next step
is the one whose time comes first; the clock jumps there. Everything is kept in values, so that a world can
return to a state and two states can be compared.
"""

import logging
from datetime import datetime, timedelta

from chalicelib.application.errors import ApplicationError, BusyError, MayBeAtRszError, RefusedFilingError
from chalicelib.application.file_declaration import FilingCommand
from chalicelib.application.idempotency import IdempotentRequest
from chalicelib.application.ports import Lane, Message
from chalicelib.application.resolve import As
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.declaration import Declaration
from chalicelib.domain.filing import InFiling
from chalicelib.domain.lifecycle import Happening, State
from tests.fakes.circuits import FakeCircuits
from tests.fakes.timed_queue import Entry, TimedQueue
from tests.fakes.world import NOON, CountingIds, FakeClock
from tests.simulation.actions import Action
from tests.simulation.faults import RECEIVE, Crash, Gate, Kind
from tests.simulation.judging import LogWatch, hold, says_no_number
from tests.simulation.office import Office, Script, tag_of
from tests.simulation.steps import Step, steps_of
from tests.simulation.watched_store import WatchedStore
from tests.simulation.wiring import Fakes, UseCases
from tests.simulation.witness import Witness
from tests.synthetic import LIVE_BUILDER, LIVE_CAFE

ASKS_AGAIN = timedelta(seconds=5)
"""When a client asks again that got no answer, under the same key."""
LATER = timedelta(seconds=5)
REFUSED = "refused"

logging.getLogger("chalicelib").addHandler(LogWatch())


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
        self.witness = Witness(self.store, self.office)
        self.use_cases.posting = self.witness.posting
        self.asked: tuple[tuple[Action, datetime], ...] = ()
        self.answers: dict[str, str] = {}
        self.swept_at = NOON
        self.helped_at = NOON
        self._now: list[Step] = []

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

    def request(self, action: Action) -> None:
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
        if isinstance(filing, InFiling):
            self.witness.learns(action.scope.employer, filing.worker.ssin)
        request = IdempotentRequest(action.tag, "fileDeclaration", action.scope.employer, action.tag)
        return self.use_cases.file(
            FilingCommand(action.scope, "name", filing, request, lambda stored: stored.declaration.id)
        ).body

    # what could run next

    def steps(self) -> list[Step]:
        """Return everything that could run, now or later, the next one first."""
        busy, now = {step.id for step in self._now}, self.clock.now()
        found = (each for each in steps_of(self) if each.id not in busy)
        return sorted(found, key=lambda each: (max(each.at, now), each.rank, each.order))

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

    def deliver(self, entry: Entry) -> None:
        """Let a worker take a message from its queue."""
        match self.gate.asks("queue", "receive", RECEIVE):
            case Kind.LOST:
                self.queue.delete(entry)
            case Kind.EMPTIED:
                self.queue.empty()
            case Kind.LATER:
                self.queue.postpone(entry, LATER)
            case Kind.DOUBLED:
                self.handle(entry.lane, entry.message)
                self.queue.postpone(entry, LATER)
            case _:
                self._take(entry)

    def _take(self, entry: Entry) -> None:
        self.queue.receive(entry)
        if self.handle(entry.lane, entry.message):
            self.queue.delete(entry)

    def handle(self, lane: Lane, message: Message) -> bool:
        """Handle a message; False when it must come again."""
        says_no_number(f"{message}", "a queue message")
        handler = self.use_cases.follow_up if lane is Lane.FOLLOW_UP else self.use_cases.submit
        try:
            handler(message)
        except (BusyError, Crash):
            return False
        return True

    def sweep(self) -> None:
        """Run the schedule's minute."""
        self.swept_at = self.clock.now()
        try:
            self.use_cases.sweep()
        except (BusyError, Crash):
            return

    def resolve(self, scope: EmployerScope, declaration_id: str) -> None:
        """A person looks and has it sent again, or would rather take it back where the script says so.

        Of what the RSZ surely did not take both are possible; of the rest the RSZ is asked.
        """
        self.helped_at = self.clock.now()
        declaration = self.store.stored[scope, declaration_id].declaration
        if declaration.state is not State.NEEDS_HELP:
            return
        surely_not = declaration.events[-1].happening in {
            Happening.NOT_PERMITTED,
            Happening.REFUSED_FOR_SHAPE,
        }
        number = declaration.rsz.declaration_id
        breaks = declaration.terms.reference in self.office.script.breaks
        hold(surely_not or number or breaks, "1", f"{declaration.id} needs help: {declaration.events[-1]}")
        if declaration.terms.reference in self.office.script.taken_back and self._takes_back(
            scope, declaration
        ):
            return
        self._settles(scope, declaration, As.SEND_AGAIN)

    def _takes_back(self, scope: EmployerScope, declaration: Declaration) -> bool:
        """Try to take it back; False when that is refused because the RSZ has it."""
        try:
            self._settles(scope, declaration, As.WITHDRAW)
        except MayBeAtRszError:
            return False
        return True

    def _settles(self, scope: EmployerScope, declaration: Declaration, choice: As) -> None:
        try:
            self.use_cases.resolve(scope, declaration.id, choice, "usr_1")
        except MayBeAtRszError:
            raise
        except (ApplicationError, Crash):
            return

    # what else goes on while a call is under way

    def can_meet_a_twin(self) -> bool:
        """Tell whether a second process may handle the same thing now."""
        return len(self._now) == 1

    def others_are_ready(self) -> bool:
        """Tell whether something else could run now."""
        steps = self.steps()
        return bool(steps) and steps[0].at <= self.clock.now()

    def meet_twin(self) -> None:
        """Let a second process handle the same thing."""
        step = self._now[-1]
        self._now.append(step)
        try:
            step.again()
        finally:
            self._now.pop()

    def let_others_run(self, most: int) -> None:
        """Let what is ready run, from its beginning to its end."""
        for _ in range(most):
            if not self.others_are_ready():
                return
            self.run(self.steps()[0])

    def take(self, seconds: int) -> None:
        """Let time pass, and what becomes ready in it run."""
        self.clock.advance(timedelta(seconds=seconds))
        self.office.process()
        self.let_others_run(3)
