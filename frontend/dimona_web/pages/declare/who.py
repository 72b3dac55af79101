"""Step 1: who starts? Find a worker of the register while typing, or go and add a new one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from dimona_web.api.client import Caller, api
from dimona_web.api.errors import RefusedError
from dimona_web.api.shapes import Worker
from dimona_web.i18n.catalogue import text
from dimona_web.live import Live, View, live
from dimona_web.pages.declare.beginning import begun_for, led_on
from dimona_web.pages.declare.number import national_number
from dimona_web.pages.declare.steps import step_page
from dimona_web.pages.many.ways import ways
from dimona_web.pages.names import or_nameless
from dimona_web.paths import NEW_WORKER, home_path, path
from dimona_web.platform.visit import has_come_back
from dimona_web.platform.visitor import caller
from dimona_web.ui.icons import icon
from dimona_web.ui.links import link
from dimona_web.ui.waiting import waiting_words


@dataclass(frozen=True)
class Candidate:
    """A worker one may choose; `ssin` is masked."""

    id: str = ""
    name: str = ""
    ssin: str = ""


async def workers_found(who: Caller, written: str) -> tuple[Worker, ...]:
    """Find by the start of a name, or by a whole national number; the number is not kept."""
    wanted = written.strip()[:100]
    if number := national_number(wanted):
        return await _with_number(who, number)
    if re.search(r"\d", wanted):
        return ()
    return await api().workers(who, wanted)


async def _with_number(who: Caller, number: str) -> tuple[Worker, ...]:
    try:
        worker = await api().worker_with_number(who, number)
    except RefusedError:
        return ()
    return (worker,) if worker else ()


def candidates(workers: Iterable[Worker]) -> list[Candidate]:
    """Return workers as one may choose from them."""
    return [Candidate(one.id, one.name, one.ssin) for one in workers]


class WhoState(rx.State):
    """Those found so far."""

    found: rx.Field[list[Candidate]] = rx.field(default_factory=list)
    ready: bool = False
    asked: bool = False
    _chosen: bool = False

    @rx.event
    async def load(self) -> Any:
        """Show the first workers of the register, before anything is typed.

        Who was chosen on a line that died before it could lead on is led on when it is back.
        """
        if await has_come_back(self):
            return await led_on(self) if self._chosen else None
        self._chosen = False
        self._show(await api().workers(caller(self)), asked=False)
        return None

    @rx.event
    async def search(self, written: str) -> None:
        """Show whom the words find; what was typed just before somebody was chosen finds nobody any more.

        Else the next visit would begin with one row, which moves under the thumb when the others come.
        """
        if not self._chosen:
            self._show(await workers_found(caller(self), written), asked=bool(written.strip()))

    def _show(self, workers: Iterable[Worker], *, asked: bool) -> None:
        self.found = candidates(workers)
        self.ready, self.asked = True, asked

    @rx.event
    async def choose(self, worker_id: str) -> Any:
        """Take one of those shown and go on to the terms."""
        chosen = next((one for one in self.found if one.id == worker_id), None)
        if chosen is None:
            return None
        leads_on = await begun_for(self, Worker(chosen.id, chosen.name, chosen.ssin))
        self.found, self.ready, self.asked, self._chosen = [], False, False, True
        return leads_on


def view(language: str) -> View:
    """Draw the page."""
    return step_page(
        language,
        1,
        text(language, "who.title"),
        search_field(language, live(WhoState.search)),
        link(
            icon("plus"),
            text(language, "who.new"),
            to=path(language, NEW_WORKER),
            class_name="secondary",
            id="new",
        ),
        ways(language),
        rx.el.div(
            rx.cond(
                live(WhoState.found).length() > 0,
                rx.el.ul(
                    rx.foreach(WhoState.found, lambda one: _candidate(language, one)), class_name="rows"
                ),
                rx.el.p(_nothing(language), class_name="nothing"),
            ),
            id="found",
            custom_attrs={"aria-live": "polite"},
        ),
        back=home_path(language),
    )


def search_field(language: str, on_change: Live) -> View:
    """Make the field that searches while one types, at rest."""
    return rx.el.div(
        rx.el.label(text(language, "who.search"), html_for="search"),
        rx.el.p(text(language, "who.search.hint"), id="search-hint", class_name="hint"),
        rx.el.div(
            icon("search"),
            rx.el.input(
                id="search",
                type="search",
                on_change=on_change.debounce(250),
                auto_complete="off",
                spell_check=False,
                custom_attrs={"aria-describedby": "search-hint", "aria-controls": "found"},
            ),
            class_name="search",
        ),
        class_name="field",
    )


def _nothing(language: str) -> View:
    said = rx.cond(WhoState.asked, text(language, "who.nobody"), text(language, "who.empty"))
    return rx.cond(WhoState.ready, said, waiting_words(language))


def _candidate(language: str, one: Live) -> View:
    return rx.el.li(
        rx.el.button(
            rx.el.span(
                rx.el.span(or_nameless(language, one.name), class_name="row-name"),
                rx.el.span(one.ssin, class_name="row-what"),
                class_name="row-text",
            ),
            icon("forward"),
            type="button",
            on_click=live(WhoState.choose)(one.id),
            class_name="row",
        )
    )
