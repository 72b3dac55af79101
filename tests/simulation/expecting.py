"""A reference model: what becomes of every filing when nothing is lost, doubled or out of order.

It knows no queues, faults or time: it goes through the filings in the order of acceptance and applies each
to a period of its own. Small on purpose, and without a line of the product.
"""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Period:
    """A period as the model sees it: whether it was created and cancelled, and what can be changed."""

    created: bool = False
    cancelled: bool = False
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filed:
    """A filing on the period of an IN, or an IN itself: then the target is its own tag."""

    tag: str
    kind: str
    target: str
    facts: dict[str, Any]
    replaces: str | None = None


@dataclass
class Model:
    """``ends`` is how each filing ends, by tag and type."""

    periods: dict[str, Period] = field(default_factory=dict)
    ends: dict[tuple[str, str], str] = field(default_factory=dict)

    def file(self, filed: Filed, *, taken_back: bool) -> None:
        """Take the next filing."""
        period = self.periods.setdefault(filed.target, Period())
        end = "withdrawn" if taken_back or self._stands(filed.replaces) else self._end(filed, period)
        self.ends[filed.tag, filed.kind] = end
        if end != "accepted":
            return
        period.created = True
        period.cancelled = filed.kind == "cancel"
        period.facts.update(filed.facts)

    def _stands(self, target: str | None) -> bool:
        """Nothing is filed in the place of a period that still stands."""
        return target is not None and self.periods[target].created and not self.periods[target].cancelled

    def _end(self, filed: Filed, period: Period) -> str:
        if filed.kind == "in":
            return "accepted"
        if not period.created or period.cancelled:
            return "withdrawn"
        if filed.kind == "out":
            return "refused" if period.facts.get("endDate") else "accepted"
        news = (period.facts.get(name) != value for name, value in filed.facts.items())
        return "accepted" if filed.kind == "cancel" or any(news) else "refused"
