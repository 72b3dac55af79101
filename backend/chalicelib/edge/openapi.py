"""The OpenAPI 3.1 document, made from the routes that run and the models they use."""

import json
from collections.abc import Iterator
from functools import cache
from http import HTTPStatus
from typing import Any

from chalice.app import Chalice
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from chalicelib.edge.operation import JSON, OPERATIONS, PROBLEM_JSON, Operation
from chalicelib.edge.problems import STATUS, ProblemBody

_REF = "#/components/schemas/{model}"
_ALWAYS = ("badRequest", "internalServerError", "serviceUnavailable")
_WHEN_KNOWN = ("noAccessToken", "missingPermission")
_VERSION = "1.0.0"
_CACHE_HEADERS = {name: {"schema": {"type": "string"}} for name in ("ETag", "Cache-Control", "Vary")}


def operations(app: Chalice) -> Iterator[Operation]:
    """Yield what every route of an app declares, in the order of their paths."""
    for path in sorted(app.routes):
        for method in app.routes[path]:
            yield OPERATIONS[path, method]


@cache
def document(app: Chalice) -> str:
    """Return the document as JSON."""
    declared = list(operations(app))
    schemas = _schemas(declared)
    paths: dict[str, dict[str, Any]] = {}
    for each in declared:
        paths.setdefault(each.path, {})[each.method.lower()] = _operation(each)
    return json.dumps(
        {
            "openapi": "3.1.1",
            "info": {
                "title": "Dimona24",
                "version": _VERSION,
                "description": "The immediate declaration of employment (Dimona), for employers and apps.",
            },
            "servers": [{"url": "/"}],
            "paths": paths,
            "components": {
                "schemas": schemas,
                "securitySchemes": {
                    "bearer": {"type": "http", "scheme": "bearer"},
                    "apiKey": {"type": "apiKey", "in": "header", "name": "X-Api-Key"},
                },
            },
        }
    )


def _schemas(declared: list[Operation]) -> dict[str, Any]:
    inputs = {(model, "validation") for each in declared for model in (_body(each), each.query) if model}
    answers = {(each.answer, "serialization") for each in declared if each.answer}
    wanted: list[Any] = sorted(
        inputs | answers | {(ProblemBody, "serialization")}, key=lambda pair: pair[0].__name__
    )
    _, definitions = models_json_schema(wanted, by_alias=True, ref_template=_REF)
    schemas: dict[str, Any] = definitions["$defs"]
    return schemas


def _operation(each: Operation) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": _operation_id(each),
        "summary": each.summary,
        "parameters": list(_parameters(each)),
        "responses": _responses(each),
        "security": [] if each.is_open else [{"bearer": []}, {"apiKey": []}],
    }
    body = _body(each)
    if body is not None:
        content: dict[str, Any] = {JSON: {"schema": _ref(body)}}
        content |= {media_type: {"schema": {}} for media_type in each.uploads}
        described["requestBody"] = {"required": True, "content": content}
    if each.permission is not None:
        described["x-permission"] = each.permission
    return described


def _body(each: Operation) -> type[BaseModel] | None:
    return each.shown_body or each.body


def _operation_id(each: Operation) -> str:
    words = each.summary.replace(",", "").replace("'", "").split()
    return words[0].lower() + "".join(word.capitalize() for word in words[1:])


def _parameters(each: Operation) -> Iterator[dict[str, Any]]:
    yield _header("Accept-Language", "nl, fr, de or en (also -BE)", required=False)
    if each.cacheable:
        yield _header("If-None-Match", "The ETag of an earlier answer", required=False)
    if each.idempotent:
        yield _header("Idempotency-Key", "Up to 255 characters, quoted or not", required=True)
    for name in _path_parameters(each.path):
        yield {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
    if each.query is not None:
        yield from _query_parameters(each.query)


def _header(name: str, description: str, *, required: bool) -> dict[str, Any]:
    schema = {"type": "string", "maxLength": 255}
    return {"name": name, "in": "header", "required": required, "description": description, "schema": schema}


def _path_parameters(path: str) -> list[str]:
    return [part[1:-1] for part in path.split("/") if part.startswith("{")]


def _query_parameters(query: type[BaseModel]) -> Iterator[dict[str, Any]]:
    schema = query.model_json_schema(by_alias=True, ref_template=_REF)
    required = schema.get("required", [])
    for name, described in schema["properties"].items():
        yield {"name": name, "in": "query", "required": name in required, "schema": described}


def _responses(each: Operation) -> dict[str, Any]:
    success: dict[str, Any] = {"description": each.status.phrase}
    if each.answer is not None:
        success["content"] = {JSON: {"schema": _ref(each.answer)}}
    elif each.download is not None:
        success["content"] = {each.download: {"schema": {}}}
    elif each.status != 204:
        success["content"] = {JSON: {"schema": {"type": "object"}}}
    responses = {str(int(each.status)): success}
    if each.creates:
        responses["201"] = {**success, "description": HTTPStatus.CREATED.phrase}
    if each.cacheable:
        success["headers"] = _CACHE_HEADERS
        responses["304"] = {"description": HTTPStatus.NOT_MODIFIED.phrase}
    known = () if each.is_open else _WHEN_KNOWN
    for code in (*each.problems, *known, *_ALWAYS):
        status = STATUS[code][0]
        responses[str(int(status))] = {
            "description": status.phrase,
            "content": {PROBLEM_JSON: {"schema": _ref(ProblemBody)}},
        }
    return responses


def _ref(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": _REF.format(model=model.__name__)}
