"""The stand-in's work in the background: exports and comparisons with the RSZ, in memory."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

Seen = Callable[[Request], Response | None]
Problem = Callable[[int, str], Response]
POLL = "2026-12-01T10:00:01+01:00"
TOMORROW = "2026-12-02T10:00:00+01:00"


def period(name: str = "per_1", **more: Any) -> dict[str, Any]:
    """A period as a comparison shows one side of it."""
    known = {"id": name, "rszNumber": "900000000217", "status": "active", "workerType": "OTH"}
    return known | {"startDate": "2026-11-02", "startHour": None, "endDate": None, "endHour": None} | more


def difference(kind: str, worker: str | None = "wrk_1", **sides: Any) -> dict[str, Any]:
    here = sides.get("ours", period() if worker else None)
    there = sides.get("theirs", period("x", endDate="2026-12-31"))
    return {"kind": kind, "text": "It differs.", "remedy": "Mend it.", "workerId": worker} | {
        "ours": here,
        "theirs": there,
    }


@dataclass
class Jobs:
    """Exports and comparisons by id, and what was ordered."""

    seen: Seen
    problem: Problem
    exports: dict[str, dict[str, Any]] = field(default_factory=dict)
    comparisons: dict[str, dict[str, Any]] = field(default_factory=dict)
    ordered: list[dict[str, Any]] = field(default_factory=list)
    by_key: dict[str, str] = field(default_factory=dict)
    page_size: int = 20

    def routes(self) -> list[Route]:
        return [
            Route("/v1/exports", self.start_export, methods=["POST"]),
            Route("/v1/exports/{id}", self.export),
            Route("/v1/exports/{id}/file", self.file),
            Route("/v1/reconciliations", self.start_comparison, methods=["POST"]),
            Route("/v1/reconciliations/{id}", self.comparison),
        ]

    def add_export(self, **more: Any) -> dict[str, Any]:
        name = f"exp_{len(self.exports) + 1}"
        known = {"id": name, "state": "processing", "kind": "declarations", "format": "csv", "rows": 0}
        self.exports[name] = known | {"expiresAt": TOMORROW, "pollAfter": POLL} | more
        return self.exports[name]

    def add_comparison(self, items: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
        name = f"rec_{len(self.comparisons) + 1}"
        counts: dict[str, int] = {}
        for item in items:
            counts[item["kind"]] = counts.get(item["kind"], 0) + 1
        known = {"id": name, "state": "completed", "import": False, "counts": counts, "items": items}
        progress = {"theirs": 1200, "ours": 7, "unreadable": 0}
        self.comparisons[name] = known | {"progress": progress} | more
        return self.comparisons[name]

    async def start_export(self, request: Request) -> Response:
        if refused := self.seen(request):
            return refused
        order = await request.json()
        self.ordered.append(order)
        return JSONResponse(self.add_export(kind=order["kind"], format=order["format"]), 202)

    async def export(self, request: Request) -> Response:
        found = self.exports.get(request.path_params["id"])
        return self.seen(request) or (JSONResponse(found) if found else self.problem(404, "Gone"))

    async def file(self, request: Request) -> Response:
        if refused := self.seen(request):
            return refused
        found = self.exports.get(request.path_params["id"])
        if found is None or found["state"] != "completed":
            return self.problem(404, "Gone")
        headers = {"content-disposition": 'attachment; filename="declarations.csv"'}
        return Response(b"a;b", media_type="text/csv", headers=headers)

    async def start_comparison(self, request: Request) -> Response:
        if refused := self.seen(request):
            return refused
        order, key = await request.json(), request.headers["idempotency-key"]
        if key not in self.by_key:
            self.ordered.append(order)
            made = self.add_comparison([], state="processing", pollAfter=POLL, **order)
            self.by_key[key] = made["id"]
        return JSONResponse(self.comparisons[self.by_key[key]], 202)

    async def comparison(self, request: Request) -> Response:
        found = self.comparisons.get(request.path_params["id"])
        if found is None:
            return self.problem(404, "Gone")
        begin = int(request.query_params.get("cursor", "0"))
        end = begin + self.page_size
        more = {"next": f"http://x/?cursor={end}"} if end < len(found["items"]) else {}
        return self.seen(request) or JSONResponse(found | {"items": found["items"][begin:end]} | more)
