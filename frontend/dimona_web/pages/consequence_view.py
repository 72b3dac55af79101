"""How a consequence looks: what it is, its figure, and where it is written."""

from collections.abc import Callable

import reflex as rx

from dimona_web.i18n.catalogue import text
from dimona_web.live import Live, View


def consequence(language: str, one: Live, heading: Callable[..., View] = rx.el.h3) -> View:
    """Show one consequence; its source is quoted as it is written, in English."""
    words = text(language, "check.source")
    return rx.el.article(
        heading(one.title),
        rx.cond(one.figure != "", rx.el.p(rx.el.strong(one.figure))),
        rx.el.p(one.detail),
        rx.el.p(words, " ", rx.el.span(one.source, lang="en"), " ", one.since, class_name="hint"),
        class_name="consequence",
    )
