"""What the rules may look up in the RSZ's file, and a file that lives in memory only.

The HTTP service keeps its books in SQLite (`ledger.py`); a test that judges thousands of declarations
keeps them in a list (`judge.py`). The rules cannot tell the difference.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from infra.rsz_simulator.period import Period


class Books(Protocol):
    """The file as the rules see it; cancelled periods are in it too."""

    def period(self, number: int) -> Period | None:
        """One period by its number."""

    def periods_of(self, employer: str, ssin: str | None = None) -> list[Period]:
        """Periods of an employer, oldest first; of one worker when `ssin` is given."""

    def periods_of_worker(self, ssin: str) -> list[Period]:
        """Periods of a worker with all employers, oldest first."""

    def extras_at(self, workplace: str, year: int) -> list[Period]:
        """Occasional work (EXT) that began in `year` at a workplace (Period.workplace)."""

    def person(self, identity: str) -> str | None:
        """The SSIN of somebody who was identified before."""


@dataclass
class Shelf:
    """Books in memory."""

    by_number: dict[int, Period] = field(default_factory=dict)
    persons: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, periods: Iterable[Period]) -> "Shelf":
        """A shelf with these periods."""
        return cls({period.id: period for period in periods})

    def save(self, period: Period) -> None:
        """Put a new or changed period on the shelf."""
        self.by_number[period.id] = period

    def period(self, number: int) -> Period | None:
        """See Books."""
        return self.by_number.get(number)

    def periods_of(self, employer: str, ssin: str | None = None) -> list[Period]:
        """See Books."""
        return [
            each
            for each in self.by_number.values()
            if each.employer == employer and ssin in {None, each.ssin}
        ]

    def periods_of_worker(self, ssin: str) -> list[Period]:
        """See Books."""
        return [each for each in self.by_number.values() if each.ssin == ssin]

    def extras_at(self, workplace: str, year: int) -> list[Period]:
        """See Books."""
        return [
            each
            for each in self.by_number.values()
            if each.worker_type == "EXT" and each.workplace == workplace and each.start_date.year == year
        ]

    def person(self, identity: str) -> str | None:
        """See Books."""
        return self.persons.get(identity)
