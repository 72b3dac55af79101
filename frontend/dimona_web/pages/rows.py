"""A declaration as one line of a list, in the words of the page's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import reflex as rx

from dimona_web import clock
from dimona_web.api.shapes import Deadline, Declaration
from dimona_web.i18n.catalogue import text
from dimona_web.i18n.formats import about, moment, near_date, short_date, time_left
from dimona_web.live import Live, View
from dimona_web.pages.countdown import counting, counts_on
from dimona_web.pages.names import called
from dimona_web.paths import declaration_path
from dimona_web.ui.icons import icon
from dimona_web.ui.links import link
from dimona_web.ui.status import NOT_AT_RSZ, badge, status_of

WORKER_TYPES: Mapping[str, str] = {
    "OTH": "workerType.OTH",
    "BCW": "workerType.BCW",
    "STU": "workerType.STU",
    "EXT": "workerType.EXT",
    "FLX": "workerType.FLX",
    "IVT": "workerType.IVT",
    "TRI": "workerType.TRI",
    "STG": "workerType.STG",
}
TYPES: Mapping[str, str] = {"out": "type.out", "update": "type.update", "cancel": "type.cancel"}
# When the deadline is this near, it becomes the one loud thing on the page.
NEAR = timedelta(hours=2)


@dataclass(frozen=True)
class Row:
    """What one line shows; `near` is the loud deadline, `due` the plain one; empty when there is none.

    By `counts` the browser counts on in `near`.
    """

    href: str = ""
    name: str = ""
    what: str = ""
    tone: str = ""
    word: str = ""
    near: str = ""
    counts: str = ""
    due: str = ""


def worker_type(language: str, code: str) -> str:
    """Return the plain word for a worker type; the code itself for one we have no word for yet."""
    return text(language, WORKER_TYPES[code]) if code in WORKER_TYPES else code


def days(language: str, declaration: Declaration) -> str:
    """Return the days a declaration is about: from till, from when, or until when."""
    begins, ends = declaration.filed.start_date, declaration.filed.end_date
    if begins is None:
        return _end(language, declaration)
    start = _with_hour(language, near_date(language, begins), declaration.filed.start_hour)
    if ends is None:
        return text(language, about(begins, "row.from"), start=start)
    if ends == begins or declaration.filed.end_hour:
        return start
    return text(language, "row.fromTill", start=start, end=short_date(language, ends))


def _end(language: str, declaration: Declaration) -> str:
    if (ends := declaration.filed.end_date) is not None:
        return text(language, about(ends, "row.till"), end=near_date(language, ends))
    return text(language, "row.noEnd") if "endDate" in declaration.changes else ""


def _with_hour(language: str, day: str, hour: str) -> str:
    return text(language, "day.at", day=day, hour=hour) if hour else day


def near_deadline(language: str, deadline: Deadline, state: str) -> str:
    """Return the deadline in words when it is near and the RSZ has nothing yet; else nothing."""
    if deadline.at is None or deadline.assumed or state not in NOT_AT_RSZ:
        return ""
    left = deadline.at - clock.now()
    if left > NEAR:
        return ""
    if left < timedelta(0):
        return text(language, "deadline.passed", at=moment(language, deadline.at))
    return text(language, "deadline.left", left=time_left(language, left))


def kind(language: str, declaration: Declaration) -> str:
    """Return what is declared: the kind of worker who starts, or what else is done."""
    key = TYPES.get(declaration.type)
    return text(language, key) if key else worker_type(language, declaration.filed.worker_type)


def row(language: str, declaration: Declaration, *, with_deadline: bool = False) -> Row:
    """Put a declaration on one line."""
    status, told = status_of(declaration.state), kind(language, declaration)
    when = days(language, declaration)
    near = near_deadline(language, declaration.deadline, declaration.state)
    at = declaration.deadline.at
    return Row(
        href=declaration_path(language, declaration.id),
        name=called(language, declaration.worker),
        what=text(language, "row.what", kind=told, days=when) if when else told,
        tone=status.tone,
        word=text(language, status.word),
        near=near,
        counts=counts_on(language, at) if near and at else "",
        due=text(language, "deadline.before", at=moment(language, at)) if with_deadline and at else "",
    )


def row_list(rows: Live) -> View:
    """Show rows as a list of links."""
    return rx.el.ul(rx.foreach(rows, _line), class_name="rows")


def _line(shown: Live) -> View:
    return rx.el.li(
        link(
            rx.el.span(shown.name, class_name="row-name"),
            rx.cond(shown.word != "", badge(shown.tone, shown.word)),
            rx.el.span(shown.what, class_name="row-what"),
            rx.cond(shown.due != "", rx.el.span(shown.due, class_name="row-what")),
            rx.cond(
                shown.near != "",
                rx.el.span(icon("busy"), counting(shown.near, shown.counts), class_name="row-near"),
            ),
            to=shown.href,
            class_name="row declaration-row",
        )
    )
