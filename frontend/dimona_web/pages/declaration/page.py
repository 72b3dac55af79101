"""The page of one declaration."""

from typing import cast

import reflex as rx

from dimona_web.i18n.catalogue import text
from dimona_web.pages.declaration.state import DeclarationState
from dimona_web.pages.declaration.story import Fact, Line, Objection
from dimona_web.paths import DECLARATIONS, DECLARE, path
from dimona_web.ui.frame import frame, section, title
from dimona_web.ui.icons import icon, tone_icon
from dimona_web.ui.links import link
from dimona_web.ui.status import badge

_STORY = DeclarationState.story


def view(language: str) -> rx.Component:
    """Draw the page."""
    return frame(
        language,
        rx.cond(
            DeclarationState.missing,
            _missing(language),
            rx.cond(DeclarationState.ready, _told(language), _loading(language)),
        ),
        back=path(language, DECLARATIONS),
    )


def _loading(language: str) -> rx.Component:
    return rx.fragment(
        title(text(language, "declaration.title")), rx.el.p(text(language, "page.loading"), class_name="nothing")
    )


def _missing(language: str) -> rx.Component:
    return rx.fragment(
        title(text(language, "declaration.missing.title")),
        rx.el.p(text(language, "declaration.missing.text"), class_name="lead"),
        link(text(language, "frame.declarations"), to=path(language, DECLARATIONS), class_name="secondary"),
    )


def _told(language: str) -> rx.Component:
    return rx.fragment(
        title(_STORY.name),
        rx.el.p(text(language, "declaration.kind"), class_name="lead"),
        _standing(language),
        rx.cond(_STORY.objections.length() > 0, _objections(language)),
        rx.cond(_STORY.warnings.length() > 0, _warnings(language)),
        section(text(language, "declaration.facts"), _facts("steps")),
        section(text(language, "declaration.deadline"), _deadline()),
        section(text(language, "declaration.terms"), _terms(language)),
        _history(language),
        link(icon("plus"), text(language, "declaration.another"), to=path(language, DECLARE), class_name="secondary"),
    )


def _standing(language: str) -> rx.Component:
    return rx.el.div(
        badge(_as_text(_STORY.tone), _as_text(_STORY.word)),
        rx.el.p(_STORY.sentence),
        rx.cond(_STORY.near != "", rx.el.p(icon("busy"), _STORY.near, class_name="loud")),
        rx.cond(
            _STORY.number != "",
            rx.el.p(text(language, "declaration.number"), " ", rx.el.strong(_STORY.number, id="rsz-number")),
        ),
        rx.cond(DeclarationState.moving, rx.el.p(text(language, "declaration.moving"), class_name="hint")),
        class_name="standing tone-" + _as_text(_STORY.tone),
        id="standing",
        role="status",
        custom_attrs={"aria-live": "polite"},
    )


def _objections(language: str) -> rx.Component:
    return section(
        text(language, "declaration.objections"), rx.foreach(_STORY.objections, lambda one: _objection(language, one))
    )


def _objection(language: str, entry: rx.Var[Objection]) -> rx.Component:
    one = cast("Objection", entry)
    return rx.el.article(
        rx.el.h3(tone_icon(_as_text(one.tone)), one.label),
        rx.el.p(one.meaning),
        rx.cond(
            one.remedy != "", rx.el.p(rx.el.strong(text(language, "declaration.remedy")), " ", one.remedy)
        ),
        rx.el.p(text(language, "declaration.code"), " ", one.code, class_name="hint"),
        class_name="objection tone-" + _as_text(one.tone),
    )


def _warnings(language: str) -> rx.Component:
    return section(
        text(language, "declaration.warnings"),
        rx.el.ul(rx.foreach(_STORY.warnings, lambda words: rx.el.li(words)), class_name="plain"),
    )


def _facts(look: str) -> rx.Component:
    return rx.el.dl(rx.foreach(_STORY.facts, _fact), class_name=look)


def _fact(entry: rx.Var[Fact]) -> rx.Component:
    fact = cast("Fact", entry)
    return rx.el.div(
        rx.el.dt(rx.el.span(tone_icon(_as_text(fact.tone)), class_name="dot"), fact.label),
        rx.el.dd(fact.value),
        class_name="step tone-" + _as_text(fact.tone),
    )


def _deadline() -> rx.Component:
    return rx.fragment(
        rx.el.p(_STORY.deadline),
        rx.cond(_STORY.deadline_rule != "", rx.el.p(_STORY.deadline_rule, class_name="hint")),
    )


def _terms(language: str) -> rx.Component:
    return rx.el.dl(
        rx.el.div(rx.el.dt(text(language, "terms.ssin")), rx.el.dd(_STORY.ssin)),
        rx.foreach(_STORY.terms, _term),
        class_name="facts",
    )


def _term(entry: rx.Var[Fact]) -> rx.Component:
    fact = cast("Fact", entry)
    return rx.el.div(rx.el.dt(fact.label), rx.el.dd(fact.value))


def _history(language: str) -> rx.Component:
    return rx.el.details(
        rx.el.summary(text(language, "declaration.history")),
        rx.el.ol(rx.foreach(_STORY.history, _line), class_name="history"),
    )


def _line(entry: rx.Var[Line]) -> rx.Component:
    line = cast("Line", entry)
    return rx.el.li(rx.el.span(line.words), rx.el.span(line.at, class_name="hint"))


def _as_text(value: str) -> rx.Var[str]:
    """Tell the type checker what is true while the page is built: this is a Var."""
    return cast("rx.Var[str]", value)
