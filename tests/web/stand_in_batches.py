"""The stand-in's batches and proposals: what the pages for many at once ask of the API, in memory."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

Seen = Callable[[Request], Response | None]
Problem = Callable[[int, str], Response]
POLL = "2026-12-01T10:00:01+01:00"
SHIFT = {
    "type": "in",
    "workerType": "EXT",
    "jointCommittee": "302",
    "lump": "hours",
    "startHour": "18:00",
    "endHour": "23:00",
}


def proposal(number: int, on: str, **check: Any) -> dict[str, Any]:
    worker = {"id": f"wrk_{number}", "name": f"Extra {number}", "ssin": "masked"}
    filing = SHIFT | {"worker": {"id": worker["id"]}, "startDate": on, "endDate": on}
    deadline = {"at": f"{on}T18:00:00+01:00", "assumed": False, "text": "x", "source": "y"}
    run = {"valid": True, "issues": [], "warnings": [], "deadline": deadline} | check
    differs = [{"name": "startDate", "was": "2026-11-28", "now": on}]
    return {"filing": filing, "repeats": f"per_{number}", "worker": worker, "differs": differs, "check": run}


@dataclass
class Batches:
    """Batches by id, the calls that made them, and what is proposed."""

    seen: Seen
    problem: Problem
    by_id: dict[str, dict[str, Any]] = field(default_factory=dict)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    sent: list[tuple[str, str, bytes]] = field(default_factory=list)
    by_key: dict[str, str] = field(default_factory=dict)
    proposals: list[dict[str, Any]] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    templates: dict[str, dict[str, Any]] = field(default_factory=dict)
    refuse: Response | None = None

    def routes(self) -> list[Route]:
        at = "/v1/declarationBatches"
        return [
            Route(at, self.post, methods=["POST"]),
            Route(f"{at}/template.{{kind}}", self.template),
            Route(f"{at}/{{id}}", self.one),
            Route(f"{at}/{{id}}/rows", self.list_rows),
            Route(f"{at}/{{id}}/corrections.{{kind}}", self.corrections),
            Route("/v1/days/{day}/again", self.again),
            Route("/v1/templates", self.list_templates),
            Route("/v1/templates/{id}", self.one_template, methods=["PUT", "DELETE"]),
            Route("/v1/templates/{id}/proposals", self.propose, methods=["POST"]),
        ]

    def add(self, name: str, rows: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
        states = [row["state"] for row in rows]
        counts = {"recorded": states.count("recorded"), "rejected": states.count("rejected")}
        counts["alreadyRecorded"] = states.count("alreadyRecorded")
        known: dict[str, Any] = {"id": name, "state": "completed", "total": len(rows), "processed": len(rows)}
        known |= counts | {"ignoredColumns": [], "pollAfter": None}
        known["correctionsUntil"] = "2026-12-02T10:00:00+01:00"
        self.rows[name] = rows
        self.by_id[name] = known | more
        return self.by_id[name]

    async def post(self, request: Request) -> Response:
        if refused := self.seen(request) or self.refuse:
            return refused
        key = request.headers["idempotency-key"]
        self.sent.append((key, request.headers["content-type"], await request.body()))
        name = self.by_key.setdefault(key, f"bat_{len(self.by_key) + 1}")
        return JSONResponse(self.by_id.get(name) or self.add(name, []), 202)

    async def one(self, request: Request) -> Response:
        found = self.by_id.get(request.path_params["id"])
        return self.seen(request) or (JSONResponse(found) if found else self.problem(404, "Unknown"))

    async def list_rows(self, request: Request) -> Response:
        wanted = request.query_params.get("state")
        rows = self.rows[request.path_params["id"]]
        items = [row for row in rows if wanted in {None, row["state"]}]
        return self.seen(request) or JSONResponse({"items": items[:100]})

    async def template(self, request: Request) -> Response:
        kind, wanted = request.path_params["kind"], request.query_params.get("workerType", "")
        headers = {"content-disposition": f'attachment; filename="dimona-{wanted}.{kind}"'}
        return self.seen(request) or Response(b"list", media_type="text/csv", headers=headers)

    async def corrections(self, request: Request) -> Response:
        if request.path_params["id"] not in self.by_id:
            return self.problem(404, "Gone")
        headers = {"content-disposition": 'attachment; filename="corrections.csv"'}
        return self.seen(request) or Response(b"mend me", media_type="text/csv", headers=headers)

    async def again(self, request: Request) -> Response:
        self.asked.append((request.path_params["day"], request.query_params["on"]))
        return self.seen(request) or JSONResponse({"items": self.proposals})

    async def list_templates(self, request: Request) -> Response:
        return self.seen(request) or JSONResponse({"items": list(reversed(self.templates.values()))})

    async def one_template(self, request: Request) -> Response:
        if refused := self.seen(request) or self.refuse:
            return refused
        name = request.path_params["id"]
        if request.method == "DELETE":
            self.templates.pop(name, None)
            return Response(status_code=204)
        self.templates[name] = {"id": name, **await request.json()}
        return JSONResponse(self.templates[name], 201)

    async def propose(self, request: Request) -> Response:
        on, name = (await request.json())["date"], request.path_params["id"]
        self.asked.append((name, on))
        proposals = [proposal(1, on) | {"differs": []} for _ in self.templates[name]["filings"]]
        for one, filing in zip(proposals, self.templates[name]["filings"], strict=True):
            one["filing"] = one["filing"] | {"worker": {"id": filing["workerId"]}}
            del one["repeats"], one["worker"]
        return self.seen(request) or JSONResponse({"items": proposals})
