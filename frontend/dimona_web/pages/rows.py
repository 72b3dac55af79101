"""A declaration as one line of a list, in the words of the page's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import reflex as rx

from dimona_web import clock
from dimona_web.api.shapes import Deadline, Declaration
from dimona_web.i18n.catalogue import text
from dimona_web.i18n.formats import moment, near_date, short_date, time_left
from dimona_web.live import Live, View
from dimona_web.paths import declaration_path
from dimona_web.ui.icons import icon
from dimona_web.ui.links import link
from dimona_web.ui.status import NOT_AT_RSZ, badge, status_of

WORKER_TYPES: Mapping[str, str] = {"OTH": "workerType.OTH", "STU": "workerType.STU"}
# What a declaration is about when it is no IN: an IN is named by its kind of worker.
KINDS: Mapping[str, str] = {"out": "kind.out", "update": "kind.update", "cancel": "kind.cancel"}
# When the deadline is this near, it becomes the one loud thing on the page.
NEAR = timedelta(hours=2)


@dataclass(frozen=True)
class Row:
    """What one line shows; `near` is the loud deadline, empty when there is none."""

    href: str = ""
    name: str = ""
    what: str = ""
    tone: str = ""
    word: str = ""
    near: str = ""


def worker_type(language: str, code: str) -> str:
    """Return the plain word for a worker type; the code itself for one we have no word for yet."""
    return text(language, WORKER_TYPES[code]) if code in WORKER_TYPES else code


def days(language: str, declaration: Declaration) -> str:
    """Return the days a declaration is about: from till, from when, or until when."""
    if declaration.start_date is None:
        return _end(language, declaration)
    start = f"{near_date(language, declaration.start_date)} {declaration.start_hour}".strip()
    if declaration.end_date is None:
        return text(language, "row.from", start=start)
    if declaration.end_date == declaration.start_date:
        return start
    return text(language, "row.fromTill", start=start, end=short_date(language, declaration.end_date))


def _end(language: str, declaration: Declaration) -> str:
    if declaration.end_date is not None:
        return text(language, "row.till", end=near_date(language, declaration.end_date))
    return text(language, "row.noEnd") if "endDate" in declaration.changes else ""


def what(language: str, declaration: Declaration) -> str:
    """Return what a declaration is about, and for which days."""
    key = KINDS.get(declaration.type)
    kind = text(language, key) if key else worker_type(language, declaration.worker_type)
    told = days(language, declaration)
    return text(language, "row.what", kind=kind, days=told) if told else kind


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


def row(language: str, declaration: Declaration) -> Row:
    """Put a declaration on one line."""
    status = status_of(declaration.state)
    return Row(
        href=declaration_path(language, declaration.id),
        name=declaration.worker.name or declaration.worker.ssin,
        what=what(language, declaration),
        tone=status.tone,
        word=text(language, status.word),
        near=near_deadline(language, declaration.deadline, declaration.state),
    )


def row_list(rows: Live) -> View:
    """Show rows as a list of links."""
    return rx.el.ul(rx.foreach(rows, _line), class_name="rows")


def _line(shown: Live) -> View:
    return rx.el.li(
        link(
            rx.el.span(shown.name, class_name="row-name"),
            badge(shown.tone, shown.word),
            rx.el.span(shown.what, class_name="row-what"),
            rx.cond(shown.near != "", rx.el.span(icon("busy"), shown.near, class_name="row-near")),
            to=shown.href,
            class_name="row declaration-row",
        )
    )
