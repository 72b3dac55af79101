"""The ways to declare for many at once, each a door of its own."""

from collections.abc import Sequence

import reflex as rx

from dimona_web.i18n.catalogue import text
from dimona_web.live import View
from dimona_web.paths import AGAIN, SEVERAL, UPLOAD, path
from dimona_web.ui.icons import icon
from dimona_web.ui.links import link

_WAYS: Sequence[tuple[str, str, str]] = (
    (AGAIN, "again", "again.title"),
    (SEVERAL, "people", "several.title"),
    (UPLOAD, "table", "upload.title"),
)


def ways(language: str) -> View:
    """Draw the doors, on as few lines as they need."""
    return rx.el.nav(
        *(
            link(icon(drawing), text(language, name), to=path(language, page))
            for page, drawing, name in _WAYS
        ),
        id="ways",
        class_name="doors",
        custom_attrs={"aria-label": text(language, "ways.title")},
    )
