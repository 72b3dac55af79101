"""All started filings of the person who looks, the most urgent first."""

from collections.abc import Iterable
from datetime import datetime

import reflex as rx

from dimona_web.api.client import api
from dimona_web.api.drafts import KeptDraft
from dimona_web.clock import BRUSSELS
from dimona_web.i18n.catalogue import text
from dimona_web.live import View, live
from dimona_web.pages.drafts.words import draft_row
from dimona_web.pages.rows import Row, row_list
from dimona_web.paths import home_path
from dimona_web.platform.visitor import caller
from dimona_web.ui.frame import frame, title
from dimona_web.ui.waiting import waiting_words

_LAST = datetime.max.replace(tzinfo=BRUSSELS)


def by_urgency(drafts: Iterable[KeptDraft]) -> list[KeptDraft]:
    """Return drafts by their deadline; those without one come last."""
    return sorted(drafts, key=lambda one: one.deadline.at if one.deadline and one.deadline.at else _LAST)


class DraftsState(rx.State):
    """The drafts as of the last look."""

    ready: bool = False
    rows: rx.Field[list[Row]] = rx.field(default_factory=list)

    @rx.event
    async def load(self) -> None:
        """Show them."""
        who = caller(self)
        self.rows = [draft_row(who.language, one) for one in by_urgency(await api().drafts(who))]
        self.ready = True


def view(language: str) -> View:
    """Draw the page."""
    nothing = rx.cond(DraftsState.ready, text(language, "drafts.none"), waiting_words(language))
    return frame(
        language,
        title(text(language, "drafts.title")),
        rx.el.p(text(language, "drafts.lead"), class_name="lead"),
        rx.cond(
            live(DraftsState.rows).length() > 0,
            row_list(live(DraftsState.rows)),
            rx.el.p(nothing, class_name="nothing"),
        ),
        back=home_path(language),
        declares=True,
    )
