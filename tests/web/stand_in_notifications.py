"""How somebody is told, in the stand-in of the API."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

Seen = Callable[[Request], Response | None]
PUSH_KEY = "BOyO1IqxFZ3Yy9cJ5DUE8rFQ0bVtAn1yHYgGHkT0sFT4QPAMFTrMl4aKD2hbZpQ6fUuqXmRzSgkcHpL5RLMA0Qk"


@dataclass
class Told:
    """What was chosen, and the devices."""

    seen: Seen
    chosen: dict[str, Any] = field(
        default_factory=lambda: {
            "language": "nl",
            "mail": {"refused": True, "actionNeeded": True, "needsHelp": True, "unsent": False},
            "mailRefusedAt": None,
            "pushKey": PUSH_KEY,
            "pushSubscriptions": [],
        }
    )
    tried: list[str] = field(default_factory=list)

    def routes(self) -> list[Route]:
        one = "/v1/me/pushSubscriptions/{id}"
        return [
            Route("/v1/me/notifications", self.look, methods=["GET"]),
            Route("/v1/me/notifications", self.change, methods=["PATCH"]),
            Route("/v1/me/pushSubscriptions", self.add, methods=["POST"]),
            Route(one, self.remove, methods=["DELETE"]),
            Route(f"{one}/test", self.trial, methods=["POST"]),
        ]

    async def look(self, request: Request) -> Response:
        return self.seen(request) or JSONResponse(self.chosen)

    async def change(self, request: Request) -> Response:
        body = await request.json()
        self.chosen |= {"language": body["language"], "mail": self.chosen["mail"] | body["mail"]}
        self.chosen["mailRefusedAt"] = None
        return self.seen(request) or JSONResponse(self.chosen)

    async def add(self, request: Request) -> Response:
        if seen := self.seen(request):
            return seen
        body = await request.json()
        self.chosen["pushSubscriptions"] = [{"id": "psh_1", "language": body["language"], "given": body}]
        return JSONResponse({"id": "psh_1"}, 201)

    async def remove(self, request: Request) -> Response:
        self.chosen["pushSubscriptions"] = []
        return self.seen(request) or Response(status_code=204)

    async def trial(self, request: Request) -> Response:
        if request.path_params["id"] != "psh_1":
            return JSONResponse({}, 404)
        self.tried.append("psh_1")
        return self.seen(request) or Response(status_code=204)
