"""A stand-in of the API for tests of the web app alone: the few calls it makes, in memory."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from chalicelib.domain.law.committees import JOINT_COMMITTEES
from chalicelib.domain.law.worker_types import WORKER_TYPES
from chalicelib.edge.reference_views import committee_view
from chalicelib.edge.worker_type_views import worker_type_view
from tests.web.stand_in_batches import Batches
from tests.web.stand_in_drafts import Drafts
from tests.web.stand_in_jobs import Jobs
from tests.web.stand_in_notifications import Told
from tests.web.stand_in_periods import Periods

NOW = "2026-12-01T10:00:00+01:00"
PASSWORD = "paard-batterij-niet"
WORKERS = (
    {"id": "wrk_1", "givenName": "Lou", "familyName": "Voorbeeld", "ssin": "07.02.28-***.**"},
    {"id": "wrk_2", "givenName": "Noor", "familyName": "Peeters", "ssin": "90.01.15-***.**"},
)
KNOWN_NUMBERS = {"07022899801": WORKERS[0], "90011599762": WORKERS[1]}
WRONG_NUMBER = "90011599763"


EMPLOYER = "0999999922"
# The tables are the API's own: a form that is drawn from others would prove nothing.
KINDS, COMMITTEES = WORKER_TYPES.values(), JOINT_COMMITTEES.values()
PLACE: dict[str, Any] = {
    "id": "wpl_1",
    "name": "Terras",
    "address": {"street": "Kaai", "houseNumber": "1", "postCode": "9000", "municipality": {"name": "Gent"}},
}
CONSEQUENCE = {
    "kind": "administrativeFine",
    "title": "Boete",
    "detail": "Per werknemer.",
    "min": 3000,
    "max": 35000.5,
    "unit": "EUR",
    "per": "worker",
    "validFrom": "2026-02-01",
    "source": "Code, art. 181",
    "certainty": "certain",
}


DRY_RUN: dict[str, Any] = {
    "valid": True,
    "issues": [],
    "warnings": [],
    "deadline": {"at": "2026-12-01T18:00:00+01:00", "assumed": False, "text": "Rule.", "source": "KB"},
    "quotas": [],
    "lateRisk": {"level": "none", "minutesLeft": 480, "text": "", "consequences": []},
}


def problem(status: int, detail: str, issue: dict[str, str] | None = None) -> Response:
    issues = [issue] if issue else []
    body = {"type": "urn:problem-type:belgif:badRequest", "title": detail, "status": status, "detail": detail}
    return JSONResponse(body | {"issues": issues}, status, media_type="application/problem+json")


def _brief(period: Any) -> Any:
    """A period as a declaration shows it; a filing names it by its id."""
    return {"id": period, "rszNumber": None} if isinstance(period, str) else period


def _is_named(worker: dict[str, Any], start: str) -> bool:
    given, family = worker["givenName"].lower(), worker["familyName"].lower()
    return any(part.startswith(start) for part in (f"{given} {family}", family))


@dataclass
class StandIn:
    """What the stand-in holds, and the calls it saw."""

    declarations: dict[str, dict[str, Any]] = field(default_factory=dict)
    by_key: dict[str, dict[str, Any]] = field(default_factory=dict)
    workers: list[dict[str, Any]] = field(default_factory=lambda: [dict(worker) for worker in WORKERS])
    calls: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    tokens: set[str] = field(default_factory=lambda: {"tok_eva"})
    refuse_declaration: Response | None = None
    refuse_act: Response | None = None
    refuse_try: Response | None = None
    dry_run: dict[str, Any] = field(default_factory=lambda: dict(DRY_RUN))
    dry_runs: dict[str, dict[str, Any]] = field(default_factory=dict)
    tried: list[dict[str, Any]] = field(default_factory=list)
    employer: dict[str, Any] = field(
        default_factory=lambda: {
            "enterpriseNumber": EMPLOYER,
            "name": "Café De Kroon",
            "defaultJointCommittee": "302",
            "workingDays": "monSat",
            "version": 3,
        }
    )
    acts: list[tuple[str, Any]] = field(default_factory=list)
    works_today: dict[str, Any] = field(default_factory=lambda: {"items": []})
    looks_until_settled: int = 2
    slow: float = 0
    filed: list[dict[str, Any]] = field(default_factory=list)
    periods: Periods = field(init=False)
    batches: Batches = field(init=False)
    told: Told = field(init=False)
    jobs: Jobs = field(init=False)
    drafts: Drafts = field(init=False)

    def __post_init__(self) -> None:
        self.periods = Periods(self._seen, problem)
        self.batches = Batches(self._seen, problem)
        self.told = Told(self._seen)
        self.jobs = Jobs(self._seen, problem)
        self.drafts = Drafts(self._seen, problem)

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/v1/sessions", self.open_session, methods=["POST"]),
                Route("/v1/sessions/current", self.close_session, methods=["DELETE"]),
                Route("/v1/me", self.me),
                Route("/v1/workers", self.find_workers, methods=["GET"]),
                Route("/v1/workers", self.add_worker, methods=["POST"]),
                *self.periods.routes(),
                *self.batches.routes(),
                *self.told.routes(),
                *self.jobs.routes(),
                *self.drafts.routes(),
                Route("/v1/workers/{id}", self.one_worker, methods=["GET"]),
                Route("/v1/workers/{id}", self.change_worker, methods=["PATCH"]),
                Route("/v1/workers/{id}/merge", self.merge_worker, methods=["POST"]),
                Route("/v1/workers/search", self.search_worker, methods=["POST"]),
                Route("/v1/declarations", self.list_declarations, methods=["GET"]),
                Route("/v1/declarations", self.declare, methods=["POST"]),
                Route("/v1/declarations/validate", self.validate, methods=["POST"]),
                Route("/v1/declarations/{id}/withdraw", self.withdraw, methods=["POST"]),
                Route("/v1/declarations/{id}/resolve", self.resolve, methods=["POST"]),
                Route("/v1/deadlines", self.deadlines),
                Route("/v1/days/{day}", self.day),
                Route("/v1/workerTypes", self.worker_types),
                Route("/v1/jointCommittees", self.committees),
                Route("/v1/consequences", self.consequences),
                Route("/v1/employers/{number}", self.one_employer, methods=["GET", "PATCH"]),
                Route("/v1/employers/{number}/workplaces", self.workplaces),
                Route("/v1/declarations/{id}", self.declaration, methods=["GET"]),
                Route("/v1/declarations/{id}/events", self.events, methods=["GET"]),
            ]
        )

    def _seen(self, request: Request) -> Response | None:
        self.calls.append((request.method, request.url.path, dict(request.headers)))
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        return None if token in self.tokens else problem(401, "Not signed in")

    async def open_session(self, request: Request) -> Response:
        self._seen(request)
        if (await request.json())["password"] != PASSWORD:
            return problem(401, "Wrong")
        self.tokens.add("tok_eva")
        return JSONResponse({"token": "tok_eva", "expiresAt": NOW, "user": {}}, 201)

    async def close_session(self, request: Request) -> Response:
        self._seen(request)
        self.tokens.clear()
        return Response(status_code=204)

    async def me(self, request: Request) -> Response:
        membership = {
            "employer": {"enterpriseNumber": "0999999922", "name": "Café De Kroon"},
            "role": "owner",
            "permissions": ["settings:write"],
        }
        user = {"id": "usr_1", "name": "Eva", "email": "eva.owner@cafe.example", "language": "nl"}
        return self._seen(request) or JSONResponse({"user": user, "memberships": [membership]})

    async def find_workers(self, request: Request) -> Response:
        start = request.query_params.get("q", "").lower()
        found = [one for one in self.workers if _is_named(one, start)]
        begin, size = int(request.query_params.get("cursor", "0")), int(request.query_params["pageSize"])
        body: dict[str, Any] = {"items": found[begin : begin + size]}
        if begin + size < len(found):
            body["next"] = f"{request.url.replace(query='')}?cursor={begin + size}"
        return self._seen(request) or JSONResponse(body)

    async def one_worker(self, request: Request) -> Response:
        wanted = request.path_params["id"]
        found = next((one for one in self.workers if one["id"] == wanted), None)
        return self._seen(request) or (JSONResponse(found) if found else problem(404, "Unknown"))

    async def search_worker(self, request: Request) -> Response:
        number = (await request.json())["ssin"]
        if number == WRONG_NUMBER:
            return problem(400, "Wrong number", {"name": "ssin", "detail": "The check digits do not fit."})
        found = [KNOWN_NUMBERS[number]] if number in KNOWN_NUMBERS else []
        return self._seen(request) or JSONResponse({"items": found})

    async def add_worker(self, request: Request) -> Response:
        if refused := self._seen(request) or self.refuse_act:
            return refused
        body = await request.json()
        worker = body | {"id": f"wrk_{len(self.workers) + 1}", "ssin": "masked" if "ssin" in body else None}
        self.workers.append(worker)
        return JSONResponse(worker, 201)

    async def change_worker(self, request: Request) -> Response:
        if refused := self._seen(request) or self.refuse_act:
            return refused
        found = next(one for one in self.workers if one["id"] == request.path_params["id"])
        found |= await request.json()
        return JSONResponse(found)

    async def merge_worker(self, request: Request) -> Response:
        if refused := self._seen(request) or self.refuse_act:
            return refused
        gone, into = request.path_params["id"], (await request.json())["into"]
        self.acts.append(("merge", (gone, into)))
        self.workers = [one for one in self.workers if one["id"] != gone]
        return JSONResponse(next(one for one in self.workers if one["id"] == into))

    async def list_declarations(self, request: Request) -> Response:
        if seen := self._seen(request):
            return seen
        query = request.query_params
        wanted = {
            "state": query.get("state"),
            "type": query.get("type"),
            "timeliness": query.get("timeliness"),
        }
        items = [
            one
            for one in reversed(self.declarations.values())
            if all(value in {None, one.get(name)} for name, value in wanted.items())
            and query.get("workerId") in {None, one["worker"]["id"]}
        ]
        begin, size = int(request.query_params.get("cursor", "0")), int(request.query_params["pageSize"])
        body: dict[str, Any] = {"items": items[begin : begin + size]}
        if begin + size < len(items):
            body["next"] = f"{request.url.replace(query='')}?cursor={begin + size}"
        return JSONResponse(body)

    async def declare(self, request: Request) -> Response:
        if seen := self._seen(request):
            return seen
        await asyncio.sleep(self.slow)
        if self.refuse_declaration:
            return self.refuse_declaration
        key = request.headers["idempotency-key"]
        if key not in self.by_key:
            filing = await request.json()
            self.filed.append(filing)
            self.by_key[key] = self.record(self._about(filing))
        return JSONResponse(self.by_key[key], 202)

    def _about(self, filing: dict[str, Any]) -> dict[str, Any]:
        """A filing on a period is about the worker of that period."""
        period = self.periods.by_id.get(filing.get("period", ""))
        return filing | {"worker": period["worker"]} if period else filing

    def record(self, filing: dict[str, Any], state: str = "recorded", **more: Any) -> dict[str, Any]:
        worker = next(one for one in self.workers if one["id"] == filing["worker"]["id"])
        number = f"dec_{len(self.declarations) + 1}"
        name = f"{worker['givenName']} {worker['familyName']}"
        known: dict[str, Any] = {
            "id": number,
            "state": state,
            "period": _brief(filing.get("period", f"per_of_{number}")),
            "worker": {"id": worker["id"], "name": name, "ssin": worker["ssin"]},
            "deadline": {
                "at": "2026-12-01T17:00:00+01:00",
                "assumed": False,
                "text": "Before the work starts.",
            },
            "receivedAt": NOW,
            "timeliness": "unknown",
            "rsz": {},
            "warnings": [],
            "pollAfter": None if state in {"accepted", "refused"} else NOW,
        }
        self.declarations[number] = {**filing, **known, "looks": 0, **more}
        return self.declarations[number]

    async def declaration(self, request: Request) -> Response:
        if seen := self._seen(request):
            return seen
        found = self.declarations.get(request.path_params["id"])
        if found is None:
            return problem(404, "Unknown")
        found["looks"] += 1
        if found["looks"] > self.looks_until_settled and found["state"] == "recorded":
            rsz = {"declarationId": "900000000116", "periodId": "900000000217", "anomalies": []}
            found |= {"state": "accepted", "rsz": rsz, "pollAfter": None, "timeliness": "onTime"}
            found |= {"sentAt": NOW, "receivedByRszAt": NOW, "settledAt": NOW}
        return JSONResponse(found)

    async def events(self, request: Request) -> Response:
        return self._seen(request) or JSONResponse({"items": [{"at": NOW, "happening": "recorded"}]})

    async def validate(self, request: Request) -> Response:
        self.tried.append(await request.json())
        who = self.tried[-1].get("worker", {}).get("id", "")
        return self._seen(request) or self.refuse_try or JSONResponse(self.dry_runs.get(who, self.dry_run))

    async def _act(self, request: Request, state: str) -> Response:
        if seen := self._seen(request) or self.refuse_act:
            return seen
        found = self.declarations[request.path_params["id"]]
        found |= {"state": state, "pollAfter": None}
        return JSONResponse(found)

    async def withdraw(self, request: Request) -> Response:
        self.acts.append(("withdraw", None))
        return await self._act(request, "withdrawn")

    async def resolve(self, request: Request) -> Response:
        body = await request.json()
        self.acts.append(("resolve", body))
        return await self._act(request, "withdrawn" if body["as"] == "withdraw" else "submitted")

    async def deadlines(self, request: Request) -> Response:
        due = [
            one for one in self.declarations.values() if one["state"] in {"recorded", "held", "unconfirmed"}
        ]
        return self._seen(request) or JSONResponse({"items": due})

    async def day(self, request: Request) -> Response:
        return self._seen(request) or JSONResponse(self.works_today)

    async def worker_types(self, request: Request) -> Response:
        language = request.headers["accept-language"]
        items = [worker_type_view(one, language).model_dump(by_alias=True, mode="json") for one in KINDS]
        return self._seen(request) or JSONResponse({"items": items})

    async def committees(self, request: Request) -> Response:
        language = request.headers["accept-language"]
        items = [committee_view(one, language).model_dump(by_alias=True, mode="json") for one in COMMITTEES]
        return self._seen(request) or JSONResponse({"items": items})

    async def consequences(self, request: Request) -> Response:
        body = {"items": [CONSEQUENCE], "asOf": "2026-12-01", "note": "Geen advies."}
        return self._seen(request) or JSONResponse(body)

    async def one_employer(self, request: Request) -> Response:
        if seen := self._seen(request):
            return seen
        if request.method == "PATCH":
            if self.refuse_act:
                return self.refuse_act
            changes = await request.json()
            self.employer |= {**changes, "version": changes["version"] + 1}
        return JSONResponse(self.employer)

    async def workplaces(self, request: Request) -> Response:
        return self._seen(request) or JSONResponse({"items": [PLACE]})
