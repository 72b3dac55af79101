"""The calls about the people of the register: add, find, change, make one of two."""

from collections.abc import Mapping
from typing import Any

from dimona_web.api.errors import MissingError
from dimona_web.api.shapes import Page, Worker
from dimona_web.api.transport import Caller, Transport, cursor_of, given, part
from dimona_web.api.worker_shapes import KnownWorker

_WORKERS = "/v1/workers"


class WorkerCalls(Transport):
    """What the pages about people ask. A national number stays in the body."""

    async def worker(self, caller: Caller, worker: str) -> Worker:
        """Return one worker of the register."""
        return (await self.known_worker(caller, worker)).worker

    async def known_worker(self, caller: Caller, worker: str) -> KnownWorker:
        """Return one worker with everything that is known of the person."""
        return KnownWorker.of(await self._call("GET", f"{_WORKERS}/{part(worker)}", caller))

    async def workers(self, caller: Caller, start_of_name: str = "") -> tuple[Worker, ...]:
        """Return workers of the register whose name has a part that starts so."""
        return (await self.register(caller, start_of_name)).items

    async def register(
        self, caller: Caller, start_of_name: str = "", cursor: str = "", page_size: int = 20
    ) -> Page[Worker]:
        """Return a stretch of the register by family name; of those whose name has a part that starts so."""
        query = given(q=start_of_name, cursor=cursor, pageSize=str(page_size))
        body = await self._call("GET", _WORKERS, caller, query=query)
        return Page(tuple(Worker.of(item) for item in body["items"]), cursor_of(body.get("next")))

    async def worker_with_number(self, caller: Caller, ssin: str) -> Worker | None:
        """Return the worker with this number, if the register has one."""
        try:
            body = await self._call("POST", f"{_WORKERS}/search", caller, body={"ssin": ssin})
        except MissingError:
            return None
        found = body.get("items", [body])
        return Worker.of(found[0]) if found else None

    async def add_worker(self, caller: Caller, worker: Mapping[str, Any], key: str) -> Worker:
        """Add a worker to the register; `key` makes asking twice harmless."""
        return Worker.of(await self._call("POST", _WORKERS, caller, body=worker, key=key))

    async def change_worker(self, caller: Caller, worker: str, changes: Mapping[str, Any]) -> KnownWorker:
        """Change what is named of a worker; null removes."""
        return KnownWorker.of(await self._call("PATCH", f"{_WORKERS}/{part(worker)}", caller, body=changes))

    async def merge_worker(self, caller: Caller, worker: str, into: str) -> Worker:
        """Make a worker without a number one with the worker who has it; asking twice is harmless."""
        path = f"{_WORKERS}/{part(worker)}/merge"
        return Worker.of(await self._call("POST", path, caller, body={"into": into}))
