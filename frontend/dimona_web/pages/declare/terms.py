"""Step 2: in which capacity, and when. What does not apply is hidden by the stylesheet, without asking anybody."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import reflex as rx

from dimona_web import clock
from dimona_web.i18n.catalogue import text
from dimona_web.i18n.formats import short_date
from dimona_web.pages.declare.draft import Draft
from dimona_web.pages.declare.steps import focus_on_problems, step_page
from dimona_web.pages.declare.terms_rules import COMMITTEES, FIELDS, STARTS, Terms, read_terms
from dimona_web.paths import CHECK, DECLARE, TERMS, path
from dimona_web.platform.visitor import language
from dimona_web.ui.fields import choice, choices, error_summary, field, select, submit
from dimona_web.ui.icons import icon

_FRESH = {"worker_type": "OTH", "start": "today", "committee": "XXX"}


def as_form(terms: Terms, today: date) -> dict[str, str]:
    """Return the form that holds these terms."""
    named = next((name for name, ahead in STARTS.items() if today + ahead == terms.start), "pick")
    return {
        "worker_type": terms.worker_type,
        "start": named,
        "start_date": terms.start.isoformat() if named == "pick" else "",
        "works_start": terms.works_start,
        "end_date": terms.end.isoformat() if terms.end else "",
        "planned_hours": str(terms.planned_hours or ""),
        "committee": terms.committee,
    }


class TermsState(rx.State):
    """What the form starts with, and what was wrong. `edition` makes the browser draw the inputs anew."""

    form: dict[str, str] = dict.fromkeys(FIELDS, "") | _FRESH
    edition: str = ""
    errors: dict[str, str] = {}
    today: str = ""
    tomorrow: str = ""
    _was_refused: bool = False
    _about: str = ""

    @rx.event
    async def load(self) -> Any:
        """Start with what the draft knows; without a worker, step 1 comes first."""
        draft, words = await self.get_state(Draft), language(self)
        if not draft.worker_id or draft.filed:
            return rx.redirect(path(words, DECLARE), replace=True)
        if self._about != (about := f"{draft.key} {draft.worker_id}"):
            self._about, self.errors = about, {}
        now = clock.today()
        self.today = short_date(words, now)
        self.tomorrow = short_date(words, now + STARTS["tomorrow"])
        self.form = as_form(draft.terms, now) if draft.terms else dict.fromkeys(FIELDS, "") | _FRESH
        # Only another draft or other terms draw the inputs anew: a reconnect must not touch what is being typed.
        self.edition = f"{draft.key}:{draft.terms}" if draft.terms else ""
        if not self._was_refused:
            return None
        self._was_refused = False
        return focus_on_problems()

    @rx.event
    async def submit(self, form: dict[str, Any]) -> Any:
        """Keep the terms and go on to the check; or say at the fields what is wrong."""
        words = language(self)
        read = read_terms({name: str(form.get(name) or "") for name in FIELDS}, clock.today())
        if not isinstance(read, Terms):
            self.errors = {name: text(words, key) for name, key in read.items()}
            return focus_on_problems()
        self.errors = {}
        draft = await self.get_state(Draft)
        draft.agree(read)
        return rx.redirect(path(words, CHECK))

    def refuse(self, errors: Mapping[str, str]) -> None:
        """Show what the API objected to when this page opens again."""
        self.errors, self._was_refused = dict(errors), True


def view(language: str) -> rx.Component:
    """Draw the page."""
    errors = TermsState.errors
    return step_page(
        language,
        2,
        text(language, "terms.title"),
        rx.el.p(icon("person"), rx.el.strong(Draft.worker_name), class_name="for-whom"),
        error_summary(errors, text(language, "form.problems")),
        rx.el.form(
            _kind(language),
            _start(language),
            _end(language),
            rx.el.details(
                rx.el.summary(text(language, "terms.committee.other")),
                select(
                    text(language, "terms.committee"),
                    "committee",
                    errors,
                    [(code, text(language, key)) for code, key in COMMITTEES.items()],
                    TermsState.form["committee"],
                    hint=text(language, "terms.committee.hint"),
                ),
            ),
            submit(text(language, "declare.next")),
            key=TermsState.edition,
            on_submit=TermsState.submit,
            class_name="terms",
            no_validate=True,
        ),
        back=path(language, DECLARE),
    )


def _kind(language: str) -> rx.Component:
    chosen = TermsState.form["worker_type"]
    return choices(
        text(language, "terms.type"),
        "worker_type",
        TermsState.errors,
        (
            choice(text(language, "workerType.OTH"), "worker_type", "OTH", checked=chosen == "OTH"),
            choice(text(language, "workerType.STU"), "worker_type", "STU", checked=chosen == "STU"),
        ),
    )


def _start(language: str) -> rx.Component:
    chosen, errors = TermsState.form["start"], TermsState.errors
    return rx.fragment(
        choices(
            text(language, "terms.start"),
            "start",
            errors,
            (
                choice(text(language, "day.today"), "start", "today", checked=chosen == "today", hint=TermsState.today),
                choice(
                    text(language, "day.tomorrow"),
                    "start",
                    "tomorrow",
                    checked=chosen == "tomorrow",
                    hint=TermsState.tomorrow,
                ),
                choice(text(language, "terms.start.pick"), "start", "pick", checked=chosen == "pick"),
            ),
        ),
        field(
            text(language, "terms.startDate"),
            "start_date",
            errors,
            look="if-pick",
            type="date",
            default_value=TermsState.form["start_date"],
        ),
        field(
            text(language, "terms.worksStart"),
            "works_start",
            errors,
            aside=text(language, "form.optional"),
            hint=text(language, "terms.worksStart.hint"),
            look="if-today",
            type="time",
            default_value=TermsState.form["works_start"],
        ),
    )


def _end(language: str) -> rx.Component:
    errors = TermsState.errors
    return rx.fragment(
        field(
            text(language, "terms.end"),
            "end_date",
            errors,
            aside=text(language, "form.optional"),
            aside_look="unless-student",
            type="date",
            default_value=TermsState.form["end_date"],
        ),
        field(
            text(language, "terms.hours"),
            "planned_hours",
            errors,
            hint=text(language, "terms.hours.hint"),
            look="if-student",
            type="text",
            input_mode="numeric",
            auto_complete="off",
            max_length=3,
            default_value=TermsState.form["planned_hours"],
        ),
    )


__all__ = ["TERMS", "TermsState", "as_form", "view"]
