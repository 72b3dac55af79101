"""One started filing: it says plainly that nothing was filed, and leads on, or away."""

from typing import Any

import reflex as rx

from dimona_web.api.client import api
from dimona_web.api.drafts import KeptDraft
from dimona_web.api.errors import MissingError
from dimona_web.i18n.catalogue import text
from dimona_web.live import View, live
from dimona_web.pages.declare.draft import Draft
from dimona_web.pages.declare.keeping import resume
from dimona_web.pages.drafts.words import kept_until, said_so_far, until
from dimona_web.pages.found import found
from dimona_web.pages.names import called
from dimona_web.paths import DRAFTS, KIND, TERMS, home_path, path
from dimona_web.platform.visitor import caller, language, subject
from dimona_web.ui.address import named
from dimona_web.ui.frame import frame, title
from dimona_web.ui.icons import icon
from dimona_web.ui.status import badge
from dimona_web.ui.waiting import waiting


class DraftState(rx.State):
    """The draft whose page is open; `about` is its id, as the address names it."""

    about: str = ""
    ready: bool = False
    missing: bool = False
    name: str = ""
    what: str = ""
    near: str = ""
    due: str = ""
    kept: str = ""

    @rx.event
    async def load(self) -> None:
        """Show the draft of the address."""
        words = language(self)
        self.about, self.ready = subject(self), False
        one = await self._draft()
        if one is not None:
            self.name, self.what = called(words, one.worker), said_so_far(words, one)
            self.near, self.due = until(words, one)
            self.kept = kept_until(words, one.expires_at) if one.expires_at else ""
        self.ready = True

    async def _draft(self) -> KeptDraft | None:
        self.missing = False
        try:
            return await api().draft(caller(self), subject(self))
        except MissingError:
            self.missing = True
            return None

    @rx.event
    async def go_on(self) -> Any:
        """Go on with it where its answers are asked; sending comes after that."""
        one, draft = await self._draft(), await self.get_state(Draft)
        if one is None:
            return None
        try:
            await resume(caller(self), draft, one)
        except MissingError:
            self.missing = True
            return None
        return rx.redirect(path(language(self), TERMS if draft.intent.kind else KIND))

    @rx.event
    async def throw_away(self) -> Any:
        """Throw it away for good."""
        await api().remove_draft(caller(self), subject(self))
        return rx.redirect(path(language(self), DRAFTS), replace=True)


def view(language: str) -> View:
    """Draw the page."""
    told = found(
        live(DraftState),
        loading=waiting(language),
        gone=rx.el.p(text(language, "draft.missing"), class_name="nothing"),
        shown=_draft(language),
        wanted=named("draft_id"),
    )
    return frame(language, title(text(language, "draft.title")), told, back=home_path(language))


def _draft(language: str) -> View:
    return rx.fragment(
        rx.el.p(icon("person"), rx.el.strong(DraftState.name), class_name="for-whom"),
        rx.el.p(badge("warn", text(language, "drafts.notFiled"))),
        rx.el.p(text(language, "draft.text"), class_name="calm"),
        rx.el.p(DraftState.what),
        rx.cond(
            DraftState.near != "", rx.el.p(icon("busy"), DraftState.near, class_name="row-near", id="left")
        ),
        rx.cond(DraftState.due != "", rx.el.p(DraftState.due, class_name="hint")),
        rx.el.div(
            rx.el.button(
                text(language, "draft.goOn"),
                type="button",
                on_click=live(DraftState.go_on),
                class_name="primary",
                id="go-on",
            ),
            rx.el.details(
                rx.el.summary(text(language, "draft.away")),
                rx.el.p(text(language, "draft.away.text")),
                rx.el.button(
                    text(language, "draft.away.do"),
                    type="button",
                    on_click=live(DraftState.throw_away),
                    class_name="secondary",
                    id="throw-away",
                ),
                class_name="act",
            ),
            class_name="stack",
        ),
        rx.el.p(DraftState.kept, class_name="hint"),
    )
