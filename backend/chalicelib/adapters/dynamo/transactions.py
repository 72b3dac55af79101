"""One transaction of conditional puts, and which of its conditions refused it."""

from collections.abc import Sequence
from dataclasses import dataclass

from pynamodb.exceptions import CancellationReason, TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.adapters.dynamo.period_rows import document_of_place
from chalicelib.adapters.dynamo.row import Row, Table, is_busy, is_impossible
from chalicelib.adapters.dynamo.rows import Rows
from chalicelib.application.errors import BusyError, UnkeepableError
from chalicelib.application.ports import RelationChange
from chalicelib.domain.period import Period
from chalicelib.domain.registered import RegisteredWorker

MOST_AT_ONCE = 100
"""Rows that DynamoDB takes in one transaction."""
_CONDITION = "ConditionalCheckFailed"
_RACE = frozenset({_CONDITION, "TransactionConflict"})
_TOO_LARGE = frozenset({"ValidationError", "ItemCollectionSizeLimitExceeded"})
_OVERLOAD = frozenset({"ProvisionedThroughputExceeded", "ThrottlingError"})


@dataclass(frozen=True, slots=True)
class Put:
    """A row to write, on a condition; ``returns_old`` asks for the row that refused it."""

    row: Row
    condition: Condition | None = None
    returns_old: bool = False


@dataclass(frozen=True, slots=True)
class Removal:
    """A row to remove, on a condition. It comes after all puts."""

    row: Row
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A row to change in part, on a condition. It comes last."""

    row: Row
    actions: list[Action]
    condition: Condition


def put_worker(rows: Rows, worker: RegisteredWorker) -> Put:
    """Return the write of a worker: new at version 1, else one version after the stored one."""
    new = worker.version == 1
    return Put(rows.of_worker(worker), Row.pk.does_not_exist() if new else Row.version == worker.version - 1)


def puts_of_change(rows: Rows, change: RelationChange) -> list[Put]:
    """Return the writes of a relation's change; the worker's version guards all of them."""
    worker = change.worker
    puts = [put_worker(rows, worker)]
    for period in change.periods:
        puts.append(Put(rows.periods.of_period(worker, period)))
        puts.extend(_put_place(place, change) for place in rows.periods.of_places(worker, period))
        puts.extend(map(Put, rows.periods.of_days(worker, period)))
    if change.relist:
        puts.extend(Put(name) for name in rows.of_names(worker))
    for year, days in change.extra_days.items():
        puts.append(Put(rows.of_extra_days(worker.id, year, days)))
    if change.also_known_as is not None:
        puts.append(Put(rows.of_alias(change.also_known_as, worker.id)))
    if change.merged is not None:
        puts.append(Put(rows.of_alias(change.merged.id, worker.id)))
    return puts


def removals_of_change(rows: Rows, change: RelationChange) -> list[Removal]:
    """Return what goes: days that a period leaves, and all of a worker who is led to another."""
    days = _days_left(rows, change)
    if change.merged is None:
        return days
    nameless = change.merged
    periods = [Removal(rows.periods.of_period(nameless, period)) for period in change.periods]
    names = [Removal(name) for name in rows.of_names(nameless)]
    years = {*change.extra_days, *(period.start_date.year for period in change.periods)}
    extras = [Removal(rows.of_extra_days(nameless.id, year, frozenset())) for year in sorted(years)]
    worker = Removal(rows.of_worker(nameless), Row.version == nameless.version)
    return [worker, *periods, *names, *extras, *days]


def moves_of_period(
    rows: Rows, source_id: str, worker: RegisteredWorker, period: Period
) -> tuple[list[Put], list[Removal]]:
    """Return what moves a period from one worker's partition to another's."""
    source = RegisteredWorker(id=source_id, identity=worker.identity)
    written = [
        rows.periods.of_period(worker, period),
        *rows.periods.of_places(worker, period),
        *rows.periods.of_days(worker, period),
    ]
    return list(map(Put, written)), [Removal(rows.periods.of_period(source, period))]


def _days_left(rows: Rows, change: RelationChange) -> list[Removal]:
    """Return the entries under which a day found a period that is not there any more."""
    kept = {
        (row.pk, row.sk) for period in change.periods for row in rows.periods.of_days(change.worker, period)
    }
    found = (row for period in change.before for row in rows.periods.of_days(change.worker, period))
    return [Removal(row) for row in found if (row.pk, row.sk) not in kept]


def _put_place(place: Row, change: RelationChange) -> Put:
    """A period's place is written once: two filings that name one unknown number meet here."""
    if change.merged is not None:
        return Put(place)
    free = Row.pk.does_not_exist() | (Row.document == place.document)
    if change.taken_from is None:
        return Put(place, free)
    return Put(place, free | (Row.document == document_of_place(change.taken_from)))


def write(
    table: Table, puts: Sequence[Put], change: Change | None = None, removals: Sequence[Removal] = ()
) -> None:
    """Write all rows or none.

    Raises TransactWriteError when a condition or another transaction stood in the way, BusyError when
    the store could not take it; then nothing is known to be written, and a repeat is safe. Raises
    UnkeepableError for what no repeat would mend; anything else is raised as the store said it.
    """
    try:
        with table.write() as transaction:
            for put in puts:
                transaction.save(put.row, put.condition, "ALL_OLD" if put.returns_old else None)
            for removal in removals:
                transaction.delete(removal.row, removal.condition)
            if change is not None:
                transaction.update(change.row, change.actions, change.condition)
    except TransactWriteError as failure:
        codes = {reason.code for reason in failure.cancellation_reasons if reason is not None}
        if codes & _RACE:
            raise
        if codes & _OVERLOAD or is_busy(failure):
            raise BusyError from failure
        if codes & _TOO_LARGE or is_impossible(failure):
            raise UnkeepableError from failure
        raise failure.cause or failure from failure


def refused(failure: TransactWriteError, index: int) -> CancellationReason | None:
    """Return why the put at that place was refused by its own condition, if it was."""
    reasons = failure.cancellation_reasons
    reason = reasons[index] if index < len(reasons) else None
    return reason if reason is not None and reason.code == _CONDITION else None
