"""End a period: which is the last day? One question, what follows from it, and one button."""

import datetime as dt
from collections.abc import AsyncIterator, Mapping
from typing import Any

import reflex as rx

from dimona_web import clock
from dimona_web.i18n.catalogue import text
from dimona_web.i18n.formats import short_date
from dimona_web.live import View, live
from dimona_web.pages.declare.steps import focus_on_problems
from dimona_web.pages.period.act import Act, Filing, foreseen, is_open_still, opened, sent, turned
from dimona_web.pages.period.act_page import act_form, act_page
from dimona_web.pages.period.days import AHEAD, DayAsked, day_of
from dimona_web.paths import PERIOD_OUT
from dimona_web.platform.visitor import language

_FIELDS: Mapping[str, str] = {"endDate": "date"}


class OutState(rx.State):
    """The last day as chosen so far."""

    day: str = "today"
    date: str = ""
    today: str = ""
    tomorrow: str = ""
    # The day of the words above: at five past midnight the page still files what it says.
    _today: dt.date = dt.date.min

    @rx.event
    async def load(self) -> AsyncIterator[Any]:
        """Start with today, or with the first day of a period that has not begun."""
        if await is_open_still(self):
            return
        await turned(self)
        yield None
        period = await opened(self, "out")
        if period is None:
            return
        words, now = language(self), clock.today()
        self._today = now
        self.today, self.tomorrow = short_date(words, now), short_date(words, now + AHEAD["tomorrow"])
        has_begun = period.start_date <= now
        self.day, self.date = ("today", "") if has_begun else ("pick", period.start_date.isoformat())
        await foreseen(self, await self._filing(), _FIELDS)

    @rx.event
    async def choose(self, day: str) -> None:
        """Take a near day, or the one of the calendar."""
        self.day = day
        await foreseen(self, await self._filing(), _FIELDS)

    @rx.event
    async def pick(self, day: str) -> None:
        """Take a day of the calendar."""
        self.date = day
        await foreseen(self, await self._filing(), _FIELDS)

    @rx.event
    async def send(self, form: dict[str, Any]) -> AsyncIterator[Any]:
        """File what the form holds now."""
        self.day, self.date = str(form.get("day") or ""), str(form.get("date") or "")
        filing = await self._filing()
        if filing is None:
            act = await self.get_state(Act)
            act.refuse({"date": text(language(self), "error.date")})
            yield focus_on_problems()
            return
        async for event in sent(self, filing, _FIELDS):
            yield event

    async def _filing(self) -> Filing | None:
        act = await self.get_state(Act)
        last = day_of(self.day, self.date, self._today)
        if act.period is None or last is None:
            return None
        return {"type": "out", "period": act.period.id, "endDate": last.isoformat()}


def view(language: str) -> View:
    """Draw the page."""
    asked = DayAsked(
        legend="out.lastDay",
        errors=live(Act.errors),
        chosen=live(OutState.day),
        picked=live(OutState.date),
        today=OutState.today,
        tomorrow=OutState.tomorrow,
        on_choose=OutState.choose,
        on_pick=OutState.pick,
    )
    form = act_form(language, "out.send", OutState.send, asked.ask(language))
    return act_page(language, PERIOD_OUT, "out.title", form)
