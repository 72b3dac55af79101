"""A limit of requests, off by default: no limit of the RSZ is published, but 429 is in the Belgian guide."""

from collections import deque

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from infra.rsz_simulator.office import Office
from infra.rsz_simulator.problems import body_of
from infra.rsz_simulator.shapes import DIMONA_PATH

_WINDOW = 60.0


class LimitLayer:
    """ASGI layer that answers 429 to more Dimona requests than `requestsPerMinute`."""

    def __init__(self, app: ASGIApp, office: Office) -> None:
        self._app = app
        self._office = office
        self._taken: deque[float] = deque()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass, or tell when the next one will."""
        limit = self._office.behaviour.requests_per_minute
        limited = limit and scope["type"] == "http" and scope["path"].startswith(DIMONA_PATH)
        wait = self._seconds_to_wait(limit) if limited else 0
        await (_too_many(limit, wait) if wait else self._app)(scope, receive, send)

    def _seconds_to_wait(self, limit: int) -> int:
        """0 when one more request is taken now."""
        now = self._office.token_clock.now()
        while self._taken and self._taken[0] <= now - _WINDOW:
            self._taken.popleft()
        if len(self._taken) >= limit:
            return int(self._taken[0] + _WINDOW - now) + 1
        self._taken.append(now)
        return 0


def _too_many(limit: int, seconds: int) -> JSONResponse:
    body = {**body_of("tooManyRequests"), "limit": limit, "retryAfter": seconds}
    headers = {"Retry-After": str(seconds)}
    return JSONResponse(body, 429, headers, media_type="application/problem+json")
