"""Step 2: in which capacity, and when. What does not apply is hidden by the stylesheet, at once."""

import reflex as rx

from dimona_web.i18n.catalogue import text
from dimona_web.live import View, live
from dimona_web.pages.declare.draft import Draft
from dimona_web.pages.declare.steps import step_page
from dimona_web.pages.declare.terms import TermsState
from dimona_web.pages.declare.terms_rules import COMMITTEES
from dimona_web.paths import DECLARE, path
from dimona_web.ui.fields import Asked, choice, choices, error_summary, field, select, submit
from dimona_web.ui.icons import icon

_ERRORS = live(TermsState.errors)
_FORM = live(TermsState.form)


def view(language: str) -> View:
    """Draw the page."""
    return step_page(
        language,
        2,
        text(language, "terms.title"),
        rx.el.p(icon("person"), rx.el.strong(Draft.worker_name), class_name="for-whom"),
        error_summary(_ERRORS, text(language, "form.problems")),
        rx.el.form(
            _kind(language),
            _start(language),
            _works_start(language),
            _end(language),
            _hours(language),
            _committee(language),
            submit(text(language, "declare.next")),
            key=TermsState.edition,
            on_submit=TermsState.submit,
            class_name="terms",
            no_validate=True,
        ),
        back=path(language, DECLARE),
    )


def _kind(language: str) -> View:
    kinds = (("OTH", "workerType.OTH"), ("STU", "workerType.STU"))
    chosen = _FORM["worker_type"]
    options = [
        choice(text(language, key), "worker_type", code, checked=chosen == code) for code, key in kinds
    ]
    return choices(text(language, "terms.type"), "worker_type", _ERRORS, options)


def _start(language: str) -> View:
    days = (
        ("today", "day.today", TermsState.today),
        ("tomorrow", "day.tomorrow", TermsState.tomorrow),
        ("pick", "terms.start.pick", ""),
    )
    chosen = _FORM["start"]
    options = [
        choice(text(language, key), "start", name, checked=chosen == name, hint=hint)
        for name, key, hint in days
    ]
    picked = Asked("start_date", text(language, "terms.startDate"))
    return rx.fragment(
        choices(text(language, "terms.start"), "start", _ERRORS, options),
        field(picked, _ERRORS, look="if-pick", type="date", default_value=_FORM["start_date"]),
    )


def _works_start(language: str) -> View:
    asked = Asked(
        "works_start",
        text(language, "terms.worksStart"),
        hint=text(language, "terms.worksStart.hint"),
        aside=text(language, "form.optional"),
    )
    return field(asked, _ERRORS, look="if-today", type="time", default_value=_FORM["works_start"])


def _end(language: str) -> View:
    asked = Asked(
        "end_date",
        text(language, "terms.end"),
        aside=text(language, "form.optional"),
        aside_look="unless-student",
    )
    return field(asked, _ERRORS, type="date", default_value=_FORM["end_date"])


def _hours(language: str) -> View:
    return field(
        Asked("planned_hours", text(language, "terms.hours"), hint=text(language, "terms.hours.hint")),
        _ERRORS,
        look="if-student",
        type="text",
        input_mode="numeric",
        auto_complete="off",
        max_length=3,
        default_value=_FORM["planned_hours"],
    )


def _committee(language: str) -> View:
    asked = Asked("committee", text(language, "terms.committee"), hint=text(language, "terms.committee.hint"))
    options = [(code, text(language, key)) for code, key in COMMITTEES.items()]
    return rx.el.details(
        rx.el.summary(text(language, "terms.committee.other")),
        select(asked, _ERRORS, options, _FORM["committee"]),
        open=_ERRORS.contains("committee"),
    )
