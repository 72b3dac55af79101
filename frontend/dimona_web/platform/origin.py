"""Only our own pages may use the browser's session: each form and socket must come from our own origin.

Cookies do not know ports and SameSite does not know siblings, so this is checked and not assumed.
"""

from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

_POLICY_VIOLATION = 1008
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def is_own_origin(headers: Mapping[str, str]) -> bool:
    """Say whether Origin names the very host and port that was asked. A missing Origin is foreign."""
    origin, host = headers.get("origin", ""), headers.get("host", "")
    return bool(host) and urlsplit(origin).netloc == host


def is_secure_host(scheme: str, hostname: str | None) -> bool:
    """Say whether a cookie must be Secure: always, but for plain http on this machine itself."""
    return scheme == "https" or hostname not in _LOOPBACK


class OwnSocketsOnly:
    """Closes websockets that a page of another origin opens; lets everything else through."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse foreign websockets."""
        if scope["type"] == "websocket":
            socket = WebSocket(scope, receive, send)
            if not is_own_origin(socket.headers):
                await socket.close(_POLICY_VIOLATION)
                return
        await self._app(scope, receive, send)
