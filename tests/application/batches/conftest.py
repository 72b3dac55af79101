"""Offices for tests of batches."""

import pytest

from chalicelib.application.batches import file_batch
from tests.application.batches.office import Office


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretches of a few rows, one thread: the same order each time."""
    for name, value in {"CHUNK": 4, "STRETCH": 8, "SIDE_BY_SIDE": 1, "HANDFUL": 3}.items():
        monkeypatch.setattr(file_batch, name, value)
