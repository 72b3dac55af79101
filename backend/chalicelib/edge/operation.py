"""One decorator makes a function an operation of the API: parsing, caller, errors and its documentation.

The OpenAPI document is made from what is declared here, so it cannot differ from what runs.
"""

import functools
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from chalice.app import Blueprint, Request, Response
from pydantic import BaseModel

from chalicelib.application.errors import ApplicationError
from chalicelib.application.idempotency import Answered
from chalicelib.application.ports import InvalidCursorError
from chalicelib.application.scope import Credential, Permission
from chalicelib.domain.schema import Value
from chalicelib.edge import bootstrap
from chalicelib.edge.call import TRACE_HEADER, Call, is_upload, language_of, read_body, read_query, token_of
from chalicelib.edge.logs import TRACE
from chalicelib.edge.problems import Fault, ProblemError, of_application_error

log = logging.getLogger(__name__)

JSON = "application/json"
PROBLEM_JSON = "application/problem+json"
BODY_PROBLEMS = ("unsupportedMediaType", "payloadTooLarge")
"""What can be wrong with any body before it is read."""


@dataclass(frozen=True, slots=True)
class Operation:
    """What the documentation needs to know of an operation."""

    method: str
    path: str
    summary: str
    status: HTTPStatus = HTTPStatus.OK
    body: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    answer: type[BaseModel] | None = None
    permission: Permission | None = None
    is_open: bool = False
    idempotent: bool = False
    creates: bool = False
    """Whether it answers 201, with the same body, when it made what it names."""
    cacheable: bool = False
    problems: tuple[str, ...] = ()
    uploads: tuple[str, ...] = ()
    """Media types taken beside JSON: then the body is not read here, and ``Call.body`` is None."""
    download: str | None = None
    """Media type of the answer, when it is a file and not JSON."""
    shown_body: type[BaseModel] | None = None
    """The body as documented, when that says more than what is checked before the use case."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What an operation answers: a model, text that is JSON already, or a file."""

    body: BaseModel | str | bytes | None
    headers: Mapping[str, str] = field(default_factory=dict)
    status: HTTPStatus | None = None


View = Callable[[Call[Any, Any]], Reply]

OPERATIONS: dict[tuple[str, str], Operation] = {}
"""Every operation by path and method, for the documentation."""


def operation(blueprint: Blueprint, declared: Operation) -> Callable[[View], View]:
    """Register a function as an operation."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def route(**path: str) -> Response:
            return _answer(blueprint.current_request, declared, view, path)

        OPERATIONS[declared.path, declared.method] = declared
        register = blueprint.route(
            declared.path, methods=[declared.method], content_types=[], name=view.__name__
        )
        register(route)
        return view

    return decorate


def accepted(answered: Answered) -> Reply:
    """Return the reply to a call with an idempotency key, first or repeated."""
    replayed = {"Idempotent-Replayed": "true"} if answered.replayed else {}
    return Reply(answered.body, {"Location": answered.location, **replayed})


def _answer(request: Request, declared: Operation, view: View, path: dict[str, str]) -> Response:
    language = language_of(request)
    try:
        reply = view(_call(request, declared, path, language))
    except ProblemError as problem:
        return problem_response(problem, language, request)
    except ApplicationError as error:
        answer = of_application_error(error)
        if answer.status is HTTPStatus.INTERNAL_SERVER_ERROR:
            log.exception("%s %s failed", declared.method, declared.path)
        return problem_response(answer, language, request)
    except InvalidCursorError:
        fault = Fault(code="invalidCursor", name="cursor", where="query", kind="invalidInput")
        return problem_response(ProblemError("badRequest", [fault]), language, request)
    return _response(reply, declared, language)


def _call(
    request: Request, declared: Operation, path: dict[str, str], language: str
) -> Call[BaseModel | None, BaseModel | None]:
    """Read a call: first who it is, then what it says, so that strangers learn nothing from our checks."""
    caller = None if declared.is_open else _caller(request)
    return Call(
        request=request,
        body=_body(request, declared),
        query=_query(request, declared),
        path=path,
        language=language,
        caller=caller,
    )


def _query(request: Request, declared: Operation) -> BaseModel | None:
    """Return the query. An operation that takes none refuses any parameter: what it says would be lost."""
    given = read_query(request, declared.query or Value)
    return given if declared.query else None


def _body(request: Request, declared: Operation) -> BaseModel | None:
    if declared.body is None or is_upload(request, declared.uploads):
        return None
    return read_body(request, declared.body)


def _caller(request: Request) -> Credential:
    token = token_of(request)
    if token is None:
        raise ProblemError("noAccessToken", headers={"WWW-Authenticate": "Bearer"})
    return bootstrap.identify()(token)


def _response(reply: Reply, declared: Operation, language: str) -> Response:
    headers = {**_common_headers(language), **reply.headers}
    if reply.body is None:
        return Response("", headers, reply.status or HTTPStatus.NO_CONTENT)
    body = reply.body if isinstance(reply.body, str | bytes) else reply.body.model_dump_json(by_alias=True)
    return Response(body, {"Content-Type": JSON, **headers}, reply.status or declared.status)


def problem_response(problem: ProblemError, language: str, request: Request) -> Response:
    """Return a problem as HTTP.

    Its ``instance`` is the route and never the address, so that two things one may not see answer alike.
    """
    headers = {"Content-Type": PROBLEM_JSON, **_common_headers(language), **problem.headers}
    return Response(problem.body(language, quote(request.path)), headers, problem.status)


def _common_headers(language: str) -> dict[str, str | list[str]]:
    return {"Content-Language": language, "Cache-Control": "no-store", TRACE_HEADER: TRACE.get()}
