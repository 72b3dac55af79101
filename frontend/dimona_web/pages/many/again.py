"""The same as last time: a past day, or a kept group, proposed for another day; what may be is filed."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import reflex as rx

from dimona_web import clock
from dimona_web.api.batch_shapes import Proposal
from dimona_web.api.client import api
from dimona_web.api.errors import RefusedError, UnreachableError
from dimona_web.api.shapes import Worker
from dimona_web.api.templates import Template
from dimona_web.i18n.catalogue import counted, text
from dimona_web.i18n.formats import long_date, near_date, short_date
from dimona_web.pages.declare.sheet import Option
from dimona_web.pages.declare.steps import focus_on_problems
from dimona_web.pages.many.keeping import LONGEST_NAME, Keeping, keep, recurring
from dimona_web.pages.many.proposals import Line, line, soonest
from dimona_web.pages.names import names_of
from dimona_web.pages.period.days import AHEAD, day_of, read_day
from dimona_web.paths import batch_path
from dimona_web.platform.refusals import refusal_at
from dimona_web.platform.visit import has_come_back
from dimona_web.platform.visitor import caller, language

WEEK = timedelta(days=7)
PAST_DAY = "day"


class AgainState(rx.State):
    """What is proposed anew, a past day or a template; the day it is for; and the proposals.

    Each proposal is an offer of its own, drawn with its people: what is pressed says which offer was seen, so
    nobody is filed whom the person at the phone had not before their eyes yet.
    """

    source: str = PAST_DAY
    sources: rx.Field[list[Option]] = rx.field(default_factory=list)
    day: str = "today"
    picked: str = ""
    past: str = ""
    edition: str = ""
    today: str = ""
    tomorrow: str = ""
    heading: str = ""
    deadline: str = ""
    lines: rx.Field[list[Line]] = rx.field(default_factory=list)
    count: str = ""
    offer: str = ""
    redrawn: int = 0
    ready: bool = False
    busy: bool = False
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    _proposals: rx.Field[dict[str, Proposal]] = rx.field(default_factory=dict)
    _templates: rx.Field[dict[str, Template]] = rx.field(default_factory=dict)
    _filed: str = ""

    @rx.event
    async def load(self) -> None:
        """Propose for today what was done a week ago, or what the address names; choices stay.

        What was tapped on a dying line may never have arrived: the questions say anew what is proposed.
        """
        if await has_come_back(self):
            self.redrawn += 1
            return
        words, now = language(self), clock.today()
        self.today, self.tomorrow = short_date(words, now), short_date(words, now + AHEAD["tomorrow"])
        await self._read_templates()
        if not self.offer or self._filed:
            self.day, self.picked, self.source = "today", "", PAST_DAY
            self._follow()
        wanted = self.router.url.query_parameters.get("template", self.source)
        self.source = wanted if wanted in self._templates else PAST_DAY
        await self._propose()

    @rx.event
    async def choose_source(self, source: str) -> None:
        """Propose another template, or a past day again."""
        if source == PAST_DAY or source in self._templates:
            self.source = source
            await self._propose()

    @rx.event
    async def choose(self, drawn: int, day: str) -> None:
        """Take a near day, or the one of the calendar; the past day follows, a week before it."""
        self.day = day
        await self._moved(drawn)

    @rx.event
    async def pick(self, drawn: int, day: str) -> None:
        """Take a day of the calendar, also when the tap that opened it was lost."""
        self.day, self.picked = "pick", day
        await self._moved(drawn)

    @rx.event
    async def look_at(self, edition: str, past: str) -> None:
        """Take another past day, unless its field was drawn anew since it was typed."""
        if edition == self.edition:
            self.past = past
            await self._propose()

    @rx.event
    def toggle(self, offer: str, line_id: str, checked: bool) -> None:  # noqa: FBT001 - the browser says it so
        """File one of the offer, or leave it out; what is forbidden stays out."""
        if offer != self.offer:
            return
        self.lines = [
            replace(one, chosen=checked) if one.id == line_id and not one.refused else one
            for one in self.lines
        ]
        self.errors = {}
        self._counted()

    @rx.event
    async def send(self, offer: str, day: str, picked: str) -> AsyncIterator[Any]:
        """File those chosen, all at once, and follow them; a second press leads to the same.

        Of another offer than the one that was seen, or another day than the one marked, nothing is filed.
        """
        self.busy = True
        yield
        try:
            yield await self._sent() if await self._is_seen(offer, day, picked) else self._moved_on()
        finally:
            self.busy = False

    @rx.event
    async def keep(self, offer: str, form: dict[str, Any]) -> Any:
        """Keep those chosen of the offer as a template."""
        if offer != self.offer:
            return self._moved_on()
        chosen = [self._proposals[one.id] for one in self.lines if one.chosen]
        said = await keep(
            self, str(form.get("group_name") or ""), [recurring(one.worker, one.filed) for one in chosen]
        )
        await self._read_templates()
        return said

    @rx.event
    async def rename(self, offer: str, form: dict[str, Any]) -> None:
        """Give the template that is shown another name; an empty one changes nothing."""
        known, name = self._templates.get(self.source), str(form.get("template_name") or "").strip()
        if known and name and offer == self.offer:
            await api().save_template(caller(self), known.id, name[:LONGEST_NAME], known.filings)
            await self._read_templates()
            await self._propose()

    @rx.event
    async def remove(self, offer: str) -> None:
        """Throw the template that is shown away; a past day is proposed again."""
        if self.source in self._templates and offer == self.offer:
            await api().remove_template(caller(self), self.source)
            self.source = PAST_DAY
            await self._read_templates()
            await self._propose()

    async def _is_seen(self, offer: str, day: str, picked: str) -> bool:
        """Whether the offer that was seen stands, for the day that is marked; else that day is proposed."""
        if day_of(day, picked, clock.today()) != self._on():
            self.day, self.picked, self.redrawn = day, picked, self.redrawn + 1
            await self._moved(self.redrawn)
            return False
        return offer == self.offer

    def _moved_on(self) -> Any:
        return self._say(text(language(self), "again.movedOn"))

    async def _sent(self) -> Any:
        words = language(self)
        if not self._filed:
            wanted = [self._proposals[one.id].filing for one in self.lines if one.chosen]
            if not wanted:
                return self._say(text(words, "again.nobody"))
            try:
                self._filed = (await api().file_batch(caller(self), wanted, self.offer)).id
            except UnreachableError:
                return self._say(text(words, "check.unknown"))
            except RefusedError as error:
                self.errors = refusal_at("lines", words, error)
                return focus_on_problems()
        self._clear()
        return rx.redirect(batch_path(words, self._filed))

    def _clear(self) -> None:
        """Show nothing of what was filed: who opens this page again sees no choice until it is a new one."""
        self.source, self.sources, self.lines = PAST_DAY, [], []
        self.heading, self.deadline, self.ready = "", "", False

    def _say(self, words: str) -> Any:
        self.errors = {"lines": words}
        return focus_on_problems()

    async def _read_templates(self) -> None:
        found = await api().templates(caller(self))
        self._templates = {one.id: one for one in found}
        self.sources = [Option(one.id, one.name) for one in found]

    def _on(self) -> date | None:
        return day_of(self.day, self.picked, clock.today())

    async def _moved(self, drawn: int) -> None:
        """Propose for another day; questions drawn anew since it was tapped do not show it yet."""
        self.redrawn += drawn != self.redrawn
        self._follow()
        await self._propose()

    def _follow(self) -> None:
        """Let the past day lie a week before the new one; its field is drawn anew."""
        on = self._on()
        self.past = (on - WEEK).isoformat() if on else ""
        self.edition = self.past

    async def _propose(self) -> None:
        words, on = language(self), self._on()
        self.errors, self.offer, self._filed = {}, str(uuid4()), ""
        self.lines, self._proposals, self.deadline, self.heading = [], {}, "", ""
        (await self.get_state(Keeping)).forget()
        past = read_day(self.past)
        if on is not None and (past is not None or self.source != PAST_DAY):
            self._proposals = dict(await self._proposed(on, past))
            self.lines = [line(words, key, one) for key, one in self._proposals.items()]
            self.deadline = soonest(words, list(self._proposals.values()))
            self.heading = self._headed(words, on, past)
        self.ready = True
        self._counted()

    async def _proposed(self, on: date, past: date | None) -> Mapping[str, Proposal]:
        if self.source in self._templates:
            return await self._of_template(on)
        proposals = await api().again(caller(self), past, on) if past else ()
        return {one.repeats: one for one in proposals}

    async def _of_template(self, on: date) -> Mapping[str, Proposal]:
        """Return a template's proposals, each with the name of its worker."""
        found = await api().propose_template(caller(self), self.source, on)
        names = await names_of(caller(self), {one.worker.id for one in found})
        named = [replace(one, worker=Worker(one.worker.id, names[one.worker.id], "")) for one in found]
        return {str(number): one for number, one in enumerate(named)}

    def _headed(self, words: str, on: date, past: date | None) -> str:
        if known := self._templates.get(self.source):
            return text(words, "again.ofTemplate", name=known.name, on=near_date(words, on))
        return text(words, "again.heading", past=long_date(words, past or on), on=near_date(words, on))

    def _counted(self) -> None:
        self.count = counted(language(self), "again.send", sum(one.chosen for one in self.lines))
