"""Which share was filed on time, month by month: a picture that is a table, so everybody can read it.

It looks at the newest declarations, as many as one page of the API holds: one call, the same for everybody.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

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


def months(language: str, declarations: Iterable[Declaration]) -> list[Month]:
    """Tell the months, newest first. What cannot be known, or is on its way, counts in none."""
    known = [one for one in declarations if one.timeliness in {_ON_TIME, _LATE} and one.received_at]
    all_of, on_time = Counter(map(_month_of, known)), Counter[date]()
    on_time.update(_month_of(one) for one in known if one.timeliness == _ON_TIME)
    return [_told(language, each, on_time[each], all_of[each]) for each in sorted(all_of, reverse=True)]


def _month_of(one: Declaration) -> date:
    received = one.received_at or clock.now()
    return received.astimezone(clock.BRUSSELS).date().replace(day=1)


def _told(language: str, of: date, on_time: int, total: int) -> Month:
    # Rounded down: 199 of 200 is not all of them.
    share = on_time * 100 // total
    words = text(language, "onTime.words", count=on_time, total=total, share=percent(language, share))
    return Month(opening(month(language, of)), share, words)


class OnTimeState(rx.State):
    """The months as of the last look."""

    ready: bool = False
    months: rx.Field[list[Month]] = rx.field(default_factory=list)
    about: str = ""

    @rx.event
    async def load(self) -> None:
        """Look at the newest declarations."""
        who, words = caller(self), language(self)
        newest = await api().declarations(who, page_size=LOOKED_AT)
        self.months = months(words, newest.items)
        self.about = counted(words, "onTime.about", len(newest.items))
        self.ready = True


def view(language: str) -> View:
    """Draw the page."""
    shown = live(OnTimeState.months)
    said = rx.cond(OnTimeState.ready, text(language, "onTime.none"), waiting_words(language))
    return frame(
        language,
        title(text(language, "onTime.title")),
        rx.cond(shown.length() > 0, _table(language, shown), rx.el.p(said, class_name="nothing")),
        rx.el.p(text(language, "onTime.hint"), class_name="hint"),
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
