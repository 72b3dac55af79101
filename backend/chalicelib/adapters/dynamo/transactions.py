"""One transaction of conditional puts, and which of its conditions refused it."""

from collections.abc import Sequence
from dataclasses import dataclass

from pynamodb.exceptions import CancellationReason, TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.adapters.dynamo.row import Row, Table, is_busy
from chalicelib.adapters.dynamo.rows import Rows
from chalicelib.application.errors import BusyError
from chalicelib.domain.registered import RegisteredWorker

_CONDITION = "ConditionalCheckFailed"
_RACE = frozenset({_CONDITION, "TransactionConflict"})
_OVERLOAD = frozenset({"ProvisionedThroughputExceeded", "ThrottlingError"})


@dataclass(frozen=True, slots=True)
class Put:
    """A row to write, on a condition; ``returns_old`` asks for the row that refused it."""

    row: Row
    condition: Condition | None = None
    returns_old: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A row to change in part, on a condition. It comes after all puts."""

    row: Row
    actions: list[Action]
    condition: Condition


def put_worker(rows: Rows, worker: RegisteredWorker) -> Put:
    """Return the write of a worker: new at version 1, else one version after the stored one."""
    new = worker.version == 1
    return Put(rows.of_worker(worker), Row.pk.does_not_exist() if new else Row.version == worker.version - 1)


def write(table: Table, puts: Sequence[Put], change: Change | None = None) -> None:
    """Write all rows or none.

    Raises TransactWriteError when a condition or another transaction stood in the way, BusyError when
    the store could not take it; then nothing is known to be written, and a repeat is safe. What no repeat
    would mend is raised as the store said it.
    """
    try:
        with table.write() as transaction:
            for put in puts:
                transaction.save(put.row, put.condition, "ALL_OLD" if put.returns_old else None)
            if change is not None:
                transaction.update(change.row, change.actions, change.condition)
    except TransactWriteError as failure:
        codes = {reason.code for reason in failure.cancellation_reasons if reason is not None}
        if codes & _RACE:
            raise
        if codes & _OVERLOAD or is_busy(failure):
            raise BusyError from failure
        raise failure.cause or failure from failure


def refused(failure: TransactWriteError, index: int) -> CancellationReason | None:
    """Return why the put at that place was refused by its own condition, if it was."""
    reasons = failure.cancellation_reasons
    reason = reasons[index] if index < len(reasons) else None
    return reason if reason is not None and reason.code == _CONDITION else None
