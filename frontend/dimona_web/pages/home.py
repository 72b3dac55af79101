"""Home answers three questions: what is due, what went wrong, who works today."""

from collections.abc import Iterable
from datetime import date

import reflex as rx

from dimona_web import clock
from dimona_web.api.client import Caller, api
from dimona_web.api.shapes import Declaration, Shift
from dimona_web.i18n.catalogue import counted, text
from dimona_web.i18n.formats import long_date, opening, short_date
from dimona_web.live import Live, View, live
from dimona_web.pages.drafts.listed import by_urgency
from dimona_web.pages.drafts.words import draft_row
from dimona_web.pages.names import called
from dimona_web.pages.rows import Row, row, row_list, worker_type
from dimona_web.paths import COMPARE, DEADLINES, DECLARATIONS, DRAFTS, HOME, path, period_path
from dimona_web.platform.visitor import caller, language
from dimona_web.ui.frame import frame, section, title
from dimona_web.ui.links import link
from dimona_web.ui.status import NOT_AT_RSZ, SETTLED
from dimona_web.ui.waiting import waiting

# What went wrong is looked for among the newest, and among all that need help.
_LOOKED_AT = 100
_SHOWN = 5


def is_under_way(declaration: Declaration) -> bool:
    """Say whether the RSZ has it and has not answered yet."""
    is_open = declaration.state not in SETTLED and declaration.state != "needsHelp"
    return is_open and declaration.state not in NOT_AT_RSZ


def went_wrong(declaration: Declaration) -> bool:
    """Say whether a person has to do something about it."""
    return declaration.state in {"refused", "needsHelp"} or any(
        anomaly.action_required for anomaly in declaration.anomalies
    )


def unmended(newest: Iterable[Declaration], needing_help: Iterable[Declaration]) -> list[Declaration]:
    """Return what went wrong, once each; a refused start that was filed anew since is mended."""
    found: dict[str, Declaration] = {}
    stands_since: set[tuple[str, date | None]] = set()
    for one in newest:
        about = (one.worker.id, one.filed.start_date)
        if one.state == "refused" and about in stands_since:
            continue
        if went_wrong(one):
            found[one.id] = one
        elif one.type == "in" and one.state != "withdrawn":
            stands_since.add(about)
    return list((found | {one.id: one for one in needing_help}).values())


def shift_row(language: str, shift: Shift) -> Row:
    """Put somebody who works today on one line: name, kind, and the hours or the last day."""
    hours = "\N{EN DASH}".join(hour for hour in (shift.filed.start_hour, shift.filed.end_hour) if hour)
    last = shift.filed.end_date
    until = text(language, "row.till", end=short_date(language, last)) if last else ""
    return Row(
        href=period_path(language, shift.period),
        name=called(language, shift.worker),
        what=text(
            language,
            "row.what",
            kind=worker_type(language, shift.filed.worker_type),
            days=hours or until,
        ),
    )


class HomeState(rx.State):
    """The three answers as of the last look."""

    ready: bool = False
    day: str = ""
    due: rx.Field[list[Row]] = rx.field(default_factory=list)
    more_due: bool = False
    wrong: rx.Field[list[Row]] = rx.field(default_factory=list)
    under_way: str = ""
    today: rx.Field[list[Row]] = rx.field(default_factory=list)
    drafts: rx.Field[list[Row]] = rx.field(default_factory=list)
    more_drafts: bool = False
    open_contracts: str = ""
    is_empty: bool = False

    @rx.event
    async def load(self) -> None:
        """Answer the three questions."""
        who, day = caller(self), clock.today()
        self.day = opening(long_date(language(self), day))
        await self._look_at_today(who, day)
        await self._look_at_declarations(who)
        await self._look_at_drafts(who)
        self.ready = True

    async def _look_at_declarations(self, who: Caller) -> None:
        words = who.language
        newest = await api().declarations(who, page_size=_LOOKED_AT)
        due = await api().deadlines(who)
        stuck = await api().declarations(who, page_size=_LOOKED_AT, filters={"state": "needsHelp"})
        count = sum(is_under_way(one) for one in newest.items)
        self.due = [row(words, one, with_deadline=True) for one in due.items[:_SHOWN]]
        self.more_due = len(due.items) > _SHOWN
        self.wrong = [row(words, one) for one in unmended(newest.items, stuck.items)]
        self.under_way = counted(words, "home.underWay", count) if count else ""
        self.is_empty = not newest.items and not self.today and not self.open_contracts

    async def _look_at_drafts(self, who: Caller) -> None:
        drafts = by_urgency(await api().drafts(who))
        self.drafts = [draft_row(who.language, one) for one in drafts[:_SHOWN]]
        self.more_drafts = len(drafts) > _SHOWN

    async def _look_at_today(self, who: Caller, day: date) -> None:
        works = await api().day(who, day)
        self.today = [shift_row(who.language, one) for one in works.shifts]
        count = works.contracts
        self.open_contracts = counted(who.language, "home.openContracts", count) if count else ""


def view(language: str) -> View:
    """Draw the page."""
    return frame(
        language,
        title(text(language, "home.title")),
        rx.el.p(rx.cond(HomeState.ready, HomeState.day, "\N{NO-BREAK SPACE}"), class_name="lead day"),
        # All at once: what is there must not move when the rest of it comes.
        rx.cond(
            HomeState.ready,
            rx.fragment(
                rx.cond(live(HomeState.drafts).length() > 0, _drafts(language)),
                rx.cond(HomeState.is_empty, _first_steps(language), _answers(language)),
            ),
            waiting(language),
        ),
        here=HOME,
        declares=True,
    )


def _drafts(language: str) -> View:
    """Draw what was started and not filed: it comes first, for nobody else will file it."""
    all_of_them = link(text(language, "drafts.all"), to=path(language, DRAFTS), class_name="more")
    return section(
        text(language, "drafts.title"),
        row_list(live(HomeState.drafts)),
        rx.cond(HomeState.more_drafts, all_of_them),
        class_name="answer",
        id="drafts",
    )


def _first_steps(language: str) -> View:
    return rx.el.div(
        rx.el.h2(text(language, "home.empty.title")),
        rx.el.p(text(language, "home.empty.text")),
        rx.el.p(text(language, "firstDay.text")),
        link(text(language, "compare.import"), to=path(language, COMPARE), class_name="secondary"),
        class_name="empty",
    )


def _answers(language: str) -> View:
    went_wrong = live(HomeState.wrong).length() > 0
    wrong = _answer(language, "home.wrong", live(HomeState.wrong), "home.wrong.none")
    all_due = link(text(language, "home.allDue"), to=path(language, DEADLINES), class_name="more")
    return rx.el.div(
        # What went wrong comes first when there is any, and last when all is well.
        rx.cond(went_wrong, wrong),
        _answer(language, "home.due", live(HomeState.due), "home.due.none"),
        rx.cond(HomeState.under_way != "", rx.el.p(HomeState.under_way, class_name="hint")),
        rx.cond(HomeState.more_due, all_due),
        _answer(language, "home.today", live(HomeState.today), "home.today.none"),
        rx.cond(HomeState.open_contracts != "", rx.el.p(HomeState.open_contracts, class_name="hint")),
        rx.cond(went_wrong, rx.fragment(), wrong),
        link(text(language, "home.all"), to=path(language, DECLARATIONS), class_name="more"),
    )


def _answer(language: str, question: str, rows: Live, nothing: str) -> View:
    return section(
        text(language, question),
        rx.cond(rows.length() > 0, row_list(rows), rx.el.p(text(language, nothing), class_name="nothing")),
        class_name="answer",
    )
