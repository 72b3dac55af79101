"""The ways to declare for many at once, each a door of its own."""

from collections.abc import Sequence

import reflex as rx

from dimona_web.i18n.catalogue import text
from dimona_web.live import View
from dimona_web.paths import AGAIN, SEVERAL, UPLOAD, path
from dimona_web.ui.frame import section
from dimona_web.ui.icons import icon
from dimona_web.ui.links import link

_WAYS: Sequence[tuple[str, str, str, str]] = (
    (AGAIN, "again", "again.title", "again.lead"),
    (SEVERAL, "people", "several.title", "several.lead"),
    (UPLOAD, "table", "upload.title", "upload.lead"),
)


def ways(language: str) -> View:
    """Draw the doors."""
    return section(
        text(language, "ways.title"),
        rx.el.ul(
            *(
                rx.el.li(
                    link(
                        icon(drawing),
                        rx.el.span(
                            rx.el.span(text(language, name), class_name="row-name"),
                            rx.el.span(text(language, lead), class_name="row-what"),
                            class_name="row-text",
                        ),
                        icon("forward"),
                        to=path(language, page),
                        class_name="row",
                    )
                )
                for page, drawing, name, lead in _WAYS
            ),
            class_name="rows",
        ),
        id="ways",
    )
