"""A national number that arrives later: it becomes theirs, or shows that two entries are one person."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

import reflex as rx

from dimona_web.api.client import api
from dimona_web.api.errors import MissingError, RefusedError
from dimona_web.i18n.catalogue import text
from dimona_web.live import View, live
from dimona_web.pages.declare.number import national_number
from dimona_web.pages.declare.steps import focus_on_problems
from dimona_web.pages.declare.who import Candidate
from dimona_web.pages.found import back_from, found, gone, loading
from dimona_web.pages.register.adding import errors_of, numbered
from dimona_web.paths import REGISTER, path, worker_path
from dimona_web.platform.visitor import caller, language, subject
from dimona_web.ui.address import named
from dimona_web.ui.fields import Asked, error_summary, field, submit
from dimona_web.ui.frame import TITLE_ID, frame, section, title
from dimona_web.ui.icons import icon

# What merging does, in the order in which people ask.
_CONSEQUENCES: Sequence[str] = ("merge.periods", "merge.data", "merge.onItsWay", "merge.address")


class NumberState(rx.State):
    """Whose number arrives, and who has it already; the number itself is never kept.

    `about` is the worker's id, as the address names it.
    """

    about: str = ""
    name: str = ""
    ready: bool = False
    missing: bool = False
    back: str = ""
    other: Candidate = Candidate()
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict)

    @rx.event
    async def load(self) -> AsyncIterator[Any]:
        """Show whose number it will be; who has one already has no use for this page.

        What is being typed for the same person stays.
        """
        self.other, self.errors, self.back = Candidate(), {}, worker_path(language(self), subject(self))
        if self.about != subject(self):
            self.about, self.name, self.ready, self.missing = subject(self), "", False, False
            yield None
        try:
            worker = await api().worker(caller(self), self.about)
        except MissingError:
            self.missing, self.ready = True, True
            return
        if worker.ssin:
            yield rx.redirect(worker_path(language(self), worker.id), replace=True)
            return
        self.name, self.ready, self.missing = worker.name, True, False

    @rx.event
    async def submit(self, form: dict[str, Any]) -> Any:
        """Give them the number; when another entry has it, show that one first."""
        who, number = caller(self), national_number(str(form.get("ssin") or ""))
        if not number:
            return self._say({"ssin": text(who.language, "error.ssin")})
        try:
            other = await api().worker_with_number(who, number)
            if other is None:
                worker = await numbered(who, subject(self), number)
                return rx.redirect(worker_path(who.language, worker.id), replace=True)
        except RefusedError as error:
            return self._say(errors_of(who.language, error))
        self.errors, self.other = {}, Candidate(other.id, other.name, other.ssin)
        return rx.set_focus(TITLE_ID)

    @rx.event
    async def merge(self) -> Any:
        """Make the two one; pressed twice it is done once."""
        who = caller(self)
        if not self.other.id:
            return None
        try:
            worker = await api().merge_worker(who, subject(self), self.other.id)
        except RefusedError as error:
            return self._say(errors_of(who.language, error))
        return rx.redirect(worker_path(who.language, worker.id), replace=True)

    @rx.event
    def another(self) -> None:
        """Take another number: this was somebody else's."""
        self.other, self.errors = Candidate(), {}

    def _say(self, errors: dict[str, str]) -> Any:
        self.errors = errors
        return focus_on_problems()


_OTHER = live(NumberState.other)


def view(language: str) -> View:
    """Draw the page."""
    heading = rx.cond(_OTHER.id != "", text(language, "merge.title"), text(language, "number.title"))
    return frame(
        language,
        found(
            live(NumberState),
            loading=loading(language, "number.title"),
            gone=gone(
                language, "person.missing.title", "declaration.missing.text", REGISTER, "register.title"
            ),
            shown=rx.fragment(
                title(heading),
                error_summary(live(NumberState.errors), text(language, "form.problems")),
                rx.cond(_OTHER.id != "", _merging(language), _asking(language)),
            ),
            wanted=named("worker_id"),
        ),
        back=back_from(live(NumberState), named("worker_id"), path(language, REGISTER)),
        with_bar=False,
    )


def _asking(language: str) -> View:
    return rx.fragment(
        rx.el.p(icon("person"), rx.el.strong(NumberState.name), class_name="for-whom"),
        rx.el.form(
            field(
                Asked("ssin", text(language, "newWorker.ssin"), text(language, "number.hint")),
                live(NumberState.errors),
                type="text",
                input_mode="numeric",
                auto_complete="off",
                max_length=20,
            ),
            submit(text(language, "register.add")),
            on_submit=NumberState.submit,
            no_validate=True,
        ),
    )


def _merging(language: str) -> View:
    return rx.fragment(
        rx.el.p(text(language, "merge.lead")),
        rx.el.dl(
            _entry(language, "merge.goes", NumberState.name, text(language, "person.numberless")),
            _entry(language, "merge.stays", _OTHER.name, _OTHER.ssin),
            class_name="facts",
            id="ssin",
            tab_index=-1,
        ),
        section(
            text(language, "merge.what"),
            rx.el.ul(*(rx.el.li(text(language, key)) for key in _CONSEQUENCES), class_name="dots"),
            rx.el.p(icon("warn"), text(language, "merge.forEver"), class_name="calm"),
        ),
        rx.el.button(
            text(language, "merge.other"),
            type="button",
            on_click=NumberState.another,
            class_name="secondary",
        ),
        rx.el.div(
            rx.el.button(
                text(language, "merge.do"),
                type="button",
                on_click=NumberState.merge,
                class_name="primary",
                id="merge",
            ),
            class_name="action",
        ),
    )


def _entry(language: str, key: str, name: str, ssin: str) -> View:
    return rx.el.div(
        rx.el.dt(text(language, key)), rx.el.dd(name, rx.el.br(), rx.el.span(ssin, class_name="hint"))
    )
