"""The calls about periods and the workers they belong to."""

from dimona_web.api.period_shapes import Period
from dimona_web.api.shapes import Page, Worker
from dimona_web.api.transport import Caller, Transport, cursor_of, part


class PeriodCalls(Transport):
    """What the register's pages ask: one worker, periods, and what would come of a declaration."""

    async def worker(self, caller: Caller, worker: str) -> Worker:
        """Return one worker of the register."""
        return Worker.of(await self._call("GET", f"/v1/workers/{part(worker)}", caller))

    async def register(
        self, caller: Caller, start_of_name: str = "", cursor: str = "", page_size: int = 20
    ) -> Page[Worker]:
        """Return a stretch of the register by family name; of those whose name has a part that starts so."""
        query = _given(q=start_of_name, cursor=cursor, pageSize=str(page_size))
        body = await self._call("GET", "/v1/workers", caller, query=query)
        return Page(tuple(Worker.of(item) for item in body["items"]), cursor_of(body.get("next")))

    async def periods_of(self, caller: Caller, worker: str) -> tuple[Period, ...]:
        """Return the newest hundred periods of a worker, newest start first."""
        path = f"/v1/workers/{part(worker)}/periods"
        body = await self._call("GET", path, caller, query={"pageSize": "100"})
        return tuple(Period.of(item) for item in body["items"])

    async def periods(self, caller: Caller, status: str, cursor: str = "") -> Page[Period]:
        """Return a stretch of the periods with this status."""
        query = _given(status=status, cursor=cursor, pageSize="20")
        body = await self._call("GET", "/v1/periods", caller, query=query)
        return Page(tuple(Period.of(item) for item in body["items"]), cursor_of(body.get("next")))

    async def period(self, caller: Caller, period: str) -> Period:
        """Return one period with what may be done with it now."""
        return Period.of(await self._call("GET", f"/v1/periods/{part(period)}", caller))


def _given(**query: str) -> dict[str, str]:
    return {name: value for name, value in query.items() if value}
