"""Step 2: in which capacity? One large row for each worker type of the API's table."""

from typing import Any

import reflex as rx

from dimona_web.api.client import api
from dimona_web.i18n.catalogue import text
from dimona_web.live import Live, View, live
from dimona_web.pages.declare.draft import Draft
from dimona_web.pages.declare.keeping import keep, take_up_again
from dimona_web.pages.declare.sheet import Option
from dimona_web.pages.declare.steps import for_whom, step_page
from dimona_web.pages.rows import worker_type
from dimona_web.paths import DECLARE, TERMS, path
from dimona_web.platform.visitor import caller, language
from dimona_web.ui.icons import icon
from dimona_web.ui.waiting import waiting


def first_sentence(words: str) -> str:
    """Return the first sentence: enough to choose by."""
    first, more, _ = words.partition(". ")
    return f"{first}." if more else first


class KindState(rx.State):
    """The worker types to choose from."""

    kinds: rx.Field[list[Option]] = rx.field(default_factory=list)

    @rx.event
    async def load(self) -> Any:
        """Show the worker types; without a worker, step 1 comes first."""
        draft = await self.get_state(Draft)
        await take_up_again(self, draft)
        if not draft.worker_id or draft.filed:
            return rx.redirect(path(language(self), DECLARE), replace=True)
        found = await api().worker_types(caller(self))
        self.kinds = [Option(one.code, one.name, first_sentence(one.explanation)) for one in found]
        return None

    @rx.event
    async def choose(self, code: str) -> Any:
        """Take one of those shown and go on to the terms."""
        chosen = next((one for one in self.kinds if one.value == code), None)
        if chosen is None:
            return None
        draft = await self.get_state(Draft)
        if chosen.value != draft.intent.kind:
            draft.as_kind(chosen.value, worker_type(language(self), chosen.value))
            await keep(caller(self), draft, draft.intent.answers)
        return rx.redirect(path(language(self), TERMS))


def view(language: str) -> View:
    """Draw the page."""
    return step_page(
        language,
        2,
        text(language, "kind.title"),
        for_whom(language),
        rx.cond(
            live(KindState.kinds).length() > 0,
            rx.el.ul(rx.foreach(KindState.kinds, _kind), class_name="rows kinds"),
            waiting(language),
        ),
        back=path(language, DECLARE),
    )


def _kind(one: Live) -> View:
    return rx.el.li(
        rx.el.button(
            rx.el.span(
                rx.el.span(one.label, class_name="row-name"),
                rx.el.span(one.hint, class_name="row-what"),
                class_name="row-text",
            ),
            icon("forward"),
            type="button",
            on_click=live(KindState.choose)(one.value),
            class_name="row",
            custom_attrs={"data-kind": one.value},
        )
    )
