"""The house on LocalStack: the same product, queues that may be lost, a table that is not.

Only where LocalStack was asked for: `make test-localstack`.
"""

import os
import socket
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from infra.local import clouds, resources
from infra.local.demo_people import CAFE, WORKERS
from infra.local.house import House
from infra.template import Place, read
from tests.local.houses import house
from tests.local.polling import until

CHOICE = clouds.chosen(os.environ)
QUEUES = sum(each.type == "AWS::SQS::Queue" for each in read(Place("test")))
pytestmark = [
    pytest.mark.cloud,
    pytest.mark.stack,
    pytest.mark.skipif("dynamodb" not in CHOICE.ports, reason="make test-localstack runs these"),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("localstack")


@pytest.fixture(scope="module")
def running(home: Path) -> Iterator[House]:
    made = house(home)
    made.start()
    yield made
    made.stop()


def api(of: House) -> httpx.Client:
    key = of.ready["keys"][0]["key"]
    headers = {"Authorization": f"Bearer {key}"}
    return httpx.Client(base_url=of.urls["api"], headers=headers, timeout=60, trust_env=False)


def accepted(client: httpx.Client, number: int) -> str:
    """File for the worker of that number and wait until the RSZ accepted it."""
    body: dict[str, Any] = {
        "type": "in",
        "worker": {"ssin": WORKERS[CAFE][number].ssin},
        "workerType": "OTH",
        "jointCommittee": "XXX",
        "startDate": "2026-12-02",
    }
    answer = client.post("/v1/declarations", json=body, headers={"Idempotency-Key": str(uuid.uuid4())})
    assert answer.status_code == 202, answer.text
    declaration = str(answer.json()["id"])
    until(lambda: client.get(f"/v1/declarations/{declaration}").json()["state"] == "accepted", patience=300)
    return declaration


def test_a_declaration_is_accepted(running: House) -> None:
    with api(running) as client:
        accepted(client, 0)


def test_when_localstack_dies_its_queues_are_made_again_and_nothing_is_lost(running: House) -> None:
    with api(running) as client:
        before = accepted(client, 1)
        dead = running.pid("aws")
        running.kill("aws")
        until(lambda: running.pid("aws") != dead)
        running.wait("aws")
        sqs = resources.connect(running.urls["aws"]).sqs
        until(lambda: len(sqs.list_queues().get("QueueUrls", [])) == QUEUES)

        accepted(client, 2)
        assert client.get(f"/v1/declarations/{before}").json()["state"] == "accepted"


def test_everything_listens_on_the_loopback_address_only(running: House) -> None:
    names = ("aws",) if CHOICE.dynamodb == clouds.JAR else ("aws", "dynamodb")
    for name in names:
        listening = [
            each.laddr.ip
            for each in psutil.Process(running.pid(name)).net_connections("inet")
            if each.status == psutil.CONN_LISTEN
        ]
        assert listening
        assert set(listening) == {"127.0.0.1"}


def own_addresses() -> list[str]:
    """This machine's addresses beside the loopback one."""
    every = [each for addresses in psutil.net_if_addrs().values() for each in addresses]
    return [
        each.address
        for each in every
        if each.family == socket.AF_INET and not each.address.startswith("127.")
    ]


@pytest.mark.skipif(CHOICE.dynamodb != clouds.JAR, reason="only DynamoDB Local listens everywhere")
@pytest.mark.skipif(not own_addresses(), reason="this machine has no address but the loopback one")
def test_dynamodb_local_answers_nobody_who_comes_from_elsewhere(running: House) -> None:
    port = next(
        each.laddr.port
        for each in psutil.Process(running.pid("dynamodb")).net_connections("inet")
        if each.status == psutil.CONN_LISTEN
    )

    assert httpx.get(f"http://127.0.0.1:{port}", trust_env=False).status_code == 400  # no call, but an answer
    for address in own_addresses():
        with pytest.raises(httpx.TransportError):
            httpx.get(f"http://{address}:{port}", trust_env=False)


def test_data_survive_a_restart_of_the_house(running: House) -> None:
    with api(running) as client:
        before = accepted(client, 3)
    running.stop()

    again = house(running.plan.state_dir)
    again.start()
    try:
        with api(again) as client:
            assert client.get(f"/v1/declarations/{before}").json()["state"] == "accepted"
    finally:
        again.stop()
