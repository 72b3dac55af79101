"""The API as the pages ask it: each call they need, and nothing else. Only this package talks HTTP."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from dimona_web.api.batches import BatchCalls
from dimona_web.api.errors import MissingError
from dimona_web.api.periods import PeriodCalls
from dimona_web.api.shapes import Declaration, Event, Me, Page, Worker
from dimona_web.api.transport import Caller, cursor_of, part
from dimona_web.settings import settings

__all__ = ["Api", "Caller", "api"]


class Api(PeriodCalls, BatchCalls):
    """The API over HTTP. Every method raises an `ApiError` when there is no good answer."""

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
        return Declaration.of(await self._call("GET", f"/v1/declarations/{part(declaration)}", caller))

    async def events(self, caller: Caller, declaration: str) -> tuple[Event, ...]:
        """Return the history of a declaration, oldest first."""
        body = await self._call("GET", f"/v1/declarations/{part(declaration)}/events", caller)
        return tuple(Event.of(item) for item in body["items"])

    async def declarations(self, caller: Caller, cursor: str = "", page_size: int = 20) -> Page[Declaration]:
        """Return a stretch of the declarations, newest first."""
        query = {"pageSize": str(page_size)} | ({"cursor": cursor} if cursor else {})
        body = await self._call("GET", "/v1/declarations", caller, query=query)
        return Page(tuple(Declaration.of(item) for item in body["items"]), cursor_of(body.get("next")))


@cache
def api() -> Api:
    """Return the one client of this process, made on first use."""
    return Api(settings().api_url, settings().signing_key)
