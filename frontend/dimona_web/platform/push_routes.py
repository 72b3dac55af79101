"""What a page's own script asks about push on this device: on, off, try. The cookie says who asks."""

import json
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dimona_web.api.client import Caller, api
from dimona_web.api.errors import (
    ApiError,
    BusyError,
    MissingError,
    RefusedError,
    SignedOutError,
)
from dimona_web.platform.auth_routes import caller_of, language_in
from dimona_web.platform.origin import is_own_origin

LARGEST = 4096
_STATUS: dict[type[ApiError], HTTPStatus] = {
    SignedOutError: HTTPStatus.UNAUTHORIZED,
    MissingError: HTTPStatus.NOT_FOUND,
    RefusedError: HTTPStatus.BAD_REQUEST,
    BusyError: HTTPStatus.TOO_MANY_REQUESTS,
}
_Ask = Callable[[Caller, dict[str, Any]], Awaitable[dict[str, str]]]


async def _on(caller: Caller, said: dict[str, Any]) -> dict[str, str]:
    known = {name: said[name] for name in ("endpoint", "keys") if name in said}
    return {"id": await api().subscribe(caller, known | {"language": caller.language})}


async def _off(caller: Caller, said: dict[str, Any]) -> dict[str, str]:
    await api().unsubscribe(caller, str(said.get("id", "")))
    return {}


async def _trial(caller: Caller, said: dict[str, Any]) -> dict[str, str]:
    await api().try_subscription(caller, str(said.get("id", "")))
    return {}


def _route(name: str, ask: _Ask) -> Route:
    async def answer(request: Request) -> Response:
        said = await _said(request)
        if said is None or not is_own_origin(request.headers):
            return Response(status_code=HTTPStatus.FORBIDDEN)
        try:
            return JSONResponse(await ask(caller_of(request, language_in(said)), said))
        except ApiError as error:
            return Response(status_code=_STATUS.get(type(error), HTTPStatus.BAD_GATEWAY))

    return Route(f"/push/{name}", answer, methods=["POST"])


async def _said(request: Request) -> dict[str, Any] | None:
    """Return the small JSON object a request carries, or None when it is anything else."""
    if int(request.headers.get("content-length") or LARGEST + 1) > LARGEST:
        return None
    try:
        said = json.loads(await request.body())
    except ValueError:
        return None
    return said if isinstance(said, dict) else None


ROUTES = (_route("on", _on), _route("off", _off), _route("test", _trial))
