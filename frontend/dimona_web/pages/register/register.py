"""The personnel register: everybody by family name, found while one types."""

from collections.abc import Iterable
from dataclasses import dataclass

import reflex as rx

from dimona_web.api.client import api
from dimona_web.api.shapes import Worker
from dimona_web.i18n.catalogue import text
from dimona_web.live import Live, View, live
from dimona_web.pages.declare.who import search_field, workers_found
from dimona_web.paths import NEW_IN_REGISTER, PERIODS, REGISTER, WEEK, path, worker_path
from dimona_web.platform.visitor import caller, language
from dimona_web.ui.frame import frame, title
from dimona_web.ui.icons import icon
from dimona_web.ui.links import link


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

    @rx.event
    async def load(self) -> None:
        """Show the first page of everybody."""
        await self._everybody(cursor="")

    @rx.event
    async def search(self, written: str) -> None:
        """Show whom the words find."""
        if not written.strip():
            await self._everybody(cursor="")
            return
        found = await workers_found(caller(self), written)
        self.people, self.asked, self.ready = self._shown(found), True, True
        self._cursor, self.has_more = "", False

    @rx.event
    async def more(self) -> None:
        """Show the next ones below."""
        if self._cursor:
            await self._everybody(self._cursor)

    async def _everybody(self, cursor: str) -> None:
        page = await api().register(caller(self), cursor=cursor)
        shown = self.people if cursor else []
        self.people = [*shown, *self._shown(page.items)]
        self._cursor, self.has_more = page.next, bool(page.next)
        self.asked, self.ready = False, True

    def _shown(self, workers: Iterable[Worker]) -> list[Person]:
        words = language(self)
        return [Person(worker_path(words, one.id), one.name, one.ssin) for one in workers]


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
            class_name="doors",
        ),
        rx.el.div(
            rx.cond(
                live(RegisterState.people).length() > 0,
                rx.el.ul(rx.foreach(RegisterState.people, _person), class_name="rows"),
                rx.el.p(_nothing(language), class_name="nothing"),
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
        here=REGISTER,
    )


def _nothing(language: str) -> Live:
    said = rx.cond(RegisterState.asked, text(language, "register.nobody"), text(language, "who.empty"))
    return rx.cond(RegisterState.ready, said, text(language, "page.loading"))


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
