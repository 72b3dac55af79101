"""The stand-in's drafts: what the wizard and the device keep at the API, in memory."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from chalicelib.domain.draft import unknown_names

Seen = Callable[[Request], Response | None]
Problem = Callable[[int, str], Response]
SAVED, EXPIRES = "2026-12-01T10:00:00+01:00", "2026-12-31T10:00:00+01:00"


@dataclass
class Drafts:
    """Drafts by id; a filing with a field that the API does not know is refused as the API does."""

    seen: Seen
    problem: Problem
    by_id: dict[str, dict[str, Any]] = field(default_factory=dict)
    away: bool = False

    def routes(self) -> list[Route]:
        return [
            Route("/v1/drafts", self.listed),
            Route("/v1/drafts/{id}", self.one, methods=["GET", "PUT", "DELETE"]),
        ]

    def add(self, name: str, filing: dict[str, Any]) -> dict[str, Any]:
        day, hour = filing.get("startDate") or "", filing.get("startHour") or "00:00"
        at = f"{day}T{hour}:00+01:00" if day[:1].isdigit() else ""
        told = {"at": at, "assumed": "startHour" not in filing, "text": "Rule.", "source": "KB"}
        shown = {"id": name, "shared": False, "notFiled": True, "filing": filing}
        shown |= {"deadline": told if at else None, "savedAt": SAVED, "expiresAt": EXPIRES}
        self.by_id[name] = shown
        return shown

    async def listed(self, request: Request) -> Response:
        return self.seen(request) or JSONResponse({"items": list(reversed(self.by_id.values()))})

    async def one(self, request: Request) -> Response:
        if seen := self.seen(request):
            return seen
        name = request.path_params["id"]
        if self.away:
            return self.problem(503, "away")
        if request.method == "PUT":
            filing = (await request.json())["filing"]
            if unknown := unknown_names(filing):
                return self.problem(400, f"unknown {unknown}")
            return JSONResponse(self.add(name, filing))
        if request.method == "DELETE":
            self.by_id.pop(name, None)
            return Response(status_code=204)
        return JSONResponse(self.by_id[name]) if name in self.by_id else self.problem(404, "Unknown")
