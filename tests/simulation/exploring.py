"""Try every fault at every call of a history, and every pair of them, without trying the same twice.

A history is a path through states: a step without a fault leads to one state, each fault in it to another.
Where two histories meet in an equal state with as many faults left, what follows is equal too and is run
once; it counts for both. So all pairs are tried, not a sample.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tests.simulation.faults import Call, Kind
from tests.simulation.judging import Violation
from tests.simulation.resting import judge
from tests.simulation.scenarios import Scenario
from tests.simulation.snapshots import fingerprint, restore, state_of
from tests.simulation.world import World

MOST_STEPS = 500
"""More than any history needs to come to rest."""
RESTLESS = "1: it does not come to rest"
Plan = Mapping[int, Kind]


class Broken(Exception):  # noqa: N818  (what a search found)
    """A history that breaks an invariant, with the faults that lead there."""

    def __init__(self, scenario: str, plan: Plan, why: BaseException) -> None:
        faults = ",".join(f"{number}:{kind}" for number, kind in sorted(plan.items()))
        super().__init__(f"{why}\n  make simulate SCENARIO={scenario} FAULTS={faults or 'none'}")
        self.plan = plan


@dataclass
class Explorer:
    """Runs one scenario with at most so many faults. ``steps`` counts the steps that were really run."""

    scenario: Scenario
    world: World = field(init=False)
    seen: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    steps: int = 0

    def __post_init__(self) -> None:
        self.world = self.scenario.opened()

    def histories(self, left: int, plan: Plan, depth: int = 0) -> list[int]:
        """Try everything from the state in which the world is.

        Returns how many histories have no (more) fault, one, two and so on. Raises Broken.
        """
        key = (fingerprint(self.world), left)
        if key in self.seen:
            return self.seen[key]
        counts = [0] * (left + 1)
        if not self.world.steps():
            self._rests(plan)
            counts[0] = 1
        elif depth > MOST_STEPS:
            raise Broken(self.scenario.name, plan, Violation(RESTLESS))
        else:
            start = state_of(self.world)
            for more, used in self._runs(start, {}, left, plan):
                found = self.histories(left - used, {**plan, **more}, depth + 1)
                for extra, count in enumerate(found):
                    counts[used + extra] += count
        self.seen[key] = counts
        return counts

    def _runs(
        self, start: tuple[object, ...], here: Plan, left: int, plan: Plan
    ) -> Iterator[tuple[Plan, int]]:
        """Run the next step in every way; after each yield the world stands where that way led."""
        calls = self._step(start, {**plan, **here}, listens=len(here) < left)
        last = max(here, default=0)
        yield here, len(here)
        if len(here) == left:
            return
        for call in calls:
            if call.number <= last:
                continue
            for kind in call.kinds:
                yield from self._runs(start, {**here, call.number: kind}, left, plan)

    def _step(self, start: tuple[object, ...], plan: Plan, *, listens: bool) -> list[Call]:
        restore(self.world, start)
        self.world.gate.listens = listens
        self.world.gate.choose = lambda call: plan.get(call.number)
        self.steps += 1
        try:
            self.world.step()
        except Exception as why:
            raise Broken(self.scenario.name, plan, why) from why
        return self.world.gate.trace

    def _rests(self, plan: Plan) -> None:
        try:
            judge(self.world)
            if not plan:
                self.scenario.expects(self.world)
        except AssertionError as why:
            raise Broken(self.scenario.name, plan, why) from why


def explored(scenario: Scenario, faults: int) -> tuple[list[int], int]:
    """Return the counts of histories by faults, and the number of steps that were run."""
    explorer = Explorer(scenario)
    return explorer.histories(faults, {}), explorer.steps


def replay(scenario: Scenario, plan: Plan) -> World:
    """Run one history; raises Broken."""
    world = scenario.opened()
    world.gate.choose = lambda call: plan.get(call.number)
    try:
        comes_to_rest(world)
    except Exception as why:
        raise Broken(scenario.name, plan, why) from why
    return world


def comes_to_rest(world: World) -> None:
    """Run a world until nothing moves, and judge it."""
    for _ in range(MOST_STEPS + 1):
        if not world.step():
            judge(world)
            return
    raise Violation(RESTLESS)
