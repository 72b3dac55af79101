"""The same as last time: who worked on a past day, proposed for another one; what is allowed is filed."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import reflex as rx

from dimona_web import clock
from dimona_web.api.batch_shapes import Proposal
from dimona_web.api.client import api
from dimona_web.api.errors import RefusedError, UnreachableError
from dimona_web.i18n.catalogue import counted, text
from dimona_web.i18n.formats import long_date, moment, near_date, short_date, time_left
from dimona_web.live import Live, View, live
from dimona_web.pages.declare.steps import focus_on_problems
from dimona_web.pages.declare.team import objections
from dimona_web.pages.many.several import tick
from dimona_web.pages.period.days import AHEAD, DayAsked, day_of, read_day
from dimona_web.pages.rows import worker_type
from dimona_web.paths import DECLARE, batch_path, path
from dimona_web.platform.refusals import told_refusal
from dimona_web.platform.visitor import caller, language
from dimona_web.ui.fields import Asked, error_summary
from dimona_web.ui.fields import field as form_field
from dimona_web.ui.frame import frame, title
from dimona_web.ui.icons import icon

WEEK = timedelta(days=7)
# Who is there already, in the dry run's words: proposed, and left out until somebody says otherwise.
_THERE_ALREADY = ("own.overlapPending", "-333", "-334")


@dataclass(frozen=True)
class Line:
    """One proposal: whose, what, what it says of it, and whether it is filed."""

    id: str = ""
    name: str = ""
    what: str = ""
    refused: list[str] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)
    chosen: bool = False


def line(language: str, one: Proposal) -> Line:
    """Tell a proposal; what a rule forbids, or who is there already, is not chosen."""
    refused = objections(one.run)
    is_there = any(warning.code.endswith(_THERE_ALREADY) for warning in one.run.warnings)
    return Line(
        id=one.repeats,
        name=one.worker.name or one.worker.ssin,
        what=told(language, one),
        refused=refused,
        warned=[warning.detail for warning in one.run.warnings],
        chosen=not refused and not is_there,
    )


def told(language: str, one: Proposal) -> str:
    """Return the kind of work with its hours, and the last day when that is another one."""
    filed, kind = one.filed, worker_type(language, one.filed.worker_type)
    hours = "\N{EN DASH}".join(hour for hour in (filed.start_hour, filed.end_hour) if hour)
    till = ""
    if filed.end_date and filed.end_date != filed.start_date and not filed.end_hour:
        till = text(language, "row.till", end=short_date(language, filed.end_date))
    return " · ".join(part for part in (kind, hours, till) if part)


def soonest(language: str, proposals: Sequence[Proposal]) -> str:
    """Return the soonest deadline with the time that is left."""
    ends = [one.run.deadline.at for one in proposals if one.run.deadline and one.run.deadline.at]
    if not ends:
        return ""
    at = min(ends)
    left = at - clock.now()
    if left < timedelta(0):
        return text(language, "deadline.passed", at=moment(language, at))
    return text(language, "operation.left", at=moment(language, at), left=time_left(language, left))


class AgainState(rx.State):
    """The two days, and the proposals of the one for the other."""

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
    ready: bool = False
    busy: bool = False
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    _filings: rx.Field[dict[str, dict[str, Any]]] = rx.field(default_factory=dict)
    _key: str = ""
    _filed: str = ""

    @rx.event
    async def load(self) -> None:
        """Propose for today what was done a week ago; days that were chosen stay chosen."""
        words, now = language(self), clock.today()
        self.today, self.tomorrow = short_date(words, now), short_date(words, now + AHEAD["tomorrow"])
        if not self._key or self._filed:
            self.day, self.picked = "today", ""
            self._follow()
        await self._propose()

    @rx.event
    async def choose(self, day: str) -> None:
        """Take a near day, or the one of the calendar; the past day follows, a week before it."""
        self.day = day
        await self._moved()

    @rx.event
    async def pick(self, day: str) -> None:
        """Take a day of the calendar."""
        self.picked = day
        await self._moved()

    @rx.event
    async def look_at(self, edition: str, past: str) -> None:
        """Take another past day, unless its field was drawn anew since it was typed."""
        if edition == self.edition:
            self.past = past
            await self._propose()

    @rx.event
    def toggle(self, line_id: str, _checked: bool) -> None:  # noqa: FBT001 - the browser says it so
        """File one of them, or leave it out; what is forbidden stays out."""
        self.lines = [
            replace(one, chosen=not one.chosen) if one.id == line_id and not one.refused else one
            for one in self.lines
        ]
        self.errors = {}
        self._counted()

    @rx.event
    async def send(self) -> AsyncIterator[Any]:
        """File those chosen, all at once, and follow them; a second press leads to the same."""
        self.busy = True
        yield
        try:
            yield await self._sent()
        finally:
            self.busy = False

    async def _sent(self) -> Any:
        words = language(self)
        if not self._filed:
            wanted = [self._filings[one.id] for one in self.lines if one.chosen]
            if not wanted:
                return self._say(text(words, "again.nobody"))
            try:
                self._filed = (await api().file_batch(caller(self), wanted, self._key)).id
            except UnreachableError:
                return self._say(text(words, "check.unknown"))
            except RefusedError as error:
                return self._say(told_refusal(words, error))
        return rx.redirect(batch_path(words, self._filed))

    def _say(self, words: str) -> Any:
        self.errors = {"lines": words}
        return focus_on_problems()

    def _on(self) -> date | None:
        return day_of(self.day, self.picked, clock.today())

    async def _moved(self) -> None:
        self._follow()
        await self._propose()

    def _follow(self) -> None:
        """Let the past day lie a week before the new one; its field is drawn anew."""
        on = self._on()
        self.past = (on - WEEK).isoformat() if on else ""
        self.edition = self.past

    async def _propose(self) -> None:
        words, on, past = language(self), self._on(), read_day(self.past)
        self.errors, self._key, self._filed = {}, str(uuid4()), ""
        self.lines, self._filings, self.deadline, self.heading = [], {}, "", ""
        if on is not None and past is not None:
            proposals = await api().again(caller(self), past, on)
            self.lines = [line(words, one) for one in proposals]
            self._filings = {one.repeats: one.filing for one in proposals}
            self.deadline = soonest(words, proposals)
            self.heading = text(words, "again.heading", past=long_date(words, past), on=near_date(words, on))
        self.ready = True
        self._counted()

    def _counted(self) -> None:
        self.count = counted(language(self), "again.send", sum(one.chosen for one in self.lines))


_LINES = live(AgainState.lines)


def view(language: str) -> View:
    """Draw the page."""
    asked = DayAsked(
        legend="again.on",
        errors=live(AgainState.errors),
        chosen=live(AgainState.day),
        picked=live(AgainState.picked),
        today=AgainState.today,
        tomorrow=AgainState.tomorrow,
        on_choose=AgainState.choose,
        on_pick=AgainState.pick,
    )
    return frame(
        language,
        title(text(language, "again.title")),
        rx.el.p(text(language, "again.lead"), class_name="lead"),
        error_summary(live(AgainState.errors), text(language, "check.problem")),
        rx.el.div(asked.ask(language), _past(language), class_name="acting questions"),
        rx.el.section(
            rx.el.h2(rx.cond(AgainState.heading != "", AgainState.heading, text(language, "again.who"))),
            rx.cond(
                AgainState.deadline != "",
                rx.el.p(icon("busy"), rx.el.span(AgainState.deadline), class_name="due"),
            ),
            rx.cond(
                _LINES.length() > 0,
                rx.el.ul(rx.foreach(_LINES, lambda one: _line(language, one)), class_name="rows"),
                rx.el.p(
                    rx.cond(AgainState.ready, text(language, "again.none"), text(language, "page.loading")),
                    class_name="nothing",
                ),
            ),
            id="lines",
            custom_attrs={"aria-live": "polite"},
        ),
        rx.cond(_LINES.length() > 0, _send(language)),
        back=path(language, DECLARE),
        with_bar=False,
    )


def _past(language: str) -> View:
    asked = Asked("past", text(language, "again.past"), hint=text(language, "again.past.hint"))
    return form_field(
        asked,
        live(AgainState.errors),
        type="date",
        default_value=AgainState.past,
        on_change=live(AgainState.look_at)(AgainState.edition).debounce(400),
        key=AgainState.edition,
    )


def _line(language: str, one: Live) -> View:
    return rx.el.li(
        tick(
            one.id,
            one.chosen,
            live(AgainState.toggle)(one.id),
            rx.el.span(one.name, class_name="row-name"),
            rx.el.span(one.what, class_name="row-what"),
            rx.cond(
                one.refused.length() > 0,
                rx.el.span(icon("bad"), text(language, "again.refused"), class_name="row-near"),
            ),
            rx.foreach(one.refused, lambda said: rx.el.span(said, class_name="row-what")),
            rx.foreach(
                one.warned, lambda said: rx.el.span(icon("warn"), rx.el.span(said), class_name="row-warned")
            ),
            disabled=one.refused.length() > 0,
        )
    )


def _send(language: str) -> View:
    return rx.el.div(
        rx.el.button(
            rx.cond(AgainState.busy, text(language, "check.sending"), AgainState.count),
            type="button",
            id="send",
            on_click=AgainState.send,
            class_name="primary",
            custom_attrs={"aria-disabled": rx.cond(AgainState.busy, "true", "false")},
        ),
        rx.el.p(text(language, "check.once"), class_name="hint"),
        class_name="action",
    )
