"""How the pages before sending show the deadline, the warnings and what is at stake."""

import reflex as rx

from dimona_web.i18n.catalogue import text
from dimona_web.live import Live, View
from dimona_web.pages.consequence_view import consequence
from dimona_web.pages.countdown import counting
from dimona_web.paths import HELP, path
from dimona_web.ui.frame import section
from dimona_web.ui.icons import icon
from dimona_web.ui.links import link


def deadline_line(language: str, outlook: Live) -> View:
    """Say until when, and how much time is left; its height is kept, so that nothing moves."""
    return rx.el.p(
        icon("busy"),
        rx.el.span(
            rx.cond(outlook.deadline != "", outlook.deadline, text(language, "deadline.unknown")),
            rx.cond(outlook.left != "", rx.el.strong(counting(outlook.left, outlook.counts), id="left")),
        ),
        class_name="due level-" + outlook.level,
        id="deadline",
        role="status",
    )


def warnings_list(language: str, outlook: Live) -> View:
    """List what to look out for; none of it stops the filing."""
    return rx.el.div(
        rx.cond(
            outlook.warnings.length() > 0,
            section(
                text(language, "declaration.warnings"),
                rx.el.ul(
                    rx.foreach(
                        outlook.warnings, lambda one: rx.el.li(rx.el.strong(one.label), " ", one.value)
                    ),
                    class_name="plain",
                ),
            ),
        ),
        rx.foreach(outlook.quotas, lambda one: rx.el.p(one, class_name="hint quota")),
        class_name="outlook",
        custom_attrs={"aria-live": "polite"},
    )


def at_stake(language: str, outlook: Live) -> View:
    """Tell the rule of the deadline, and what lateness may cost when it is near or passed."""
    return rx.fragment(
        rx.el.details(
            rx.el.summary(text(language, "check.why")),
            rx.el.p(outlook.rule),
            rx.el.p(
                text(language, "check.source"), " ", rx.el.span(outlook.source, lang="en"), class_name="hint"
            ),
        ),
        rx.cond(
            outlook.risk != "",
            rx.el.details(
                rx.el.summary(text(language, "check.cost")),
                rx.el.p(outlook.risk),
                rx.foreach(outlook.consequences, lambda one: consequence(language, one, rx.el.h2)),
                link(text(language, "frame.help"), to=path(language, HELP), class_name="more"),
            ),
        ),
    )
