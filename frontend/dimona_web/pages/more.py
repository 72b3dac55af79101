"""More: what is looked at less often than every day."""

from collections.abc import Sequence

import reflex as rx

from dimona_web.i18n.catalogue import text
from dimona_web.live import View
from dimona_web.paths import COMPARE, DEADLINES, HELP, MORE, NOTIFICATIONS, ON_TIME, SETTINGS, STATEMENT, path
from dimona_web.ui.frame import frame, title
from dimona_web.ui.icons import icon
from dimona_web.ui.links import link

# Each with the key of its name and of what is there.
PLACES: Sequence[tuple[str, str, str]] = (
    (DEADLINES, "deadlines.title", "more.deadlines"),
    (NOTIFICATIONS, "notifications.title", "more.notifications"),
    (COMPARE, "compare.title", "more.compare"),
    (ON_TIME, "onTime.title", "more.onTime"),
    (SETTINGS, "settings.title", "more.settings"),
    (HELP, "help.title", "more.help"),
    (STATEMENT, "statement.title", "more.statement"),
)


def view(language: str) -> View:
    """Draw the page."""
    return frame(
        language,
        title(text(language, "more.title")),
        rx.el.ul(
            *(
                rx.el.li(
                    link(
                        rx.el.span(
                            rx.el.span(text(language, name), class_name="row-name"),
                            rx.el.span(text(language, what), class_name="row-what"),
                            class_name="row-text",
                        ),
                        icon("forward"),
                        to=path(language, place),
                        class_name="row",
                    )
                )
                for place, name, what in PLACES
            ),
            class_name="rows",
        ),
        here=MORE,
    )
