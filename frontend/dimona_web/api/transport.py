"""How a call of the API travels: whose it is, what it may carry, and what comes of a bad answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypedDict, Unpack
from urllib.parse import parse_qs, quote, urlsplit

import httpx

from dimona_web import clock
from dimona_web.api.address import HEADER, signed_address
from dimona_web.api.dry_run import issues_of
from dimona_web.api.errors import (
    ApiError,
    BusyError,
    ForbiddenError,
    MissingError,
    RefusedError,
    SignedOutError,
    UnreachableError,
)

# Shorter than the patience of a person and than any lock on a tab's state.
_TIMEOUT = httpx.Timeout(8, connect=3)
_ERRORS: Mapping[int, type[ApiError]] = {
    HTTPStatus.UNAUTHORIZED: SignedOutError,
    HTTPStatus.NOT_FOUND: MissingError,
    HTTPStatus.TOO_MANY_REQUESTS: BusyError,
}


@dataclass(frozen=True)
class Caller:
    """In whose name a call is made: the opened API token, the page's language, the browser's address."""

    token: str
    language: str
    address: str


@dataclass(frozen=True)
class File:
    """A file that goes to the API or comes from it; it is never put on a disk here."""

    content: bytes
    media_type: str
    disposition: str = ""


class Given(TypedDict, total=False):
    """What a call may carry: a query, a JSON body or a file, an idempotency key."""

    query: Mapping[str, str]
    body: Mapping[str, Any]
    file: File
    key: str


class Transport:
    """One connection pool to the API. Every call raises an `ApiError` when there is no good answer."""

    def __init__(
        self, base_url: str, signing_key: str, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._signing_key = signing_key
        self._http = httpx.AsyncClient(base_url=base_url, timeout=_TIMEOUT, transport=transport)

    async def _call(self, method: str, path: str, caller: Caller, **given: Unpack[Given]) -> Any:
        answer = await self._answer(method, path, caller, **given)
        return answer.json() if answer.content else {}

    async def _download(self, path: str, caller: Caller, query: Mapping[str, str] | None = None) -> File:
        answer = await self._answer("GET", path, caller, query=query or {})
        kind = answer.headers.get("content-type", "application/octet-stream")
        return File(answer.content, kind, answer.headers.get("content-disposition", "attachment"))

    async def _answer(self, method: str, path: str, caller: Caller, **given: Unpack[Given]) -> httpx.Response:
        headers, file = self._headers(caller), given.get("file")
        if key := given.get("key"):
            headers["Idempotency-Key"] = key
        if file is not None:
            headers["Content-Type"] = file.media_type
        try:
            answer = await self._http.request(
                method,
                path,
                params=given.get("query"),
                json=given.get("body"),
                content=file.content if file else None,
                headers=headers,
            )
        except httpx.TransportError as error:
            raise UnreachableError(type(error).__name__) from error
        return _good(answer)

    def _headers(self, caller: Caller) -> dict[str, str]:
        now = int(clock.now().timestamp())
        headers = {
            "Accept-Language": caller.language,
            HEADER: signed_address(caller.address, now, self._signing_key),
        }
        return headers | ({"Authorization": f"Bearer {caller.token}"} if caller.token else {})


def _good(answer: httpx.Response) -> httpx.Response:
    if answer.is_success:
        return answer
    if answer.status_code in _ERRORS:
        raise _ERRORS[answer.status_code](answer.status_code)
    if answer.is_client_error:
        raise _refusal(answer)
    raise UnreachableError(answer.status_code)


def _refusal(answer: httpx.Response) -> RefusedError:
    try:
        problem = answer.json()
    except ValueError:
        problem = {}
    kind = ForbiddenError if answer.status_code == HTTPStatus.FORBIDDEN else RefusedError
    return kind(answer.status_code, problem.get("detail") or "", issues_of(problem))


def part(identifier: str) -> str:
    """Make an identifier from the address bar safe inside a path."""
    return quote(identifier, safe="")


def cursor_of(next_url: str | None) -> str:
    """Return the cursor of the next page; empty at the end."""
    return parse_qs(urlsplit(next_url or "").query).get("cursor", [""])[0]


def given(**query: str) -> dict[str, str]:
    """Return the part of a query that says something."""
    return {name: value for name, value in query.items() if value}
