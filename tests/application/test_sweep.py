"""What one sweep announces when much is due: the urgent all, of the bulk a fair share of each employer."""

from collections import Counter
from datetime import datetime, timedelta

import pytest

from chalicelib.application.breaker import Breaker
from chalicelib.application.ports import Due, DueDeclaration, Lane
from chalicelib.application.sweep import AT_ONCE, BULK_AT_ONCE, LOOKED_THROUGH
from chalicelib.domain.filing import Mode
from tests.application.house import House

FAR = timedelta(days=9)
BIG, SMALL = "0999999922", "0999999823"


def _due(employer: str, number: int, at: datetime) -> DueDeclaration:
    return DueDeclaration(Mode.LIVE, employer, f"dec_{employer}_{number}", at)


@pytest.fixture
def crowded(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """A house in which one employer's thousands wait, and behind them few of another."""
    far, soon = house.clock.now() + FAR, house.clock.now() + timedelta(hours=1)
    waiting = [_due(BIG, number, far) for number in range(AT_ONCE + 1000)]
    waiting += [_due(SMALL, number, far) for number in range(3)]
    waiting.append(_due(SMALL, 99, soon))

    def due(which: Due, now: datetime, limit: int) -> list[DueDeclaration]:
        return waiting[:limit] if which is Due.SEND else []

    monkeypatch.setattr(house.store, "due", due)
    return house


def test_what_became_urgent_is_found_behind_thousands(crowded: House) -> None:
    crowded.sweep()

    assert crowded.announced(Lane.URGENT) == [f"dec_{SMALL}_99"]
    assert LOOKED_THROUGH > AT_ONCE


def test_a_long_bulk_queue_is_not_announced_as_a_whole_each_minute(crowded: House) -> None:
    assert crowded.sweep() == BULK_AT_ONCE + 1


def test_a_live_rsz_that_is_down_does_not_stop_the_sandbox(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    soon = house.clock.now() + timedelta(hours=1)
    waiting = [DueDeclaration(mode, BIG, f"dec_{mode}", soon) for mode in (Mode.LIVE, Mode.TEST)]
    monkeypatch.setattr(house.store, "due", lambda which, *_: waiting if which is Due.SEND else [])
    monkeypatch.setattr(Breaker, "closed", lambda _, mode: mode is Mode.TEST)

    assert house.sweep() == 1
    assert house.announced(Lane.URGENT) == ["dec_test"]


def test_few_of_a_small_employer_go_before_the_thousands_of_a_big_one(crowded: House) -> None:
    crowded.sweep()

    first = Counter(each.split("_")[1] for each in crowded.announced(Lane.BULK)[:6])
    assert first == {SMALL: 3, BIG: 3}
