"""The calls about work that the API does in the background: exports, comparisons with the RSZ."""

from collections.abc import Mapping

from dimona_web.api.job_shapes import Comparison, Export
from dimona_web.api.transport import Caller, File, Transport, cursor_of, given, part

_EXPORTS, _RECONCILIATIONS = "/v1/exports", "/v1/reconciliations"


class JobCalls(Transport):
    """What the pages about exports and comparisons ask."""

    async def start_export(
        self, caller: Caller, kind: str, file_format: str, filters: Mapping[str, str]
    ) -> Export:
        """Begin to write a list, by its own filters, to a file: csv or xlsx. Numbers stay masked."""
        body = given(kind=kind, format=file_format, **filters)
        return Export.of(await self._call("POST", _EXPORTS, caller, body=body))

    async def export(self, caller: Caller, export: str) -> Export:
        """Return an export as it stands."""
        return Export.of(await self._call("GET", f"{_EXPORTS}/{part(export)}", caller))

    async def export_file(self, caller: Caller, export: str) -> File:
        """Return the file of an export that is ready."""
        return await self._download(f"{_EXPORTS}/{part(export)}/file", caller)

    async def start_comparison(self, caller: Caller, key: str, *, imports: bool) -> Comparison:
        """Begin to compare the register with the RSZ; `imports` takes over what only the RSZ has.

        `key` makes asking twice harmless. Nothing is ever sent to the RSZ.
        """
        body = {"import": imports}
        return Comparison.of(await self._call("POST", _RECONCILIATIONS, caller, body=body, key=key), "")

    async def comparison(self, caller: Caller, comparison: str, cursor: str = "") -> Comparison:
        """Return a comparison as it stands, with a page of its differences."""
        path, query = f"{_RECONCILIATIONS}/{part(comparison)}", given(cursor=cursor, pageSize="20")
        body = await self._call("GET", path, caller, query=query)
        return Comparison.of(body, cursor_of(body.get("next")))
