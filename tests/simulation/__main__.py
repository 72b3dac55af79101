"""`make simulate`: single faults, pairs (not of long scenarios), seeded triples, walks; or one history again.

make simulate                                   everything; prints how many histories were tried
make simulate SCENARIO=in-out                   this scenario alone, with all pairs also of a long one
make simulate SCENARIO=in FAULTS=11:crashes     one history again (FAULTS=none: without faults)
make simulate SEED=17 STEPS=120                 one walk again
make simulate TRIPLES=all                       all triples instead of a sample (hours)
"""

import argparse
import logging
import sys
import time
from collections.abc import Sequence

from tests.simulation.exploring import Broken, Plan, explored, replay
from tests.simulation.faults import Kind
from tests.simulation.scenarios import BY_NAME, SCENARIOS, Scenario
from tests.simulation.triples import triples
from tests.simulation.walking import Stumbled, walk

STEPS = 120
WALKS = 400
SEEDED_TRIPLES = 2_000
PAIRS = 2


def main(given: Sequence[str]) -> int:
    """Do what was asked; 1 when an invariant breaks."""
    asked = _asked(given)
    logging.lastResort = None
    try:
        _simulate(asked)
    except (Broken, Stumbled) as found:
        _say(f"BROKEN {found}")
        return 1
    return 0


def _asked(given: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make simulate")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--scenario", choices=sorted(BY_NAME))
    parser.add_argument("--faults", type=_plan)
    parser.add_argument("--triples", choices=["all"])
    return parser.parse_args(given)


def _plan(text: str) -> Plan:
    """Read ``11:crashes,31:failsAfter``, or ``none``."""
    if text == "none":
        return {}
    parts = (part.partition(":") for part in text.split(","))
    return {int(number): Kind(kind) for number, _, kind in parts}


def _simulate(asked: argparse.Namespace) -> None:
    if asked.scenario is not None and asked.faults is not None:
        world = replay(BY_NAME[asked.scenario], asked.faults)
        _say(f"1 history of {asked.scenario}: {world.gate.calls} calls, nothing broken")
    elif asked.seed is not None:
        world = walk(asked.seed, asked.steps)
        _say(f"1 walk of {asked.steps} steps: {len(world.store.accepted)} declarations, nothing broken")
    else:
        _everything([BY_NAME[asked.scenario]] if asked.scenario else SCENARIOS, asked)


def _everything(scenarios: Sequence[Scenario], asked: argparse.Namespace) -> None:
    started, total = time.monotonic(), 0
    faults = 3 if asked.triples else PAIRS
    for scenario in scenarios:
        total += _explore(scenario, 1 if scenario.long and asked.scenario is None else faults)
    if asked.scenario is None:
        if not asked.triples:
            total += triples(1, SEEDED_TRIPLES)
            _say(f"{SEEDED_TRIPLES} seeded triples")
        for seed in range(WALKS):
            walk(seed, asked.steps)
        total += WALKS
        _say(f"{WALKS} walks of {asked.steps} steps")
    _say(f"{total} histories tried in {time.monotonic() - started:.0f} s, nothing broken")


def _explore(scenario: Scenario, faults: int) -> int:
    counts, steps = explored(scenario, faults)
    words = ", ".join(f"{count} with {number}" for number, count in enumerate(counts))
    _say(f"{scenario.name}: {words} faults ({steps} different steps)")
    return sum(counts)


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
