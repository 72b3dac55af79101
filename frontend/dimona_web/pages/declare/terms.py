"""Step 2, the state behind the form: what it starts with, what it may hold, what the API objected to."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import reflex as rx

from dimona_web import clock
from dimona_web.i18n.catalogue import text
from dimona_web.i18n.formats import short_date
from dimona_web.pages.declare.draft import Draft
from dimona_web.pages.declare.steps import focus_on_problems
from dimona_web.pages.declare.terms_rules import FIELDS, STARTS, Terms, read_terms
from dimona_web.paths import CHECK, DECLARE, path
from dimona_web.platform.visitor import language

_FRESH = {"worker_type": "OTH", "start": "today", "committee": "XXX"}


def as_form(terms: Terms, today: date) -> dict[str, str]:
    """Return the form that holds these terms."""
    named = next((name for name, ahead in STARTS.items() if today + ahead == terms.start), "pick")
    return {
        "worker_type": terms.worker_type,
        "start": named,
        "start_date": terms.start.isoformat() if named == "pick" else "",
        "works_start": terms.works_start,
        "end_date": terms.end.isoformat() if terms.end else "",
        "planned_hours": str(terms.planned_hours or ""),
        "committee": terms.committee,
    }


class TermsState(rx.State):
    """What the form starts with, and what was wrong. `edition` makes the browser draw the inputs anew."""

    form: dict[str, str] = dict.fromkeys(FIELDS, "") | _FRESH
    edition: str = ""
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    today: str = ""
    tomorrow: str = ""
    _was_refused: bool = False
    _about: str = ""

    @rx.event
    async def load(self) -> Any:
        """Start with what the draft knows; without a worker, step 1 comes first."""
        draft, words = await self.get_state(Draft), language(self)
        if not draft.worker_id or draft.filed:
            return rx.redirect(path(words, DECLARE), replace=True)
        about = f"{draft.key} {draft.worker_id}"
        if self._about not in {"", about}:
            self.errors = {}
        self._about = about
        now = clock.today()
        self.today = short_date(words, now)
        self.tomorrow = short_date(words, now + STARTS["tomorrow"])
        self.form = as_form(draft.terms, now) if draft.terms else dict.fromkeys(FIELDS, "") | _FRESH
        # Only other terms draw the inputs anew: a reconnect must not touch what is being typed.
        self.edition = f"{draft.key}:{draft.terms}" if draft.terms else ""
        if not self._was_refused:
            return None
        self._was_refused = False
        return focus_on_problems()

    @rx.event
    async def submit(self, form: dict[str, Any]) -> Any:
        """Keep the terms and go on to the check; or say at the fields what is wrong."""
        words = language(self)
        read = read_terms({name: str(form.get(name) or "") for name in FIELDS}, clock.today())
        if not isinstance(read, Terms):
            self.errors = {name: text(words, key) for name, key in read.items()}
            return focus_on_problems()
        self.errors = {}
        draft = await self.get_state(Draft)
        draft.agree(read)
        return rx.redirect(path(words, CHECK))

    def refuse(self, errors: Mapping[str, str]) -> None:
        """Show what the API objected to when this page opens again."""
        self.errors, self._was_refused = dict(errors), True
