"""A group that was or will be filed, kept under a name: without its dates, to be proposed for any day."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import reflex as rx

from dimona_web.api.client import api
from dimona_web.api.errors import RefusedError
from dimona_web.api.shapes import Filed, Worker
from dimona_web.i18n.catalogue import text
from dimona_web.live import Live, View, live
from dimona_web.pages.declare.steps import focus_on_problems
from dimona_web.platform.refusals import told_refusal
from dimona_web.platform.visitor import caller, language
from dimona_web.ui.fields import Asked, error_summary, field

LONGEST_NAME = 100


def recurring(worker: Worker, filed: Filed) -> Mapping[str, Any]:
    """Return what was filed for somebody without its dates, as a template of the API takes it."""
    last, first = filed.end_date, filed.start_date
    said = {
        "workerType": filed.worker_type,
        "jointCommittee": filed.committee,
        "lump": filed.lump,
        "startHour": filed.start_hour,
        "endHour": filed.end_hour,
        "plannedHours": filed.planned_hours,
        "placeOfWork": filed.place,
        "usingEmployer": filed.user,
    }
    after = (last - first).days if last and first else None
    said = {name: value for name, value in said.items() if value}
    return said | {"workerId": worker.id, "endsAfterDays": after}


class Keeping(rx.State):
    """What came of keeping a group: what was wrong with the name, or that it is kept."""

    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    kept: str = ""

    def forget(self) -> None:
        """Begin anew: another group is shown."""
        self.errors, self.kept = {}, ""

    def say(self, errors: Mapping[str, str], kept: str = "") -> None:
        """Show what came of it."""
        self.errors, self.kept = dict(errors), kept


async def keep(page: rx.State, name: str, group: Iterable[Mapping[str, Any]]) -> Any:
    """Keep a group; the same name for the same group, pressed twice, is kept once."""
    keeping, words, filings = await page.get_state(Keeping), language(page), list(group)
    wanted = name.strip()[:LONGEST_NAME]
    if not wanted or not filings:
        keeping.say({"group_name": text(words, "keep.wrong" if filings else "again.nobody")})
        return focus_on_problems()
    try:
        await api().save_template(caller(page), _id_of(wanted, filings), wanted, filings)
    except RefusedError as error:
        keeping.say({"group_name": told_refusal(words, error)})
        return focus_on_problems()
    keeping.say({}, text(words, "keep.kept", name=wanted))
    return None


def _id_of(name: str, filings: Sequence[Mapping[str, Any]]) -> str:
    said = repr((name, sorted(repr(sorted(one.items())) for one in filings)))
    return f"tpl-{hashlib.sha256(said.encode()).hexdigest()[:32]}"


def keep_form(language: str, on_keep: Live) -> View:
    """Draw the form that keeps the group on this page, folded away."""
    return rx.el.details(
        rx.el.summary(text(language, "keep.title")),
        error_summary(live(Keeping.errors), text(language, "form.problems")),
        rx.el.form(
            field(
                Asked("group_name", text(language, "keep.name"), text(language, "keep.name.hint")),
                live(Keeping.errors),
                auto_complete="off",
                max_length=LONGEST_NAME,
            ),
            rx.el.button(text(language, "keep.do"), type="submit", class_name="secondary"),
            on_submit=on_keep,
            no_validate=True,
        ),
        rx.el.p(Keeping.kept, role="status", class_name="saved"),
        id="keep",
        class_name="act",
    )
