"""Serves the built pages: compressed as built, hashed files for ever, pages fresh each time.

Every file is known at start (a few hundred), so an address either is one of them or does not exist: no path
of the browser ever reaches the file system.
"""

import hashlib
import mimetypes
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from dimona_web.i18n.catalogue import best_language, languages
from dimona_web.paths import NOT_FOUND, PAGE_WITH_ID, home_path

LANGUAGE_COOKIE = "dimona_language"
FALLBACK = "__spa-fallback"
# Compressed beside the original by the build; the first one the browser accepts is sent.
ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
_FOREVER = "public, max-age=31536000, immutable"
_FRESH = "no-cache"
_YEAR = 31536000
_DYNAMIC = re.compile(rf"/(?P<language>[a-z]+)/(?:{PAGE_WITH_ID.pattern})")


@dataclass(frozen=True)
class BuiltFile:
    """One file of the build with what must be said about it; `bodies` by content encoding ('' is plain)."""

    media_type: str
    etag: str
    bodies: Mapping[str, bytes] = field(repr=False)

    def body_for(self, accept_encoding: str) -> tuple[str, bytes]:
        """Return the encoding and the bytes to send to a browser that accepts these encodings."""
        accepted = {part.partition(";")[0].strip() for part in accept_encoding.split(",")}
        for encoding, _ in ENCODINGS:
            if encoding in accepted and encoding in self.bodies:
                return encoding, self.bodies[encoding]
        return "", self.bodies[""]


class StaticSite:
    """The built site as an ASGI application for GET and HEAD."""

    def __init__(self, folder: Path) -> None:
        self._files = dict(_read(folder))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        await self._answer(Request(scope, receive))(scope, receive, send)

    def _answer(self, request: Request) -> Response:
        if request.method not in {"GET", "HEAD"}:
            return Response(status_code=405, headers={"Allow": "GET, HEAD"})
        address = request.url.path.rstrip("/")
        if not address:
            return self._to_home(request)
        if (found := self._find(address)) is not None:
            return _sent(request, found, address)
        page = self._files[f"/{self._language(request)}/{NOT_FOUND}.html"]
        return _sent(request, page, address, status=404)

    def _find(self, address: str) -> BuiltFile | None:
        for name in (address, f"{address}.html"):
            if name in self._files:
                return self._files[name]
        match = _DYNAMIC.fullmatch(address)
        return self._files.get(f"/{FALLBACK}.{match['language']}.html") if match else None

    def _to_home(self, request: Request) -> Response:
        headers = {"Vary": "Accept-Language, Cookie", "Cache-Control": _FRESH}
        return RedirectResponse(home_path(self._language(request)), 302, headers)

    @staticmethod
    def _language(request: Request) -> str:
        first = request.url.path.strip("/").partition("/")[0]
        if first in languages():
            return first
        return best_language(request.cookies.get(LANGUAGE_COOKIE), request.headers.get("accept-language"))


def _sent(request: Request, file: BuiltFile, address: str, status: int = 200) -> Response:
    encoding, body = file.body_for(request.headers.get("accept-encoding", ""))
    headers = {
        "Cache-Control": _FOREVER if address.startswith("/assets/") and status == 200 else _FRESH,
        "ETag": f'"{file.etag}{encoding}"',
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "X-Frame-Options": "DENY",
    }
    if encoding:
        headers["Content-Encoding"] = encoding
    if status == 200 and headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    response = Response(body, status, headers, file.media_type)
    _remember_language(request, response, address)
    return response


def _remember_language(request: Request, response: Response, address: str) -> None:
    first = address.strip("/").partition("/")[0]
    if first in languages() and request.cookies.get(LANGUAGE_COOKIE) != first:
        response.set_cookie(LANGUAGE_COOKIE, first, max_age=_YEAR, samesite="lax", httponly=True)


def _read(folder: Path) -> Iterator[tuple[str, BuiltFile]]:
    sidecars = tuple(suffix for _, suffix in ENCODINGS)
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix not in sidecars:
            yield "/" + path.relative_to(folder).as_posix(), _built_file(path)


def _built_file(path: Path) -> BuiltFile:
    plain = path.read_bytes()
    bodies = {"": plain}
    for encoding, suffix in ENCODINGS:
        sidecar = path.with_name(path.name + suffix)
        if sidecar.exists():
            bodies[encoding] = sidecar.read_bytes()
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return BuiltFile(media_type, hashlib.sha256(plain).hexdigest()[:20], bodies)
