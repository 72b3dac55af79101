"""Periods in memory, read from the fake store."""

from datetime import date

from chalicelib.application.ports import Page, PeriodFilter, RegisteredPeriod
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.period import PeriodStatus
from chalicelib.domain.phase import Phase
from chalicelib.domain.roster import covers, is_contract, is_named
from chalicelib.domain.worker import WorkerIdentity
from tests.fakes.store import FakeStore, cursor_at, position

_SHOWN = {"ssin", "family_name", "given_name"}
_NOT_LISTED = {PeriodStatus.NOT_CREATED, PeriodStatus.UNVERIFIED}
_BY_END = [[Phase.OPEN], [Phase.ENDING], [Phase.ENDING, Phase.OPEN]]


class FakePeriods:
    """Implements the port Periods on the store's relations."""

    def __init__(self, store: FakeStore) -> None:
        self._store = store

    def listed(
        self, scope: EmployerScope, wanted: PeriodFilter, today: date, size: int, cursor: str | None
    ) -> Page[RegisteredPeriod]:
        found = [
            each
            for each in self._all(scope)
            if wanted.matches(each.period, today) and self._asked_for(wanted, each)
        ]
        phases = [] if wanted.worker_id else sorted(wanted.phases)
        if phases in _BY_END:
            found.sort(key=lambda each: (_end(each), each.period.start_date, each.period.id))
        else:
            found.sort(key=_start, reverse=phases != [Phase.PLANNED])
        if phases in ([Phase.ENDED], [Phase.CANCELLED]):
            found.sort(key=lambda each: (_end(each), each.period.start_date, each.period.id), reverse=True)
        return self._page(scope, found, wanted, size, cursor)

    def one(self, scope: EmployerScope, reference: str) -> RegisteredPeriod | None:
        place = self._store.place_of(scope, reference)
        if place is None:
            return None
        return next((each for each in self._all(scope) if each.period.id == place.period_id), None)

    def on_day(
        self, scope: EmployerScope, day: date, size: int, cursor: str | None
    ) -> Page[RegisteredPeriod]:
        found = [each for each in self._all(scope) if is_named(each.period) and covers(each.period, day)]
        found.sort(key=_start, reverse=True)
        return self._page(scope, found, day, size, cursor)

    def contracts_on(self, scope: EmployerScope, day: date, most: int) -> int:
        found = [each for each in self._all(scope) if is_contract(each.period) and covers(each.period, day)]
        return min(most, len(found))

    def _asked_for(self, wanted: PeriodFilter, each: RegisteredPeriod) -> bool:
        if wanted.worker_id is not None:
            return each.worker_id == wanted.worker_id
        return each.period.status not in _NOT_LISTED

    def _all(self, scope: EmployerScope) -> list[RegisteredPeriod]:
        return [
            RegisteredPeriod(worker_id, self._brief(scope, worker_id), period)
            for (owner, worker_id), periods in self._store.periods.items()
            if owner == scope
            for period in periods.values()
        ]

    def _brief(self, scope: EmployerScope, worker_id: str) -> WorkerIdentity:
        worker = self._store.workers[scope, worker_id]
        return WorkerIdentity.model_validate(worker.identity.model_dump(include=_SHOWN))

    def _page(
        self,
        scope: EmployerScope,
        found: list[RegisteredPeriod],
        filters: object,
        size: int,
        cursor: str | None,
    ) -> Page[RegisteredPeriod]:
        start = position(scope, filters, cursor)
        more = start + size < len(found)
        page = found[start : start + size]
        return Page(page, cursor_at(scope, filters, start + size) if more else None)


def _start(each: RegisteredPeriod) -> tuple[date, str, str]:
    return each.period.start_date, each.period.start_hour or "", each.period.id


def _end(each: RegisteredPeriod) -> date:
    return each.period.end_date or date.max
