"""The periods of an employer: listed by where they are in time, one by one, and those of a worker."""

from dataclasses import dataclass, replace

from chalicelib.application.errors import NotFoundError
from chalicelib.application.ports import (
    Clock,
    Employers,
    InvalidCursorError,
    Page,
    PeriodFilter,
    Periods,
    Register,
    RegisteredPeriod,
)
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.brussels import local_date
from chalicelib.domain.identifiers import InvalidIdentifierError, parse_dimona_number
from chalicelib.domain.readings import Readings

OUR_PERIOD = "per_"


@dataclass(frozen=True, slots=True)
class LookUpPeriods:
    """The use cases behind ``GET /v1/periods`` and ``GET /v1/workers/{id}/periods``."""

    periods: Periods
    register: Register
    employers: Employers
    clock: Clock

    def listed(
        self, scope: EmployerScope, wanted: PeriodFilter, size: int, cursor: str | None
    ) -> Page[RegisteredPeriod]:
        """List periods: one Query, and one more for a worker under a second id.

        Under a second id nothing is kept, and no cursor belongs to it. Raises InvalidCursorError.
        """
        today = local_date(self.clock.now())
        try:
            page = self.periods.listed(scope, wanted, today, size, cursor)
        except InvalidCursorError:
            kept = self._as_kept(scope, wanted)
            if kept == wanted:
                raise
            return self.periods.listed(scope, kept, today, size, cursor)
        if page.items or page.cursor or cursor:
            return page
        kept = self._as_kept(scope, wanted)
        return page if kept == wanted else self.periods.listed(scope, kept, today, size, cursor)

    def _as_kept(self, scope: EmployerScope, wanted: PeriodFilter) -> PeriodFilter:
        """Return the filter with the id under which its worker is kept."""
        worker = self.register.worker(scope, wanted.worker_id) if wanted.worker_id else None
        return replace(wanted, worker_id=worker.id) if worker else wanted

    def of_worker(
        self, scope: EmployerScope, worker_id: str, wanted: PeriodFilter, size: int, cursor: str | None
    ) -> Page[RegisteredPeriod]:
        """List the periods of a worker; only an empty answer costs a look at who that is.

        Raises NotFoundError for an unknown worker.
        """
        page = self.listed(scope, replace(wanted, worker_id=worker_id), size, cursor)
        if not page.items and not cursor and self.register.worker(scope, worker_id) is None:
            raise NotFoundError(worker_id)
        return page

    def one(self, scope: EmployerScope, reference: str) -> RegisteredPeriod:
        """Return a period by our id or the RSZ's number: one Get. Raises NotFoundError."""
        found = self.periods.one(scope, _normal(reference))
        if found is None:
            raise NotFoundError(reference)
        return found

    def readings(self, scope: EmployerScope) -> Readings:
        """Return how this employer reads the law where it can be read in two ways."""
        return Readings(working_days=self.employers.facts(scope).settings.working_days)


def _normal(reference: str) -> str:
    """Return a reference as it is stored; what is no number of the RSZ is not found."""
    if reference.startswith(OUR_PERIOD):
        return reference
    try:
        return parse_dimona_number(reference)
    except InvalidIdentifierError:
        raise NotFoundError(reference) from None
