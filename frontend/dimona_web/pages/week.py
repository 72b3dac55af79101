"""A week of who works, day by day: shifts, students and flexi-jobs by name, contracts as a count."""

import asyncio
from dataclasses import dataclass, field
from datetime import date, timedelta

import reflex as rx

from dimona_web import clock
from dimona_web.api.client import api
from dimona_web.api.shapes import Day, Shift
from dimona_web.i18n.catalogue import counted, text
from dimona_web.i18n.formats import long_date, opening, short_date
from dimona_web.live import Live, View, live
from dimona_web.pages.names import called
from dimona_web.pages.period.days import read_day
from dimona_web.pages.rows import worker_type
from dimona_web.paths import REGISTER, path, period_path
from dimona_web.platform.visitor import caller, language
from dimona_web.ui.frame import frame, title
from dimona_web.ui.icons import icon
from dimona_web.ui.links import link
from dimona_web.ui.waiting import is_busy, waiting

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True)
class Work:
    """Somebody who works that day; `hours` is empty for who is there without hours."""

    href: str = ""
    name: str = ""
    what: str = ""
    hours: str = ""


@dataclass(frozen=True)
class Told:
    """A day of the week: its name, whether it is today, who works, and how many contracts last then."""

    name: str = ""
    is_today: bool = False
    works: list[Work] = field(default_factory=list)
    contracts: str = ""


def told(language: str, on: date, day: Day) -> Told:
    """Tell a day."""
    return Told(
        name=opening(long_date(language, on)),
        is_today=on == clock.today(),
        works=[_work(language, one) for one in day.shifts],
        contracts=counted(language, "week.contracts", day.contracts) if day.contracts else "",
    )


def _work(language: str, one: Shift) -> Work:
    hours = "\N{EN DASH}".join(hour for hour in (one.filed.start_hour, one.filed.end_hour) if hour)
    return Work(
        href=period_path(language, one.period),
        name=called(language, one.worker),
        what=worker_type(language, one.filed.worker_type),
        hours=hours,
    )


class WeekState(rx.State):
    """The week that is shown, by its Monday."""

    monday: str = ""
    heading: str = ""
    days: rx.Field[list[Told]] = rx.field(default_factory=list)
    ready: bool = False

    @rx.event
    async def load(self) -> None:
        """Show this week, or the one that was looked at last."""
        today = clock.today()
        monday = read_day(self.monday) or today - _DAY * today.weekday()
        await self._show(monday)

    @rx.event
    async def move(self, weeks: int) -> None:
        """Show an earlier or a later week."""
        if monday := read_day(self.monday):
            await self._show(monday + _WEEK * max(-1, min(1, weeks)))

    async def _show(self, monday: date) -> None:
        who, words = caller(self), language(self)
        on = [monday + _DAY * number for number in range(7)]
        days = await asyncio.gather(*(api().day(who, each) for each in on))
        self.monday = monday.isoformat()
        self.heading = text(
            words, "week.heading", first=short_date(words, on[0]), last=short_date(words, on[-1])
        )
        self.days = [told(words, each, day) for each, day in zip(on, days, strict=True)]
        self.ready = True


def view(language: str) -> View:
    """Draw the page."""
    return frame(
        language,
        title(text(language, "week.title")),
        rx.el.div(
            _mover(language, "back", -1, "week.earlier"),
            rx.el.p(WeekState.heading, class_name="week-heading", role="status"),
            _mover(language, "forward", 1, "week.later"),
            class_name="week-bar",
        ),
        rx.el.div(
            rx.cond(
                WeekState.ready,
                rx.foreach(live(WeekState.days), lambda day: _day(language, day)),
                waiting(language),
            ),
            id="days",
            custom_attrs={"aria-busy": is_busy(WeekState.ready)},
        ),
        here=REGISTER,
        back=path(language, REGISTER),
    )


def _mover(language: str, drawing: str, weeks: int, words: str) -> View:
    return rx.el.button(
        icon(drawing),
        type="button",
        on_click=live(WeekState.move)(weeks),
        class_name="mover",
        custom_attrs={"aria-label": text(language, words)},
    )


def _day(language: str, day: Live) -> View:
    return rx.el.section(
        rx.el.h2(
            day.name,
            rx.cond(day.is_today, rx.el.span(" ", text(language, "day.inText.today"), class_name="hint")),
        ),
        rx.cond(
            day.works.length() > 0,
            rx.el.ul(rx.foreach(day.works, _line), class_name="rows"),
            rx.el.p(text(language, "week.nobody"), class_name="nothing"),
        ),
        rx.cond(day.contracts != "", rx.el.p(day.contracts, class_name="hint")),
        class_name="week-day",
    )


def _line(work: Live) -> View:
    return rx.el.li(
        link(
            rx.el.span(work.name, class_name="row-name"),
            rx.cond(work.hours != "", rx.el.strong(work.hours, class_name="hours")),
            rx.el.span(work.what, class_name="row-what"),
            to=work.href,
            class_name="row declaration-row",
        )
    )
