"""Many rows fast: one real row of each kind, copied under other keys; and what a read costs, counted."""

import base64
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import botocore.endpoint
import httpx

from tests.cloud import RunningCloud

AT_ONCE = 25
KEYS = ("pk", "sk", "listSk", "deadlineSk", "workerPk")


@dataclass
class Meter:
    """Counts the items a call looked at and the capacity it took, as the store itself says."""

    calls: list[str] = field(default_factory=list)
    scanned: int = 0
    capacity: float = 0

    def start(self) -> None:
        self.calls.clear()
        self.scanned, self.capacity = 0, 0

    @property
    def cost(self) -> tuple[tuple[str, ...], int, float]:
        return tuple(self.calls), self.scanned, self.capacity

    def attach(self, monkeypatch: Any) -> None:
        real = botocore.endpoint.Endpoint.make_request

        def metered(endpoint: Any, model: Any, request: Any) -> Any:
            self.calls.append(model.name)
            if model.name in {"Query", "GetItem"}:
                asked = {**json.loads(request["body"]), "ReturnConsumedCapacity": "TOTAL"}
                request["body"] = json.dumps(asked).encode()
            http, answer = real(endpoint, model, request)
            self.scanned += answer.get("ScannedCount", 0)
            taken = answer.get("ConsumedCapacity") or {}
            self.capacity += taken.get("CapacityUnits", 0) if isinstance(taken, dict) else 0
            return http, answer

        monkeypatch.setattr(botocore.endpoint.Endpoint, "make_request", metered)


def copies(row: dict[str, Any], count: int, rename: str) -> Iterator[dict[str, Any]]:
    """Yield a row many times, with a number in place of an id wherever it is part of a key."""
    for number in range(count):
        keys = {
            name: {"S": re.sub(rename, f"{rename}x{number:06d}", row[name]["S"])}
            for name in KEYS
            if name in row
        }
        yield {**row, **keys}


def put_all(cloud: RunningCloud, rows: Iterable[dict[str, Any]]) -> None:
    """Write rows in as few calls as possible, past boto3, which takes most of the time."""
    waiting = iter(rows)
    with httpx.Client(base_url=cloud.endpoint_url, headers=_HEADERS, timeout=60, trust_env=False) as client:
        while piece := list(islice(waiting, AT_ONCE)):
            asked = {"RequestItems": {cloud.table_name: [{"PutRequest": {"Item": row}} for row in piece]}}
            answer = client.post("/", content=json.dumps(asked))
            assert answer.status_code == 200, answer.text
            assert not answer.json().get("UnprocessedItems")


_HEADERS = {
    "Content-Type": "application/x-amz-json-1.0",
    "X-Amz-Target": "DynamoDB_20120810.BatchWriteItem",
    "Authorization": "AWS4-HMAC-SHA256 Credential=test/20261201/eu-west-3/dynamodb/aws4_request, "
    "SignedHeaders=host, Signature=none",
}
"""An emulator looks at the credential for account and region, and does not check the signature."""


def rows_by_kind(cloud: RunningCloud) -> dict[str, list[dict[str, Any]]]:
    """The rows that are there; a test may scan."""
    pages = cloud.clients.dynamodb.get_paginator("scan").paginate(TableName=cloud.table_name)
    found: dict[str, list[dict[str, Any]]] = {}
    for row in (_as_text(dict(row)) for page in pages for row in page["Items"]):
        found.setdefault(row["kind"]["S"], []).append(row)
    return found


def _as_text(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row as JSON carries it: binaries in base 64."""
    return {
        name: {kind: base64.b64encode(content).decode() if kind == "B" else content}
        for name, value in row.items()
        for kind, content in value.items()
    }
