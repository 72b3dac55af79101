"""A body becomes a message, or an HTTP 400 that says what is wrong with it."""

import json
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from infra.rsz_simulator.problems import Problem, issue
from infra.rsz_simulator.wire import Declaration, Kind

Message = TypeVar("Message", bound=BaseModel)

_REQUIRED: dict[Kind, tuple[tuple[str, str], ...]] = {
    "dimonaIn": (
        ("startDate", "00910-001"),
        ("features.workerType", "00655-001"),
        ("features.jointCommissionNumber", "00046-001"),
    ),
    "dimonaOut": (("periodId", "00913-001"), ("endDate", "00911-001")),
    "dimonaUpdate": (("periodId", "00913-001"),),
    "dimonaCancel": (("periodId", "00913-001"),),
}


def missing_properties(declaration: Declaration) -> tuple[tuple[str, str], ...]:
    """Path and glossary code of what every declaration of this kind must have and this one has not."""
    block = declaration.model_dump(by_alias=True, exclude_none=True)[declaration.kind]
    flat = {**block, **{f"features.{name}": value for name, value in block.get("features", {}).items()}}
    return tuple(
        (f"{declaration.kind}.{path}", code) for path, code in _REQUIRED[declaration.kind] if path not in flat
    )


def read(body: bytes, message: type[Message]) -> Message:
    """A body as a message; Problem when it is not JSON or not in the schema."""
    try:
        return message.model_validate_json(body)
    except ValidationError as error:
        found = json.loads(error.json(include_input=False, include_url=False, include_context=False))
        raise Problem("badRequest", issues_of(found)) from error


def read_declaration(body: bytes, *, missing_is_400: bool) -> Declaration:
    """The declaration in a POST; Problem as in `read`, and for missing properties if that is the reading."""
    declaration = read(body, Declaration)
    missing = missing_properties(declaration) if missing_is_400 else ()
    if missing:
        issues = (
            issue("schemaViolation", "body", path, f"{path.rpartition('.')[2]} is required")
            for path, _ in missing
        )
        raise Problem("badRequest", tuple(issues))
    return declaration


def issues_of(errors: list[Any]) -> tuple[dict[str, Any], ...]:
    """Pydantic's findings as Belgif issues; what was sent is never repeated."""
    return tuple(_issue(error) for error in errors)


def _issue(error: dict[str, Any]) -> dict[str, Any]:
    path = [str(part) for part in error["loc"]]
    if error["type"] == "extra_forbidden":
        return issue("unknownInput", "body", ".".join(path), "this field is not known")
    if error["type"] == "missing":
        missing = path[-1]
        return issue("schemaViolation", "body", ".".join(path), f"{missing} is required")
    return issue("schemaViolation", "body", ".".join(path), error["msg"])
