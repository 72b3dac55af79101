"""Who works on a day: two Queries, whatever the size of the employer."""

from dataclasses import dataclass
from datetime import date

from chalicelib.application.ports import Page, Periods, RegisteredPeriod
from chalicelib.application.scope import EmployerScope

MOST_CONTRACTS = 100
"""Contracts are counted so far; an employer with more is told that there are at least so many."""


@dataclass(frozen=True, slots=True)
class Day:
    """A page of those a day names; the first one also counts the contracts that last then."""

    named: Page[RegisteredPeriod]
    contracts: int | None


@dataclass(frozen=True, slots=True)
class LookUpDay:
    """The use case behind ``GET /v1/days/{date}``."""

    periods: Periods

    def __call__(self, scope: EmployerScope, day: date, size: int, cursor: str | None) -> Day:
        """Return who works that day."""
        page = self.periods.on_day(scope, day, size, cursor)
        first = cursor is None
        return Day(page, self.periods.contracts_on(scope, day, MOST_CONTRACTS) if first else None)
