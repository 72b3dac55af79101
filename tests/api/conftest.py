"""The API over real HTTP: the whole house without its web app, started once."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from infra.local.emulator import SELDOM
from infra.local.house import House
from tests.api.callers import Caller, caller_with, signed_in
from tests.local.houses import house as new_house


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here runs on the cloud of the house, whichever was chosen."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.cloud)


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A running house; its clock started at noon of 1 December 2026."""
    made = new_house(tmp_path_factory.mktemp("api"), snapshot_seconds=SELDOM)
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="session")
def http(house: House) -> Iterator[httpx.Client]:
    """HTTP to the API, by nobody in particular."""
    with httpx.Client(base_url=house.urls["api"], timeout=60, trust_env=False) as client:
        yield client


@pytest.fixture(scope="session")
def cafe(house: House, http: httpx.Client) -> Caller:
    """The café's partner app, live."""
    return caller_with(http, house, employer="0999999922", mode="live")


@pytest.fixture(scope="session")
def cafe_test(house: House, http: httpx.Client) -> Caller:
    """The café's partner app, in its sandbox."""
    return caller_with(http, house, employer="0999999922", mode="test")


@pytest.fixture(scope="session")
def builder(house: House, http: httpx.Client) -> Caller:
    """The building firm's partner app, live."""
    return caller_with(http, house, employer="0999999823", mode="live")


@pytest.fixture(scope="session")
def owner(house: House, http: httpx.Client) -> Caller:
    """The owner of the building firm, signed in: who may change settings."""
    return signed_in(http, house, employer="0999999823")
