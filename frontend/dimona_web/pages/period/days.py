"""Today, tomorrow or another day: the question that pages ask where one day matters."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import reflex as rx

from dimona_web.i18n.catalogue import text
from dimona_web.live import Live, View
from dimona_web.ui.fields import Asked, choice, choices, field

AHEAD: Mapping[str, timedelta] = {"today": timedelta(0), "tomorrow": timedelta(days=1)}
# What the person sees as marked and as picked, whether it arrived here or not: read at the press of a button.
MARKED: Live = rx.Var("(document.querySelector('[name=day]:checked')?.value ?? '')", _var_type=str)
PICKED: Live = rx.Var("(document.querySelector('#date')?.value ?? '')", _var_type=str)


def day_of(chosen: str, picked: str, today: date) -> date | None:
    """Return the day that was chosen, or picked; None while there is none."""
    return today + AHEAD[chosen] if chosen in AHEAD else read_day(picked)


def read_day(written: str) -> date | None:
    """Return a day as the browser writes it; None when it is none."""
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        return None


@dataclass(frozen=True)
class DayAsked:
    """The question: what the form holds now, the words under the near days, and what runs on a change.

    `closed` says that it cannot be answered yet.
    """

    legend: str
    errors: Live
    chosen: Live
    picked: Live
    today: Live
    tomorrow: Live
    on_choose: Live
    on_pick: Live
    closed: Live = False

    def ask(self, language: str) -> View:
        """Draw the question: the near days at one tap, any other from the calendar."""
        named = (
            ("today", "day.today", self.today),
            ("tomorrow", "day.tomorrow", self.tomorrow),
            ("pick", "terms.start.pick", ""),
        )
        options = [
            choice(
                text(language, key),
                "day",
                name,
                checked=self.chosen == name,
                hint=hint,
                id=f"day-{name}",
                disabled=self.closed,
                on_change=self.on_choose,
            )
            for name, key, hint in named
        ]
        picked = Asked("date", text(language, "act.date"))
        return rx.fragment(
            choices(text(language, self.legend), "day", self.errors, options),
            field(
                picked,
                self.errors,
                look="if-pick",
                type="date",
                default_value=self.picked,
                disabled=self.closed,
                on_change=self.on_pick,
            ),
        )
