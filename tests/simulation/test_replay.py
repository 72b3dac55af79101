"""What is printed of a failing history runs it again."""

import re

import pytest

from tests.simulation.__main__ import main
from tests.simulation.guards import GUARDS

COMMAND = re.compile(r"make simulate (.*)")


def printed(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def again(words: str) -> list[str]:
    """The arguments of a printed command, as the Makefile hands them over."""
    command = COMMAND.search(words)
    assert command is not None
    pairs = (pair.split("=") for pair in command[1].split())
    return [part for name, value in pairs for part in (f"--{name.lower()}", value)]


@pytest.fixture
def _trusting_the_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    next(guard for guard in GUARDS if guard.name == "sweep").remove(monkeypatch)


@pytest.mark.usefixtures("_trusting_the_queue")
@pytest.mark.parametrize("first", [["--scenario", "in"], ["--seed", "3", "--steps", "60"]])
def test_a_failing_history_is_replayed_by_what_it_prints(
    first: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(first) == 1
    found = printed(capsys)

    assert main(again(found)) == 1
    assert printed(capsys) == found


def test_one_history_and_one_walk_say_that_nothing_broke(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--scenario", "in", "--faults", "11:crashesAfter,12:fails"]) == 0
    assert main(["--seed", "3", "--steps", "60"]) == 0

    assert printed(capsys).count("nothing broken") == 2


def test_the_same_seed_is_the_same_walk(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--seed", "5"])
    main(["--seed", "5"])

    first, second = printed(capsys).splitlines()
    assert first == second
