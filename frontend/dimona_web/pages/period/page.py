"""One period: where it stands, what is on its way, and exactly what the law allows to be done with it now."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import reflex as rx

from dimona_web.api.client import api
from dimona_web.api.errors import MissingError
from dimona_web.api.period_shapes import Operation, Period
from dimona_web.i18n.catalogue import text
from dimona_web.i18n.formats import full_date, opening
from dimona_web.live import Live, View, live
from dimona_web.pages.countdown import counting
from dimona_web.pages.fact import Fact
from dimona_web.pages.found import found, gone, loading
from dimona_web.pages.names import called
from dimona_web.pages.period.words import counts_of, kind_of, on_its_way, status_of, told_deadline, what
from dimona_web.paths import (
    PERIOD_CANCEL,
    PERIOD_CHANGE,
    PERIOD_OUT,
    PERIODS,
    declaration_path,
    path,
    period_path,
    worker_path,
)
from dimona_web.platform.visitor import caller, subject
from dimona_web.ui.address import named
from dimona_web.ui.frame import frame, section, title
from dimona_web.ui.icons import icon
from dimona_web.ui.links import link
from dimona_web.ui.status import badge

# By what the API offers: its words. An offer we have no words for yet is not shown.
OPERATIONS: Mapping[str, str] = {
    "out": "operation.out",
    "cancel": "operation.cancel",
    "endEarlier": "operation.endEarlier",
    "endLater": "operation.endLater",
    "endHour": "operation.endHour",
    "removeEnd": "operation.removeEnd",
    "startEarlier": "operation.startEarlier",
    "startLater": "operation.startLater",
    "startHour": "operation.startHour",
    "plannedHours": "operation.plannedHours",
}
_PAGES: Mapping[str, str] = {"out": PERIOD_OUT, "cancel": PERIOD_CANCEL}


@dataclass(frozen=True)
class Door:
    """What one may do: where it is done, what it is called, until when, and what is uncertain about it.

    By `counts` the browser counts on in the deadline.
    """

    href: str = ""
    words: str = ""
    deadline: str = ""
    counts: str = ""
    late: bool = False
    note: str = ""


@dataclass(frozen=True)
class Told:
    """Everything the page shows of one period."""

    id: str = ""
    name: str = ""
    what: str = ""
    worker_href: str = ""
    tone: str = "none"
    word: str = ""
    sentence: str = ""
    filed_href: str = ""
    terms: list[Fact] = field(default_factory=list)
    pending: list[Door] = field(default_factory=list)
    doors: list[Door] = field(default_factory=list)


def told(language: str, period: Period) -> Told:
    """Tell a period."""
    tone, word, sentence = status_of(period.status)
    return Told(
        id=period.id,
        name=called(language, period.worker),
        worker_href=worker_path(language, period.worker.id),
        what=what(language, period),
        tone=tone,
        word=text(language, word),
        sentence=text(language, sentence),
        filed_href=declaration_path(language, period.declaration) if period.declaration else "",
        terms=_terms(language, period),
        pending=[
            Door(declaration_path(language, one.declaration), on_its_way(language, one))
            for one in period.on_its_way
        ],
        doors=[_door(language, period, one) for one in period.operations if _name(one) in OPERATIONS],
    )


def _terms(language: str, period: Period) -> list[Fact]:
    start = f"{opening(full_date(language, period.start_date))} {period.start_hour}".strip()
    end = opening(full_date(language, period.end_date)) if period.end_date else ""
    lines = (
        ("terms.ssin", period.worker.ssin),
        ("terms.type", kind_of(language, period)),
        ("terms.start", start),
        ("terms.end", f"{end} {period.end_hour}".strip() or text(language, "period.noEnd")),
        ("terms.hours", str(period.planned_hours or "")),
        ("terms.committee", period.joint_committee),
        ("period.number", period.rsz_number),
    )
    return [Fact(text(language, key), value) for key, value in lines if value]


def _name(operation: Operation) -> str:
    return operation.change or operation.type


def _door(language: str, period: Period, operation: Operation) -> Door:
    page = _PAGES.get(operation.type, PERIOD_CHANGE)
    href = period_path(language, period.id, page)
    deadline, late = told_deadline(language, operation.deadline)
    counts = counts_of(language, operation.deadline)
    if operation.deadline.assumed:
        deadline, late, counts = text(language, "operation.dependsOnDay"), False, ""
    return Door(
        href=f"{href}?what={operation.change}" if operation.change else href,
        words=text(language, OPERATIONS[_name(operation)]),
        deadline=deadline,
        counts=counts,
        late=late,
        note=operation.note,
    )


class PeriodState(rx.State):
    """The period whose page is open; `about` is its id or the RSZ's number, as the address names it."""

    about: str = ""
    told: Told = Told()
    ready: bool = False
    missing: bool = False

    @rx.event
    async def load(self) -> AsyncIterator[Any]:
        """Show the period of the address, by our id or by the RSZ's number."""
        wanted, who = subject(self), caller(self)
        if self.about != wanted:
            self.about, self.told, self.ready, self.missing = wanted, Told(), False, False
            yield None
        try:
            self.told = told(who.language, await api().period(who, wanted))
            self.missing = False
        except MissingError:
            self.missing = True
        self.ready = True


_TOLD = live(PeriodState.told)


def view(language: str) -> View:
    """Draw the page."""
    return frame(
        language,
        found(
            live(PeriodState),
            loading=loading(language, "period.title"),
            gone=gone(language, "period.missing.title", "period.missing.text", PERIODS, "periods.title"),
            shown=_shown(language),
            wanted=named("period_id"),
        ),
        back=path(language, PERIODS),
    )


def _shown(language: str) -> View:
    return rx.fragment(
        title(_TOLD.name),
        rx.el.p(_TOLD.what, class_name="lead"),
        rx.el.div(
            badge(_TOLD.tone, _TOLD.word),
            rx.el.p(_TOLD.sentence),
            class_name="standing tone-" + _TOLD.tone,
            id="standing",
        ),
        rx.cond(
            _TOLD.pending.length() > 0,
            section(
                text(language, "period.pending"),
                rx.el.ul(rx.foreach(_TOLD.pending, _door_line), class_name="rows"),
            ),
        ),
        section(
            text(language, "period.operations"),
            rx.cond(
                _TOLD.doors.length() > 0,
                rx.el.ul(rx.foreach(_TOLD.doors, _door_line), class_name="rows", id="operations"),
                rx.el.p(text(language, "period.operations.none"), class_name="nothing"),
            ),
        ),
        section(
            text(language, "period.terms"),
            rx.el.dl(
                rx.foreach(_TOLD.terms, lambda line: rx.el.div(rx.el.dt(line.label), rx.el.dd(line.value))),
                class_name="facts",
            ),
        ),
        rx.el.div(
            link(icon("person"), text(language, "period.toWorker"), to=_TOLD.worker_href),
            rx.cond(
                _TOLD.filed_href != "",
                link(icon("list"), text(language, "period.toDeclaration"), to=_TOLD.filed_href),
            ),
            class_name="doors",
        ),
    )


def _door_line(door: Live) -> View:
    return rx.el.li(
        link(
            rx.el.span(
                rx.el.span(door.words, class_name="row-name"),
                rx.cond(
                    door.deadline != "",
                    counting(
                        door.deadline, door.counts, class_name=rx.cond(door.late, "row-near", "row-what")
                    ),
                ),
                rx.cond(door.note != "", rx.el.span(door.note, class_name="row-what")),
                class_name="row-text",
            ),
            icon("forward"),
            to=door.href,
            class_name="row",
        )
    )
