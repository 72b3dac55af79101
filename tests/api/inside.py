"""The API in this process, and the calls it makes."""

import importlib
import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import botocore.endpoint
import pytest
from chalice.test import Client

from tests.api.callers import new_ssin, student
from tests.cloud import RunningCloud
from tests.contracts.stores import new_key_file

EMPLOYER = "0999999922"


class Inside:
    """The API in this process, and the calls it makes."""

    def __init__(self, client: Client, key: str) -> None:
        self._client = client
        self._key = key
        self.calls: list[str] = []

    def __call__(self, method: str, path: str, body: Any = None) -> Any:
        self.calls.clear()
        headers = {
            "Authorization": f"Bearer {self._key}",
            "Content-Type": "application/json",
            "Idempotency-Key": str(uuid.uuid4()),
        }
        content = json.dumps(body).encode() if body is not None else b""
        answer = self._client.http.request(method, path, headers=headers, body=content)
        assert answer.status_code < 300, answer.body
        return answer.json_body


@pytest.fixture
def inside(clean_cloud: RunningCloud, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Inside]:
    environ = {
        **clean_cloud.environ,
        "KEY_FILE": str(new_key_file(tmp_path)),
        "CLOCK": "2026-12-01T12:00:00+01:00",
        "LOG_LEVEL": "ERROR",
    }
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    bootstrap = importlib.import_module("chalicelib.edge.bootstrap")
    forget(bootstrap)
    provisioning = bootstrap.provisioning()
    provisioning.create_employer(EMPLOYER, "Café De Kroon")
    key = provisioning.create_api_key(EMPLOYER, "live")
    with Client(importlib.import_module("app").app) as client:
        made = Inside(client, key)
        real = botocore.endpoint.Endpoint.make_request

        def counted(self: Any, operation_model: Any, request_dict: Any) -> Any:
            made.calls.append(operation_model.name)
            return real(self, operation_model, request_dict)

        monkeypatch.setattr(botocore.endpoint.Endpoint, "make_request", counted)
        made("POST", "/v1/declarations", student(new_ssin(500)))  # warms up
        yield made
    forget(bootstrap)


def forget(bootstrap: Any) -> None:
    """Let the composition root read its settings anew."""
    bootstrap.settings.cache_clear()
    for made in vars(bootstrap).values():
        if hasattr(made, "cache_clear"):
            made.cache_clear()
