"""One call of the API: what came in, read and checked, before any use case sees it."""

import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from chalice.app import Request
from pydantic import BaseModel, ValidationError

from chalicelib.application.errors import EmployerNotNamedError, NotFoundError
from chalicelib.application.idempotency import IdempotentRequest
from chalicelib.application.scope import Credential, EmployerScope, Membership, Permission, authorise
from chalicelib.domain.filing import LONGEST_ID
from chalicelib.edge.problems import Fault, ProblemError, of_validation_error
from chalicelib.edge.texts import negotiate

TRACE_HEADER = "BelGov-Trace-Id"
ADDRESS_HEADER = "Dimona-Client-Address"
ADDRESS_IS_FRESH = 300
MAX_BODY = 4 * 1024 * 1024
MAX_KEY = 255
_TRACE = re.compile(r"[A-Za-z0-9-]{1,64}")
_KEY = re.compile(r'"([\x20\x21\x23-\x7e]+)"|([\x21\x23-\x7e]+)')

Body = TypeVar("Body", bound=BaseModel | None)
Query = TypeVar("Query", bound=BaseModel | None)


@dataclass(frozen=True, slots=True)
class Call(Generic[Body, Query]):
    """A call whose body and query have the right shape, by a caller who is known (or by anybody)."""

    request: Request
    body: Body
    query: Query
    path: Mapping[str, str]
    language: str
    caller: Credential | None

    def scope(self, permission: Permission, employer: str | None = None) -> tuple[EmployerScope, Membership]:
        """Return what the caller may touch. Raises ForbiddenError, or a problem when no employer is named."""
        try:
            return authorise(self.known_caller(), permission, employer)
        except EmployerNotNamedError:
            where = "query" if self.body is None else "body"
            fault = Fault(code="employerNotNamed", name="employer", where=where, kind="invalidInput")
            raise ProblemError("badRequest", [fault]) from None

    def id(self, name: str) -> str:
        """Return an id from the address. Raises NotFoundError for one that is longer than ids are."""
        given = self.path[name]
        if len(given) > LONGEST_ID:
            raise NotFoundError
        return given

    def known_caller(self) -> Credential:
        """Return the caller of an operation that is not open."""
        if self.caller is None:
            raise ProblemError("noAccessToken")
        return self.caller

    def idempotent(self, operation: str) -> IdempotentRequest:
        """Return the idempotency of this call. Raises a problem when the key is missing or malformed."""
        content = sent(self.request)
        if self.body is not None:
            content = json.dumps(json.loads(content), sort_keys=True, separators=(",", ":")).encode()
        return IdempotentRequest(
            key=idempotency_key(self.request.headers.get("idempotency-key")),
            operation=operation,
            lineage=self.known_caller().lineage,
            body_hash=hashlib.sha256(content).hexdigest(),
        )


def idempotency_key(header: str | None) -> str:
    """Return the key of a header, quoted or not."""
    if not header:
        raise ProblemError("badRequest", [_header_fault("required")])
    matched = _KEY.fullmatch(header.strip())
    key = (matched[1] or matched[2]) if matched is not None else ""
    if not 0 < len(key) <= MAX_KEY:
        raise ProblemError("badRequest", [_header_fault("invalidValue")])
    return key


def trace_id(request: Request) -> str:
    """Return the caller's trace id, or a new one."""
    given = request.headers.get(TRACE_HEADER.lower(), "")
    return given if given and _TRACE.fullmatch(given) else secrets.token_hex(16)


def language_of(request: Request) -> str:
    """Return the language to answer in."""
    return negotiate(request.headers.get("accept-language"))


def token_of(request: Request) -> str | None:
    """Return the token of the caller: a bearer token, or an API key in its own header."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token.strip():
        return str(token.strip())
    return request.headers.get("x-api-key") or None


def client_address(request: Request, key: str, now: datetime) -> str:
    """Return where the caller is: as our web server signed it, else as the gateway saw it."""
    signed: str = request.headers.get(ADDRESS_HEADER.lower(), "")
    address, _, rest = signed.partition(";")
    moment, _, signature = rest.partition(";")
    expected = hmac.new(key.encode(), f"{address};{moment}".encode(), hashlib.sha256).hexdigest()
    fresh = moment.isdigit() and abs(now.timestamp() - int(moment)) < ADDRESS_IS_FRESH
    if key and fresh and hmac.compare_digest(signature.encode(), expected.encode()):
        return address
    return str(request.context.get("identity", {}).get("sourceIp", "unknown"))


def sent(request: Request) -> bytes:
    """Return the body of a request as bytes."""
    content: str | bytes = request.raw_body
    return content.encode() if isinstance(content, str) else content


def media_type(request: Request) -> str:
    """Return the content type of a request without its parameters; JSON when nothing is said."""
    given: str = request.headers.get("content-type", "application/json")
    return given.partition(";")[0].strip().lower()


def is_upload(request: Request, uploads: Sequence[str]) -> bool:
    """Tell whether a body is a file. Raises a problem when it is neither that nor JSON, or too large."""
    given = media_type(request)
    if not uploads or given == "application/json":
        return False
    if given not in uploads:
        fault = Fault(code="fileMediaType", name="Content-Type", where="header", kind="invalidInput")
        raise ProblemError("unsupportedMediaType", [fault])
    if len(request.raw_body) > MAX_BODY:
        raise ProblemError("payloadTooLarge")
    return True


def read_body(request: Request, model: type[BaseModel]) -> BaseModel:
    """Return the body as a model. Raises a problem for another content type, no JSON or a wrong shape."""
    if media_type(request) != "application/json":
        raise ProblemError("unsupportedMediaType")
    if len(request.raw_body) > MAX_BODY:
        raise ProblemError("payloadTooLarge")
    try:
        return model.model_validate_json(request.raw_body, by_alias=True, by_name=False)
    except ValidationError as wrong:
        raise of_validation_error(wrong, "body") from None


def read_query(request: Request, model: type[BaseModel]) -> BaseModel:
    """Return the query as a model; a parameter given twice counts by its last value."""
    given: dict[str, Any] = dict(request.query_params or {})
    try:
        return model.model_validate(given, by_alias=True, by_name=False)
    except ValidationError as wrong:
        raise of_validation_error(wrong, "query") from None


def _header_fault(code: str) -> Fault:
    return Fault(code=code, name="Idempotency-Key", where="header")
