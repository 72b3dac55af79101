"""All declarations, newest first, a page at a time."""

import reflex as rx

from dimona_web.api.client import api
from dimona_web.i18n.catalogue import text
from dimona_web.live import View, live
from dimona_web.pages.rows import Row, row, row_list
from dimona_web.paths import DECLARATIONS, DECLARE, path
from dimona_web.platform.visitor import caller, language
from dimona_web.ui.frame import frame, title
from dimona_web.ui.links import link


class DeclarationsState(rx.State):
    """The part of the list that was asked for so far."""

    ready: bool = False
    rows: rx.Field[list[Row]] = rx.field(default_factory=list)
    has_more: bool = False
    _cursor: str = ""

    @rx.event
    async def load(self) -> None:
        """Show the newest."""
        await self._add(cursor="")

    @rx.event
    async def more(self) -> None:
        """Show the next older ones below."""
        if self._cursor:
            await self._add(self._cursor)

    async def _add(self, cursor: str) -> None:
        page = await api().declarations(caller(self), cursor)
        shown = self.rows if cursor else []
        self.rows = [*shown, *(row(language(self), one) for one in page.items)]
        self._cursor, self.has_more, self.ready = page.next, bool(page.next), True


def view(language: str) -> View:
    """Draw the page."""
    return frame(
        language,
        title(text(language, "declarations.title")),
        rx.cond(
            live(DeclarationsState.rows).length() > 0,
            row_list(live(DeclarationsState.rows)),
            rx.cond(
                DeclarationsState.ready,
                _nothing_yet(language),
                rx.el.p(text(language, "page.loading"), class_name="nothing"),
            ),
        ),
        rx.cond(
            DeclarationsState.has_more,
            rx.el.button(
                text(language, "declarations.more"),
                on_click=DeclarationsState.more,
                type="button",
                class_name="secondary",
            ),
        ),
        here=DECLARATIONS,
    )


def _nothing_yet(language: str) -> View:
    return rx.el.div(
        rx.el.h2(text(language, "home.empty.title")),
        rx.el.p(text(language, "home.empty.text")),
        link(text(language, "home.declare"), to=path(language, DECLARE), class_name="secondary"),
        class_name="empty",
    )
