"""The only file of the web app that talks HTTP: each call of the API the pages need, and nothing else."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from http import HTTPStatus
from typing import Any, TypedDict, Unpack
from urllib.parse import parse_qs, quote, urlsplit

import httpx

from dimona_web import clock
from dimona_web.api.address import HEADER, signed_address
from dimona_web.api.dry_run import DryRun, issues_of
from dimona_web.api.errors import (
    ApiError,
    BusyError,
    MissingError,
    RefusedError,
    SignedOutError,
    UnreachableError,
)
from dimona_web.api.shapes import Day, Declaration, Employer, Event, Me, Page, Worker, Workplace
from dimona_web.api.tables import Committee, Consequence, Consequences, WorkerType
from dimona_web.settings import settings

# Shorter than the patience of a person and than any lock on a tab's state.
_TIMEOUT = httpx.Timeout(8, connect=3)
_TABLES_KEPT = 3600.0
Filters = Mapping[str, str]
_ALL: Filters = {}
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


class _Given(TypedDict, total=False):
    """What a call may carry: a query, a JSON body, an idempotency key."""

    query: Mapping[str, str]
    body: Mapping[str, Any]
    key: str


class Api:
    """The API over HTTP. Every method raises an `ApiError` when there is no good answer."""

    def __init__(
        self, base_url: str, signing_key: str, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._signing_key = signing_key
        self._http = httpx.AsyncClient(base_url=base_url, timeout=_TIMEOUT, transport=transport)
        self._kept: dict[tuple[str, str], tuple[float, Any]] = {}

    async def sign_in(self, email: str, password: str, caller: Caller) -> str:
        """Open a session and return its token. Wrong e-mail or password: `SignedOutError`."""
        body = await self._call("POST", "/v1/sessions", caller, body={"email": email, "password": password})
        return str(body["token"])

    async def sign_out(self, caller: Caller) -> None:
        """End the caller's session."""
        await self._call("DELETE", "/v1/sessions/current", caller)

    async def me(self, caller: Caller) -> Me:
        """Return who is signed in."""
        return Me.of(await self._call("GET", "/v1/me", caller))

    async def workers(self, caller: Caller, start_of_name: str = "") -> tuple[Worker, ...]:
        """Return workers of the register whose name has a part that starts so."""
        query = {"q": start_of_name, "pageSize": "20"} if start_of_name else {"pageSize": "20"}
        body = await self._call("GET", "/v1/workers", caller, query=query)
        return tuple(Worker.of(item) for item in body["items"])

    async def worker_with_number(self, caller: Caller, ssin: str) -> Worker | None:
        """Return the worker with this number, if the register has one. The number stays in the body."""
        try:
            body = await self._call("POST", "/v1/workers/search", caller, body={"ssin": ssin})
        except MissingError:
            return None
        found = body.get("items", [body])
        return Worker.of(found[0]) if found else None

    async def add_worker(self, caller: Caller, worker: Mapping[str, str], key: str) -> Worker:
        """Add a worker to the register; `key` makes asking twice harmless."""
        return Worker.of(await self._call("POST", "/v1/workers", caller, body=worker, key=key))

    async def declare(self, caller: Caller, filing: Mapping[str, Any], key: str) -> Declaration:
        """File a declaration; `key` makes asking twice harmless."""
        return Declaration.of(await self._call("POST", "/v1/declarations", caller, body=filing, key=key))

    async def declaration(self, caller: Caller, declaration: str) -> Declaration:
        """Return one declaration as it stands."""
        return Declaration.of(await self._call("GET", f"/v1/declarations/{_part(declaration)}", caller))

    async def events(self, caller: Caller, declaration: str) -> tuple[Event, ...]:
        """Return the history of a declaration, oldest first."""
        body = await self._call("GET", f"/v1/declarations/{_part(declaration)}/events", caller)
        return tuple(Event.of(item) for item in body["items"])

    async def declarations(
        self, caller: Caller, cursor: str = "", page_size: int = 20, filters: Filters = _ALL
    ) -> Page[Declaration]:
        """Return a stretch of the declarations, newest first; filters by the API's own names."""
        given = {name: value for name, value in filters.items() if value}
        query = given | {"pageSize": str(page_size)} | ({"cursor": cursor} if cursor else {})
        return _declarations(await self._call("GET", "/v1/declarations", caller, query=query))

    async def deadlines(self, caller: Caller, cursor: str = "") -> Page[Declaration]:
        """Return a stretch of what the RSZ does not have yet, the nearest deadline first."""
        query = {"pageSize": "50"} | ({"cursor": cursor} if cursor else {})
        return _declarations(await self._call("GET", "/v1/deadlines", caller, query=query))

    async def day(self, caller: Caller, day: date) -> Day:
        """Return who works on a day: the first of them by name, open contracts as a count."""
        address = f"/v1/days/{day.isoformat()}"
        return Day.of(await self._call("GET", address, caller, query={"pageSize": "100"}))

    async def validate(self, caller: Caller, filing: Mapping[str, Any]) -> DryRun:
        """Return what would come of a filing; what cannot be read comes back as issues too."""
        try:
            return DryRun.of(await self._call("POST", "/v1/declarations/validate", caller, body=filing))
        except RefusedError as error:
            if error.status != HTTPStatus.BAD_REQUEST or not error.issues:
                raise
            return DryRun.stopped_by(error.issues)

    async def withdraw(self, caller: Caller, declaration: str) -> Declaration:
        """Take back what was not sent yet."""
        address = f"/v1/declarations/{_part(declaration)}/withdraw"
        return Declaration.of(await self._call("POST", address, caller))

    async def resolve(self, caller: Caller, declaration: str, body: Mapping[str, str]) -> Declaration:
        """Settle a declaration that needs help."""
        address = f"/v1/declarations/{_part(declaration)}/resolve"
        return Declaration.of(await self._call("POST", address, caller, body=body))

    async def employer(self, caller: Caller, number: str) -> Employer:
        """Return an employer of the caller."""
        return Employer.of(await self._call("GET", f"/v1/employers/{_part(number)}", caller))

    async def change_employer(self, caller: Caller, number: str, changes: Mapping[str, Any]) -> Employer:
        """Change what is named of an employer."""
        address = f"/v1/employers/{_part(number)}"
        return Employer.of(await self._call("PATCH", address, caller, body=changes))

    async def workplaces(self, caller: Caller, number: str) -> tuple[Workplace, ...]:
        """Return the places of work that are not the registered office."""
        body = await self._call("GET", f"/v1/employers/{_part(number)}/workplaces", caller)
        return tuple(Workplace.of(item) for item in body["items"])

    async def worker_types(self, caller: Caller) -> tuple[WorkerType, ...]:
        """Return the table of worker types, from which the forms are drawn."""
        body = await self._table("/v1/workerTypes", caller)
        return tuple(WorkerType.of(item) for item in body["items"])

    async def committees(self, caller: Caller) -> tuple[Committee, ...]:
        """Return the table of joint committees."""
        body = await self._table("/v1/jointCommittees", caller)
        return tuple(Committee.of(item) for item in body["items"])

    async def consequences(self, caller: Caller) -> Consequences:
        """Return what late or missing filing can mean, as far as it is in force today."""
        body = await self._call("GET", "/v1/consequences", caller)
        items = tuple(Consequence.of(item) for item in body["items"])
        return Consequences(items, body.get("asOf") or "", body.get("note") or "")

    async def _table(self, path: str, caller: Caller) -> Any:
        """Return a table that is the same for everyone, kept as long as the API allows."""
        until, kept = self._kept.get((path, caller.language), (0.0, None))
        if time.monotonic() < until and caller.token:
            return kept
        body = await self._call("GET", path, caller)
        self._kept[path, caller.language] = time.monotonic() + _TABLES_KEPT, body
        return body

    async def _call(
        self,
        method: str,
        path: str,
        caller: Caller,
        **given: Unpack[_Given],
    ) -> Any:
        headers, key = self._headers(caller), given.get("key")
        if key:
            headers["Idempotency-Key"] = key
        try:
            answer = await self._http.request(
                method, path, params=given.get("query"), json=given.get("body"), headers=headers
            )
        except httpx.TransportError as error:
            raise UnreachableError(type(error).__name__) from error
        return _content(answer)

    def _headers(self, caller: Caller) -> dict[str, str]:
        now = int(clock.now().timestamp())
        headers = {
            "Accept-Language": caller.language,
            HEADER: signed_address(caller.address, now, self._signing_key),
        }
        return headers | ({"Authorization": f"Bearer {caller.token}"} if caller.token else {})


def _content(answer: httpx.Response) -> Any:
    if answer.is_success:
        return answer.json() if answer.content else {}
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
    return RefusedError(answer.status_code, problem.get("detail") or "", issues_of(problem))


def _declarations(body: Any) -> Page[Declaration]:
    return Page(tuple(Declaration.of(item) for item in body["items"]), _cursor(body.get("next")))


def _part(identifier: str) -> str:
    """Make an identifier from the address bar safe inside a path."""
    return quote(identifier, safe="")


def _cursor(next_url: str | None) -> str:
    return parse_qs(urlsplit(next_url or "").query).get("cursor", [""])[0]


@cache
def api() -> Api:
    """Return the one client of this process, made on first use."""
    return Api(settings().api_url, settings().signing_key)
