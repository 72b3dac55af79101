"""Every contract test runs on each implementation."""

from pathlib import Path

import pytest

from tests.cloud import RunningCloud
from tests.contracts.stores import Stores, in_dynamo, in_memory


@pytest.fixture(params=["memory", pytest.param("dynamo", marks=pytest.mark.cloud)])
def stores(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stores:
    """Stores with three employers in them and nothing else."""
    if request.param == "memory":
        return in_memory()
    cloud: RunningCloud = request.getfixturevalue("clean_cloud")
    for name, value in cloud.environ.items():
        monkeypatch.setenv(name, value)
    return in_dynamo(cloud.table_name, cloud.environ["AWS_REGION"], tmp_path)
