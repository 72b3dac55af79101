"""What goes to the device for the offline page, and what comes back from it.

Names and our own ids of known workers go: never a national number. A filing that was started there comes back
as a draft of the API, under the id the device gave it: handed over twice, it is one draft. It is never filed.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dimona_web import clock
from dimona_web.api.client import Caller, api
from dimona_web.api.errors import ApiError, MissingError, RefusedError, SignedOutError
from dimona_web.api.shapes import Me, Worker
from dimona_web.pages.declare.beginning import as_last_time
from dimona_web.pages.declare.kept import kept
from dimona_web.platform.auth_routes import caller_of, language_in
from dimona_web.platform.origin import is_own_origin
from dimona_web.settings import settings

# As many names as a list on a phone can bear; more are found with a line.
_PAGES = 3
_LARGEST = 2_000
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# What the device may say, and how it must look.
_SAID: Mapping[str, re.Pattern[str]] = {
    "worker": re.compile(r"wrk_[a-z0-9]{1,60}"),
    "kind": re.compile(r"[A-Z]{3}|"),
    "startDate": re.compile(r"\d{4}-\d{2}-\d{2}|"),
    "startHour": re.compile(r"\d{2}:\d{2}|"),
    "endHour": re.compile(r"\d{2}:\d{2}|"),
}
_STATUSES: Mapping[type[ApiError], HTTPStatus] = {
    SignedOutError: HTTPStatus.UNAUTHORIZED,
    MissingError: HTTPStatus.NOT_FOUND,
    RefusedError: HTTPStatus.BAD_REQUEST,
}


def owner(me: Me) -> str:
    """Return a mark of the person at their employer, which tells nothing about either."""
    said = f"{me.email}\n{me.employer}".encode()
    return hmac.new(settings().session_key.encode(), said, hashlib.sha256).hexdigest()


async def people(request: Request) -> Response:
    """Tell the device whose names may stand there: ids and names, nothing else."""
    caller = caller_of(request, language_in(request.query_params))
    if not caller.token:
        return _said(HTTPStatus.UNAUTHORIZED)
    try:
        me, known = await api().me(caller), await _known(caller)
    except ApiError as error:
        return _failed(error)
    named = [{"id": one.id, "name": one.name} for one in known if one.name]
    return _said(HTTPStatus.OK, owner=owner(me), people=named)


async def _known(caller: Caller) -> list[Worker]:
    found, cursor = list[Worker](), ""
    for _ in range(_PAGES):
        page = await api().register(caller, cursor=cursor, page_size=100)
        found, cursor = [*found, *page.items], page.next
        if not cursor:
            break
    return found


async def hand_over(request: Request) -> Response:
    """Keep what was started on a device as a draft, unless it is one already."""
    if not is_own_origin(request.headers):
        return _said(HTTPStatus.FORBIDDEN)
    caller = caller_of(request, language_in(request.query_params))
    started = _read(await request.body())
    if not caller.token:
        return _said(HTTPStatus.UNAUTHORIZED)
    if started is None:
        return _said(HTTPStatus.BAD_REQUEST)
    try:
        if started["owner"] != owner(await api().me(caller)):
            return _said(HTTPStatus.CONFLICT)
        await _keep(caller, started)
    except ApiError as error:
        return _failed(error)
    return _said(HTTPStatus.OK, draft=started["id"])


async def _keep(caller: Caller, started: Mapping[str, str]) -> None:
    try:
        await api().draft(caller, started["id"])
    except MissingError:
        await api().save_draft(caller, started["id"], await _filing(caller, started))


async def _filing(caller: Caller, started: Mapping[str, str]) -> dict[str, Any]:
    """Return the draft: what was said on the device, over what the last time tells."""
    worker = await api().worker(caller, started["worker"])
    last = await as_last_time(caller, worker.id)
    code = started["kind"] or last.kind
    said = {"start": "pick", "start_date": started["startDate"]}
    said |= {"start_hour": started["startHour"], "end_hour": started["endHour"]}
    before = last.answers if code == last.kind else {}
    answers = before | {question: answer for question, answer in said.items() if answer}
    filing = kept(code, answers, (), clock.today()) if code else {"type": "in"}
    return filing | {"worker": {"id": worker.id, "familyName": worker.name}}


def _read(body: bytes) -> dict[str, str] | None:
    """Return what the device says when it looks as it must; anything more in it is left."""
    try:
        given = json.loads(body) if len(body) <= _LARGEST else None
    except ValueError:
        return None
    if not isinstance(given, dict):
        return None
    said = {name: str(given.get(name) or "") for name in ("id", "owner", *_SAID)}
    fits = _ID.fullmatch(said["id"]) and all(look.fullmatch(said[name]) for name, look in _SAID.items())
    return said if fits else None


def _failed(error: ApiError) -> Response:
    found = (status for kind, status in _STATUSES.items() if isinstance(error, kind))
    return _said(next(found, HTTPStatus.SERVICE_UNAVAILABLE))


def _said(status: HTTPStatus, **body: Any) -> Response:
    return JSONResponse(body, status, headers={"Cache-Control": "no-store"})


ROUTES = (
    Route("/device/people", people, methods=["GET"]),
    Route("/device/drafts", hand_over, methods=["POST"]),
)
