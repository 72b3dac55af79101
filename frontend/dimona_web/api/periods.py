"""The calls about periods."""

from dimona_web.api.period_shapes import Period
from dimona_web.api.shapes import Page
from dimona_web.api.transport import Caller, Transport, cursor_of, given, part


class PeriodCalls(Transport):
    """What the pages about periods ask: those of a worker, a list, and one with what may be done."""

    async def periods_of(self, caller: Caller, worker: str) -> tuple[Period, ...]:
        """Return the newest hundred periods of a worker, newest start first."""
        path = f"/v1/workers/{part(worker)}/periods"
        body = await self._call("GET", path, caller, query={"pageSize": "100"})
        return tuple(Period.of(item) for item in body["items"])

    async def periods(self, caller: Caller, status: str, cursor: str = "") -> Page[Period]:
        """Return a stretch of the periods with this status."""
        query = given(status=status, cursor=cursor, pageSize="20")
        body = await self._call("GET", "/v1/periods", caller, query=query)
        return Page(tuple(Period.of(item) for item in body["items"]), cursor_of(body.get("next")))

    async def period(self, caller: Caller, period: str) -> Period:
        """Return one period with what may be done with it now."""
        return Period.of(await self._call("GET", f"/v1/periods/{part(period)}", caller))
