"""/_simulator: the handle of tests and demos. Open, because the simulator listens on loopback only."""

import json
from typing import Any

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from infra.rsz_simulator.clock import iso
from infra.rsz_simulator.faults.plans import Faults, Plan, Rates
from infra.rsz_simulator.incoming import issues_of
from infra.rsz_simulator.office import Office
from infra.rsz_simulator.problems import Problem, issue


class Control:
    """Looks at and changes a running simulator."""

    def __init__(self, office: Office, faults: Faults) -> None:
        self._office = office
        self._faults = faults

    def routes(self) -> list[Route]:
        """All control addresses."""
        return [
            Route("/_simulator/health", self.health, methods=["GET"]),
            Route("/_simulator/settings", self.settings, methods=["GET"]),
            Route("/_simulator/settings", self.change, methods=["PATCH"]),
            Route("/_simulator/declarations", self.declarations, methods=["GET"]),
            Route("/_simulator/hurry", self.hurry, methods=["POST"]),
            Route("/_simulator/reset", self.reset, methods=["POST"]),
        ]

    async def health(self, _request: Request) -> Response:
        """Ready to answer."""
        return JSONResponse({"status": "UP"})

    async def settings(self, _request: Request) -> Response:
        """Behaviour, facts, faults still to happen, and the simulator's time."""
        office = self._office
        return JSONResponse(
            {
                **office.behaviour.model_dump(mode="json", by_alias=True),
                **office.facts.model_dump(mode="json", by_alias=True),
                "faults": self._faults.written(),
                "faultRates": self._faults.rates.model_dump(mode="json", by_alias=True),
                "faultsHappened": dict(self._faults.happened),
                "now": iso(office.clock.now()),
            }
        )

    async def change(self, request: Request) -> Response:
        """Change what the body names; answers with all settings. Maps are merged, lists replaced."""
        patch = await _json_object(request)
        try:
            plan = Plan.model_validate(patch.pop("faults")) if "faults" in patch else None
            rates = Rates.model_validate(patch.pop("faultRates")) if "faultRates" in patch else None
            self._office.change(patch)
        except ValidationError as error:
            raise Problem("badRequest", issues_of(error.errors(include_input=False))) from error
        if plan is not None:
            self._faults.change(plan)
        if rates is not None:
            self._faults.change_rates(rates)
        return await self.settings(request)

    async def declarations(self, _request: Request) -> Response:
        """Everything received, oldest first, without anything personal."""
        items = []
        for row in self._office.ledger.declarations():
            content = json.loads(row["body"])[row["kind"]]
            items.append(
                {
                    "id": row["id"],
                    "receivedAt": iso(row["received"]),
                    "kind": row["kind"],
                    "result": row["result"],
                    "anomalies": json.loads(row["anomalies"]),
                    "periodId": row["period"],
                    "employer": row["employer"],
                    "workerType": content.get("features", {}).get("workerType"),
                    "startDate": content.get("startDate"),
                }
            )
        return JSONResponse({"items": items})

    async def hurry(self, _request: Request) -> Response:
        """Let every running processing delay be over (an identification keeps its own delay)."""
        self._office.hurry()
        return Response(status_code=204)

    async def reset(self, _request: Request) -> Response:
        """An empty file and the behaviour of the start."""
        self._office.reset()
        self._faults.reset()
        return Response(status_code=204)


async def _json_object(request: Request) -> dict[str, Any]:
    try:
        body = json.loads(await request.body())
    except ValueError as error:
        raise Problem("badRequest", (issue("schemaViolation", "body", "", "not JSON"),)) from error
    if not isinstance(body, dict):
        raise Problem("badRequest", (issue("schemaViolation", "body", "", "an object is wanted"),))
    return body
