"""Proposals: what would be filed to have a day again, each tried on the engine. Nothing is stored or sent.

A proposal costs what a dry run costs: one Query for its worker. So a page of them is short.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chalicelib.application.dry_run import DryRun, Validate
from chalicelib.application.ports import Page, Periods, RegisteredPeriod
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.again import Recurring, recurring
from chalicelib.domain.filing import InFiling


@dataclass(frozen=True, slots=True)
class Proposal:
    """A filing ready to be filed, what the engine says of it, and the period it repeats, if it does."""

    filing: InFiling
    run: DryRun
    repeats: RegisteredPeriod | None = None


@dataclass(frozen=True, slots=True)
class Propose:
    """The use cases behind "same as last time"."""

    periods: Periods
    validate: Validate

    def again(
        self, scope: EmployerScope, day: date, on: date, size: int, cursor: str | None
    ) -> Page[Proposal]:
        """Propose for another day whoever began on a day: shifts, students, flexi-jobs.

        Who was there since earlier has a period of their own, and is not proposed.
        """
        page = self.periods.on_day(scope, day, size, cursor)
        began = (each for each in page.items if each.period.start_date == day)
        return Page([self._repeated(scope, each, on) for each in began], page.cursor)

    def of_template(self, scope: EmployerScope, filings: Iterable[Recurring], on: date) -> list[Proposal]:
        """Propose the filings of a template for a day."""
        ready = (each.on(on, scope.employer) for each in filings)
        return [Proposal(filing, self.validate(scope, filing)) for filing in ready]

    def _repeated(self, scope: EmployerScope, found: RegisteredPeriod, on: date) -> Proposal:
        filing = recurring(found.worker_id, found.period).on(on, scope.employer)
        return Proposal(filing, self.validate(scope, filing), found)
