"""Every single fault and every pair of faults, in every scenario; thousands of triples; hundreds of walks.

All of it is computing, so the cores share it: what this run asks for is begun at once.
"""

import warnings
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, cast

import pytest

from tests.simulation.conftest import keep_no_log
from tests.simulation.exploring import Broken, explored
from tests.simulation.scenarios import BY_NAME, SCENARIOS
from tests.simulation.triples import triples
from tests.simulation.walking import Stumbled, walk

SLICE = 500
_NAMES = [scenario.name for scenario in SCENARIOS]
Asked = tuple[str, Any]


def _pairs(scenario: str) -> list[int]:
    counts, _ = explored(BY_NAME[scenario], 2 if BY_NAME[scenario].deep else 1)
    return counts


def _walks(hundred: int) -> int:
    return sum(len(walk(seed, 120).store.accepted) for seed in range(hundred * 100, hundred * 100 + 100))


def _triples(seed: int) -> int:
    return triples(seed, SLICE)


_WORK: Mapping[str, Callable[[Any], Any]] = {"scenario": _pairs, "seed": _triples, "hundred": _walks}


def _tries(asked: Asked) -> Any:
    """Do one part in a process of its own; what is found travels as words."""
    what, which = asked
    try:
        return _WORK[what](which)
    except (Broken, Stumbled) as found:
        raise AssertionError(str(found)) from None


def _as_strict_as_here() -> None:
    warnings.simplefilter("error")
    keep_no_log()


def _asked(item: pytest.Item) -> Asked:
    return cast("Asked", next(iter(cast("pytest.Function", item).callspec.params.items())))


@pytest.fixture(scope="module")
def _begun(request: pytest.FixtureRequest) -> Iterator[Mapping[Asked, Future[Any]]]:
    asked = [_asked(item) for item in request.session.items if item.path == request.path]
    with ProcessPoolExecutor(mp_context=get_context("spawn"), initializer=_as_strict_as_here) as pool:
        yield {each: pool.submit(_tries, each) for each in asked}
        pool.shutdown(cancel_futures=True)


@pytest.fixture
def tried(request: pytest.FixtureRequest, _begun: Mapping[Asked, Future[Any]]) -> Future[Any]:
    """What will come of the part with this test's parameter: its counts, or what broke."""
    return _begun[_asked(request.node)]


@pytest.mark.parametrize("scenario", _NAMES)
def test_no_fault_and_no_pair_of_faults_breaks_an_invariant(scenario: str, tried: Future[list[int]]) -> None:
    counts, is_deep = tried.result(), BY_NAME[scenario].deep

    assert counts[0] == 1
    assert counts[1] >= 100
    assert not is_deep or counts[2] >= 10_000


@pytest.mark.parametrize("seed", range(4))
def test_triples_break_no_invariant(seed: int, tried: Future[int]) -> None:
    del seed
    assert tried.result() == SLICE


@pytest.mark.parametrize("hundred", range(3))
def test_walks_break_no_invariant(hundred: int, tried: Future[int]) -> None:
    del hundred
    assert tried.result() > 300
