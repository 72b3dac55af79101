"""Step 4, the page: what will be declared, until when, what to look out for, and the one button."""

import reflex as rx

from dimona_web.i18n.catalogue import text
from dimona_web.live import View, live
from dimona_web.pages.declare.check import CheckState
from dimona_web.pages.declare.deadline_view import at_stake, deadline_line, warnings_list
from dimona_web.pages.declare.draft import Draft
from dimona_web.pages.declare.steps import step_page
from dimona_web.pages.names import or_nameless
from dimona_web.paths import TERMS, path
from dimona_web.ui.fields import error_summary
from dimona_web.ui.links import link
from dimona_web.ui.waiting import waiting

_OUTLOOK = live(CheckState.outlook)


def view(language: str) -> View:
    """Draw the page."""
    return step_page(
        language,
        4,
        text(language, "check.title"),
        # What was checked before is never shown, nor sent, while what is to be checked now is on its way.
        rx.cond(
            (live(Draft.version) > 0) & (live(CheckState.version) == Draft.version),
            _checked(language),
            waiting(language),
        ),
        back=path(language, TERMS),
    )


def _checked(language: str) -> View:
    return rx.fragment(
        error_summary(live(CheckState.errors), text(language, "check.problem")),
        deadline_line(language, _OUTLOOK),
        rx.cond(live(Draft.replacing), rx.el.p(text(language, "terms.replacing"), class_name="calm")),
        _facts(language),
        warnings_list(language, _OUTLOOK),
        at_stake(language, _OUTLOOK),
        link(text(language, "check.change"), to=path(language, TERMS), class_name="more"),
        _send(language),
    )


def _facts(language: str) -> View:
    return rx.el.dl(
        rx.el.div(
            rx.el.dt(text(language, "check.worker")), rx.el.dd(or_nameless(language, Draft.worker_name))
        ),
        rx.cond(
            Draft.worker_ssin != "",
            rx.el.div(rx.el.dt(text(language, "terms.ssin")), rx.el.dd(Draft.worker_ssin)),
        ),
        rx.foreach(CheckState.lines, lambda line: rx.el.div(rx.el.dt(line.label), rx.el.dd(line.value))),
        class_name="facts",
    )


def _send(language: str) -> View:
    return rx.el.div(
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
    )
