"""What a page says when something failed that no field is to blame for, and what happens then."""

import logging
from collections.abc import Mapping

import reflex as rx
from reflex.event import EventSpec

from dimona_web.api.errors import (
    ApiError,
    BusyError,
    ForbiddenError,
    MissingError,
    NoSessionError,
    RefusedError,
    SignedOutError,
    UnreachableError,
)
from dimona_web.live import live
from dimona_web.paths import ERROR, SIGN_IN_NOTICES, path, sign_in_path
from dimona_web.platform.visit import Visit
from dimona_web.platform.visitor import language
from dimona_web.platform.wanted import wanted_at

logger = logging.getLogger(__name__)

# Text by kind of failure; the pages render them all, and show the one that `Notice.kind` names.
NOTICES: Mapping[str, str] = {
    "unreachable": "notice.unreachable",
    "later": "notice.later",
    "missing": "notice.missing",
    "refused": "notice.refused",
    "lookOnly": "notice.lookOnly",
}
_KINDS: Mapping[type[ApiError], str] = {
    UnreachableError: "unreachable",
    BusyError: "later",
    MissingError: "missing",
    RefusedError: "refused",
    ForbiddenError: "lookOnly",
}
# What passes by itself: trying again helps.
_PASSING = frozenset({"unreachable", "later"})


class Notice(rx.State):
    """The one message above a page's content."""

    kind: str = ""
    did_not_load: bool = False
    may_load_again: bool = False

    @rx.event
    async def say(self, kind: str) -> None:
        """Show the message of this kind, and whether there is anything left to wait for on this page."""
        visit: Visit = await self.get_state(Visit)
        self.kind = kind if kind in NOTICES else ""
        self.did_not_load = visit.fails()
        self.may_load_again = self.did_not_load and kind in _PASSING

    @rx.event
    def clear(self) -> None:
        """Take the message away."""
        self.kind, self.did_not_load, self.may_load_again = "", False, False

    @rx.event
    def sign_in(self, said: str) -> EventSpec:
        """Empty the whole state of the tab, for nothing may stay behind a session, and ask who is there.

        Only the page's own address is kept: who signs in next comes back to it, if it is theirs.
        """
        wanted = wanted_at(self.router.url.path, self.router.url.query_parameters)
        where = sign_in_path(language(self), said if said in SIGN_IN_NOTICES else "", wanted)
        live(self._get_root_state().reset)()
        return rx.redirect(where)

    @rx.event
    def own_up(self) -> EventSpec:
        """Lead to the page that says that something went wrong with us."""
        return rx.redirect(path(language(self), ERROR))


def on_exception(exception: Exception) -> EventSpec:
    """Turn what a handler raised into what the person sees; never a stack trace, never silence.

    Reflex does not say here on which page that was: the notice's own handlers know.
    """
    shown: EventSpec
    if isinstance(exception, SignedOutError):
        shown = live(Notice.sign_in)("" if isinstance(exception, NoSessionError) else "ended")
    elif isinstance(exception, ApiError):
        logger.warning("the API gave no good answer: %s %s", type(exception).__name__, exception)
        shown = live(Notice.say)(_KINDS[type(exception)])
    else:
        logger.error("a page failed", exc_info=exception)
        shown = live(Notice.own_up)()
    return shown
