"""The accessibility statement: what is tested, how, and what is known to fail. Open to everybody."""

import reflex as rx

from dimona_web.i18n.catalogue import text
from dimona_web.live import View
from dimona_web.paths import home_path
from dimona_web.ui.frame import bare_frame, section, title
from dimona_web.ui.links import document_link

_TESTED = (
    "statement.tested.axe",
    "statement.tested.small",
    "statement.tested.large",
    "statement.tested.errors",
    "statement.tested.target",
    "statement.tested.keyboard",
)
_KNOWN = (
    "statement.known.devices",
    "statement.known.people",
    "statement.known.keyboard",
    "statement.known.script",
    "statement.known.texts",
)


def view(language: str) -> View:
    """Draw the page."""
    return bare_frame(
        language,
        title(text(language, "statement.title")),
        rx.el.p(text(language, "statement.lead"), class_name="lead"),
        section(text(language, "statement.tested"), _list(language, _TESTED)),
        section(text(language, "statement.known"), _list(language, _KNOWN)),
        section(text(language, "statement.tell"), rx.el.p(text(language, "statement.tell.text"))),
        document_link(text(language, "unfound.home"), to=home_path(language), class_name="secondary"),
    )


def _list(language: str, keys: tuple[str, ...]) -> View:
    return rx.el.ul(*(rx.el.li(text(language, key)) for key in keys), class_name="dots")
