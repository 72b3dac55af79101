"""Three faults in one history, thrown by a seed: where pairs are all tried, these are a sample."""

from dataclasses import dataclass, field
from random import Random

from tests.simulation.exploring import Broken, Plan, comes_to_rest, replay
from tests.simulation.faults import Call, Kind
from tests.simulation.scenarios import SCENARIOS, Scenario

THREE = 3


@dataclass
class Thrower:
    """Chooses three calls, and what goes wrong at each when it comes to that."""

    chance: Random
    numbers: set[int]
    plan: dict[int, Kind] = field(default_factory=dict)

    def __call__(self, call: Call) -> Kind | None:
        """Say what goes wrong at a call."""
        if call.number not in self.numbers:
            return None
        self.plan[call.number] = self.chance.choice(call.kinds)
        return self.plan[call.number]


def triples(seed: int, wanted: int) -> int:
    """Run so many histories in which three things go wrong; raises Broken. Returns how many were run."""
    chance = Random(seed)
    lengths = {each.name: replay(each, {}).gate.calls for each in SCENARIOS}
    struck = 0
    while struck < wanted:
        scenario = chance.choice(SCENARIOS)
        calls = range(1, lengths[scenario.name] * 3 // 2)
        plan = _run(scenario, Thrower(chance, set(chance.sample(calls, THREE))))
        struck += len(plan) == THREE
    return struck


def _run(scenario: Scenario, thrower: Thrower) -> Plan:
    world = scenario.opened()
    world.gate.choose, world.gate.listens = thrower, True
    try:
        comes_to_rest(world)
    except Exception as why:
        raise Broken(scenario.name, thrower.plan, why) from why
    return thrower.plan
