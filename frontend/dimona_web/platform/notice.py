"""What a page says when something failed that no field is to blame for, and what happens then."""

import logging
from collections.abc import Mapping

import reflex as rx
from reflex.event import EventSpec

from dimona_web.api.errors import (
    ApiError,
    BusyError,
    MissingError,
    NoSessionError,
    RefusedError,
    SignedOutError,
    UnreachableError,
)
from dimona_web.live import live
from dimona_web.paths import ERROR, path, sign_in_path
from dimona_web.platform.guard import current_path
from dimona_web.platform.visit import Visit
from dimona_web.platform.visitor import language_at

logger = logging.getLogger(__name__)

# Text by kind of failure; the pages render them all, and show the one that `Notice.kind` names.
NOTICES: Mapping[str, str] = {
    "unreachable": "notice.unreachable",
    "later": "notice.later",
    "missing": "notice.missing",
    "refused": "notice.refused",
}
_KINDS: Mapping[type[ApiError], str] = {
    UnreachableError: "unreachable",
    BusyError: "later",
    MissingError: "missing",
    RefusedError: "refused",
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
    def forget_everything(self) -> None:
        """Empty the whole state of the tab: the session is over, nothing may stay behind."""
        live(self._get_root_state().reset)()


def on_exception(exception: Exception) -> list[EventSpec]:
    """Turn what a handler raised into what the person sees; never a stack trace, never silence."""
    language = language_at(current_path.get())
    if isinstance(exception, SignedOutError):
        said = "" if isinstance(exception, NoSessionError) else "ended"
        return [live(Notice.forget_everything)(), rx.redirect(sign_in_path(language, said))]
    if isinstance(exception, ApiError):
        logger.warning("the API gave no good answer: %s %s", type(exception).__name__, exception)
        return [live(Notice.say)(_KINDS[type(exception)])]
    logger.error("a page failed", exc_info=exception)
    return [rx.redirect(path(language, ERROR))]
