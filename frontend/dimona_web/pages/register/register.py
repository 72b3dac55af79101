"""The personnel register: everybody by family name, found while one types."""

import re
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from dimona_web.api.client import api
from dimona_web.api.shapes import Worker
from dimona_web.i18n.catalogue import text
from dimona_web.live import Live, View, live
from dimona_web.pages.declare.who import search_field, workers_found
from dimona_web.pages.export import export_begun, export_buttons
from dimona_web.paths import COMPARE, NEW_IN_REGISTER, PERIODS, REGISTER, WEEK, path, worker_path
from dimona_web.platform.visit import has_come_back
from dimona_web.platform.visitor import caller, language
from dimona_web.ui.frame import frame, section, title
from dimona_web.ui.icons import icon
from dimona_web.ui.links import link
from dimona_web.ui.waiting import waiting_words


@dataclass(frozen=True)
class Person:
    """Somebody of the register; `ssin` is masked."""

    href: str = ""
    name: str = ""
    ssin: str = ""


class RegisterState(rx.State):
    """Those shown so far; without words everybody, a page at a time."""

    people: rx.Field[list[Person]] = rx.field(default_factory=list)
    ready: bool = False
    asked: bool = False
    has_more: bool = False
    _cursor: str = ""
    _written: str = ""

    @rx.event
    async def load(self) -> AsyncIterator[Any]:
        """Show the first page of everybody; what was found before goes first, so that no row moves."""
        if await has_come_back(self):
            return
        if self.asked:
            self.people, self.ready, self.asked, self.has_more = [], False, False, False
            yield None
        await self._everybody(cursor="")

    @rx.event
    async def search(self, written: str) -> None:
        """Show whom the words find."""
        if not written.strip():
            await self._everybody(cursor="")
            return
        # A national number is looked for, and kept nowhere.
        self._written = "" if re.search(r"\d", written) else written.strip()[:70]
        found = await workers_found(caller(self), written)
        self.people, self.asked, self.ready = self._shown(found), True, True
        self._cursor, self.has_more = "", False

    @rx.event
    async def more(self) -> None:
        """Show the next ones below."""
        if self._cursor:
            await self._everybody(self._cursor)

    @rx.event
    async def export(self, file_format: str) -> Any:
        """Write the list to a file, by the words that were searched for."""
        return await export_begun(caller(self), "workers", file_format, {"q": self._written})

    async def _everybody(self, cursor: str) -> None:
        page = await api().register(caller(self), cursor=cursor)
        shown = self.people if cursor else []
        self.people = [*shown, *self._shown(page.items)]
        self._cursor, self.has_more = page.next, bool(page.next)
        self.asked, self.ready, self._written = False, True, ""

    def _shown(self, workers: Iterable[Worker]) -> list[Person]:
        words = language(self)
        return [
            Person(
                worker_path(words, one.id), one.name or text(words, "person.nameless"), _number(words, one)
            )
            for one in workers
        ]


def _number(language: str, worker: Worker) -> str:
    return worker.ssin or text(language, "person.numberless")


def view(language: str) -> View:
    """Draw the page."""
    return frame(
        language,
        title(text(language, "register.title")),
        search_field(language, live(RegisterState.search)),
        rx.el.div(
            link(icon("plus"), text(language, "register.new"), to=path(language, NEW_IN_REGISTER)),
            link(icon("list"), text(language, "periods.title"), to=path(language, PERIODS)),
            link(icon("calendar"), text(language, "week.title"), to=path(language, WEEK)),
            link(icon("again"), text(language, "compare.title"), to=path(language, COMPARE)),
            class_name="doors",
        ),
        rx.el.div(
            rx.cond(
                live(RegisterState.people).length() > 0,
                rx.el.ul(rx.foreach(RegisterState.people, _person), class_name="rows"),
                rx.cond(
                    RegisterState.ready & ~live(RegisterState.asked),
                    first_day(language),
                    rx.el.p(_nothing(language), class_name="nothing"),
                ),
            ),
            id="found",
            custom_attrs={"aria-live": "polite"},
        ),
        rx.cond(
            RegisterState.has_more,
            rx.el.button(
                text(language, "register.more"),
                on_click=RegisterState.more,
                type="button",
                class_name="secondary",
            ),
        ),
        rx.cond(
            live(RegisterState.people).length() > 0,
            section(text(language, "export.title"), export_buttons(language, live(RegisterState.export))),
        ),
        here=REGISTER,
    )


def first_day(language: str) -> View:
    """Say what to do with an empty register: take over what the RSZ has, or begin."""
    return rx.el.div(
        rx.el.h2(text(language, "firstDay.title")),
        rx.el.p(text(language, "firstDay.text")),
        link(
            text(language, "compare.import"),
            to=path(language, COMPARE),
            class_name="secondary",
            id="first-day",
        ),
        class_name="empty",
    )


def _nothing(language: str) -> Live:
    return rx.cond(RegisterState.ready, text(language, "register.nobody"), waiting_words(language))


def _person(one: Live) -> View:
    return rx.el.li(
        link(
            rx.el.span(
                rx.el.span(one.name, class_name="row-name"),
                rx.el.span(one.ssin, class_name="row-what"),
                class_name="row-text",
            ),
            icon("forward"),
            to=one.href,
            class_name="row",
        )
    )
