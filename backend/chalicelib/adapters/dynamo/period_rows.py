"""The rows of periods: with their relation, found by number, by the week, and in the lists of an employer.

Whatever a list shows stands in the entry itself. The period's own row is in three indexes: of the
worker and of the employer by start (``listSk``), of the employer by end (``deadlineSk``).
"""

import json
from datetime import date

from chalicelib.adapters.dynamo import keys
from chalicelib.adapters.dynamo.row import Row, Table, legible
from chalicelib.adapters.sealing import Seal
from chalicelib.application.ports import PeriodPlace, RegisteredPeriod
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.period import Period, PeriodStatus
from chalicelib.domain.registered import RegisteredWorker
from chalicelib.domain.roster import is_contract, weeks_of
from chalicelib.domain.worker import WorkerIdentity

OPEN_END = date.max.isoformat()
"""Sorts periods without an end behind all others."""
_LISTED = {PeriodStatus.PENDING, PeriodStatus.ACTIVE, PeriodStatus.CANCELLED}


class PeriodRows:
    """Makes and reads the rows of periods of one scope."""

    def __init__(self, table: Table, scope: EmployerScope, seal: Seal) -> None:
        self._row = table.row
        self._scope = scope
        self._seal = seal

    def of_period(self, worker: RegisteredWorker, period: Period) -> Row:
        """Return the row of a period in its relation, with its places in the indexes."""
        listed = period.status in _LISTED
        cancelled = period.status is PeriodStatus.CANCELLED
        return self._row(
            keys.relation(self._scope, worker.id),
            f"{keys.PERIOD}#{period.id}",
            kind=keys.PERIOD,
            document=period.model_dump_json(),
            sealed=self._brief(worker, period),
            worker_pk=keys.periods_of_worker(self._scope, worker.id),
            list_pk=keys.periods(self._scope) if listed else None,
            list_sk=f"{period.start_date}#{period.start_hour or ''}#{period.id}",
            deadline_pk=keys.periods(self._scope, cancelled=cancelled) if listed else None,
            deadline_sk=by_end(period) if listed else None,
        )

    def of_places(self, worker: RegisteredWorker, period: Period) -> list[Row]:
        """Return the rows that lead from a period's id, and its RSZ number, to its relation.

        Each also holds the period itself, so that looking at one period is one Get.
        """
        document = document_of_place(PeriodPlace(worker.id, period.id))
        snapshot = self._brief(worker, period, holds=period)
        known_as = [period.id, *([period.rsz_number] if period.rsz_number else [])]
        return [
            self._row(key.pk, key.sk, kind=keys.PLACE, document=document, sealed=snapshot)
            for key in (keys.place(self._scope, name) for name in known_as)
        ]

    def of_days(self, worker: RegisteredWorker, period: Period) -> list[Row]:
        """Return the entries under which days find a period: one for each week, or one as a contract."""
        entries = [
            self._row(
                keys.week(self._scope, week.monday),
                f"{week.first}#{period.start_hour or ''}#{period.id}",
                kind=keys.WEEK,
                document=period.model_dump_json(),
                sealed=self._brief(worker, period),
            )
            for week in weeks_of(period)
        ]
        if is_contract(period):
            entries.append(
                self._row(keys.contracts(self._scope), by_end(period), kind=keys.CONTRACT, document=period.id)
            )
        return entries

    def read(self, row: Row) -> RegisteredPeriod | None:
        """Read an entry of a list, or None for a row of a version that knew no lists."""
        sealed: bytes | None = row.sealed
        return None if sealed is None else self._opened(row, to_period(row).id)

    def read_place(self, row: Row) -> RegisteredPeriod | None:
        """Read the period that stands at its place, or None as above."""
        sealed: bytes | None = row.sealed
        return None if sealed is None else self._opened(row, to_place(row).period_id)

    def _brief(self, worker: RegisteredWorker, period: Period, holds: Period | None = None) -> bytes:
        shown = {
            "worker": worker.id,
            "ssin": worker.identity.ssin,
            "family_name": worker.identity.family_name,
            "given_name": worker.identity.given_name,
            "period": holds.model_dump(mode="json") if holds else None,
        }
        return self._seal.close(json.dumps(shown).encode(), self._context(period.id))

    @legible()
    def _opened(self, row: Row, period_id: str) -> RegisteredPeriod:
        shown = json.loads(self._seal.open(row.sealed, self._context(period_id)))
        worker_id, held = shown.pop("worker"), shown.pop("period")
        period = Period.model_validate(held) if held else to_period(row)
        return RegisteredPeriod(worker_id, WorkerIdentity.model_validate(shown), period)

    def _context(self, period_id: str) -> str:
        return f"{keys.of_scope(self._scope)} period {period_id}"


def by_end(period: Period) -> str:
    """Order by end, then start; without an end last."""
    return f"{period.end_date or OPEN_END}#{period.start_date}#{period.id}"


@legible()
def to_period(row: Row) -> Period:
    """Read a period."""
    return Period.model_validate_json(row.document)


def document_of_place(place: PeriodPlace) -> str:
    """Return what a place says, as it is written."""
    return json.dumps({"worker": place.worker_id, "period": place.period_id})


def to_place(row: Row) -> PeriodPlace:
    """Read where a period is."""
    document = json.loads(row.document)
    return PeriodPlace(document["worker"], document["period"])
