"""Which share was filed on time, month by month: a picture that is a table, so everybody can read it.

It looks at the newest declarations, as many as one page of the API holds: one call, the same for everybody.
Whoever has filed more may have it look further back, a page at a time.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import reflex as rx

from dimona_web import clock
from dimona_web.api.client import api
from dimona_web.api.shapes import Declaration
from dimona_web.i18n.catalogue import counted, text
from dimona_web.i18n.formats import month, opening, percent
from dimona_web.live import Live, View, live
from dimona_web.paths import MORE, path
from dimona_web.platform.visitor import caller, language
from dimona_web.ui.frame import frame, title
from dimona_web.ui.waiting import waiting_words

LOOKED_AT = 100
_ON_TIME, _LATE = "onTime", "late"


@dataclass(frozen=True)
class Month:
    """A month by the day we received the filing: its name, the share on time (0 to 100), and the words."""

    name: str = ""
    share: int = 0
    words: str = ""


class Known(NamedTuple):
    """What counts of a declaration: the month in which we received it, by its first day, and if on time."""

    month: date
    on_time: bool


def known_of(declarations: Iterable[Declaration]) -> Iterator[Known]:
    """Tell what is known. What cannot be known, or is on its way, counts in no month."""
    for one in declarations:
        if one.timeliness in {_ON_TIME, _LATE} and one.received_at:
            day = one.received_at.astimezone(clock.BRUSSELS).date()
            yield Known(day.replace(day=1), one.timeliness == _ON_TIME)


def months(language: str, known: Iterable[Known]) -> list[Month]:
    """Tell the months, newest first."""
    counts = Counter(known)
    return [
        _told(language, each, counts[Known(each, on_time=True)], counts[Known(each, on_time=False)])
        for each in sorted({one.month for one in counts}, reverse=True)
    ]


def _told(language: str, of: date, on_time: int, late: int) -> Month:
    total = on_time + late
    # Rounded down: 199 of 200 is not all of them.
    share = on_time * 100 // total
    words = text(language, "onTime.words", count=on_time, total=total, share=percent(language, share))
    return Month(opening(month(language, of)), share, words)


class OnTimeState(rx.State):
    """The months as of the last look."""

    ready: bool = False
    months: rx.Field[list[Month]] = rx.field(default_factory=list)
    about: str = ""
    has_more: bool = False
    _known: tuple[Known, ...] = ()
    _looked_at: int = 0
    _cursor: str = ""

    @rx.event
    async def load(self) -> None:
        """Look at the newest declarations."""
        self._known, self._looked_at, self._cursor = (), 0, ""
        await self._look()

    @rx.event
    async def more(self) -> None:
        """Look at the next older ones as well."""
        if self._cursor:
            await self._look()

    async def _look(self) -> None:
        words = language(self)
        page = await api().declarations(caller(self), self._cursor, LOOKED_AT)
        self._known = (*self._known, *known_of(page.items))
        self._looked_at += len(page.items)
        self._cursor, self.has_more = page.next, bool(page.next)
        self.months = months(words, self._known)
        self.about = counted(words, "onTime.about", self._looked_at)
        self.ready = True


def view(language: str) -> View:
    """Draw the page."""
    shown = live(OnTimeState.months)
    said = rx.cond(OnTimeState.ready, text(language, "onTime.none"), waiting_words(language))
    return frame(
        language,
        title(text(language, "onTime.title")),
        rx.el.p(text(language, "onTime.hint"), class_name="hint"),
        rx.cond(shown.length() > 0, _table(language, shown), rx.el.p(said, class_name="nothing")),
        rx.cond(
            OnTimeState.has_more,
            rx.el.button(
                text(language, "declarations.more"),
                on_click=OnTimeState.more,
                type="button",
                class_name="secondary",
            ),
        ),
        here=MORE,
        back=path(language, MORE),
    )


def _table(language: str, shown: Live) -> View:
    return rx.el.table(
        rx.el.caption(OnTimeState.about),
        rx.el.thead(
            rx.el.tr(
                rx.el.th(text(language, "onTime.month"), scope="col"),
                rx.el.th(text(language, "onTime.title"), scope="col"),
            )
        ),
        rx.el.tbody(rx.foreach(shown, _row)),
        class_name="shares",
    )


def _row(one: Live) -> View:
    return rx.el.tr(rx.el.th(one.name, scope="row"), rx.el.td(_bar(one.share), one.words))


def _bar(share: Live) -> View:
    """Draw what the words beside it say."""
    return rx.el.svg(
        rx.el.rect(width="100", height="8", class_name="share-all"),
        rx.el.rect(width=share, height="8", class_name="share-on-time"),
        view_box="0 0 100 8",
        class_name="share",
        custom_attrs={"aria-hidden": "true", "preserveAspectRatio": "none", "focusable": "false"},
    )
