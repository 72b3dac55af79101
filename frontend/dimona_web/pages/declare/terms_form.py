"""Step 3: when, and what the worker type asks. What does not apply is hidden by the stylesheet, at once."""

from dataclasses import replace
from typing import Any

import reflex as rx

from dimona_web.i18n.catalogue import text
from dimona_web.live import Live, View, live
from dimona_web.pages.declare.deadline_view import deadline_line, warnings_list
from dimona_web.pages.declare.draft import Draft
from dimona_web.pages.declare.sheet import ELSEWHERE
from dimona_web.pages.declare.steps import for_whom, step_page
from dimona_web.pages.declare.terms import TermsState
from dimona_web.paths import KIND, path
from dimona_web.ui.fields import Asked, choice, choices, error_summary, field, select, submit
from dimona_web.ui.links import link
from dimona_web.ui.waiting import waiting

_ERRORS = live(TermsState.errors)
_FORM = live(TermsState.form)
_SHEET = live(TermsState.sheet)
_OUTLOOK = live(TermsState.outlook)
_HOUR = {"type": "time"}
_DIGITS = {"type": "text", "input_mode": "numeric", "auto_complete": "off"}
_WORDS = {"type": "text", "auto_complete": "off", "max_length": 96}


def view(language: str) -> View:
    """Draw the page."""
    return step_page(
        language,
        3,
        text(language, "terms.title"),
        for_whom(language),
        rx.el.p(
            rx.el.span(Draft.kind_name),
            link(text(language, "terms.change"), to=path(language, KIND), class_name="more"),
            class_name="kind-line",
        ),
        rx.cond(live(Draft.replacing), rx.el.p(text(language, "terms.replacing"), class_name="calm")),
        error_summary(_ERRORS, text(language, "form.problems")),
        # The form of the last filing is never shown while the one of this is on its way.
        rx.cond(
            (live(Draft.turn) > 0) & (live(TermsState.turn) == Draft.turn),
            _form(language),
            waiting(language),
        ),
        back=path(language, KIND),
    )


def _form(language: str) -> View:
    return rx.el.form(
        deadline_line(language, _OUTLOOK),
        rx.cond(TermsState.last_time, rx.el.p(text(language, "terms.lastTime"), class_name="hint")),
        _committee(language),
        _when_shown("variant", _radios("variant", text(language, "terms.variant"), columns=False)),
        _start(language),
        _hours(language),
        _blocks(language),
        warnings_list(language, _OUTLOOK),
        submit(text(language, "declare.next")),
        key=TermsState.edition,
        on_submit=TermsState.submit,
        class_name="terms",
        no_validate=True,
        id="terms",
    )


def _when_shown(question: str, *content: View) -> View:
    return rx.cond(_SHEET.shown.contains(question), rx.fragment(*content))


def _rest(question: str) -> Any:
    return live(TermsState.rest)(question)


def _input(language: str, asked: Asked, props: dict[str, Any], look: str = "") -> View:
    """Ask one question when the table asks it; its answer at rest shows what would come of it."""
    question = asked.name
    aside = rx.cond(_SHEET.optional.contains(question), text(language, "form.optional"), "")
    given = {"default_value": _FORM[question], "on_blur": _rest(question)} | props
    hides = _SHEET.looks[question] + " " + look
    return _when_shown(question, field(replace(asked, aside=aside), _ERRORS, look=hides, **given))


def _radios(question: str, legend: Live, *, columns: bool = True) -> View:
    options = rx.foreach(
        _SHEET.options[question],
        lambda one: choice(
            one.label,
            question,
            one.value,
            checked=_FORM[question] == one.value,
            hint=one.hint,
            on_change=_rest(question),
        ),
    )
    return choices(legend, question, _ERRORS, [options], columns=columns)


def _start(language: str) -> View:
    days = (
        ("today", "day.today", TermsState.today),
        ("tomorrow", "day.tomorrow", TermsState.tomorrow),
        ("pick", "terms.start.pick", ""),
    )
    options = [
        choice(
            text(language, key),
            "start",
            name,
            checked=_FORM["start"] == name,
            hint=hint,
            on_change=_rest("start"),
        )
        for name, key, hint in days
    ]
    return rx.fragment(
        choices(text(language, "terms.start"), "start", _ERRORS, options),
        field(
            Asked("start_date", text(language, "terms.startDate")),
            _ERRORS,
            look="if-pick",
            type="date",
            default_value=_FORM["start_date"],
            on_blur=_rest("start_date"),
        ),
    )


def _hours(language: str) -> View:
    works = Asked("works_start", text(language, "terms.worksStart"), text(language, "terms.worksStart.hint"))
    planned = Asked("planned_hours", text(language, "terms.hours"), text(language, "terms.hours.hint"))
    return rx.fragment(
        rx.el.div(
            _input(language, Asked("start_hour", text(language, "terms.startHour")), _HOUR),
            _input(language, Asked("end_hour", text(language, "terms.endHour")), _HOUR),
            class_name="pair",
        ),
        _input(language, works, _HOUR, look="if-today"),
        _input(language, Asked("end_date", text(language, "terms.end")), {"type": "date"}),
        _input(language, planned, _DIGITS | {"max_length": 3}),
    )


def _blocks(language: str) -> View:
    labels = _SHEET.labels
    unnumbered = text(language, "terms.user.name.hint")
    first = Asked("card_first", labels["card_first"], text(language, "terms.cards.hint"))
    return rx.fragment(
        _input(language, first, _WORDS | {"max_length": 20}),
        _input(language, Asked("card_next", labels["card_next"]), _WORDS | {"max_length": 20}),
        _when_shown("nature", _radios("nature", labels["nature"])),
        _when_shown("status", _radios("status", labels["status"], columns=False)),
        _input(language, Asked("risk", labels["risk"]), _WORDS | {"max_length": 10}),
        _when_shown("user_number", rx.el.h2(text(language, "terms.user"))),
        _input(language, Asked("user_number", labels["user_number"]), _DIGITS | {"max_length": 14}),
        _input(language, Asked("user_name", labels["user_name"], unnumbered), _WORDS),
        _when_shown("user_committee", _list(language, "user_committee", labels["user_committee"])),
        _when_shown("place", _place(language)),
    )


def _list(language: str, question: str, label: Live, hint: str = "") -> View:
    options = [
        rx.el.option(text(language, "form.choose"), value=""),
        rx.foreach(_SHEET.options[question], lambda one: rx.el.option(one.label, value=one.value)),
    ]
    asked = Asked(question, label, hint=hint)
    return select(asked, _ERRORS, options, _FORM[question], on_change=_rest(question))


def _place(language: str) -> View:
    elsewhere = (
        ("place_name", "terms.place.name", 96),
        ("place_street", "terms.place.street", 42),
        ("place_house", "terms.place.house", 10),
        ("place_post", "terms.place.post", 9),
        ("place_town", "terms.place.town", 40),
    )
    options = [
        rx.el.option(text(language, "terms.place.office"), value=""),
        rx.foreach(_SHEET.options["place"], lambda one: rx.el.option(one.label, value=one.value)),
        rx.el.option(text(language, "terms.place.elsewhere"), value=ELSEWHERE),
    ]
    asked = Asked("place", text(language, "terms.place"))
    return rx.fragment(
        select(asked, _ERRORS, options, _FORM["place"], on_change=_rest("place")),
        *(
            field(
                Asked(name, text(language, key)),
                _ERRORS,
                look="if-elsewhere",
                **_WORDS | {"max_length": longest, "default_value": _FORM[name], "on_blur": _rest(name)},
            )
            for name, key, longest in elsewhere
        ),
    )


def _committee(language: str) -> View:
    """Ask the committee; it stays folded away while the one that is likely is filled in."""
    hint = text(language, "terms.committee.hint")
    return rx.el.details(
        rx.el.summary(
            rx.el.span(text(language, "terms.committee"), " ", rx.el.strong(TermsState.committee)),
        ),
        _list(language, "committee", text(language, "terms.committee"), hint=hint),
        open=TermsState.asks_committee | _ERRORS.contains("committee"),
    )
