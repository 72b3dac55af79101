"""All declarations, newest first, a page at a time; those of a state, a worker, a reference when one asks."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

import reflex as rx

from dimona_web.api.client import api
from dimona_web.api.errors import MissingError
from dimona_web.i18n.catalogue import text
from dimona_web.live import Live, View, live
from dimona_web.pages.declare.steps import focus_on_problems
from dimona_web.pages.declare.who import Candidate, candidates, workers_found
from dimona_web.pages.export import export_begun, export_buttons
from dimona_web.pages.rows import Row, row, row_list
from dimona_web.paths import DECLARATIONS, DECLARE, path
from dimona_web.platform.visit import goes_on
from dimona_web.platform.visitor import caller, language
from dimona_web.ui.fields import Asked, error_summary, field, select
from dimona_web.ui.frame import frame, section, title
from dimona_web.ui.icons import icon
from dimona_web.ui.links import link
from dimona_web.ui.status import STATUSES
from dimona_web.ui.waiting import waiting

_TYPES: Mapping[str, str] = {
    "in": "type.in",
    "out": "type.out",
    "update": "type.update",
    "cancel": "type.cancel",
}
_TIMELY: Mapping[str, str] = {"onTime": "fact.timely.yes", "late": "fact.timely.no"}
_FILTERS = ("state", "type", "timeliness", "from", "to", "reference")
_LONGEST_REFERENCE = 100
# A page of the API may be empty while there is more: at most so many are asked for at a time.
_MOST_ASKED = 5


class DeclarationsState(rx.State):
    """The part of the list that was asked for so far, and by what it is filtered."""

    ready: bool = False
    rows: rx.Field[list[Row]] = rx.field(default_factory=list)
    has_more: bool = False
    filtered: bool = False
    filters: dict[str, str] = dict.fromkeys(_FILTERS, "")
    worker: str = ""
    alike: rx.Field[list[Candidate]] = rx.field(default_factory=list)
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    _worker_id: str = ""
    _cursor: str = ""

    @rx.event
    async def load(self) -> None:
        """Show the newest; those of one worker when the address names one."""
        if not await goes_on(self):
            self._ask_for_all()
        if named := self.router.url.query_parameters.get("worker", ""):
            with suppress(MissingError):
                found = await api().worker(caller(self), named)
                self._of(found.id, found.name)
        await self._begin()

    @rx.event
    async def filter(self, form: dict[str, Any]) -> Any:
        """Show only what was asked for; a name that several have is asked back."""
        self.filters = {name: str(form.get(name) or "").strip()[:_LONGEST_REFERENCE] for name in _FILTERS}
        written, self.errors, self.alike = str(form.get("worker") or "").strip(), {}, []
        if written != self.worker:
            await self._look_for(written)
        await self._begin()
        return focus_on_problems() if self.errors else None

    @rx.event
    async def choose(self, worker_id: str) -> None:
        """Show those of one of the people who were found."""
        if chosen := next((one for one in self.alike if one.id == worker_id), None):
            self._of(chosen.id, chosen.name)
            await self._begin()

    @rx.event
    async def export(self, file_format: str) -> Any:
        """Write what is shown to a file."""
        return await export_begun(caller(self), "declarations", file_format, self._wanted())

    @rx.event
    async def everything(self) -> None:
        """Show all of them again."""
        self._ask_for_all()
        await self._begin()

    @rx.event
    async def more(self) -> None:
        """Show the next older ones below."""
        if self._cursor:
            await self._add()

    async def _look_for(self, written: str) -> None:
        found = await workers_found(caller(self), written) if written else ()
        if len(found) == 1:
            self._of(found[0].id, found[0].name)
            return
        self._of("", "")
        self.alike = candidates(found)
        if written and not found:
            self.errors = {"worker": text(language(self), "register.nobody")}

    def _ask_for_all(self) -> None:
        self.filters, self.errors = dict.fromkeys(_FILTERS, ""), {}
        self._of("", "")

    def _of(self, worker_id: str, name: str) -> None:
        self._worker_id, self.worker, self.alike = worker_id, name, []

    def _wanted(self) -> dict[str, str]:
        return {name: value for name, value in self.filters.items() if value} | (
            {"workerId": self._worker_id} if self._worker_id else {}
        )

    async def _begin(self) -> None:
        self.rows, self._cursor, self.filtered = [], "", bool(self._wanted())
        await self._add()

    async def _add(self) -> None:
        for _ in range(_MOST_ASKED):
            page = await api().declarations(caller(self), self._cursor, filters=self._wanted())
            self.rows = [*self.rows, *(row(language(self), one) for one in page.items)]
            self._cursor, self.has_more, self.ready = page.next, bool(page.next), True
            if page.items or not page.next:
                return


def view(language: str) -> View:
    """Draw the page."""
    return frame(
        language,
        title(text(language, "declarations.title")),
        error_summary(live(DeclarationsState.errors), text(language, "form.problems")),
        _filters(language),
        rx.cond(DeclarationsState.filtered, _in_part(language)),
        rx.cond(
            DeclarationsState.worker != "",
            rx.el.p(icon("person"), rx.el.strong(DeclarationsState.worker), class_name="for-whom", id="of"),
        ),
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
                waiting(language),
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
        rx.cond(
            live(DeclarationsState.rows).length() > 0,
            section(text(language, "export.title"), export_buttons(language, live(DeclarationsState.export))),
        ),
        here=DECLARATIONS,
    )


def _filters(language: str) -> View:
    """Draw the filters, folded; open as long as something in them waits for an answer."""
    asks_back = (live(DeclarationsState.errors).length() > 0) | (live(DeclarationsState.alike).length() > 0)
    states = [(code, status.word) for code, status in STATUSES.items()]
    return rx.el.details(
        rx.el.summary(text(language, "declarations.filter")),
        rx.el.form(
            _list(language, "state", "declarations.filter.state", states),
            _list(language, "type", "declarations.filter.type", list(_TYPES.items())),
            _list(language, "timeliness", "fact.timely", list(_TIMELY.items())),
            _words(language, "worker", "declarations.filter.worker", DeclarationsState.worker),
            _words(
                language,
                "reference",
                "declarations.filter.reference",
                live(DeclarationsState.filters)["reference"],
            ),
            _day(language, "from", "declarations.filter.from"),
            _day(language, "to", "declarations.filter.to"),
            rx.el.button(text(language, "declarations.filter.do"), type="submit", class_name="secondary"),
            on_submit=DeclarationsState.filter,
            key=live(DeclarationsState.filters).to_string() + live(DeclarationsState.worker),
        ),
        rx.cond(live(DeclarationsState.alike).length() > 0, _alike(language)),
        id="filter",
        open=asks_back,
    )


def _in_part(language: str) -> View:
    """Say that this is not all there is, and offer that: the filter itself is folded away."""
    return rx.el.p(
        text(language, "declarations.inPart") + " ",
        rx.el.button(
            text(language, "declarations.filter.all"),
            on_click=DeclarationsState.everything,
            type="button",
            class_name="plain-button",
        ),
        id="in-part",
        class_name="hint",
    )


def _list(language: str, name: str, key: str, values: Sequence[tuple[str, str]]) -> View:
    options = [rx.el.option(text(language, "form.any"), value="")]
    options += [rx.el.option(text(language, words), value=value) for value, words in values]
    chosen = live(DeclarationsState.filters)[name]
    return select(Asked(name, text(language, key)), rx.Var.create({}), options, chosen)


def _words(language: str, name: str, key: str, chosen: Live) -> View:
    return field(
        Asked(name, text(language, key)),
        live(DeclarationsState.errors),
        auto_complete="off",
        max_length=_LONGEST_REFERENCE,
        default_value=chosen,
    )


def _alike(language: str) -> View:
    """Ask which of those who have this name is meant."""
    return rx.el.div(
        rx.el.p(text(language, "declarations.filter.which")),
        rx.el.ul(
            rx.foreach(DeclarationsState.alike, lambda one: _candidate(language, one)), class_name="rows"
        ),
        id="alike",
        class_name="answer",
        role="status",
    )


def _candidate(language: str, one: Live) -> View:
    number = rx.cond(one.ssin != "", one.ssin, text(language, "person.numberless"))
    return rx.el.li(
        rx.el.button(
            rx.el.span(one.name, class_name="row-name"),
            rx.el.span(number, class_name="row-what"),
            type="button",
            on_click=live(DeclarationsState.choose)(one.id),
            class_name="row",
        )
    )


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
