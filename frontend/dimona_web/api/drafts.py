"""The calls about drafts: started filings of the person who is signed in. None of them is ever filed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from dimona_web.api.shapes import Deadline, Json, Worker, block, instant
from dimona_web.api.transport import Caller, Transport, part

_DRAFTS = "/v1/drafts"


@dataclass(frozen=True)
class KeptDraft:
    """A started filing as it is kept; `deadline` is None while its dates do not tell one."""

    id: str
    filing: Json
    worker: Worker
    deadline: Deadline | None
    expires_at: datetime | None

    @classmethod
    def of(cls, json: Json) -> Self:
        """Read a draft."""
        return cls(
            id=json["id"],
            filing=json["filing"],
            worker=Worker.of(block(json["filing"], "worker")),
            deadline=Deadline.of(json["deadline"]) if json.get("deadline") else None,
            expires_at=instant(json.get("expiresAt")),
        )


class DraftCalls(Transport):
    """What the wizard, the pages of drafts and the device ask."""

    async def save_draft(self, caller: Caller, draft: str, filing: Mapping[str, Any]) -> KeptDraft:
        """Keep a started filing under this id, in place of what was kept there."""
        return KeptDraft.of(await self._call("PUT", _address(draft), caller, body={"filing": filing}))

    async def draft(self, caller: Caller, draft: str) -> KeptDraft:
        """Return one draft. Raises `MissingError` when it is filed, thrown away or expired."""
        return KeptDraft.of(await self._call("GET", _address(draft), caller))

    async def drafts(self, caller: Caller) -> tuple[KeptDraft, ...]:
        """Return the newest hundred drafts, last saved first."""
        body = await self._call("GET", _DRAFTS, caller, query={"pageSize": "100"})
        return tuple(KeptDraft.of(item) for item in body["items"])

    async def remove_draft(self, caller: Caller, draft: str) -> None:
        """Throw a draft away; doing it twice is fine."""
        await self._call("DELETE", _address(draft), caller)


def _address(draft: str) -> str:
    return f"{_DRAFTS}/{part(draft)}"
