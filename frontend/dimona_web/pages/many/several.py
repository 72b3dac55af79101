"""Choose several workers of the register; then the same terms are declared for all of them."""

from collections.abc import AsyncIterator, Iterable
from typing import Any

import reflex as rx

from dimona_web.api.client import api
from dimona_web.api.shapes import Worker
from dimona_web.i18n.catalogue import counted, text
from dimona_web.live import Live, View, live
from dimona_web.pages.declare.draft import Draft
from dimona_web.pages.declare.steps import focus_on_problems
from dimona_web.pages.declare.who import Candidate, candidates, search_field, workers_found
from dimona_web.pages.names import or_nameless
from dimona_web.paths import DECLARE, KIND, path
from dimona_web.platform.visit import has_come_back
from dimona_web.platform.visitor import caller, language
from dimona_web.ui.fields import error_summary
from dimona_web.ui.frame import frame, title
from dimona_web.ui.waiting import waiting_words

MOST = 50


class SeveralState(rx.State):
    """Those found so far, and those chosen, who stay chosen while one searches on."""

    found: rx.Field[list[Candidate]] = rx.field(default_factory=list)
    chosen: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    count: str = ""
    ready: bool = False
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    _shown: rx.Field[dict[str, str]] = rx.field(default_factory=dict)

    @rx.event
    async def load(self) -> AsyncIterator[Any]:
        """Show the first workers of the register; nobody is chosen yet, and no row of before may move."""
        if await has_come_back(self):
            return
        self.chosen, self.errors = {}, {}
        self.found, self.ready, self._shown = [], False, {}
        self._counted()
        yield None
        self._show(await api().workers(caller(self)))

    @rx.event
    async def search(self, written: str) -> None:
        """Show whom the words find."""
        self._show(await workers_found(caller(self), written))

    @rx.event
    def choose(self, worker_id: str, checked: bool) -> None:  # noqa: FBT001 - the browser says it so
        """Take one of those shown, or leave them out again: as it was seen, though a search came since."""
        if checked and worker_id in self._shown:
            self.chosen = self.chosen | {worker_id: self._shown[worker_id]}
        else:
            self.chosen = {key: name for key, name in self.chosen.items() if key != worker_id}
        self.errors = {}
        self._counted()

    @rx.event
    async def go_on(self) -> Any:
        """Go on to the terms, with everybody who was chosen."""
        words = language(self)
        if not 0 < len(self.chosen) <= MOST:
            self.errors = {"found": text(words, "several.wrong", most=MOST)}
            return focus_on_problems()
        draft = await self.get_state(Draft)
        draft.start_team(tuple(Worker(key, name, "") for key, name in self.chosen.items()))
        return rx.redirect(path(words, KIND))

    def _show(self, workers: Iterable[Worker]) -> None:
        self.found, self.ready = candidates(workers), True
        self._shown = self._shown | {one.id: one.name or one.ssin for one in self.found}

    def _counted(self) -> None:
        self.count = counted(language(self), "several.count", len(self.chosen))


def view(language: str) -> View:
    """Draw the page."""
    return frame(
        language,
        title(text(language, "several.title")),
        rx.el.p(text(language, "several.lead"), class_name="lead"),
        error_summary(live(SeveralState.errors), text(language, "form.problems")),
        search_field(language, live(SeveralState.search)),
        rx.el.div(
            rx.cond(
                live(SeveralState.found).length() > 0,
                rx.el.ul(
                    rx.foreach(SeveralState.found, lambda one: _person(language, one)), class_name="rows"
                ),
                rx.el.p(_nothing(language), class_name="nothing"),
            ),
            id="found",
            tab_index=-1,
        ),
        rx.el.div(
            rx.el.p(
                rx.el.strong(SeveralState.count),
                rx.el.br(),
                live(SeveralState.chosen).values().join(", "),
                class_name="chosen",
                role="status",
            ),
            rx.el.button(
                text(language, "declare.next"),
                type="button",
                on_click=SeveralState.go_on,
                class_name="primary",
            ),
            class_name="action",
        ),
        back=path(language, DECLARE),
        with_bar=False,
    )


def _nothing(language: str) -> Live:
    return rx.cond(SeveralState.ready, text(language, "register.nobody"), waiting_words(language))


def _person(language: str, one: Live) -> View:
    return rx.el.li(
        tick(
            one.id,
            live(SeveralState.chosen).contains(one.id),
            live(SeveralState.choose)(one.id),
            rx.el.span(or_nameless(language, one.name), class_name="row-name"),
            rx.el.span(one.ssin, class_name="row-what"),
        )
    )


def tick(value: Live, checked: Live, on_change: Live, *words: Any, disabled: Live = False) -> View:
    """Make one line that is ticked or not, as large as a thumb."""
    return rx.el.label(
        rx.el.input(type="checkbox", value=value, checked=checked, on_change=on_change, disabled=disabled),
        rx.el.span(*words, class_name="row-text"),
        class_name="row tick",
    )
