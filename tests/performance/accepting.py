"""Calls and capacity units per operation, and how fast filings are accepted against the bare calls."""

import json
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any

import boto3

from tests.api.callers import new_ssin, student
from tests.performance.inside import Inside
from tests.performance.measure import interleaved, ratios, spread
from tests.performance.report import Figure

CALLS, THROUGHPUT = "Calls and capacity per operation, warm", "Accepting"
ROUNDS = 150


def figures(inside: Inside) -> Iterator[Figure]:
    """Measure both."""
    filed = [inside("POST", "/v1/declarations", student(new_ssin(number))) for number in range(30)]
    yield from _costs(inside, filed[0])
    yield from _throughput(inside)


def _costs(inside: Inside, filed: Any) -> Iterator[Figure]:
    operations: dict[str, tuple[str, str, Any]] = {
        "accept, unknown worker": ("POST", "/v1/declarations", student(new_ssin(900))),
        "accept, known worker": ("POST", "/v1/declarations", student(new_ssin(900), plannedHours=8)),
        "get one": ("GET", f"/v1/declarations/{filed['id']}", None),
        "history of one": ("GET", f"/v1/declarations/{filed['id']}/events", None),
        "list, page of 25": ("GET", "/v1/declarations", None),
        "search by name": ("GET", "/v1/workers?q=lou", None),
        "search by number": ("POST", "/v1/workers/search", {"ssin": new_ssin(1)}),
    }
    for name, (method, path, body) in operations.items():
        inside.calls.clear()
        inside(method, path, body)
        units = sum(cost for _, cost in inside.calls)
        yield Figure(
            CALLS,
            name,
            f"{len(inside.calls)} calls, {units:g} units",
            note=", ".join(called for called, _ in inside.calls),
        )


def _throughput(inside: Inside) -> Iterator[Figure]:
    numbers = iter(range(1000, 100000))
    acts = {
        "ours": lambda: inside("POST", "/v1/declarations", student(new_ssin(next(numbers)))),
        "bare": _bare_filing(inside),
    }
    taken = interleaved(acts, rounds=ROUNDS, warm_up=20)
    mine, theirs, ratio = spread(taken["ours"]), spread(taken["bare"]), ratios(taken, "ours", "bare")
    yield Figure(
        THROUGHPUT,
        "one filing, in process",
        f"{ratio.median:.2f} x ({ratio.low:.2f}-{ratio.high:.2f})",
        "a bare handler that makes the same four calls with rows of the same size",
        f"{mine.median * 1000:.1f} ms against {theirs.median * 1000:.1f} ms, {mine.count} pairs",
    )


def _bare_filing(inside: Inside) -> Callable[[], object]:
    """The same calls with boto3 alone, behind a function that parses and writes JSON and nothing else."""
    rows = _recorded_transaction(inside)
    dynamodb, sqs = boto3.client("dynamodb"), boto3.client("sqs")
    table, counter = inside.environ["TABLE_NAME"], iter(range(10**9))

    def file(event: dict[str, str]) -> dict[str, object]:
        body = json.loads(event["body"])
        number = next(counter)
        key = {"pk": {"S": "bare"}, "sk": {"S": "bare"}}
        dynamodb.get_item(TableName=table, Key=key, ConsistentRead=True)
        dynamodb.query(
            TableName=table,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": f"bare {number}"}},
            ConsistentRead=True,
        )
        items: list[Any] = [
            {"Put": {"TableName": table, "Item": {**row, "pk": {"S": f"bare {number} {place}"}}}}
            for place, row in enumerate(rows)
        ]
        dynamodb.transact_write_items(TransactItems=items)
        sqs.send_message(QueueUrl=inside.environ["QUEUE_BULK_URL"], MessageBody=str(number))
        return {"statusCode": HTTPStatus.ACCEPTED, "body": json.dumps(body)}

    event = {"body": json.dumps(student(new_ssin(1)))}
    return lambda: file(event)


def _recorded_transaction(inside: Inside) -> list[dict[str, Any]]:
    """The rows of one real filing for an unknown worker, as they are in the table."""
    dynamodb = boto3.client("dynamodb")
    before = _every_key(dynamodb, inside.environ["TABLE_NAME"])
    inside("POST", "/v1/declarations", student(new_ssin(950)))
    after = _every_key(dynamodb, inside.environ["TABLE_NAME"])
    return [row for key, row in after.items() if key not in before]


def _every_key(dynamodb: Any, table: str) -> dict[tuple[str, str], dict[str, Any]]:
    pages = dynamodb.get_paginator("scan").paginate(TableName=table)
    return {(row["pk"]["S"], row["sk"]["S"]): row for page in pages for row in page["Items"]}
