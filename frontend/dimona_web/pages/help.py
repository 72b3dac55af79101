"""Help: what to do first, and what late or missing filing can mean, with figures, days and sources."""

from datetime import date

import reflex as rx

from dimona_web.api.client import api
from dimona_web.i18n.catalogue import text
from dimona_web.i18n.formats import long_date
from dimona_web.live import View
from dimona_web.pages.consequence import Told, tell
from dimona_web.pages.consequence_view import consequence
from dimona_web.paths import MORE, STATEMENT, path
from dimona_web.platform.visitor import caller
from dimona_web.ui.frame import frame, section, title
from dimona_web.ui.links import link

_QUESTIONS = (
    ("help.when.title", "help.when.text"),
    ("help.late.title", "help.late.text"),
    ("help.down.title", "help.down.text"),
    ("help.wrong.title", "help.wrong.text"),
)


class HelpState(rx.State):
    """The consequences in force today."""

    told: rx.Field[list[Told]] = rx.field(default_factory=list)
    note: str = ""
    as_of: str = ""

    @rx.event
    async def load(self) -> None:
        """Ask for the consequences in force."""
        who = caller(self)
        found, words = await api().consequences(who), who.language
        self.told, self.note = [tell(words, one) for one in found.items], found.note
        day = long_date(words, date.fromisoformat(found.as_of)) if found.as_of else ""
        self.as_of = text(words, "help.asOf", day=day)


def view(language: str) -> View:
    """Draw the page."""
    return frame(
        language,
        title(text(language, "help.title")),
        *(section(text(language, heading), rx.el.p(text(language, words))) for heading, words in _QUESTIONS),
        link(text(language, "statement.title"), to=path(language, STATEMENT), class_name="more"),
        section(
            text(language, "help.consequences"),
            rx.el.p(HelpState.note, class_name="calm"),
            rx.foreach(HelpState.told, lambda one: consequence(language, one)),
            rx.el.p(HelpState.as_of, class_name="hint"),
            id="consequences",
        ),
        here=MORE,
        back=path(language, MORE),
    )
