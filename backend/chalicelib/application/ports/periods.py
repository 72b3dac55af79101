"""The periods of an employer, read through indexes: each list one Query, one period one Get."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from chalicelib.application.ports.store import Page
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.period import Period
from chalicelib.domain.phase import Phase, phase_of
from chalicelib.domain.worker import WorkerIdentity


@dataclass(frozen=True, slots=True)
class RegisteredPeriod:
    """A period with its worker in brief. ``identity`` holds names and national number, no more."""

    worker_id: str
    identity: WorkerIdentity
    period: Period


@dataclass(frozen=True, slots=True)
class PeriodFilter:
    """What to list; no phase means all. A worker leads, then a single phase, then the start date."""

    phases: AbstractSet[Phase] = frozenset()
    worker_id: str | None = None
    worker_type: str | None = None

    def matches(self, period: Period, today: date) -> bool:
        """Tell whether a period passes the filters, the worker apart."""
        phase = phase_of(period, today)
        of_phase = not self.phases or any(phase.answers(wanted) for wanted in self.phases)
        return of_phase and self.worker_type in {None, period.worker_type}


class Periods(Protocol):
    """Reads periods; written they are with their relation. Lists may lag behind writes a moment."""

    def listed(
        self, scope: EmployerScope, wanted: PeriodFilter, today: date, size: int, cursor: str | None
    ) -> Page[RegisteredPeriod]:
        """List periods, a page of at most ``size`` that were looked at; those kept may be fewer.

        Open and ending ones by end, soonest first; planned ones by start, soonest first; the rest newest
        first. Without a worker, what was never created or not verified is left out. Raises
        InvalidCursorError on a cursor of somewhere else.
        """
        ...

    def one(self, scope: EmployerScope, reference: str) -> RegisteredPeriod | None:
        """Return a period by our id or the RSZ's number, read consistently; None when it is not here."""
        ...

    def on_day(
        self, scope: EmployerScope, day: date, size: int, cursor: str | None
    ) -> Page[RegisteredPeriod]:
        """List who works on a day by name: shifts, students, flexi-jobs. What begins latest comes first."""
        ...

    def contracts_on(self, scope: EmployerScope, day: date, most: int) -> int:
        """Count the contracts that last on a day, looking at no more than ``most`` of them."""
        ...
