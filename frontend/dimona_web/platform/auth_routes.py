"""Sign in and sign out as plain forms: the page loads anew, so its socket carries the new cookie."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from dimona_web.api.client import Caller, api
from dimona_web.api.errors import ApiError, BusyError, RefusedError, SignedOutError
from dimona_web.i18n.catalogue import DEFAULT_LANGUAGE, languages
from dimona_web.paths import path, sign_in_path
from dimona_web.platform.origin import is_own_origin, is_secure_host
from dimona_web.platform.session import COOKIE, seal, token_of
from dimona_web.platform.wanted import is_theirs, page_of_ours

_SEE_OTHER = 303
# What the sign-in page says after each way of failing.
_NOTICES: dict[type[ApiError], str] = {
    SignedOutError: "wrong",
    RefusedError: "wrong",
    BusyError: "later",
}


def language_in(said: Mapping[str, Any]) -> str:
    """Return the language a form or an address names."""
    wanted = said.get("language")
    return wanted if isinstance(wanted, str) and wanted in languages() else DEFAULT_LANGUAGE


def caller_of(request: Request, language: str) -> Caller:
    """Return in whose name a request of the browser asks, by its cookie."""
    address = request.client.host if request.client else ""
    return Caller(token_of(request.headers.get("cookie", "")), language, address)


async def sign_in(request: Request) -> Response:
    """Take e-mail and password to the API; set the sealed session, or say on the page what was wrong.

    It leads on to the page that was wanted, if that is one of ours and the person's own, and home otherwise.
    """
    if not is_own_origin(request.headers):
        return PlainTextResponse("This form did not come from our own page.", status_code=403)
    form = await request.form()
    language, wanted = language_in(form), page_of_ours(str(form.get("to", "")))
    caller = Caller("", language, caller_of(request, language).address)
    try:
        token = await api().sign_in(str(form.get("email", "")), str(form.get("password", "")), caller)
    except ApiError as error:
        notice = _NOTICES.get(type(error), "unreachable")
        return RedirectResponse(sign_in_path(language, notice, wanted), _SEE_OTHER)
    theirs = wanted if await is_theirs(wanted, api(), replace(caller, token=token)) else ""
    response = RedirectResponse(path(language, theirs), _SEE_OTHER)
    _set_session(request, response, seal(token))
    return response


async def sign_out(request: Request) -> Response:
    """End the session at the API and in the browser, whatever the API says; empty the browser's cache."""
    if not is_own_origin(request.headers):
        return PlainTextResponse("This form did not come from our own page.", status_code=403)
    language = language_in(await request.form())
    notice = "goodbye"
    try:
        await api().sign_out(caller_of(request, language))
    except SignedOutError:
        notice = "ended"
    except ApiError:
        notice = "goodbye"
    response = RedirectResponse(sign_in_path(language, notice), _SEE_OTHER)
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _set_session(request: Request, response: Response, value: str) -> None:
    secure = is_secure_host(request.url.scheme, request.url.hostname)
    response.set_cookie(COOKIE, value, path="/", httponly=True, samesite="lax", secure=secure)


async def health(_request: Request) -> Response:
    """Say that this process answers; the API has its own health."""
    return PlainTextResponse("OK")


ROUTES = (
    Route("/auth/sign-in", sign_in, methods=["POST"]),
    Route("/auth/sign-out", sign_out, methods=["POST"]),
    Route("/health", health, methods=["GET"]),
)
