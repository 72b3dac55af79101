"""Cancel a period, or begin to file it anew: then it is cancelled by the new one, as one intention."""

from collections.abc import AsyncIterator
from typing import Any

import reflex as rx

from dimona_web.api.client import api
from dimona_web.i18n.catalogue import text
from dimona_web.live import View
from dimona_web.pages.declare.beginning import anew
from dimona_web.pages.declare.draft import Draft
from dimona_web.pages.period.act import Act, Filing, foreseen, is_open_still, opened, sent, turned
from dimona_web.pages.period.act_page import act_form, act_page
from dimona_web.paths import PERIOD_CANCEL, TERMS, path
from dimona_web.platform.visitor import caller, language, place
from dimona_web.ui.frame import section


class CancelState(rx.State):
    """Whether the declaration of the start is at hand, to file it anew."""

    may_file_anew: bool = False

    @rx.event
    async def load(self) -> AsyncIterator[Any]:
        """Show what would come of cancelling."""
        if await is_open_still(self):
            return
        await turned(self)
        yield None
        period = await opened(self, "cancel")
        if period is None:
            return
        self.may_file_anew = bool(period.declaration)
        await foreseen(self, await self._filing(), {})

    @rx.event
    async def send(self, _form: dict[str, Any]) -> AsyncIterator[Any]:
        """File the cancellation."""
        if filing := await self._filing():
            async for event in sent(self, filing, {}):
                yield event

    @rx.event
    async def file_anew(self) -> Any:
        """Begin the same filing anew, to be mended; sending it cancels this period first."""
        act = await self.get_state(Act)
        if not act.is_about(place(self)):
            return CancelState.load
        if act.period is None or not act.period.declaration:
            return None
        one = await api().declaration(caller(self), act.period.declaration)
        draft = await self.get_state(Draft)
        draft.start(one.worker, anew(one, cancelling=True))
        return rx.redirect(path(language(self), TERMS))

    async def _filing(self) -> Filing | None:
        period = (await self.get_state(Act)).period
        return {"type": "cancel", "period": period.id} if period else None


def view(language: str) -> View:
    """Draw the page."""
    return act_page(
        language,
        PERIOD_CANCEL,
        "cancel.title",
        rx.el.p(text(language, "cancel.hint")),
        rx.cond(CancelState.may_file_anew, _anew(language)),
        act_form(language, "cancel.send", CancelState.send),
    )


def _anew(language: str) -> View:
    return section(
        text(language, "replace.title"),
        rx.el.p(text(language, "replace.text"), class_name="hint"),
        rx.el.button(
            text(language, "replace.do"),
            type="button",
            id="anew",
            on_click=CancelState.file_anew,
            class_name="secondary",
        ),
        class_name="aside-way",
    )
