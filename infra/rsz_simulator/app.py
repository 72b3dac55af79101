"""Puts the simulator together as one ASGI application."""

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from infra.rsz_simulator.api import DimonaApi
from infra.rsz_simulator.control import Control
from infra.rsz_simulator.faults.layer import FaultLayer
from infra.rsz_simulator.faults.plans import Faults
from infra.rsz_simulator.limits import LimitLayer
from infra.rsz_simulator.office import Office
from infra.rsz_simulator.problems import Problem, answer_status, on_problem
from infra.rsz_simulator.settings import Settings

MARK = ("X-Simulator", "dimona24-rsz-simulator")


class Marked:
    """ASGI layer that marks every answer, so that it can never be taken for one of the RSZ."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and mark its answer."""

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[MARK[0]] = MARK[1]
            await send(message)

        await self._app(scope, receive, marked)


def build(settings: Settings) -> ASGIApp:
    """The simulator with its own office, ready for a server."""
    office, faults = Office(settings), Faults()
    routes = [*DimonaApi(office).routes(), *Control(office, faults).routes()]
    handlers = {Problem: on_problem, HTTPException: _on_http_error, Exception: _on_crash}
    inner = LimitLayer(Starlette(routes=routes, exception_handlers=handlers), office)
    return Marked(FaultLayer(inner, faults))


async def _on_http_error(_request: Request, error: Exception) -> Response:
    """Starlette's own 404 and 405 as problems."""
    return answer_status(error.status_code if isinstance(error, HTTPException) else 500)


async def _on_crash(_request: Request, _error: Exception) -> Response:
    """A mistake of the simulator; the server logs it, the client learns nothing of it."""
    return answer_status(500)
