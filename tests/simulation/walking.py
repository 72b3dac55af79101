"""A walk: people, messages, minutes and faults as a seed throws them, then quiet, then judgement."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from typing import Any

from chalicelib.application.errors import ApplicationError
from chalicelib.application.scope import EmployerScope
from tests.simulation.actions import ORDINARY, STUDENT, Action, Body, on, replacing, says
from tests.simulation.faults import Call, Crash, Kind
from tests.simulation.judging import Violation
from tests.simulation.office import Script
from tests.simulation.resting import judge
from tests.simulation.world import REFUSED, World
from tests.synthetic import LIVE_BUILDER, LIVE_CAFE, MAN_1990, WOMAN_1988, WOMAN_2007

FAULTS = 0.04
"""The share of calls that go wrong."""
MOST_QUIET_STEPS = 5_000
MOST_FILINGS = 12
_SPANS = (
    ("2026-12-01", "2026-12-31"),
    ("2026-12-10", "2026-12-20"),
    ("2026-11-24", None),
    ("2027-01-11", None),
)
_PEOPLE = ((WOMAN_2007, "Lou"), (MAN_1990, "Jan"), (WOMAN_1988, "Ann"))


class Stumbled(Exception):  # noqa: N818  (what a walk found)
    """A walk that breaks an invariant, and how to take it again."""

    def __init__(self, seed: int, steps: int, why: BaseException) -> None:
        super().__init__(f"{why}\n  make simulate SEED={seed} STEPS={steps}")


def walk(seed: int, steps: int) -> World:
    """Take a walk; raises Stumbled. The same seed and steps are the same walk."""
    walker = Walker(Random(seed))
    try:
        for _ in range(steps):
            walker.step()
        walker.rests()
    except Exception as why:
        raise Stumbled(seed, steps, why) from why
    return walker.world


def _script(chance: Random) -> Script:
    tags = [f"t{number}" for number in range(1, MOST_FILINGS + 1)]
    start = timedelta(seconds=chance.randrange(0, 1800))
    down = ((start, start + timedelta(seconds=chance.randrange(1, 900))),) if chance.random() < 0.3 else ()
    return Script(
        delays={tag: timedelta(seconds=chance.choice((0, 1, 5, 30, 55))) for tag in tags},
        refuses={tag: "90374-349" for tag in tags if chance.random() < 0.1},
        loses={tag: chance.random() < 0.5 for tag in tags if chance.random() < 0.15},
        down=down,
        doubles=chance.random() < 0.3,
    )


@dataclass
class Walker:
    """Throws the dice. ``filed`` are the actions so far, by tag."""

    chance: Random

    def __post_init__(self) -> None:
        self.world = World(_script(self.chance))
        self.world.gate.listens = True
        self.world.gate.choose = self._fault
        self.filed: dict[str, Action] = {}

    def _fault(self, call: Call) -> Kind | None:
        return self.chance.choice(call.kinds) if self.chance.random() < FAULTS else None

    def step(self) -> None:
        """Let one thing happen."""
        dice = self.chance.random()
        if dice < 0.25 and len(self.filed) < MOST_FILINGS:
            self._files()
        elif dice < 0.28:
            self._repeats()
        elif dice < 0.31:
            self._withdraws()
        elif dice < 0.33:
            self.world.queue.empty()
        else:
            steps = self.world.steps()[:3]
            if steps:
                self.world.run(self.chance.choice(steps))

    def rests(self) -> None:
        """Let the world get quiet, and judge it."""
        self.world.gate.choose = None
        for _ in range(MOST_QUIET_STEPS):
            if not self.world.step():
                judge(self.world)
                return
        raise Violation("1: it does not come to rest")

    # what people do

    def _files(self) -> None:
        scope = self.chance.choice((LIVE_CAFE, LIVE_BUILDER))
        tag = f"t{len(self.filed) + 1}"
        body = self._body(scope)
        action = Action(tag, body, scope)
        self.filed[tag] = action
        self.world.ask(action)

    def _body(self, scope: EmployerScope) -> Body:
        own = [tag for tag, action in self._created() if action.scope == scope]
        strange = [tag for tag in self._numbered() if self.filed[tag].scope != scope]
        dice = self.chance.random()
        if strange and dice < 0.2:
            return self._on_period(self.chance.choice(strange), number=True)
        if own and dice < 0.3:
            return replacing(self.chance.choice(own), self._hiring())
        if own and dice < 0.7:
            tag = self.chance.choice(own)
            return self._on_period(tag, number=tag in self._numbered() and self.chance.random() < 0.3)
        return says(self._hiring())

    def _created(self) -> Iterator[tuple[str, Action]]:
        """The INs that were accepted, by tag."""
        for tag, action in self.filed.items():
            if (action.scope.employer, tag, "in") in self.world.store.intents:
                yield tag, action

    def _numbered(self) -> list[str]:
        executed = self.world.office.executed
        return [
            filing.terms.reference or ""
            for filing in (executed[number].filing for number in self.world.office.effects)
            if filing.terms.type == "in"
        ]

    def _hiring(self) -> dict[str, Any]:
        ssin, given = self.chance.choice(_PEOPLE)
        worker = {"ssin": ssin, "familyName": "Voorbeeld", "givenName": given}
        if self.chance.random() < 0.3:
            return {**STUDENT, "worker": worker, "plannedHours": self.chance.randrange(8, 200)}
        start, end = self.chance.choice(_SPANS)
        return {**ORDINARY, "worker": worker, "startDate": start, **({"endDate": end} if end else {})}

    def _on_period(self, tag: str, *, number: bool) -> Body:
        kind, rest = self.chance.choice(_CHANGES)
        return on(tag, kind, number=number, **rest)

    def _repeats(self) -> None:
        """Somebody asks again under a key that was answered: the answer is the same."""
        answered = [tag for tag in self.filed if self.world.answers.get(tag, REFUSED) != REFUSED]
        if answered:
            self.world.ask(replace(self.filed[self.chance.choice(answered)]))

    def _withdraws(self) -> None:
        """Somebody takes something back, if that is still possible."""
        accepted = self.world.store.accepted
        if accepted:
            scope, found = self.chance.choice(accepted)
            try:
                self.world.use_cases.withdraw(scope, found, "usr_1")
            except (ApplicationError, Crash):
                return


_CHANGES: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("out", {"endDate": "2027-02-28"}),
    ("update", {"endDate": "2027-01-20"}),
    ("update", {"startDate": "2026-12-02"}),
    ("cancel", {}),
)
