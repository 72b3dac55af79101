"""Watching work that goes on elsewhere: a page looks again until nothing moves any more."""

import asyncio
from datetime import datetime
from typing import Any

import reflex as rx

from dimona_web import clock
from dimona_web.api.client import Caller
from dimona_web.api.errors import BusyError, UnreachableError
from dimona_web.platform.reconnect import has_socket
from dimona_web.platform.session import owner_of
from dimona_web.platform.visitor import caller

# The API says when to look again; these keep a wrong clock from hammering or from sleeping for ever.
_SOONEST, _LATEST = 0.5, 60.0
_AFTER_FAILURE = 5.0


def seconds_until(poll_after: datetime | None) -> float:
    """Return how long to wait before looking again; 0 when nothing moves."""
    if poll_after is None:
        return 0
    return min(_LATEST, max(_SOONEST, (poll_after - clock.now()).total_seconds()))


class Watching(rx.State, mixin=True):
    """A page that watches one thing, which its address names."""

    _turn: int = 0
    _pause: float = 0

    def _wanted(self) -> str:
        """Return what the address names."""
        raise NotImplementedError

    async def _look(self, who: Caller, wanted: str) -> Any:
        """Ask for it as it stands; this may take a while, and must not touch the page."""
        raise NotImplementedError

    def _show(self, seen: Any) -> None:
        """Show it, and set `_pause` to the seconds until the next look: 0 when nothing moves."""
        raise NotImplementedError

    @rx.event(background=True)
    async def watch(self) -> None:
        """Look again and again without keeping the tab waiting; end when another page or person comes.

        A tab that is closed or lost its line sees nothing: it is loaded anew when it comes back.
        """
        async with self:
            turn, wanted, who, pause = self._turn, self._wanted(), caller(self), self._pause
            mine, tab = owner_of(self.router.headers.cookie), self.router.session.client_token
        while pause:
            await asyncio.sleep(pause)
            if not has_socket(tab):
                return
            try:
                seen = await self._look(who, wanted)
            except (UnreachableError, BusyError):
                await asyncio.sleep(_AFTER_FAILURE)
                continue
            async with self:
                here = owner_of(self.router.headers.cookie) == mine and self._wanted() == wanted
                if not here or self._turn != turn:
                    return
                self._show(seen)
                pause = self._pause
