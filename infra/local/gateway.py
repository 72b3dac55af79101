"""Serves the API over HTTP on loopback as API Gateway and Lambda would: `python -m infra.local.gateway`.

Chalice's own local server differs where it hurts: it does not decode path parameters and shares one
request between threads. Here a request becomes the event that AWS sends, each thread has its own request,
and what the gateway answers by itself (no such route, too large) is problem+json in the caller's language.
One line per request goes to the log: the route's pattern, never the path or query.
"""

import importlib
import os
import signal
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any, cast

from chalice.app import Chalice

from chalicelib.edge.problems import ProblemError
from chalicelib.edge.texts import negotiate
from infra.local.gateway_event import Answer, Match, Request, match, to_answer, to_event
from infra.local.invocation import Context

MAX_BODY = 4 * 1024 * 1024
TRACE_HEADER = "BelGov-Trace-Id"
NOT_PREFIXED = ("CONTENT_TYPE", "CONTENT_LENGTH")
PROBLEMS = {
    HTTPStatus.NOT_FOUND: "resourceNotFound",
    HTTPStatus.METHOD_NOT_ALLOWED: "methodNotAllowed",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "payloadTooLarge",
}

StartResponse = Callable[[str, list[tuple[str, str]]], object]


class PerThread:
    """Mixed into a Chalice app: each thread has a request and a context of its own, as each Lambda has."""

    _own = threading.local()

    def __getattribute__(self, name: str) -> Any:
        """The two attributes that Chalice keeps on the app come from this thread."""
        if name in {"current_request", "lambda_context"}:
            return getattr(PerThread._own, name, None)
        return super().__getattribute__(name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name in {"current_request", "lambda_context"}:
            setattr(PerThread._own, name, value)
        else:
            super().__setattr__(name, value)


class Gateway:
    """A WSGI application in front of a Chalice app."""

    def __init__(self, app: Chalice, log: Callable[[str], object] = sys.stdout.write) -> None:
        app.__class__ = cast("type[Chalice]", type("LocalChalice", (PerThread, app.__class__), {}))
        self._app = app
        self._log = log

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request and write its line in the log. HEAD gets no body: the client reads none."""
        started = time.monotonic()
        request = read_request(environ)
        matched = match(request.path, self._app.routes)
        answer = self._answer(request, matched)
        took = round(1000 * (time.monotonic() - started))
        route = matched.route if matched else "(no route)"
        self._log(f"{request.method} {route} {answer.status} {took} ms\n")
        start_response(f"{answer.status} {HTTPStatus(answer.status).phrase}", answer.headers)
        return [b"" if request.method == "HEAD" else answer.body]

    def _answer(self, request: Request, matched: Match | None) -> Answer:
        if matched is None:
            return refusal(HTTPStatus.NOT_FOUND, request)
        methods = self._app.routes[matched.route]
        if request.method not in methods:
            return refusal(HTTPStatus.METHOD_NOT_ALLOWED, request, [("Allow", ", ".join(methods))])
        if len(request.body) > MAX_BODY:
            return refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, request)
        event = to_event(request, matched, self._app.api.binary_types)
        return to_answer(self._app(event, Context("api", timeout_seconds=29)))


def read_request(environ: dict[str, Any]) -> Request:
    """The request behind a WSGI environment; header names, upper-cased by WSGI, get their usual case back."""
    headers = {
        name.removeprefix("HTTP_").replace("_", "-").title(): value
        for name, value in environ.items()
        if name.startswith("HTTP_") or (name in NOT_PREFIXED and value)
    }
    target = str(environ["REQUEST_URI"])
    return Request(
        method=environ["REQUEST_METHOD"],
        path=target.partition("?")[0],
        query=environ["QUERY_STRING"],
        headers=headers,
        body=environ["wsgi.input"].read(),
        source_ip=environ["REMOTE_ADDR"],
    )


def refusal(status: HTTPStatus, request: Request, headers: Iterable[tuple[str, str]] = ()) -> Answer:
    """The gateway's own answer, in the one error format of the API and the language that was asked for."""
    language = negotiate(request.headers.get("Accept-Language"))
    trace = request.headers.get(TRACE_HEADER.title()) or str(uuid.uuid4())
    problem = ProblemError(PROBLEMS[status]).body(language, f"urn:uuid:{uuid.uuid4()}")
    always = [
        ("Content-Type", "application/problem+json"),
        ("Content-Language", language),
        (TRACE_HEADER, trace),
    ]
    return Answer(status, [*always, *headers], problem.encode())


def serve(app: Chalice, port: int) -> None:
    """Serve until SIGTERM or SIGINT; requests under way are finished first."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    importlib.import_module("waitress").serve(  # by name: the package has no types
        Gateway(app),
        host="127.0.0.1",
        port=port,
        threads=8,
        ident=None,
        max_request_body_size=16 * MAX_BODY,
        clear_untrusted_proxy_headers=False,
        _quiet=True,
    )


if __name__ == "__main__":
    serve(importlib.import_module("app").app, int(os.environ["API_PORT"]))
