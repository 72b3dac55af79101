"""What it costs to get from an event of API Gateway to a function and back, against others."""

import json
from collections.abc import Iterator
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayRestResolver
from chalice.app import Blueprint, Chalice

from chalicelib.domain.schema import Value
from chalicelib.edge.app import traced_and_answered_as_problems
from chalicelib.edge.call import Call
from chalicelib.edge.operation import Operation, Reply, operation
from tests.performance.measure import interleaved, ratios, spread
from tests.performance.report import Figure

GROUP = "Dispatch of a request, in process"
ROUNDS = 3000
PATH = "/v1/bench/things"


class Thing(Value):
    """A small body."""

    name: str
    size: int


EVENT: dict[str, Any] = {
    "resource": PATH,
    "path": PATH,
    "httpMethod": "POST",
    "headers": {"Content-Type": "application/json", "Accept-Language": "nl-BE"},
    "multiValueHeaders": {"Content-Type": ["application/json"], "Accept-Language": ["nl-BE"]},
    "queryStringParameters": None,
    "multiValueQueryStringParameters": None,
    "pathParameters": None,
    "stageVariables": None,
    "requestContext": {"resourcePath": PATH, "httpMethod": "POST", "path": PATH, "identity": {}},
    "body": json.dumps({"name": "x", "size": 1}),
    "isBase64Encoded": False,
}


def figures() -> Iterator[Figure]:
    """Measure the same small POST through each."""
    handlers = {
        "bare": _bare,
        "plain Chalice": _plain_chalice(),
        "ours": _ours(),
        "Powertools": _powertools(),
    }
    acts = {name: _act(handler) for name, handler in handlers.items()}
    taken = interleaved(acts, rounds=ROUNDS, warm_up=200)
    for baseline in ("plain Chalice", "Powertools", "bare"):
        ratio = ratios(taken, "ours", baseline)
        mine, theirs = spread(taken["ours"]), spread(taken[baseline])
        yield Figure(
            GROUP,
            "our operation: parse, validate, answer",
            f"{ratio.median:.2f} x ({ratio.low:.2f}-{ratio.high:.2f})",
            f"{baseline}, with the same pydantic body",
            f"{mine.median * 1e6:.0f} µs against {theirs.median * 1e6:.0f} µs",
        )


def _act(handler: Any) -> Any:
    return lambda: handler(EVENT, None)


def _thing(body: str | bytes) -> str:
    return Thing.model_validate_json(body).model_dump_json(by_alias=True)


def _bare(event: dict[str, Any], _context: object) -> dict[str, Any]:
    return {"statusCode": 200, "body": _thing(event["body"])}


def _plain_chalice() -> Any:
    app = Chalice("plain", configure_logs=False)

    @app.route(PATH, methods=["POST"])
    def things() -> Any:
        request: Any = app.current_request
        return json.loads(_thing(request.raw_body))

    return app


def _ours() -> Any:
    app, blueprint = Chalice("ours", configure_logs=False), Blueprint(__name__)
    app.register_middleware(traced_and_answered_as_problems, "http")
    declared = Operation(method="POST", path=PATH, summary="Bench", body=Thing, answer=Thing, is_open=True)

    @operation(blueprint, declared)
    def things(call: Call[Thing, None]) -> Reply:
        return Reply(call.body)

    app.register_blueprint(blueprint)
    return app


def _powertools() -> Any:
    resolver = APIGatewayRestResolver()

    @resolver.post(PATH)
    def things() -> Any:
        return json.loads(_thing(resolver.current_event.body or ""))

    return resolver
