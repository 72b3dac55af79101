"""All periods by where they are in time: open, ending soon, planned, ended, cancelled."""

from collections.abc import Mapping

import reflex as rx

from dimona_web.api.client import api
from dimona_web.i18n.catalogue import text
from dimona_web.live import Live, View, live
from dimona_web.pages.period.words import PeriodRow, period_list, period_row
from dimona_web.paths import REGISTER, path
from dimona_web.platform.visitor import caller, language
from dimona_web.ui.frame import frame, title
from dimona_web.ui.waiting import is_busy, waiting_words

# What one may look for, in the order of interest, with its word and what is said when there is none.
FILTERS: Mapping[str, tuple[str, str]] = {
    "open": ("period.open", "periods.none.open"),
    "ending": ("period.ending", "periods.none.ending"),
    "planned": ("period.planned", "periods.none.planned"),
    "ended": ("period.ended", "periods.none.ended"),
    "cancelled": ("period.cancelled", "periods.none.cancelled"),
}


class PeriodsState(rx.State):
    """The part of the list that was asked for so far."""

    status: str = "open"
    ready: bool = False
    rows: rx.Field[list[PeriodRow]] = rx.field(default_factory=list)
    has_more: bool = False
    _cursor: str = ""

    @rx.event
    async def load(self) -> None:
        """Show the periods of the status that was looked at last."""
        await self._add(cursor="")

    @rx.event
    async def show(self, status: str) -> None:
        """Show the periods of another status."""
        if status in FILTERS:
            self.status, self.ready, self.rows = status, False, []
            await self._add(cursor="")

    @rx.event
    async def more(self) -> None:
        """Show the next ones below."""
        if self._cursor:
            await self._add(self._cursor)

    async def _add(self, cursor: str) -> None:
        page = await api().periods(caller(self), self.status, cursor)
        shown = self.rows if cursor else []
        self.rows = [*shown, *(period_row(language(self), one) for one in page.items)]
        self._cursor, self.has_more, self.ready = page.next, bool(page.next), True


def view(language: str) -> View:
    """Draw the page."""
    return frame(
        language,
        title(text(language, "periods.title")),
        rx.el.fieldset(
            rx.el.legend(text(language, "periods.filter"), class_name="unseen"),
            *(_filter(language, status, word) for status, (word, _) in FILTERS.items()),
            class_name="filters",
        ),
        rx.el.div(
            rx.cond(
                live(PeriodsState.rows).length() > 0,
                period_list(live(PeriodsState.rows)),
                rx.el.p(_nothing(language), class_name="nothing"),
            ),
            id="found",
            custom_attrs={"aria-live": "polite", "aria-busy": is_busy(PeriodsState.ready)},
        ),
        rx.cond(
            PeriodsState.has_more,
            rx.el.button(
                text(language, "periods.more"),
                on_click=PeriodsState.more,
                type="button",
                class_name="secondary",
            ),
        ),
        here=REGISTER,
        back=path(language, REGISTER),
    )


def _filter(language: str, status: str, word: str) -> View:
    return rx.el.label(
        rx.el.input(
            type="radio",
            name="status",
            value=status,
            checked=live(PeriodsState.status) == status,
            on_change=PeriodsState.show,
        ),
        rx.el.span(text(language, word)),
        class_name="chip",
    )


def _nothing(language: str) -> Live:
    none = rx.match(
        PeriodsState.status, *((status, text(language, key)) for status, (_, key) in FILTERS.items()), ""
    )
    return rx.cond(PeriodsState.ready, none, waiting_words(language))
