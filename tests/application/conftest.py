"""The use cases on fakes, wired as the composition root wires them."""

import pytest

from tests.application.house import House


@pytest.fixture
def house() -> House:
    """A house with one café in it."""
    return House()
