"""The API in this process on a local cloud, and everything it asks of AWS."""

import importlib
import json
import os
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import botocore.client
from chalice.test import Client

from infra.local import emulator, ports, resources
from infra.local.health import wait_until_healthy
from infra.local.process import Child
from infra.template import Place
from tests.contracts.stores import new_key_file

EMPLOYER = "0999999922"
PLACE = Place("bench")


@dataclass
class Inside:
    """The API and the calls it made to AWS since they were last cleared: name and capacity units."""

    client: Client
    key: str
    environ: Mapping[str, str]
    calls: list[tuple[str, float]] = field(default_factory=list)

    def __call__(self, method: str, path: str, body: Any = None) -> Any:
        headers = {
            "Authorization": f"Bearer {self.key}",
            "Content-Type": "application/json",
            "Idempotency-Key": str(uuid.uuid4()),
        }
        content = json.dumps(body).encode() if body is not None else b""
        answer = self.client.http.request(method, path, headers=headers, body=content)
        if answer.status_code >= 300:
            raise RuntimeError(answer.body)
        return answer.json_body


@contextmanager
def api_inside(folder: Path) -> Iterator[Inside]:
    """Start a local cloud with one employer in it and the API on it; count what it calls."""
    port = ports.any_free()
    program = emulator.program(port, folder / "aws", folder / "aws.log", snapshot_seconds=emulator.SELDOM)
    cloud = Child(program)
    try:
        wait_until_healthy(cloud)
        environ = _environ(f"http://127.0.0.1:{port}", folder)
        os.environ.update(environ)
        bootstrap = importlib.import_module("chalicelib.edge.bootstrap")
        bootstrap.provisioning().create_employer(EMPLOYER, "Café De Kroon")
        key = bootstrap.provisioning().create_api_key(EMPLOYER, "live")
        with Client(importlib.import_module("app").app) as client, _counted() as calls:
            yield Inside(client, key, environ, calls)
    finally:
        cloud.stop()


def _environ(endpoint: str, folder: Path) -> dict[str, str]:
    made = resources.create(resources.connect(endpoint), PLACE)
    return {
        "STAGE": "local",
        "TABLE_NAME": made.table_name,
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_REGION": PLACE.region,
        "AWS_DEFAULT_REGION": PLACE.region,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "QUEUE_URGENT_URL": made.queue_urls["urgent"],
        "QUEUE_BULK_URL": made.queue_urls["bulk"],
        "QUEUE_FOLLOW_UP_URL": made.queue_urls["follow-up"],
        "QUEUE_JOBS_URL": made.queue_urls["jobs"],
        "KEY_FILE": str(new_key_file(folder)),
        "CLOCK": "2026-12-01T12:00:00+01:00",
        "LOG_LEVEL": "ERROR",
    }


@contextmanager
def _counted() -> Iterator[list[tuple[str, float]]]:
    """Note every call of botocore in this process, asking DynamoDB what it cost."""
    calls: list[tuple[str, float]] = []
    client: Any = botocore.client.BaseClient
    real = client._make_api_call

    def counted(self: Any, name: str, params: Any) -> Any:
        if self.meta.service_model.service_name == "dynamodb":
            params = {**params, "ReturnConsumedCapacity": "TOTAL"}
        answer = real(self, name, params)
        calls.append((name, _units(answer.get("ConsumedCapacity"))))
        return answer

    client._make_api_call = counted
    try:
        yield calls
    finally:
        client._make_api_call = real


def _units(consumed: Any) -> float:
    each = consumed if isinstance(consumed, list) else [consumed or {}]
    return sum(float(one.get("CapacityUnits", 0)) for one in each)
