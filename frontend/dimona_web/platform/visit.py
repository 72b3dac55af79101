"""A page that comes back after the line was lost goes on; only one that is opened begins.

Reflex runs what a page does when it opens after every reconnection too: a phone that left the lift would
find its day, its ticks and its search as they were at first. So each tab knows where it is and whether that
page has finished opening. When the browser connects again, without the page having been left or reloaded,
the page may ask `has_come_back` and keep what was chosen.
"""

from typing import Any

import reflex as rx
from reflex.app import App
from reflex.event import Event
from reflex.state import BaseState, StateUpdate
from reflex_base.constants import CompileVars

from dimona_web.live import live

_CONNECTS, _OPENS = (
    f"{rx.State.get_full_name()}.{name}"
    for name in (CompileVars.HYDRATE_AND_LOAD, CompileVars.ON_LOAD_INTERNAL)
)
# The handler of each page that loads it, and what runs after it also when it failed.
_LOADS, _FOLLOWING = "load", frozenset({"opened", "set_is_hydrated", "say"})


class Visit(rx.State):
    """Where the tab is, whether that page has opened, and whether this is the same visit as before."""

    _place: str = ""
    _came_from: str = ""
    _is_open: bool = False
    _has_come_back: bool = False
    _is_connecting: bool = False
    _is_loading: bool = False

    @property
    def has_come_back(self) -> bool:
        """Whether the page was open before its line was lost, and still shows what it showed."""
        return self._has_come_back

    def returns_to(self, place: str) -> bool:
        """Say whether the tab comes back to `place` from a page below it: from one of the things it lists."""
        return self._came_from.startswith(f"{place.partition('?')[0]}/")

    def connect(self, place: str, *, is_new: bool) -> None:
        """Note that the browser connected: with a page drawn anew, or with the one that was there."""
        self._has_come_back = not is_new and self._is_open and self._place == place
        self._is_connecting = True

    def open(self, place: str) -> None:
        """Note that a page opens: by a connection just noted, or because somebody went there."""
        if not self._is_connecting:
            self._has_come_back = False
        self._is_connecting = False
        self._came_from, self._place, self._is_open = self._place, place, self._has_come_back

    def does(self, event: str) -> None:
        """Note what is done for the page now, by the name of its handler."""
        if event not in _FOLLOWING:
            self._is_loading = event == _LOADS

    def fails(self) -> bool:
        """Note that the last handler failed; return whether it was to load the page: it is not open then."""
        if self._is_loading:
            self._is_open = False
        return self._is_loading

    @rx.event
    def opened(self) -> None:
        """Note that all a page does when it opens has been done."""
        self._is_open = True


class VisitKeeper(rx.Middleware):
    """Tells the tab's visit what the browser does."""

    async def preprocess(self, app: App, state: BaseState, event: Event) -> StateUpdate | None:
        """Look at each event before it is handled; never answers by itself."""
        del app
        root = state._get_root_state()  # noqa: SLF001 - as the guard: the visit is the tab's, not one page's
        visit, place = await root.get_state(Visit), str(root.router.url)
        visit.does(event.name.rpartition(".")[2])
        if event.name == _CONNECTS:
            # Only a page that was just drawn knows what Reflex compiled into it, and says so.
            visit.connect(place, is_new=bool(event.payload.get(CompileVars.PAYLOAD_HASHES)))
        elif event.name == _OPENS:
            visit.open(place)
        return None


async def has_come_back(page: rx.State) -> bool:
    """Whether what a person chose on this page is still to be kept: it lost its line, and nothing else."""
    visit: Visit = await page.get_state(Visit)
    return visit.has_come_back


async def goes_on(page: rx.State) -> bool:
    """Whether a list is still to show what was asked of it: its line was lost, or one of it was looked at."""
    visit: Visit = await page.get_state(Visit)
    return visit.has_come_back or visit.returns_to(str(page.router.url))


def when_opened(*first: Any) -> list[Any]:
    """Return what a page does when it opens, so that the visit knows when that is done."""
    return [*first, live(Visit.opened)]
