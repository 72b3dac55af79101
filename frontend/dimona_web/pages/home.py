"""Home answers three questions: what is due, what went wrong, who works today."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

import reflex as rx

from dimona_web import clock
from dimona_web.api.client import api
from dimona_web.api.shapes import Declaration
from dimona_web.i18n.catalogue import counted, text
from dimona_web.i18n.formats import long_date, opening
from dimona_web.live import Live, View, live
from dimona_web.pages.rows import Row, row, row_list
from dimona_web.paths import DECLARATIONS, HOME, path
from dimona_web.platform.visitor import caller, language
from dimona_web.ui.frame import frame, section, title
from dimona_web.ui.links import link
from dimona_web.ui.status import SETTLED

# The API has no question "who works today" yet; the newest declarations answer it, and the page says so.
_LOOKED_AT = 100
_ACCEPTED = frozenset({"accepted", "acceptedWithWarning"})
_END_OF_TIME = datetime.max.replace(tzinfo=UTC)


def is_due(declaration: Declaration) -> bool:
    """Say whether something still has to happen with it by itself."""
    return declaration.state not in SETTLED and declaration.state != "needsHelp"


def went_wrong(declaration: Declaration) -> bool:
    """Say whether a person has to do something about it."""
    return declaration.state in {"refused", "needsHelp"} or any(
        anomaly.action_required for anomaly in declaration.anomalies
    )


def works_on(declaration: Declaration, day: date) -> bool:
    """Say whether it is an accepted IN that names this day: it starts then, or it has an end and spans it."""
    if declaration.state not in _ACCEPTED or declaration.start_date is None:
        return False
    end = declaration.end_date
    return declaration.start_date == day or (end is not None and declaration.start_date <= day <= end)


def is_open_contract(declaration: Declaration, day: date) -> bool:
    """Say whether it is an accepted IN without end that began before this day: may work, nobody knows."""
    start = declaration.start_date
    return (
        declaration.state in _ACCEPTED and start is not None and start < day and declaration.end_date is None
    )


def by_deadline(declarations: Iterable[Declaration]) -> list[Declaration]:
    """Put the soonest deadline first."""
    return sorted(declarations, key=lambda one: one.deadline.at or _END_OF_TIME)


class HomeState(rx.State):
    """The three answers as of the last look."""

    ready: bool = False
    day: str = ""
    due: rx.Field[list[Row]] = rx.field(default_factory=list)
    wrong: rx.Field[list[Row]] = rx.field(default_factory=list)
    today: rx.Field[list[Row]] = rx.field(default_factory=list)
    open_contracts: str = ""
    is_empty: bool = False

    @rx.event
    async def load(self) -> None:
        """Look at the newest declarations and answer the three questions."""
        words = language(self)
        page = await api().declarations(caller(self), page_size=_LOOKED_AT)
        found, day = page.items, clock.today()
        self.day = opening(long_date(words, day))
        self.due = [row(words, one) for one in by_deadline(filter(is_due, found))]
        self.wrong = [row(words, one) for one in found if went_wrong(one)]
        self.today = [row(words, one) for one in found if works_on(one, day)]
        count = sum(is_open_contract(one, day) for one in found)
        self.open_contracts = counted(words, "home.openContracts", count) if count else ""
        self.is_empty = not found
        self.ready = True


def view(language: str) -> View:
    """Draw the page."""
    return frame(
        language,
        title(text(language, "home.title")),
        rx.el.p(rx.cond(HomeState.ready, HomeState.day, "\N{NO-BREAK SPACE}"), class_name="lead day"),
        rx.cond(HomeState.is_empty, _first_steps(language), _answers(language)),
        here=HOME,
    )


def _first_steps(language: str) -> View:
    return rx.el.div(
        rx.el.h2(text(language, "home.empty.title")),
        rx.el.p(text(language, "home.empty.text")),
        class_name="empty",
    )


def _answers(language: str) -> View:
    went_wrong = live(HomeState.wrong).length() > 0
    wrong = _answer(language, "home.wrong", live(HomeState.wrong), "home.wrong.none")
    return rx.el.div(
        # What went wrong comes first when there is any, and last when all is well.
        rx.cond(went_wrong, wrong),
        _answer(language, "home.due", live(HomeState.due), "home.due.none"),
        _answer(language, "home.today", live(HomeState.today), "home.today.none"),
        rx.cond(HomeState.open_contracts != "", rx.el.p(HomeState.open_contracts, class_name="hint")),
        rx.cond(went_wrong, rx.fragment(), wrong),
        link(text(language, "home.all"), to=path(language, DECLARATIONS), class_name="more"),
        custom_attrs={"aria-busy": rx.cond(HomeState.ready, "false", "true")},
    )


def _answer(language: str, question: str, rows: Live, nothing: str) -> View:
    said = rx.cond(HomeState.ready, text(language, nothing), text(language, "page.loading"))
    return section(
        text(language, question),
        rx.cond(rows.length() > 0, row_list(rows), rx.el.p(said, class_name="nothing")),
        class_name="answer",
    )
