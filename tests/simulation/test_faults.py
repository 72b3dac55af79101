"""Every single fault and every pair of faults, in every scenario; thousands of triples; hundreds of walks."""

import pytest

from tests.simulation.exploring import explored
from tests.simulation.scenarios import SCENARIOS, Scenario
from tests.simulation.triples import triples
from tests.simulation.walking import walk

SLICE = 500


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_no_fault_and_no_pair_of_faults_breaks_an_invariant(scenario: Scenario) -> None:
    counts, _ = explored(scenario, 2 if scenario.deep else 1)

    assert counts[0] == 1
    assert counts[1] >= 100
    assert not scenario.deep or counts[2] >= 10_000


@pytest.mark.parametrize("seed", range(4))
def test_triples_break_no_invariant(seed: int) -> None:
    assert triples(seed, SLICE) == SLICE


@pytest.mark.parametrize("hundred", range(3))
def test_walks_break_no_invariant(hundred: int) -> None:
    accepted = sum(len(walk(seed, 120).store.accepted) for seed in range(hundred * 100, hundred * 100 + 100))

    assert accepted > 300
