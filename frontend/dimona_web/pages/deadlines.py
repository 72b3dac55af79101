"""What is due: everything the RSZ does not have yet, the nearest deadline first."""

import reflex as rx

from dimona_web.api.client import api
from dimona_web.i18n.catalogue import text
from dimona_web.live import View, live
from dimona_web.pages.rows import Row, row, row_list
from dimona_web.paths import MORE, path
from dimona_web.platform.visitor import caller, language
from dimona_web.ui.frame import frame, title
from dimona_web.ui.waiting import waiting_words


class DeadlinesState(rx.State):
    """The part of what is due that was asked for so far."""

    ready: bool = False
    rows: rx.Field[list[Row]] = rx.field(default_factory=list)
    has_more: bool = False
    _cursor: str = ""

    @rx.event
    async def load(self) -> None:
        """Show what is due soonest."""
        self.rows = []
        await self._add("")

    @rx.event
    async def more(self) -> None:
        """Show what is due later below."""
        if self._cursor:
            await self._add(self._cursor)

    async def _add(self, cursor: str) -> None:
        page = await api().deadlines(caller(self), cursor)
        self.rows = [*self.rows, *(row(language(self), one, with_deadline=True) for one in page.items)]
        self._cursor, self.has_more, self.ready = page.next, bool(page.next), True


def view(language: str) -> View:
    """Draw the page."""
    return frame(
        language,
        title(text(language, "deadlines.title")),
        rx.el.p(text(language, "deadlines.lead"), class_name="lead"),
        rx.cond(
            live(DeadlinesState.rows).length() > 0,
            row_list(live(DeadlinesState.rows)),
            rx.el.p(
                rx.cond(DeadlinesState.ready, text(language, "home.due.none"), waiting_words(language)),
                class_name="nothing",
            ),
        ),
        rx.cond(
            DeadlinesState.has_more,
            rx.el.button(
                text(language, "deadlines.more"),
                on_click=DeadlinesState.more,
                type="button",
                class_name="secondary",
            ),
        ),
        here=MORE,
        back=path(language, MORE),
    )
