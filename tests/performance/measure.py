"""Warm-up, interleaving, medians and spread: the only way times are taken here."""

import random
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Act = Callable[[], object]


@dataclass(frozen=True)
class Spread:
    """Median and quartiles of some measurements, in one unit."""

    median: float
    low: float
    high: float
    count: int


def spread(values: list[float]) -> Spread:
    """Summarise measurements."""
    low, _, high = statistics.quantiles(values, n=4)
    return Spread(statistics.median(values), low, high, len(values))


def interleaved(
    acts: Mapping[str, Act], *, rounds: int, warm_up: int, seed: int = 1
) -> dict[str, list[float]]:
    """Time every act once a round, in a new random order each round; seconds of wall time by name.

    A fixed order would let the first act pay the caches of the others.
    """
    order, chance = list(acts), random.Random(seed)
    taken: dict[str, list[float]] = {name: [] for name in acts}
    for number in range(warm_up + rounds):
        chance.shuffle(order)
        for name in order:
            started = time.perf_counter()
            acts[name]()
            elapsed = time.perf_counter() - started
            if number >= warm_up:
                taken[name].append(elapsed)
    return taken


def ratios(taken: Mapping[str, list[float]], name: str, baseline: str) -> Spread:
    """Return how one act compares with a baseline, round by round."""
    pairs = zip(taken[name], taken[baseline], strict=True)
    return spread([mine / theirs for mine, theirs in pairs])
