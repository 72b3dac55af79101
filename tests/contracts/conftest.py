"""Every contract test runs on each implementation; faults are laid before the real one."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from chalicelib.adapters.dynamo.row import Table
from tests.cloud import RunningCloud
from tests.contracts.faults import Faults
from tests.contracts.stores import Stores, in_dynamo, in_memory


@pytest.fixture
def table(clean_cloud: RunningCloud, monkeypatch: pytest.MonkeyPatch) -> Table:
    """An empty table in the cloud."""
    for name, value in clean_cloud.environ.items():
        monkeypatch.setenv(name, value)
    return Table(clean_cloud.table_name, clean_cloud.environ["AWS_REGION"])


@pytest.fixture(params=["memory", pytest.param("dynamo", marks=pytest.mark.cloud)])
def stores(request: pytest.FixtureRequest, tmp_path: Path) -> Stores:
    """Stores with three employers in them and nothing else."""
    if request.param == "memory":
        fakes: Stores = request.getfixturevalue("memory")
        return fakes
    return in_dynamo(request.getfixturevalue("table"), tmp_path)


@pytest.fixture
def memory() -> Iterator[Stores]:
    """The fakes; threads take turns so often that one is not done before another begins."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield in_memory()
    sys.setswitchinterval(usual)


@pytest.fixture
def dynamo(table: Table, tmp_path: Path) -> Stores:
    """The real stores, for what only they can meet."""
    return in_dynamo(table, tmp_path)


@pytest.fixture
def faults(dynamo: Stores, table: Table, monkeypatch: pytest.MonkeyPatch) -> Iterator[Faults]:
    """Faults between the real stores and their table; the SDK's pauses take no time."""
    with Faults("dynamodb", monkeypatch) as laid:
        laid.before(table.row._get_connection().connection.client)
        laid.before(table._connection.client)
        yield laid
