"""A period in the words of the page's language: pure functions from the API's answer to what is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import reflex as rx

from dimona_web import clock
from dimona_web.api.period_shapes import OnItsWay, Period
from dimona_web.api.shapes import Deadline
from dimona_web.i18n.catalogue import text
from dimona_web.i18n.formats import about, moment, near_date, short_date, time_left
from dimona_web.live import Live, View
from dimona_web.pages.countdown import counts_on
from dimona_web.pages.names import called
from dimona_web.pages.rows import worker_type
from dimona_web.paths import period_path
from dimona_web.ui.icons import icon
from dimona_web.ui.links import link
from dimona_web.ui.status import badge

# By status: the tone, the word, the sentence that explains it.
STATUSES: Mapping[str, tuple[str, str, str]] = {
    "open": ("ok", "period.open", "period.open.sentence"),
    "ending": ("warn", "period.ending", "period.ending.sentence"),
    "planned": ("busy", "period.planned", "period.planned.sentence"),
    "ended": ("none", "period.ended", "period.ended.sentence"),
    "cancelled": ("none", "period.cancelled", "period.cancelled.sentence"),
    "notCreated": ("bad", "period.notCreated", "period.notCreated.sentence"),
    "unverified": ("warn", "period.unverified", "period.unverified.sentence"),
}
_UNKNOWN = ("none", "state.unknown", "state.unknown.sentence")
_ON_ITS_WAY: Mapping[str, str] = {
    "in": "onItsWay.in",
    "out": "onItsWay.out",
    "update": "onItsWay.update",
    "cancel": "onItsWay.cancel",
}


@dataclass(frozen=True)
class PeriodRow:
    """A period on one line of a list; `pending` says what is still on its way, empty when nothing is."""

    href: str = ""
    name: str = ""
    what: str = ""
    tone: str = ""
    word: str = ""
    pending: str = ""


def status_of(status: str) -> tuple[str, str, str]:
    """Return tone, word and sentence of a status; one from a newer API is told as unknown."""
    return STATUSES.get(status, _UNKNOWN)


def span(language: str, period: Period) -> str:
    """Return the days and hours of a period: from till, or from when."""
    start = _moment(near_date(language, period.start_date), period.start_hour)
    if period.end_date is None:
        return text(language, about(period.start_date, "row.from"), start=start)
    if period.end_date == period.start_date:
        hours = "\N{EN DASH}".join(hour for hour in (period.start_hour, period.end_hour) if hour)
        return _moment(near_date(language, period.start_date), hours)
    end = _moment(short_date(language, period.end_date), period.end_hour)
    # The last day is worked, the last hour is not.
    key = "row.fromTillHour" if period.end_hour else "row.fromTill"
    return text(language, key, start=start, end=end)


def _moment(day: str, hour: str) -> str:
    return f"{day} {hour}".strip()


def kind_of(language: str, period: Period) -> str:
    """Return the kind of worker in words."""
    return worker_type(language, period.worker_type)


def what(language: str, period: Period) -> str:
    """Return the kind of worker and the days, as one line."""
    return text(language, "row.what", kind=kind_of(language, period), days=span(language, period))


def on_its_way(language: str, one: OnItsWay) -> str:
    """Return what is on its way, with the last day when it changes that."""
    key = _ON_ITS_WAY.get(one.type, "onItsWay.update")
    end = one.changes.get("endDate")
    if not end:
        return text(language, key)
    told = short_date(language, date.fromisoformat(end))
    return text(language, "onItsWay.till", what=text(language, key), end=told)


def told_deadline(language: str, deadline: Deadline) -> tuple[str, bool]:
    """Return the deadline with what is left of it, and whether it has passed."""
    if deadline.at is None:
        return "", False
    left, at = deadline.at - clock.now(), moment(language, deadline.at)
    if left.total_seconds() < 0:
        return text(language, "deadline.passed", at=at), True
    return text(language, "operation.left", at=at, left=time_left(language, left)), False


def counts_of(language: str, deadline: Deadline) -> str:
    """Return by what the browser counts on in the deadline that is told."""
    if deadline.at is None:
        return ""
    return counts_on(language, deadline.at, "operation.left", at=moment(language, deadline.at))


def period_row(language: str, period: Period) -> PeriodRow:
    """Put a period on one line."""
    tone, word, _ = status_of(period.status)
    return PeriodRow(
        href=period_path(language, period.id),
        name=called(language, period.worker),
        what=what(language, period),
        tone=tone,
        word=text(language, word),
        pending=", ".join(on_its_way(language, one) for one in period.on_its_way),
    )


def period_list(rows: Live) -> View:
    """Show periods as a list of links, with the name of the worker."""
    return rx.el.ul(rx.foreach(rows, _line), class_name="rows")


def _line(shown: Live) -> View:
    return rx.el.li(
        link(
            rx.el.span(shown.name, class_name="row-name"),
            badge(shown.tone, shown.word),
            rx.el.span(shown.what, class_name="row-what"),
            pending(shown.pending),
            to=shown.href,
            class_name="row declaration-row",
        )
    )


def pending(words: Live) -> View:
    """Say what is still on its way."""
    return rx.cond(words != "", rx.el.span(icon("busy"), words, class_name="row-pending"))
