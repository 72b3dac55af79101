"""The API as the pages ask it: each call they need, and nothing else. Only this package talks HTTP."""

import time
from collections.abc import Mapping
from datetime import date
from functools import cache
from http import HTTPStatus
from typing import Any

import httpx

from dimona_web.api.batches import BatchCalls
from dimona_web.api.drafts import DraftCalls
from dimona_web.api.dry_run import DryRun
from dimona_web.api.errors import RefusedError, UnreachableError
from dimona_web.api.jobs import JobCalls
from dimona_web.api.notifications import NotificationCalls
from dimona_web.api.periods import PeriodCalls
from dimona_web.api.shapes import Day, Declaration, Employer, Event, Me, Page, Workplace
from dimona_web.api.tables import Committee, Consequence, Consequences, WorkerType
from dimona_web.api.templates import TemplateCalls
from dimona_web.api.transport import Caller, cursor_of, part
from dimona_web.api.workers import WorkerCalls
from dimona_web.settings import settings

__all__ = ["Api", "Caller", "api"]

_TABLES_KEPT = 3600.0
Filters = Mapping[str, str]
_ALL: Filters = {}


class Api(WorkerCalls, PeriodCalls, BatchCalls, TemplateCalls, JobCalls, DraftCalls, NotificationCalls):
    """The API over HTTP. Every method raises an `ApiError` when there is no good answer."""

    def __init__(
        self, base_url: str, signing_key: str, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        super().__init__(base_url, signing_key, transport)
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

    async def declare(self, caller: Caller, filing: Mapping[str, Any], key: str) -> Declaration:
        """File a declaration; `key` makes asking twice harmless."""
        return Declaration.of(await self._call("POST", "/v1/declarations", caller, body=filing, key=key))

    async def declaration(self, caller: Caller, declaration: str) -> Declaration:
        """Return one declaration as it stands."""
        return Declaration.of(await self._call("GET", f"/v1/declarations/{part(declaration)}", caller))

    async def events(self, caller: Caller, declaration: str) -> tuple[Event, ...]:
        """Return the history of a declaration, oldest first."""
        body = await self._call("GET", f"/v1/declarations/{part(declaration)}/events", caller)
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
        address = f"/v1/declarations/{part(declaration)}/withdraw"
        return Declaration.of(await self._call("POST", address, caller))

    async def resolve(self, caller: Caller, declaration: str, body: Mapping[str, str]) -> Declaration:
        """Settle a declaration that needs help."""
        address = f"/v1/declarations/{part(declaration)}/resolve"
        return Declaration.of(await self._call("POST", address, caller, body=body))

    async def employer(self, caller: Caller, number: str) -> Employer:
        """Return an employer of the caller."""
        return Employer.of(await self._call("GET", f"/v1/employers/{part(number)}", caller))

    async def change_employer(self, caller: Caller, number: str, changes: Mapping[str, Any]) -> Employer:
        """Change what is named of an employer."""
        address = f"/v1/employers/{part(number)}"
        return Employer.of(await self._call("PATCH", address, caller, body=changes))

    async def workplaces(self, caller: Caller, number: str) -> tuple[Workplace, ...]:
        """Return the places of work that are not the registered office."""
        body = await self._call("GET", f"/v1/employers/{part(number)}/workplaces", caller)
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
        """Return a table that is the same for everyone, kept an hour, and while the API is away."""
        until, kept = self._kept.get((path, caller.language), (0.0, None))
        if time.monotonic() < until and caller.token:
            return kept
        try:
            body = await self._call("GET", path, caller)
        except UnreachableError:
            if kept is None:
                raise
            return kept
        self._kept[path, caller.language] = time.monotonic() + _TABLES_KEPT, body
        return body


def _declarations(body: Any) -> Page[Declaration]:
    return Page(tuple(Declaration.of(item) for item in body["items"]), cursor_of(body.get("next")))


@cache
def api() -> Api:
    """Return the one client of this process, made on first use."""
    return Api(settings().api_url, settings().signing_key)
