"""Turns an HTTP request into the event that API Gateway hands to Lambda, and Lambda's answer into HTTP."""

import base64
import time
import uuid
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qs, unquote

Headers = list[tuple[str, str]]


class Request(NamedTuple):
    """One HTTP request as it came in; `path` is still percent-encoded and without its query."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes
    source_ip: str


class Answer(NamedTuple):
    """One HTTP answer."""

    status: int
    headers: Headers
    body: bytes


class Match(NamedTuple):
    """The route a path belongs to, and the decoded values of its placeholders."""

    route: str
    parameters: dict[str, str]


def match(path: str, routes: Iterable[str]) -> Match | None:
    """The route for a path; one without placeholders wins over one with. None when there is none."""
    parts = path.rstrip("/").split("/")
    for route in sorted(routes, key=lambda each: each.replace("{", "\uffff")):
        names = route.rstrip("/").split("/")
        if len(names) == len(parts) and all(
            name == part or (_is_placeholder(name) and part) for name, part in zip(names, parts, strict=True)
        ):
            taken = [(name, part) for name, part in zip(names, parts, strict=True) if _is_placeholder(name)]
            return Match(route, {name[1:-1]: unquote(part) for name, part in taken})
    return None


def to_event(request: Request, matched: Match, binary_types: Iterable[str]) -> dict[str, Any]:
    """The proxy event, version 1.0, as a REST API sends it."""
    query = parse_qs(request.query, keep_blank_values=True)
    body, encoded = _body(request, binary_types)
    return {
        "resource": matched.route,
        "path": unquote(request.path),
        "httpMethod": request.method,
        "headers": request.headers,
        "multiValueHeaders": {name: [value] for name, value in request.headers.items()},
        "queryStringParameters": {name: values[-1] for name, values in query.items()} or None,
        "multiValueQueryStringParameters": query or None,
        "pathParameters": matched.parameters or None,
        "stageVariables": None,
        "requestContext": _context(request, matched),
        "body": body,
        "isBase64Encoded": encoded,
    }


def to_answer(answer: Mapping[str, Any]) -> Answer:
    """HTTP from what the function returned: single and repeated headers, text or base64."""
    headers: Headers = [(name, str(value)) for name, value in (answer.get("headers") or {}).items()]
    for name, values in (answer.get("multiValueHeaders") or {}).items():
        headers += [(name, str(value)) for value in values]
    body = answer.get("body") or ""
    if answer.get("isBase64Encoded"):
        return Answer(answer["statusCode"], headers, base64.b64decode(body))
    return Answer(answer["statusCode"], headers, body if isinstance(body, bytes) else body.encode())


def _is_placeholder(name: str) -> bool:
    return name.startswith("{") and name.endswith("}")


def _body(request: Request, binary_types: Iterable[str]) -> tuple[str | None, bool]:
    if not request.body:
        return None, False
    media_type = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if media_type in binary_types:
        return base64.b64encode(request.body).decode("ascii"), True
    return request.body.decode("utf-8", errors="replace"), False


def _context(request: Request, matched: Match) -> dict[str, Any]:
    return {
        "resourcePath": matched.route,
        "httpMethod": request.method,
        "path": unquote(request.path),
        "protocol": "HTTP/1.1",
        "stage": "local",
        "accountId": "000000000000",
        "requestId": str(uuid.uuid4()),
        "requestTimeEpoch": round(time.time() * 1000),
        "identity": {
            "sourceIp": request.source_ip,
            "userAgent": request.headers.get("User-Agent"),
        },
    }
