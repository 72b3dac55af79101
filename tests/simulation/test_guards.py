"""Each guard is needed: without it the simulation finds a history that breaks an invariant."""

import pytest

from tests.simulation.exploring import Broken, explored
from tests.simulation.guards import GUARDS, Guard
from tests.simulation.scenarios import BY_NAME


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_without_the_guard_an_invariant_breaks(guard: Guard, monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = BY_NAME[guard.scenario]
    explored(scenario, 1)

    guard.remove(monkeypatch)
    with pytest.raises(Broken) as broken:
        explored(scenario, 1)

    assert str(broken.value).partition(":")[0] in guard.breaks
