"""Open client connections, so that one can be cut off without an answer: ASGI has no word for that."""

import asyncio
from typing import Any

from starlette.types import Receive, Scope
from uvicorn.protocols.http.h11_impl import H11Protocol

_open: dict[tuple[Any, ...], asyncio.Transport] = {}


class DroppableProtocol(H11Protocol):
    """Uvicorn's HTTP/1.1, which also remembers the transport of each client address."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in the base class
        """Remember the connection."""
        super().connection_made(transport)
        self._address = tuple(transport.get_extra_info("peername"))
        _open[self._address] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        _open.pop(self._address, None)
        super().connection_lost(exc)


async def drop(scope: Scope, receive: Receive) -> None:
    """Cut the client of this request off; comes back when the connection is gone."""
    _open[tuple(scope["client"])].abort()
    while (await receive())["type"] != "http.disconnect":
        pass
