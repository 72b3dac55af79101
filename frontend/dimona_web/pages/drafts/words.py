"""A started filing in words: whom it is about, what is said so far, and how long there still is."""

from datetime import date, datetime

from dimona_web import clock
from dimona_web.api.drafts import KeptDraft
from dimona_web.i18n.catalogue import text
from dimona_web.i18n.formats import about, moment, near_date, time_left
from dimona_web.pages.countdown import counts_on
from dimona_web.pages.names import called
from dimona_web.pages.rows import NEAR, Row, worker_type
from dimona_web.paths import draft_path


def draft_row(language: str, one: KeptDraft) -> Row:
    """Put a draft on one line; it says first that nothing was filed."""
    near, due = until(language, one)
    at = one.deadline.at if one.deadline else None
    return Row(
        href=draft_path(language, one.id),
        name=called(language, one.worker),
        what=said_so_far(language, one),
        tone="warn",
        word=text(language, "drafts.notFiled"),
        near=near,
        counts=counts_on(language, at) if near and at else "",
        due=due,
    )


def said_so_far(language: str, one: KeptDraft) -> str:
    """Return kind and start, as far as they are said and can be read."""
    code, when = str(one.filing.get("workerType") or ""), _start(language, one)
    kind = worker_type(language, code) if code else text(language, "drafts.noKind")
    return text(language, "row.what", kind=kind, days=when) if when else kind


def _start(language: str, one: KeptDraft) -> str:
    try:
        start = date.fromisoformat(str(one.filing.get("startDate")))
    except ValueError:
        return ""
    day, hour = near_date(language, start), str(one.filing.get("startHour") or "")
    if hour:
        return text(language, "day.at", day=day, hour=hour)
    return text(language, about(start, "row.from"), start=day)


def kept_until(language: str, expires: datetime) -> str:
    """Return how long a draft is kept."""
    day = expires.astimezone(clock.BRUSSELS).date()
    return text(language, about(day, "draft.kept"), until=moment(language, expires))


def until(language: str, one: KeptDraft) -> tuple[str, str]:
    """Return the deadline as the loud line when it is near or over, and as the plain one otherwise."""
    if one.deadline is None or one.deadline.at is None:
        return "", text(language, "drafts.noDeadline")
    at = moment(language, one.deadline.at)
    if one.deadline.assumed:
        return "", text(language, "deadline.assumed", at=at)
    left = one.deadline.at - clock.now()
    if left.total_seconds() < 0:
        return text(language, "deadline.passed", at=at), ""
    counting = text(language, "deadline.left", left=time_left(language, left))
    before = text(language, "deadline.before", at=at)
    return (
        (counting, before) if left <= NEAR else ("", text(language, "row.what", kind=before, days=counting))
    )
