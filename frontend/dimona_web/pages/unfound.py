"""The pages for an address that does not exist, and for a failure of ours."""

import reflex as rx

from dimona_web.i18n.catalogue import text
from dimona_web.live import View
from dimona_web.paths import DECLARATIONS, home_path, path
from dimona_web.ui.frame import bare_frame, title
from dimona_web.ui.links import document_link


def not_found(language: str) -> View:
    """Draw the page for an address that does not exist."""
    return _plain(language, "notFound.title", "notFound.text")


def error(language: str) -> View:
    """Draw the page for a failure of ours."""
    return _plain(language, "error.title", "error.text")


def _plain(language: str, heading: str, words: str) -> View:
    return bare_frame(
        language,
        title(text(language, heading)),
        rx.el.p(text(language, words), class_name="lead"),
        rx.el.div(
            document_link(text(language, "unfound.home"), to=home_path(language), class_name="primary"),
            document_link(
                text(language, "unfound.declarations"),
                to=path(language, DECLARATIONS),
                class_name="secondary",
            ),
            class_name="stack",
        ),
    )
