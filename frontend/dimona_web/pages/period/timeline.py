"""Where periods lie in time, as bars on one axis; the words beside them say the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import reflex as rx

from dimona_web.api.period_shapes import Period
from dimona_web.i18n.formats import short_date
from dimona_web.live import Live, View

WIDTH = 1000
# How far back and ahead the axis may reach, and how much of the future it shows at least.
_BACK, _AHEAD, _AT_LEAST = timedelta(days=365), timedelta(days=180), timedelta(days=30)
_NARROWEST = 12
LOOKS = frozenset({"open", "ending", "planned", "ended", "cancelled", "notCreated", "unverified"})


@dataclass(frozen=True)
class Bar:
    """A bar: where it begins and how wide it is on the axis, and its look. Width 0 lies off the axis."""

    x: int = 0
    width: int = 0
    look: str = ""


@dataclass(frozen=True)
class Axis:
    """The days an axis shows, first and last."""

    first: date
    last: date

    def at(self, day: date) -> int:
        """Return where a day begins."""
        return round(WIDTH * (day - self.first).days / ((self.last - self.first).days + 1))

    def bar(self, period: Period) -> Bar:
        """Return the bar of a period; an open end runs to the edge."""
        first = max(period.start_date, self.first)
        last = min(period.end_date or self.last, self.last)
        if last < first:
            return Bar()
        x = min(self.at(first), WIDTH - _NARROWEST)
        width = max(_NARROWEST, self.at(last + timedelta(days=1)) - x)
        look = period.status if period.status in LOOKS else "unverified"
        return Bar(x, width, "bar-pending" if period.on_its_way else f"bar-{look}")


def axis_of(periods: Sequence[Period], today: date) -> Axis:
    """Return the axis that shows these periods, around today."""
    first = min((period.start_date for period in periods), default=today)
    ends = [period.end_date for period in periods if period.end_date]
    last = max([today + _AT_LEAST, *ends, *(period.start_date + _AT_LEAST for period in periods)])
    return Axis(max(min(first, today), today - _BACK), min(last, today + _AHEAD))


def drawing(bar: Live, today_at: Live) -> View:
    """Draw a bar and where today is; decoration only."""
    return rx.el.svg(
        rx.el.rect(x="0", y="9", width=str(WIDTH), height="2", class_name="axis"),
        rx.el.rect(x=bar.x, y="4", width=bar.width, height="12", rx="4", class_name=bar.look),
        rx.el.rect(x=today_at, y="0", width="4", height="20", class_name="axis-today"),
        view_box=f"0 0 {WIDTH} 20",
        class_name="timeline",
        custom_attrs={"aria-hidden": "true", "focusable": "false", "preserveAspectRatio": "none"},
    )


def ends_of(language: str, axis: Axis) -> tuple[str, str]:
    """Return the words under the two ends of the axis."""
    return short_date(language, axis.first), short_date(language, axis.last)
