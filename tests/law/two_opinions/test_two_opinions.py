"""Our engine and the simulator judge the same declarations; every difference is a row of the table."""

from dataclasses import replace
from typing import Final

import pytest

from tests.law.cases import LawCase, law_cases
from tests.law.two_opinions.differences import Both, Explained, differences
from tests.law.two_opinions.explained import EXPLAINED, explanation
from tests.law.two_opinions.generator import scenes
from tests.law.two_opinions.mutations import MUTATIONS, Mutation
from tests.law.two_opinions.of_cases import world_of
from tests.law.two_opinions.opinions import World, read
from tests.law.two_opinions.page import PAGE, rendered

SEED: Final = 4
COUNT: Final = 10_000
CASES: Final = tuple(law_cases())
EXPRESSIBLE: Final = tuple((case, world) for case in CASES if (world := world_of(case)) is not None)


@pytest.fixture(scope="module")
def judged() -> list[Both]:
    """Ten thousand scenes with both opinions, judged once for every test here."""
    return [_both(read(scene)) for scene in scenes(SEED, COUNT)]


def _both(world: World) -> Both:
    return Both(world, world.ours(), world.theirs())


def _unexplained(both: Both) -> list[str]:
    return [f"{each.side}: {each.code}" for each in differences(both) if explanation(both, each) is None]


def _told(both: Both) -> str:
    return f"{both.world.known.now:%Y-%m-%d %H:%M} {both.world.body()} {both.ours} {both.theirs}"


def test_ten_thousand_declarations_are_judged_alike(judged: list[Both]) -> None:
    bugs = [(_unexplained(both), _told(both)) for both in judged if _unexplained(both)]

    assert len(judged) == COUNT
    assert bugs == []


def test_the_declarations_are_of_every_kind(judged: list[Both]) -> None:
    kinds = {(both.world.filing.type, both.world.worker_type) for both in judged}
    refused = sum(bool(both.ours.refused) for both in judged)

    types = ("OTH", "BCW", "STU", "EXT", "FLX", "IVT", "TRI", "STG")
    assert kinds >= {(what, kind) for what in ("in", "out", "update", "cancel") for kind in types}
    assert COUNT / 5 < refused < COUNT * 4 / 5
    assert sum(not both.ours.codes for both in judged) > COUNT / 10


@pytest.mark.parametrize(("case", "world"), EXPRESSIBLE, ids=lambda each: getattr(each, "name", ""))
def test_the_simulator_passes_the_cases(case: LawCase, world: World) -> None:
    both = _both(world)

    assert _unexplained(both) == []
    if both.ours.refused & both.theirs.refused:
        assert both.theirs.result == "B"


def test_most_cases_can_be_put_to_the_simulator() -> None:
    assert len(EXPRESSIBLE) > len(CASES) * 0.85


def test_every_explanation_is_needed(judged: list[Both]) -> None:
    asked = [*judged, *(_both(world) for _, world in EXPRESSIBLE)]
    needed: set[Explained | None] = set()
    for both in asked:
        needed |= {explanation(both, each) for each in differences(both)}

    assert [row.what for row in EXPLAINED if row not in needed] == []


def test_the_page_tells_the_table() -> None:
    assert PAGE.read_text(encoding="utf-8") == rendered()


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda each: each.what)
def test_a_wrong_table_of_ours_is_noticed(
    mutation: Mutation, judged: list[Both], monkeypatch: pytest.MonkeyPatch
) -> None:
    mutation.patch(monkeypatch)

    assert any(_unexplained(_again(both, mutation)) for both in judged)


def _again(both: Both, mutation: Mutation) -> Both:
    """Ask us once more; what the simulator said of it stands."""
    world = replace(both.world, known=mutation.known(both.world.known))
    return Both(world, world.ours(), both.theirs)
