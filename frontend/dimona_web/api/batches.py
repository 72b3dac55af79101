"""The calls about many declarations at once."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dimona_web.api.batch_shapes import Batch, BatchRow, Proposal
from dimona_web.api.shapes import Page
from dimona_web.api.transport import Caller, File, Transport, cursor_of, part

_BATCHES = "/v1/declarationBatches"
_MOST_PAGES = 4


class BatchCalls(Transport):
    """What the pages for many at once ask."""

    async def file_batch(self, caller: Caller, filings: Sequence[Mapping[str, Any]], key: str) -> Batch:
        """File many declarations; `key` makes asking twice harmless."""
        body = {"declarations": list(filings)}
        return Batch.of(await self._call("POST", _BATCHES, caller, body=body, key=key))

    async def upload(self, caller: Caller, file: File, key: str) -> Batch:
        """File the rows of a spreadsheet; `key` makes asking twice harmless."""
        return Batch.of(await self._call("POST", _BATCHES, caller, file=file, key=key))

    async def batch(self, caller: Caller, batch: str) -> Batch:
        """Return a batch as it stands."""
        return Batch.of(await self._call("GET", f"{_BATCHES}/{part(batch)}", caller))

    async def batch_rows(
        self, caller: Caller, batch: str, state: str = "", cursor: str = ""
    ) -> Page[BatchRow]:
        """Return a stretch of the rows that are done, in the order of the file."""
        query = {"pageSize": "100"} | {
            name: value for name, value in (("state", state), ("cursor", cursor)) if value
        }
        body = await self._call("GET", f"{_BATCHES}/{part(batch)}/rows", caller, query=query)
        return Page(tuple(BatchRow.of(item) for item in body["items"]), cursor_of(body.get("next")))

    async def corrections(self, caller: Caller, batch: str, kind: str) -> File:
        """Return the rejected rows as a file, ready to mend and send again; numbers stay masked."""
        return await self._download(f"{_BATCHES}/{part(batch)}/corrections.{part(kind)}", caller)

    async def template(self, caller: Caller, kind: str, worker_type: str) -> File:
        """Return an empty list with the columns of a worker type."""
        query = {"workerType": worker_type} if worker_type else {}
        return await self._download(f"{_BATCHES}/template.{part(kind)}", caller, query)

    async def again(self, caller: Caller, past: date, on: date) -> tuple[Proposal, ...]:
        """Return who worked on a past day as filings for another day, each tried; nothing is filed."""
        found: list[Proposal] = []
        cursor = ""
        for _ in range(_MOST_PAGES):
            query = {"on": on.isoformat()} | ({"cursor": cursor} if cursor else {})
            body = await self._call("GET", f"/v1/days/{past.isoformat()}/again", caller, query=query)
            found += [Proposal.of(item) for item in body["items"]]
            cursor = cursor_of(body.get("next"))
            if not cursor:
                break
        return tuple(found)
