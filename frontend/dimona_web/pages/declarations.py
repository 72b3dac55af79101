"""All declarations, newest first, a page at a time; by state, type, day or punctuality when one asks."""

from collections.abc import Mapping, Sequence
from typing import Any

import reflex as rx

from dimona_web.api.client import api
from dimona_web.i18n.catalogue import text
from dimona_web.live import View, live
from dimona_web.pages.rows import Row, row, row_list
from dimona_web.paths import DECLARATIONS, DECLARE, path
from dimona_web.platform.visitor import caller, language
from dimona_web.ui.fields import Asked, field, select
from dimona_web.ui.frame import frame, title
from dimona_web.ui.links import link
from dimona_web.ui.status import STATUSES

_TYPES: Mapping[str, str] = {
    "in": "type.in",
    "out": "type.out",
    "update": "type.update",
    "cancel": "type.cancel",
}
_TIMELY: Mapping[str, str] = {"onTime": "fact.timely.yes", "late": "fact.timely.no"}
_FILTERS = ("state", "type", "timeliness", "from", "to")
# A page of the API may be empty while there is more: at most so many are asked for at a time.
_MOST_ASKED = 5


class DeclarationsState(rx.State):
    """The part of the list that was asked for so far, and by what it is filtered."""

    ready: bool = False
    rows: rx.Field[list[Row]] = rx.field(default_factory=list)
    has_more: bool = False
    filtered: bool = False
    filters: dict[str, str] = dict.fromkeys(_FILTERS, "")
    _cursor: str = ""

    @rx.event
    async def load(self) -> None:
        """Show the newest."""
        await self._begin()

    @rx.event
    async def filter(self, form: dict[str, Any]) -> None:
        """Show only what was asked for."""
        self.filters = {name: str(form.get(name) or "")[:20] for name in _FILTERS}
        await self._begin()

    @rx.event
    async def everything(self) -> None:
        """Show all of them again."""
        self.filters = dict.fromkeys(_FILTERS, "")
        await self._begin()

    @rx.event
    async def more(self) -> None:
        """Show the next older ones below."""
        if self._cursor:
            await self._add()

    async def _begin(self) -> None:
        self.rows, self._cursor, self.filtered = [], "", any(self.filters.values())
        await self._add()

    async def _add(self) -> None:
        for _ in range(_MOST_ASKED):
            page = await api().declarations(caller(self), self._cursor, filters=self.filters)
            self.rows = [*self.rows, *(row(language(self), one) for one in page.items)]
            self._cursor, self.has_more, self.ready = page.next, bool(page.next), True
            if page.items or not page.next:
                return


def view(language: str) -> View:
    """Draw the page."""
    return frame(
        language,
        title(text(language, "declarations.title")),
        _filters(language),
        rx.cond(
            live(DeclarationsState.rows).length() > 0,
            row_list(live(DeclarationsState.rows)),
            rx.cond(
                DeclarationsState.ready,
                rx.cond(
                    DeclarationsState.filtered,
                    rx.el.p(text(language, "declarations.noneSo"), class_name="nothing"),
                    _nothing_yet(language),
                ),
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


def _filters(language: str) -> View:
    states = [(code, status.word) for code, status in STATUSES.items()]
    return rx.el.details(
        rx.el.summary(text(language, "declarations.filter")),
        rx.el.form(
            _list(language, "state", "declarations.filter.state", states),
            _list(language, "type", "declarations.filter.type", list(_TYPES.items())),
            _list(language, "timeliness", "fact.timely", list(_TIMELY.items())),
            _day(language, "from", "declarations.filter.from"),
            _day(language, "to", "declarations.filter.to"),
            rx.el.button(text(language, "declarations.filter.do"), type="submit", class_name="secondary"),
            on_submit=DeclarationsState.filter,
            key=live(DeclarationsState.filters).to_string(),
        ),
        rx.cond(
            DeclarationsState.filtered,
            rx.el.button(
                text(language, "declarations.filter.all"),
                on_click=DeclarationsState.everything,
                type="button",
                class_name="plain-button",
            ),
        ),
        id="filter",
    )


def _list(language: str, name: str, key: str, values: Sequence[tuple[str, str]]) -> View:
    options = [rx.el.option(text(language, "form.any"), value="")]
    options += [rx.el.option(text(language, words), value=value) for value, words in values]
    chosen = live(DeclarationsState.filters)[name]
    return select(Asked(name, text(language, key)), rx.Var.create({}), options, chosen)


def _day(language: str, name: str, key: str) -> View:
    chosen = live(DeclarationsState.filters)[name]
    return field(Asked(name, text(language, key)), rx.Var.create({}), type="date", default_value=chosen)


def _nothing_yet(language: str) -> View:
    return rx.el.div(
        rx.el.h2(text(language, "home.empty.title")),
        rx.el.p(text(language, "home.empty.text")),
        link(text(language, "home.declare"), to=path(language, DECLARE), class_name="secondary"),
        class_name="empty",
    )
