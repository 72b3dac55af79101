"""Problems as people and programs get them: RFC 9457 in the Belgif style, in the caller's language."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Annotated, Any

from pydantic import Field, ValidationError
from pydantic_core import ErrorDetails

from chalicelib.application import errors
from chalicelib.domain.filing import DeclarationType
from chalicelib.domain.finding import Finding
from chalicelib.domain.schema import Value
from chalicelib.edge.anomaly_texts import anomaly_text
from chalicelib.edge.texts import has_text, text

BELGIF = "urn:problem-type:belgif:"
OWN = "urn:problem-type:dimona24:"
ISSUE = f"{BELGIF}input-validation:"


class Issue(Value):
    """One thing that is wrong with the input; ``name`` is a path such as ``worker.ssin``."""

    type: str
    code: str
    title: str
    detail: str
    where: Annotated[str, Field(alias="in")]
    name: str


class ProblemBody(Value):
    """The body of every error."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    issues: list[Issue] | None = None


class Fault(Value):
    """An issue before it has a language: where, what, and the parameters of its text."""

    code: str
    name: str
    where: str = "body"
    kind: str = "schemaViolation"
    params: dict[str, str] = Field(default_factory=dict)


class ProblemError(Exception):
    """An answer that is an error. ``code`` picks status, type and texts; faults become issues."""

    def __init__(
        self, code: str, faults: Sequence[Fault] = (), headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(code)
        self.code = code
        self.faults = tuple(faults)
        self.headers = dict(headers or {})

    @property
    def status(self) -> HTTPStatus:
        """The HTTP status of this problem."""
        return STATUS[self.code][0]

    def body(self, language: str, instance: str) -> str:
        """Return the JSON body in a language."""
        status, prefix = STATUS[self.code]
        issues = [issue(fault, language) for fault in self.faults]
        problem = ProblemBody(
            type=prefix + self.code,
            title=text(language, f"problem.{self.code}.title"),
            status=int(status),
            detail=text(language, f"problem.{self.code}.detail"),
            instance=instance,
            issues=issues or None,
        )
        return problem.model_dump_json(by_alias=True, exclude_none=True)


STATUS: Mapping[str, tuple[HTTPStatus, str]] = {
    "badRequest": (HTTPStatus.BAD_REQUEST, BELGIF),
    "noAccessToken": (HTTPStatus.UNAUTHORIZED, BELGIF),
    "invalidAccessToken": (HTTPStatus.UNAUTHORIZED, BELGIF),
    "wrongPassword": (HTTPStatus.UNAUTHORIZED, OWN),
    "missingPermission": (HTTPStatus.FORBIDDEN, BELGIF),
    "resourceNotFound": (HTTPStatus.NOT_FOUND, BELGIF),
    "changedMeanwhile": (HTTPStatus.CONFLICT, OWN),
    "methodNotAllowed": (HTTPStatus.METHOD_NOT_ALLOWED, BELGIF),
    "payloadTooLarge": (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, BELGIF),
    "unsupportedMediaType": (HTTPStatus.UNSUPPORTED_MEDIA_TYPE, BELGIF),
    "idempotencyKeyReused": (HTTPStatus.UNPROCESSABLE_ENTITY, OWN),
    "notAllowedNow": (HTTPStatus.CONFLICT, OWN),
    "mayBeAtRsz": (HTTPStatus.CONFLICT, OWN),
    "tooManyRequests": (HTTPStatus.TOO_MANY_REQUESTS, BELGIF),
    "internalServerError": (HTTPStatus.INTERNAL_SERVER_ERROR, BELGIF),
    "serviceUnavailable": (HTTPStatus.SERVICE_UNAVAILABLE, BELGIF),
}
"""Every problem there is: its status and whose type it is."""


def of_application_error(error: errors.ApplicationError) -> ProblemError:
    """Return the problem of an error of a use case."""
    if isinstance(error, errors.RefusedFilingError):
        return ProblemError("badRequest", [fault_of_finding(found) for found in error.findings])
    if isinstance(error, errors.UnauthenticatedError):
        return ProblemError("invalidAccessToken", headers={"WWW-Authenticate": "Bearer"})
    if isinstance(error, errors.ThrottledError | errors.BusyError):
        return ProblemError(error.code, headers={"Retry-After": str(error.retry_after)})
    return ProblemError(error.code if error.code in STATUS else "internalServerError")


def of_validation_error(error: ValidationError, where: str = "body") -> ProblemError:
    """Return the problem of a body or query that has the wrong shape; nothing of the input is repeated."""
    faults = [
        Fault(code=_code(each["type"]), name=_name(each), where=where, params=_params(each.get("ctx")))
        for each in error.errors(include_input=False, include_url=False)
    ]
    return ProblemError("badRequest", faults)


_CODES = {
    "json_invalid": "notJson",
    "model_type": "notAnObject",
    "model_attributes_type": "notAnObject",
    "dict_type": "notAnObject",
    "missing": "required",
    "extra_forbidden": "unknownField",
    "string_too_long": "tooLong",
    "string_too_short": "required",
    "literal_error": "notInList",
    "enum": "notInList",
    "union_tag_invalid": "notInList",
    "union_tag_not_found": "required",
    "local_moment": "invalidLocalTime",
}
_BY_PREFIX = (
    ("date", "invalidDate"),
    ("int", "invalidNumber"),
    ("greater", "invalidNumber"),
    ("less", "invalidNumber"),
)


def _code(pydantic_type: str) -> str:
    if pydantic_type in _CODES:
        return _CODES[pydantic_type]
    return next((code for prefix, code in _BY_PREFIX if pydantic_type.startswith(prefix)), "invalidValue")


FIELD = "field"
"""Where a rule between the fields of a model says, in the context of its error, which one is wrong."""


def _name(error: ErrorDetails) -> str:
    """Return the path of what is wrong; a union whose tag is wrong or missing is wrong in its tag."""
    named = error.get("ctx", {}).get(FIELD)
    path = _path((*error["loc"], named) if named else error["loc"])
    if not error["type"].startswith("union_tag"):
        return path
    return f"{path}.type" if path else "type"


_TAGS = frozenset(DeclarationType)
"""What pydantic puts into a location to say which declaration type it read; no name of a field."""


def _path(loc: Sequence[str | int]) -> str:
    """Return ``declarations[3].worker.ssin`` for a location."""
    path = ""
    for step in loc:
        if step in _TAGS:
            continue
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else step
    return path


def _params(context: Mapping[str, Any] | None) -> dict[str, str]:
    return {name: str(value) for name, value in (context or {}).items() if name != "error"}


def fault_of_finding(found: Finding) -> Fault:
    """Return a finding as a fault of the body."""
    return Fault(code=found.code, name=found.name, kind="invalidInput", params=found.params)


def issue(fault: Fault, language: str) -> Issue:
    """Return a fault in a language."""
    title, detail = words(fault.code, fault.params, language)
    return Issue(
        type=ISSUE + fault.kind,
        code=fault.code,
        title=title,
        detail=detail,
        where=fault.where,
        name=fault.name,
    )


def words(code: str, params: Mapping[str, str], language: str) -> tuple[str, str]:
    """Return title and detail of a code: our own words where we have them, else the anomaly's.

    A quota has words for each kind and unit, which are among the parameters.
    """
    key = ".".join(("issue", code, *(params[name] for name in ("kind", "unit") if name in params)))
    if has_text(language, f"{key}.title"):
        return text(language, f"{key}.title", params), text(language, f"{key}.detail", params)
    known = anomaly_text(code, language, {})
    if has_text(language, f"{key}.detail"):
        return known.label, text(language, f"{key}.detail", params)
    return known.label, f"{known.meaning} {known.remedy}"
