"""How a consequence looks: what it is, its figure, and where it is written."""

import reflex as rx

from dimona_web.live import Live, View


def consequence(one: Live) -> View:
    """Show one consequence."""
    return rx.el.article(
        rx.el.h3(one.title),
        rx.cond(one.figure != "", rx.el.p(rx.el.strong(one.figure))),
        rx.el.p(one.detail),
        rx.el.p(one.source, class_name="hint"),
        class_name="consequence",
    )
