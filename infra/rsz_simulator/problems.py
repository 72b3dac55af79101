"""HTTP errors in the Belgif manner: problem+json of a known type.

https://www.belgif.be/specification/rest/api-guide/ lists the types; the wording is ours.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

_TYPE = "urn:problem-type:belgif:"
_HREF = "https://www.belgif.be/specification/rest/api-guide/problems/"

TITLES: Mapping[str, tuple[int, str, str]] = {
    "badRequest": (400, "Bad Request", "The input message is incorrect"),
    "noAccessToken": (401, "No Access Token", "No Bearer access token found in Authorization HTTP header"),
    "invalidAccessToken": (401, "Invalid Access Token", "The Bearer access token is invalid"),
    "expiredAccessToken": (401, "Expired Access Token", "The Bearer access token has expired"),
    "missingScope": (403, "Missing Scope", "The access token misses the scope for this operation"),
    "missingPermission": (403, "Missing Permission", "There is no (longer a) mandate for this employer"),
    "resourceNotFound": (404, "Resource Not Found", "No such resource, or not processed yet"),
    "methodNotAllowed": (405, "Method Not Allowed", "This address does not take this verb"),
    "payloadTooLarge": (413, "Payload Too Large", "The input message is too large"),
    "unsupportedMediaType": (415, "Unsupported Media Type", "Send application/json"),
    "tooManyRequests": (429, "Too Many Requests", "Too many requests, wait"),
    "internalServerError": (500, "Internal Server Error", "A technical error occurred"),
    "badGateway": (502, "Bad Gateway", "A service behind this one did not answer well"),
    "serviceUnavailable": (503, "Service Unavailable", "The service is in maintenance"),
    "gatewayTimeout": (504, "Gateway Timeout", "A service behind this one did not answer in time"),
}
_PLAIN_STATUS = {
    403: "missingPermission",
    404: "resourceNotFound",
    401: "invalidAccessToken",
    **{status: kind for kind, (status, _, _) in TITLES.items() if status not in {401, 403, 404}},
}
_RETRY_AFTER = {429: "5", 503: "30"}


@dataclass
class Problem(Exception):  # noqa: N818 - the field's word for an HTTP error is "problem"
    """A request that ends in problem `kind`; `issues` say what was wrong with the input."""

    kind: str
    issues: tuple[dict[str, Any], ...] = ()


def issue(kind: str, place: str, name: str, detail: str) -> dict[str, Any]:
    """One Belgif input issue: `place` is body, query or header, `name` the dotted field."""
    titles = {
        "schemaViolation": "Input value is invalid with respect to the schema",
        "unknownInput": "Unknown input",
        "invalidInput": "Invalid input",
    }
    return {
        "type": f"{_TYPE}input-validation:{kind}",
        "title": titles[kind],
        "in": place,
        "name": name,
        "detail": detail,
    }


def body_of(kind: str, issues: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    """The JSON of a problem."""
    status, title, detail = TITLES[kind]
    body = {
        "type": f"{_TYPE}{kind}",
        "href": f"{_HREF}{kind}.html",
        "title": title,
        "status": status,
        "detail": detail,
    }
    return {**body, "issues": list(issues)} if issues else body


def answer(kind: str, issues: tuple[dict[str, Any], ...] = (), *, retry_after: int | None = None) -> Response:
    """The HTTP answer of a problem; `retry_after` seconds instead of the usual ones."""
    body = body_of(kind, issues)
    status = body["status"]
    wait = _RETRY_AFTER.get(status) if retry_after is None else str(retry_after)
    headers = {"Retry-After": wait} if wait is not None and status in _RETRY_AFTER else {}
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse(body, status, headers, media_type="application/problem+json")


def answer_status(status: int, *, retry_after: int | None = None) -> Response:
    """The problem of a bare HTTP status; a status without a type of its own gets a plain problem."""
    if status in _PLAIN_STATUS:
        return answer(_PLAIN_STATUS[status], retry_after=retry_after)
    return JSONResponse({"title": "Error", "status": status}, status, media_type="application/problem+json")


async def on_problem(_request: Request, error: Exception) -> Response:
    """Starlette's hook for Problem."""
    if not isinstance(error, Problem):
        raise error
    return answer(error.kind, error.issues)
