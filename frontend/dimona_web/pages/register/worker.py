"""Everything about one worker: periods on a timeline, with what is on its way, and the declarations."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import reflex as rx

from dimona_web import clock
from dimona_web.api.client import api
from dimona_web.api.errors import MissingError
from dimona_web.api.period_shapes import Period
from dimona_web.api.shapes import Declaration, Worker
from dimona_web.i18n.catalogue import text
from dimona_web.live import Live, View, live
from dimona_web.pages.declare.beginning import begun_for
from dimona_web.pages.found import gone
from dimona_web.pages.period.timeline import Bar, axis_of, drawing, ends_of
from dimona_web.pages.period.words import PeriodRow, kind_of, pending, period_row, span
from dimona_web.pages.rows import Row, days, kind, row, row_list
from dimona_web.paths import DECLARATIONS, REGISTER, WORKER_EDIT, WORKER_NUMBER, path, worker_path
from dimona_web.platform.visitor import caller, subject
from dimona_web.ui.address import named
from dimona_web.ui.frame import frame, section, title
from dimona_web.ui.icons import icon
from dimona_web.ui.links import link
from dimona_web.ui.status import badge
from dimona_web.ui.waiting import waiting_words


@dataclass(frozen=True)
class Drawn:
    """A period in words and as a bar."""

    row: PeriodRow
    bar: Bar


@dataclass(frozen=True)
class Timeline:
    """The periods, newest first, on one axis; `ends` are the words under it."""

    periods: list[Drawn]
    today_at: int = 0
    first: str = ""
    last: str = ""


def timeline(language: str, periods: Sequence[Period]) -> Timeline:
    """Lay periods on an axis."""
    today = clock.today()
    axis = axis_of(periods, today)
    drawn = [
        Drawn(
            replace(period_row(language, one), name=kind_of(language, one), what=span(language, one)),
            axis.bar(one),
        )
        for one in periods
    ]
    return Timeline(drawn, axis.at(today), *ends_of(language, axis))


@dataclass(frozen=True)
class Doors:
    """Where more may be done with the entry, and where all its declarations are."""

    edit: str = ""
    number: str = ""
    declarations: str = ""


def doors(language: str, worker: str) -> Doors:
    """Return the addresses that belong to a worker."""
    return Doors(
        worker_path(language, worker, WORKER_EDIT),
        worker_path(language, worker, WORKER_NUMBER),
        f"{path(language, DECLARATIONS)}?worker={worker}",
    )


def of_worker(language: str, declaration: Declaration) -> Row:
    """Put a declaration on one line of its worker's page, where nobody needs the name."""
    return replace(
        row(language, declaration), name=kind(language, declaration), what=days(language, declaration)
    )


class WorkerState(rx.State):
    """The worker whose page is open; `about` is their id, as the address names it."""

    about: str = ""
    name: str = ""
    ssin: str = ""
    ready: bool = False
    missing: bool = False
    doors: Doors = Doors()
    timeline: Timeline = Timeline([])
    declarations: rx.Field[list[Row]] = rx.field(default_factory=list)
    _worker: Worker | None = None

    @rx.event
    async def load(self) -> AsyncIterator[Any]:
        """Show the worker of the address."""
        wanted, who = subject(self), caller(self)
        if self.about != wanted:
            self.about, self.name, self.ssin = wanted, "", ""
            self.ready, self.missing, self._worker = False, False, None
            yield None
        try:
            worker = await api().worker(who, wanted)
        except MissingError:
            self.missing, self.ready = True, True
            return
        self.name, self.ssin, self._worker = worker.name, worker.ssin, worker
        self.doors = doors(who.language, worker.id)
        self.timeline = timeline(who.language, await api().periods_of(who, wanted))
        declared = await api().declarations(who, filters={"workerId": wanted})
        self.declarations = [of_worker(who.language, one) for one in declared.items]
        self.ready, self.missing = True, False

    @rx.event
    async def declare(self) -> Any:
        """Begin declaring for this worker."""
        return await begun_for(self, self._worker) if self._worker else None


_IS_IT = live(WorkerState.about) == named("worker_id")
_IS_KNOWN = _IS_IT & WorkerState.ready


def view(language: str) -> View:
    """Draw the page."""
    return frame(
        language,
        rx.cond(
            _IS_IT & WorkerState.missing,
            gone(language, "person.missing.title", "declaration.missing.text", REGISTER, "register.title"),
            _told(language),
        ),
        here=REGISTER,
        back=path(language, REGISTER),
    )


def _told(language: str) -> View:
    return rx.fragment(
        title(rx.cond(_IS_KNOWN, WorkerState.name, text(language, "person.title"))),
        rx.el.p(
            rx.cond(
                _IS_KNOWN,
                rx.cond(WorkerState.ssin != "", WorkerState.ssin, text(language, "person.numberless")),
                waiting_words(language),
            ),
            class_name="lead",
        ),
        rx.el.button(
            icon("plus"),
            text(language, "person.declare"),
            type="button",
            on_click=WorkerState.declare,
            class_name="secondary",
            id="declare",
        ),
        rx.cond(_IS_KNOWN, _all(language)),
    )


def _all(language: str) -> View:
    """Draw what comes with the answer, all of it at once: nothing that is read already is pushed away."""
    return rx.fragment(
        _doors(language),
        section(text(language, "periods.title"), _periods(language), id="periods"),
        section(
            text(language, "declarations.title"),
            rx.cond(
                live(WorkerState.declarations).length() > 0,
                row_list(live(WorkerState.declarations)),
                rx.el.p(text(language, "person.declarations.none"), class_name="nothing"),
            ),
        ),
        rx.cond(
            live(WorkerState.declarations).length() > 0,
            link(text(language, "home.all"), to=live(WorkerState.doors).declarations, class_name="more"),
        ),
    )


def _doors(language: str) -> View:
    to = live(WorkerState.doors)
    return rx.el.div(
        link(icon("person"), text(language, "edit.title"), to=to.edit),
        rx.cond(
            WorkerState.ssin == "",
            link(icon("plus"), text(language, "number.title"), to=to.number, id="number"),
        ),
        class_name="doors",
    )


def _periods(language: str) -> View:
    shown = live(WorkerState.timeline)
    return rx.cond(
        shown.periods.length() > 0,
        rx.fragment(
            rx.el.ul(rx.foreach(shown.periods, lambda one: _period(one, shown.today_at)), class_name="rows"),
            rx.el.p(
                rx.el.span(shown.first),
                rx.el.span(text(language, "person.today"), class_name="axis-key"),
                rx.el.span(shown.last),
                class_name="axis-ends hint",
            ),
        ),
        rx.el.p(text(language, "person.periods.none"), class_name="nothing"),
    )


def _period(one: Live, today_at: Live) -> View:
    return rx.el.li(
        link(
            rx.el.span(one.row.name, class_name="row-name"),
            badge(one.row.tone, one.row.word),
            rx.el.span(one.row.what, class_name="row-what"),
            pending(one.row.pending),
            drawing(one.bar, today_at),
            to=one.row.href,
            class_name="row declaration-row",
        )
    )
