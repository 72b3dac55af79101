"""Step 3, the state behind the form: its questions, what it starts with, and what would come of it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import reflex as rx

from dimona_web import clock
from dimona_web.api.client import api
from dimona_web.api.errors import BusyError, Issue, UnreachableError
from dimona_web.api.shapes import Workplace
from dimona_web.i18n.catalogue import text
from dimona_web.i18n.formats import short_date
from dimona_web.pages.declare.answers import (
    FIELDS,
    STARTS,
    Read,
    answered,
    fresh,
    placed_on_days,
    read,
    told_at,
)
from dimona_web.pages.declare.draft import Draft
from dimona_web.pages.declare.keeping import keep, take_up_again
from dimona_web.pages.declare.outlook import Outlook, outlook
from dimona_web.pages.declare.place import named_place
from dimona_web.pages.declare.sheet import Sheet, Tables, sheet_of
from dimona_web.pages.declare.steps import focus_on_problems
from dimona_web.pages.declare.team import in_the_way_of_all
from dimona_web.pages.rows import worker_type
from dimona_web.paths import CHECK, DECLARE, KIND, path
from dimona_web.platform.visitor import caller, language

_NOTHING: dict[str, str] = dict.fromkeys(FIELDS, "")


class TermsState(rx.State):
    """What the form asks and holds. `edition` makes the browser draw the inputs anew.

    The form follows what is typed, so that it is there when the page is left and opened again; inputs that
    are drawn already keep theirs.
    """

    turn: int = 0
    form: dict[str, str] = _NOTHING
    sheet: Sheet = Sheet()
    outlook: Outlook = Outlook()
    edition: str = ""
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    today: str = ""
    tomorrow: str = ""
    last_time: bool = False
    committee: str = ""
    asks_committee: bool = False
    _typed: dict[str, str] = _NOTHING
    _places: tuple[Workplace, ...] = ()
    _was_refused: bool = False

    @rx.event
    async def load(self) -> Any:
        """Start with what the draft knows; without worker or worker type, that comes first."""
        draft, words = await self.get_state(Draft), language(self)
        await take_up_again(self, draft)
        if not draft.worker_id or draft.filed:
            return rx.redirect(path(words, DECLARE), replace=True)
        if not draft.intent.kind:
            return rx.redirect(path(words, KIND), replace=True)
        today = clock.today()
        self.today, self.tomorrow = short_date(words, today), short_date(words, today + STARTS["tomorrow"])
        edition = f"{draft.key}:{draft.intent.kind}:{sorted(draft.intent.answers.items())}"
        if edition != self.edition:
            await self._begin(draft, edition)
        tables = await self._tables()
        draft.as_kind(tables.kind.code, worker_type(words, tables.kind.code))
        await self._look(tables)
        self.turn = draft.turn
        if not self._was_refused:
            return None
        self._was_refused = False
        return focus_on_problems()

    async def _begin(self, draft: Draft, edition: str) -> None:
        """Fill in what is known; only other answers draw the inputs anew, never a reconnect."""
        if not self.edition.startswith(draft.key):
            self.errors = {}
        who = caller(self)
        me = await api().me(who)
        employer = await api().employer(who, me.employer)
        self._places = await api().workplaces(who, me.employer)
        known = draft.intent.answers
        self.last_time = draft.intent.from_last_time
        start = fresh(await self._tables(), employer.committee)
        if known:
            named = named_place(placed_on_days(known, clock.today()), self._places)
            start |= {question: said for question, said in named.items() if said}
        self._take(start)
        self.asks_committee, self.edition = not start["committee"], edition

    def _take(self, answers: Mapping[str, str]) -> None:
        self.form, self._typed = dict(answers), dict(answers)

    async def _tables(self) -> Tables:
        who, draft = caller(self), await self.get_state(Draft)
        kinds = await api().worker_types(who)
        kind = next(one for one in kinds if one.code == draft.intent.kind)
        return Tables(kind, await api().committees(who), self._places)

    @rx.event
    async def rest(self, question: str, answer: str) -> None:
        """Take one answer at rest: other questions may follow from it, and what would come of it changes."""
        draft, said = await self.get_state(Draft), answer.strip()[:100]
        if question not in FIELDS or not draft.worker_id:
            return
        if self._typed[question] != said:
            self._take({**self._typed, question: said})
            await keep(caller(self), draft, self._typed, self._places)
        await self._look(await self._tables())

    def _draw(self, tables: Tables) -> None:
        """Ask the questions that belong to the answers so far."""
        self.committee = self._typed["committee"]
        self.sheet = sheet_of(tables, self.committee, self._typed["user_committee"])

    async def _look(self, tables: Tables) -> None:
        """Ask what would come of the answers as they are; no answer to that stops nobody."""
        self._draw(tables)
        draft, words = await self.get_state(Draft), language(self)
        # Nothing that is told here depends on the place, and it is not whole before its last part is typed.
        so_far = read(tables, self._typed | {"place": ""}, clock.today())
        try:
            run = await api().validate(caller(self), so_far.filing | {"worker": {"id": draft.worker_id}})
        except (UnreachableError, BusyError):
            self.outlook = Outlook()
        else:
            seen = outlook(words, run)
            # Of several the first is tried: what is said of that one alone is not said of all.
            self.outlook = replace(seen, warnings=[], quotas=[]) if draft.team else seen

    @rx.event
    async def submit(self, form: dict[str, Any]) -> Any:
        """Keep the answers and go on to the check; or say at the questions what is wrong."""
        words, draft = language(self), await self.get_state(Draft)
        await take_up_again(self, draft)
        if not draft.worker_id or not draft.intent.kind:
            return rx.redirect(path(words, DECLARE))
        tables = await self._tables()
        self._take(answered(form))
        await keep(caller(self), draft, self._typed, self._places)
        self._draw(tables)
        said = read(tables, self._typed, clock.today())
        self.errors = {question: text(words, key) for question, key in said.wrong.items()}
        if not self.errors:
            await self._validate(draft, said)
        if self.errors:
            return focus_on_problems()
        draft.answer(self._typed | {"start": "pick", "start_date": said.filing["startDate"]}, said.filing)
        return rx.redirect(path(words, CHECK))

    async def _validate(self, draft: Draft, said: Read) -> None:
        run = await api().validate(caller(self), said.filing | {"worker": {"id": draft.worker_id}})
        issues = run.issues
        if draft.team and issues:
            issues = await in_the_way_of_all(caller(self), draft, said.filing)
        self.object_to(issues)

    def object_to(self, issues: Iterable[Issue]) -> None:
        """Show what the API objects to: at its question, or in the summary alone."""
        said = {told_at(self.sheet, issue) or "terms": issue.detail for issue in issues}
        self.errors = self.errors | said

    def refuse(self, issues: Iterable[Issue]) -> None:
        """Show what the API objected to when this page opens again."""
        self.errors = {}
        self.object_to(issues)
        self._was_refused = True
