"""The stand-in's periods: what the register's pages ask of the API, in memory."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

Seen = Callable[[Request], Response | None]
Problem = Callable[[int, str], Response]


def deadline(at: str = "2026-12-02T23:59:59+01:00", *, assumed: bool = False) -> dict[str, Any]:
    return {"at": at, "assumed": assumed, "text": "The next working day.", "source": "law"}


def operation(kind: str, change: str | None = None, **more: Any) -> dict[str, Any]:
    named = {"change": change} if change else {}
    return {"type": kind, **named, "deadline": deadline(), "certainty": "official", **more}


@dataclass
class Periods:
    """Periods by id."""

    seen: Seen
    problem: Problem
    by_id: dict[str, dict[str, Any]] = field(default_factory=dict)

    def routes(self) -> list[Route]:
        return [
            Route("/v1/workers/{id}/periods", self.of_worker),
            Route("/v1/periods", self.list),
            Route("/v1/periods/{id}", self.one),
        ]

    def add(self, name: str = "per_1", **more: Any) -> dict[str, Any]:
        worker = {"id": "wrk_1", "name": "Lou Voorbeeld", "ssin": "07.02.28-***.**"}
        known: dict[str, Any] = {"id": name, "rszNumber": "900000000217", "status": "open", "worker": worker}
        known |= {"workerType": "OTH", "jointCommittee": "XXX", "startDate": "2026-11-02", "endDate": None}
        known |= {
            "declarationId": None,
            "onItsWay": [],
            "operations": [operation("out"), operation("cancel")],
        }
        self.by_id[name] = known | more
        return self.by_id[name]

    async def of_worker(self, request: Request) -> Response:
        wanted = request.path_params["id"]
        items = [one for one in self.by_id.values() if one["worker"]["id"] == wanted]
        return self.seen(request) or JSONResponse({"items": items})

    async def list(self, request: Request) -> Response:
        wanted = request.query_params["status"].split(",")
        items = [one for one in self.by_id.values() if one["status"] in wanted]
        begin, size = int(request.query_params.get("cursor", "0")), int(request.query_params["pageSize"])
        body: dict[str, Any] = {"items": items[begin : begin + size]}
        if begin + size < len(items):
            body["next"] = f"{request.url.replace(query='')}?cursor={begin + size}"
        return self.seen(request) or JSONResponse(body)

    async def one(self, request: Request) -> Response:
        found = self.by_id.get(request.path_params["id"])
        return self.seen(request) or (JSONResponse(found) if found else self.problem(404, "Unknown"))
