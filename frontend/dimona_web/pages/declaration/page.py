"""The page of one declaration."""

import reflex as rx

from dimona_web.i18n.catalogue import text
from dimona_web.live import Live, View, live
from dimona_web.pages.declaration.actions import first_actions, later_actions
from dimona_web.pages.declaration.state import DeclarationState
from dimona_web.pages.found import found, gone, loading
from dimona_web.paths import DECLARATIONS, DECLARE, path
from dimona_web.ui.address import named
from dimona_web.ui.fields import error_summary
from dimona_web.ui.frame import frame, section, title
from dimona_web.ui.icons import icon, tone_icon
from dimona_web.ui.links import link
from dimona_web.ui.status import badge

_STORY = live(DeclarationState.story)


def view(language: str) -> View:
    """Draw the page."""
    return frame(
        language,
        rx.el.div(
            found(
                live(DeclarationState),
                loading=loading(language, "declaration.title"),
                gone=gone(
                    language,
                    "declaration.missing.title",
                    "declaration.missing.text",
                    DECLARATIONS,
                    "frame.declarations",
                ),
                shown=_told(language),
                wanted=named("declaration_id"),
            ),
            class_name="declaration",
        ),
        back=path(language, DECLARATIONS),
    )


def _told(language: str) -> View:
    return rx.fragment(
        title(_STORY.name),
        rx.el.p(_STORY.kind, class_name="lead"),
        error_summary(live(DeclarationState.errors), text(language, "declaration.notDone")),
        _standing(language),
        first_actions(language),
        rx.cond(_STORY.objections.length() > 0, _objections(language)),
        rx.cond(_STORY.warnings.length() > 0, _warnings(language)),
        section(text(language, "declaration.facts"), _facts("steps")),
        section(text(language, "declaration.deadline"), _deadline()),
        section(text(language, "declaration.terms"), _terms(language)),
        later_actions(language),
        _history(language),
        _doors(language),
        link(
            icon("plus"),
            text(language, "declaration.another"),
            to=path(language, DECLARE),
            class_name="secondary",
        ),
    )


def _standing(language: str) -> View:
    return rx.el.div(
        badge(_STORY.tone, _STORY.word),
        rx.el.p(_STORY.sentence),
        rx.cond(_STORY.reason != "", rx.el.p(_STORY.reason)),
        rx.cond(
            _STORY.problem != "",
            rx.el.p(text(language, "declaration.rszSays"), " ", rx.el.q(_STORY.problem, id="rsz-says")),
        ),
        rx.cond(_STORY.near != "", rx.el.p(icon("busy"), _STORY.near, class_name="loud")),
        rx.cond(
            _STORY.number != "",
            rx.el.p(text(language, "declaration.number"), " ", rx.el.strong(_STORY.number, id="rsz-number")),
        ),
        rx.cond(DeclarationState.moving, rx.el.p(text(language, "declaration.moving"), class_name="hint")),
        class_name="standing tone-" + _STORY.tone,
        id="standing",
        role="status",
        custom_attrs={"aria-live": "polite"},
    )


def _objections(language: str) -> View:
    return section(
        text(language, "declaration.objections"),
        rx.foreach(_STORY.objections, lambda one: _objection(language, one)),
    )


def _objection(language: str, one: Live) -> View:
    return rx.el.article(
        rx.el.h3(tone_icon(one.tone), one.label),
        rx.el.p(one.meaning),
        rx.cond(
            one.remedy != "", rx.el.p(rx.el.strong(text(language, "declaration.remedy")), " ", one.remedy)
        ),
        rx.el.p(text(language, "declaration.code"), " ", one.code, class_name="hint"),
        class_name="objection tone-" + one.tone,
    )


def _warnings(language: str) -> View:
    return section(
        text(language, "declaration.warnings"),
        rx.el.ul(rx.foreach(_STORY.warnings, rx.el.li), class_name="plain"),
    )


def _facts(look: str) -> View:
    return rx.el.dl(rx.foreach(_STORY.facts, _fact), class_name=look)


def _fact(fact: Live) -> View:
    return rx.el.div(
        rx.el.dt(rx.el.span(tone_icon(fact.tone), class_name="dot"), fact.label),
        rx.el.dd(fact.value),
        class_name="step tone-" + fact.tone,
    )


def _deadline() -> View:
    return rx.fragment(
        rx.el.p(_STORY.deadline),
        rx.cond(_STORY.deadline_rule != "", rx.el.p(_STORY.deadline_rule, class_name="hint")),
    )


def _terms(language: str) -> View:
    return rx.el.dl(
        rx.el.div(rx.el.dt(text(language, "terms.ssin")), rx.el.dd(_STORY.ssin)),
        rx.foreach(_STORY.terms, _term),
        class_name="facts",
    )


def _term(fact: Live) -> View:
    return rx.el.div(rx.el.dt(fact.label), rx.el.dd(fact.value))


def _history(language: str) -> View:
    return rx.el.details(
        rx.el.summary(text(language, "declaration.history")),
        rx.el.ol(rx.foreach(_STORY.history, _line), class_name="history"),
    )


def _doors(language: str) -> View:
    return rx.el.div(
        rx.cond(
            _STORY.period_href != "",
            link(icon("calendar"), text(language, "declaration.toPeriod"), to=_STORY.period_href),
        ),
        rx.cond(
            _STORY.worker_href != "",
            link(icon("person"), text(language, "period.toWorker"), to=_STORY.worker_href),
        ),
        class_name="doors",
    )


def _line(line: Live) -> View:
    return rx.el.li(rx.el.span(line.words), rx.el.span(line.at, class_name="hint"))
