"""Step 3: look once more, then send. However often the button is pressed, it is filed once."""

from collections.abc import AsyncIterator
from datetime import datetime, time
from typing import Any

import reflex as rx

from dimona_web import clock
from dimona_web.api.client import api
from dimona_web.api.errors import RefusedError, UnreachableError
from dimona_web.i18n.catalogue import text
from dimona_web.i18n.formats import full_date, hour, long_date, opening, time_left
from dimona_web.live import View, live
from dimona_web.pages.declaration.story import Fact
from dimona_web.pages.declare.draft import Draft
from dimona_web.pages.declare.steps import focus_on_problems, step_page
from dimona_web.pages.declare.terms import TermsState
from dimona_web.pages.declare.terms_rules import COMMITTEES, FIELD_OF_ISSUE, Terms
from dimona_web.pages.rows import worker_type
from dimona_web.paths import DECLARE, TERMS, declaration_path, path
from dimona_web.platform.visitor import caller, language
from dimona_web.ui.fields import error_summary
from dimona_web.ui.icons import icon
from dimona_web.ui.links import link

_CONFLICT = 409
_UNPROCESSABLE = 422
# What the API says about the key itself, not about the declaration.
_KEY_TROUBLE = {_CONFLICT: "check.stillRunning", _UNPROCESSABLE: "check.alreadySent"}


def told_terms(language: str, terms: Terms) -> list[Fact]:
    """Tell the terms line by line, leaving out what does not apply."""
    lines = (
        ("terms.type", worker_type(language, terms.worker_type)),
        ("terms.start", opening(full_date(language, terms.start))),
        ("terms.worksStart", terms.works_start),
        ("terms.end", opening(full_date(language, terms.end)) if terms.end else ""),
        ("terms.hours", str(terms.planned_hours or "")),
        ("terms.committee", text(language, COMMITTEES[terms.committee])),
    )
    return [Fact(text(language, key), value) for key, value in lines if value]


def told_deadline(language: str, terms: Terms) -> str:
    """Tell what is known of the deadline before sending: an IN must arrive before the work starts."""
    now = clock.now()
    if not terms.works_start:
        key = "check.deadline.assumed" if terms.start <= now.date() else "check.deadline.day"
        return text(language, key, day=long_date(language, terms.start))
    begins = datetime.combine(terms.start, time.fromisoformat(terms.works_start), clock.BRUSSELS)
    if begins < now:
        return text(language, "check.deadline.passed", at=hour(language, begins))
    return text(
        language, "check.deadline.left", at=hour(language, begins), left=time_left(language, begins - now)
    )


class CheckState(rx.State):
    """What is about to be sent, and what came of sending."""

    lines: rx.Field[list[Fact]] = rx.field(default_factory=list)
    deadline: str = ""
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    busy: bool = False

    @rx.event
    async def load(self) -> Any:
        """Show the draft; what is missing is asked first."""
        draft, words = await self.get_state(Draft), language(self)
        if draft.filed:
            return rx.redirect(declaration_path(words, draft.filed), replace=True)
        if not draft.worker_id:
            return rx.redirect(path(words, DECLARE), replace=True)
        if draft.terms is None:
            return rx.redirect(path(words, TERMS), replace=True)
        self.lines, self.deadline = told_terms(words, draft.terms), told_deadline(words, draft.terms)
        self.errors, self.busy = {}, False
        return None

    @rx.event
    async def send(self) -> AsyncIterator[Any]:
        """File the draft under its one key; a second press leads to the same declaration."""
        self.busy = True
        yield
        try:
            yield await self._sent()
        finally:
            self.busy = False

    async def _sent(self) -> Any:
        draft, words = await self.get_state(Draft), language(self)
        if not draft.filed:
            if draft.terms is None or not draft.worker_id:
                return rx.redirect(path(words, DECLARE))
            try:
                filed = await api().declare(caller(self), draft.terms.filing(draft.worker_id), draft.key)
            except UnreachableError:
                return self._say(text(words, "check.unknown"))
            except RefusedError as error:
                return await self._refused(words, error)
            draft.became(filed.id)
        return rx.redirect(declaration_path(words, draft.filed), replace=True)

    async def _refused(self, words: str, error: RefusedError) -> Any:
        if error.status in _KEY_TROUBLE:
            return self._say(text(words, _KEY_TROUBLE[error.status]))
        at_fields = {FIELD_OF_ISSUE[i.name]: i.detail for i in error.issues if i.name in FIELD_OF_ISSUE}
        elsewhere = [issue.detail for issue in error.issues if issue.name not in FIELD_OF_ISSUE]
        if at_fields and not elsewhere:
            (await self.get_state(TermsState)).refuse(at_fields)
            return rx.redirect(path(words, TERMS))
        return self._say(
            " ".join([*elsewhere, *at_fields.values()]) or error.detail or text(words, "notice.refused")
        )

    def _say(self, words: str) -> Any:
        self.errors = {"send": words}
        return focus_on_problems()


def view(language: str) -> View:
    """Draw the page."""
    return step_page(
        language,
        3,
        text(language, "check.title"),
        error_summary(live(CheckState.errors), text(language, "check.problem")),
        rx.el.p(icon("busy"), CheckState.deadline, class_name="due"),
        rx.el.dl(
            rx.el.div(rx.el.dt(text(language, "check.worker")), rx.el.dd(Draft.worker_name)),
            rx.el.div(rx.el.dt(text(language, "terms.ssin")), rx.el.dd(Draft.worker_ssin)),
            rx.foreach(CheckState.lines, lambda line: rx.el.div(rx.el.dt(line.label), rx.el.dd(line.value))),
            class_name="facts",
        ),
        link(text(language, "check.change"), to=path(language, TERMS), class_name="more"),
        rx.el.div(
            rx.el.button(
                rx.cond(CheckState.busy, text(language, "check.sending"), text(language, "check.send")),
                type="button",
                id="send",
                on_click=CheckState.send,
                class_name="primary",
                custom_attrs={"aria-disabled": rx.cond(CheckState.busy, "true", "false")},
            ),
            rx.el.p(text(language, "check.once"), class_name="hint"),
            class_name="action",
        ),
        back=path(language, TERMS),
    )
