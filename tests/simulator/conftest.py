"""One simulator process for all tests that do not need one of their own; each test finds it empty."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from joserfc.jwk import RSAKey

from tests.simulator.client import CLIENT_ID, Declarant, Simulator

NOON = datetime.fromisoformat("2030-09-02T12:00:00+02:00")  # a Monday


@pytest.fixture(scope="session")
def private_key() -> RSAKey:
    return RSAKey.generate_key(2048)


@pytest.fixture(scope="session")
def clients_file(private_key: RSAKey, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("rsz") / "clients.json"
    public = private_key.as_pem(private=False).decode()
    file.write_text(json.dumps({CLIENT_ID: {"publicKey": public}}), encoding="utf-8")
    return file


@pytest.fixture(scope="session")
def shared(clients_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    simulator = Simulator(
        {
            "RSZ_STATE_DIR": str(tmp_path_factory.mktemp("rsz") / "state"),
            "RSZ_CLIENTS_FILE": str(clients_file),
            "RSZ_PROCESSING_DELAY": "0",
            "RSZ_SEED": "24",
        }
    ).start()
    yield simulator
    simulator.kill()


@pytest.fixture
def rsz(shared: Simulator, private_key: RSAKey) -> Iterator[Declarant]:
    """A declarant before an empty RSZ whose clock stands at noon of 2 September 2030."""
    declarant = Declarant(shared.url, private_key)
    declarant.http.post("/_simulator/reset").raise_for_status()
    stand_at(declarant, NOON)
    yield declarant
    declarant.http.close()


def stand_at(declarant: Declarant, instant: datetime) -> None:
    """Move the RSZ's clock."""
    current = declarant.settings()
    now = datetime.fromisoformat(current["now"]).timestamp()
    declarant.settings(clockShift=current["clockShift"] + instant.timestamp() - now)
