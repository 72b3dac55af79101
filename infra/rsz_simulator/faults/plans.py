"""Which request fails how: as its own header says, as a plan says, or by chance with a seed."""

import random
from collections import Counter
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, Field

from infra.rsz_simulator.faults.words import OPERATIONS, Fault, Operation, WrittenFault, parse
from infra.rsz_simulator.setting import Setting


class Plan(Setting):
    """Which operation fails how, and how many times each; the counts go down as faults happen."""

    post: WrittenFault | None = None
    get: WrittenFault | None = None
    search: WrittenFault | None = None
    token: WrittenFault | None = None
    times: int = Field(default=1, ge=0)


def _at_most_all(rates: dict[str, float]) -> dict[str, float]:
    if sum(rates.values()) > 1:
        raise ValueError("the rates of one operation add up to more than 1")
    return rates


Rate = Annotated[float, Field(ge=0, le=1)]
FaultRates = Annotated[dict[WrittenFault, Rate], AfterValidator(_at_most_all)]


class Rates(Setting):
    """How often each operation fails how. The same seed and the same order of requests: the same faults."""

    seed: int = 0
    post: FaultRates = Field(default_factory=dict)
    get: FaultRates = Field(default_factory=dict)
    search: FaultRates = Field(default_factory=dict)
    token: FaultRates = Field(default_factory=dict)

    def of(self, operation: Operation) -> Mapping[str, float]:
        """The rates of one operation."""
        rates: Mapping[str, float] = getattr(self, operation)
        return rates


class Faults:
    """The plan and the rates in force, what is left of the plan, and what happened."""

    def __init__(self) -> None:
        self.reset()

    def change(self, plan: Plan) -> None:
        """Start a new plan."""
        self._plan = plan
        self._left: dict[Operation, int] = dict.fromkeys(OPERATIONS, plan.times)

    def change_rates(self, rates: Rates) -> None:
        """Start new rates, each operation with dice of its own, so that polling disturbs no filing."""
        self.rates = rates
        self._dice = {name: random.Random(f"{rates.seed}:{name}") for name in OPERATIONS}  # noqa: S311 - faults, no secrets

    def reset(self) -> None:
        """No faults to come, and none happened."""
        self.happened: Counter[str] = Counter()
        self.change(Plan())
        self.change_rates(Rates())

    def written(self) -> dict[str, str | int]:
        """What is still to happen of the plan: fault and remaining times per operation."""
        return {**self._standing()} | {f"{name}Left": self._left[name] for name in self._standing()}

    def _standing(self) -> dict[Operation, str]:
        named = {name: getattr(self._plan, name) for name in OPERATIONS}
        return {name: fault for name, fault in named.items() if fault is not None and self._left[name] > 0}

    def next_for(self, operation: Operation | None, asked: str | None = None) -> Fault | None:
        """The fault that hits this call: what its header asks for, else the plan's, else one by chance.

        None for a call that goes well; ValueError for a header that asks for what does not exist.
        """
        if operation is None:
            return None
        written = asked or self._planned(operation) or self._by_chance(operation)
        if written is None:
            return None
        fault = parse(written)
        self.happened[f"{operation} {written}"] += 1
        return fault

    def _planned(self, operation: Operation) -> str | None:
        fault = self._standing().get(operation)
        if fault is not None:
            self._left[operation] -= 1
        return fault

    def _by_chance(self, operation: Operation) -> str | None:
        rates = self.rates.of(operation)
        thrown = self._dice[operation].random() if rates else 1.0
        for fault, rate in rates.items():
            if thrown < rate:
                return fault
            thrown -= rate
        return None
