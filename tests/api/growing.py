"""Many rows fast: one real row of each kind, copied under other keys; and what a read costs, counted."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import botocore.endpoint

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
            self.capacity += answer.get("ConsumedCapacity", {}).get("CapacityUnits", 0)
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
    """Write rows in as few calls as possible."""
    waiting = iter(rows)
    while piece := list(islice(waiting, AT_ONCE)):
        requests: Any = [{"PutRequest": {"Item": row}} for row in piece]
        answer = cloud.clients.dynamodb.batch_write_item(RequestItems={cloud.table_name: requests})
        assert not answer.get("UnprocessedItems")


def rows_like(cloud: RunningCloud, kind: str) -> list[dict[str, Any]]:
    """The rows of a kind that are there; a test may scan."""
    pages = cloud.clients.dynamodb.get_paginator("scan").paginate(TableName=cloud.table_name)
    return [row for page in pages for row in page["Items"] if row["kind"]["S"] == kind]
