"""How the pages that end, change or cancel a period are drawn: whose it is, the form, what comes of it."""

from typing import Any

import reflex as rx

from dimona_web.i18n.catalogue import text
from dimona_web.live import Live, View, live
from dimona_web.pages.declare.deadline_view import at_stake, deadline_line, warnings_list
from dimona_web.pages.found import back_from, found, gone, loading
from dimona_web.pages.period.act import Act
from dimona_web.paths import PERIODS, path
from dimona_web.ui.address import placed
from dimona_web.ui.fields import error_summary
from dimona_web.ui.frame import frame, title
from dimona_web.ui.icons import icon
from dimona_web.ui.links import link


def act_page(language: str, page: str, heading: str, *content: View) -> View:
    """Draw the page: whose period, what stands in the way, and the content where the law allows it now.

    `page` is the pattern of its address.
    """
    form = rx.fragment(_whose(), _problems(language), *content)
    shown = rx.fragment(title(text(language, heading)), rx.cond(Act.offered, form, _not_offered(language)))
    wanted = placed(page)
    return frame(
        language,
        found(
            live(Act),
            loading=loading(language, heading),
            gone=gone(language, "period.missing.title", "period.missing.text", PERIODS, "periods.title"),
            shown=shown,
            wanted=wanted,
        ),
        back=back_from(live(Act), wanted, path(language, PERIODS)),
        with_bar=False,
    )


def act_form(language: str, send: str, on_submit: Live, *asked: View, **props: Any) -> View:
    """Draw the form: what is asked, what comes of it, and the button; `send` is the key of its words."""
    return rx.el.form(
        *asked,
        _foresight(language),
        _send_button(language, send),
        on_submit=on_submit,
        class_name="acting",
        no_validate=True,
        # What is wrong with none of its fields is wrong with the form.
        id="act",
        tab_index=-1,
        **props,
    )


def _whose() -> View:
    """Say whose period this is about, and which."""
    return rx.el.p(
        icon("person"),
        rx.el.span(rx.el.strong(Act.name), rx.el.br(), Act.period_words),
        class_name="for-whom",
    )


def _problems(language: str) -> View:
    """Show what stands in the way, in the summary that takes focus."""
    return error_summary(live(Act.errors), text(language, "check.problem"))


def _foresight(language: str) -> View:
    """Show deadline, warnings and what is at stake as they follow from the form, where it will not jump."""
    told = live(Act.outlook)
    return rx.el.div(
        deadline_line(language, told),
        warnings_list(language, told),
        rx.cond(told.deadline != "", at_stake(language, told)),
        class_name="foresight",
    )


def _send_button(language: str, words: str) -> View:
    """Make the button that sends; `words` is the key of what it says."""
    return rx.el.div(
        rx.el.button(
            rx.cond(Act.busy, text(language, "check.sending"), text(language, words)),
            type="submit",
            id="send",
            class_name="primary",
            custom_attrs={"aria-disabled": rx.cond(Act.busy, "true", "false")},
        ),
        rx.el.p(text(language, "check.once"), class_name="hint"),
        class_name="action",
    )


def _not_offered(language: str) -> View:
    """Say that the law does not allow it now, and lead back to the period."""
    return rx.fragment(
        _whose(),
        rx.el.p(icon("warn"), text(language, "act.notOffered"), class_name="calm"),
        link(text(language, "act.toPeriod"), to=Act.back, class_name="secondary"),
    )
