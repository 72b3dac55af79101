"""The personnel register in DynamoDB: a relation is one partition, names are found by their start."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from pynamodb.exceptions import DoesNotExist, TransactWriteError

from chalicelib.adapters.dynamo import keys
from chalicelib.adapters.dynamo.cursors import read_cursor, write_cursor
from chalicelib.adapters.dynamo.employers import SealOf
from chalicelib.adapters.dynamo.period_rows import to_period, to_place
from chalicelib.adapters.dynamo.receipts import DynamoReceipts
from chalicelib.adapters.dynamo.row import Row, Table, our_errors
from chalicelib.adapters.dynamo.rows import PRIMARY, Rows, alias_target, to_extra_days
from chalicelib.adapters.dynamo.transactions import (
    MOST_AT_ONCE,
    Put,
    Removal,
    moves_of_period,
    put_worker,
    puts_of_change,
    removals_of_change,
    write,
)
from chalicelib.application.errors import RelationChangedError
from chalicelib.application.ports import Page, PeriodPlace, Receipt, RelationChange
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.period import Period
from chalicelib.domain.registered import RegisteredWorker, Relation

_LAST = "\U0010ffff"
"""Sorts behind whatever follows a start, in names of any script."""


class DynamoRegister:
    """Implements the port Register."""

    def __init__(self, table: Table, seal_of: SealOf, receipts: DynamoReceipts) -> None:
        self._table = table
        self._seal_of = seal_of
        self._receipts = receipts

    def worker_id_of(self, scope: EmployerScope, ssin: str) -> str:
        """Return the id that goes with an SSIN: a keyed hash of it, so that finding it costs no read."""
        return f"wrk_{self._seal_of(scope).hash(ssin)}"

    def relation(self, scope: EmployerScope, worker_id: str) -> Relation:
        """Return a worker and all periods: one Query, or more for a worker known under other ids."""
        found = self._partition(scope, worker_id)
        while keys.WORKER not in found and keys.ALIAS in found:
            found = self._partition(scope, alias_target(found[keys.ALIAS][0]))
        rows = self._rows(scope)
        workers = [rows.to_worker(row) for row in found.get(keys.WORKER, ())]
        periods = {row.sk: to_period(row) for row in found.get(keys.PERIOD, ())}
        for absorbed in workers[0].absorbs if workers else ():
            periods = {**self._left(scope, absorbed), **periods}
        return Relation(worker=workers[0] if workers else None, periods=tuple(periods.values()))

    def absent(self, scope: EmployerScope, worker_ids: Collection[str]) -> frozenset[str]:
        """Return the ids that are nobody's, neither as a worker's own nor as a second one: one BatchGetItem.

        What DynamoDB gives back of it is asked for again; it answers at least one key each time, or raises.
        """
        by_partition = {keys.relation(scope, worker_id): worker_id for worker_id in worker_ids}
        wanted = [(pk, sk) for pk in by_partition for sk in (keys.WORKER, keys.ALIAS)]
        with our_errors():
            found = {row.pk for row in self._table.row.batch_get(wanted, True, ["pk"])}
        return frozenset(worker_id for pk, worker_id in by_partition.items() if pk not in found)

    def worker(self, scope: EmployerScope, worker_id: str) -> RegisteredWorker | None:
        """Return a worker alone: one Get, or three for a worker known under another id."""
        pk = keys.relation(scope, worker_id)
        row = self._get(pk, keys.WORKER)
        if row is not None:
            return self._rows(scope).to_worker(row)
        alias = self._get(pk, keys.ALIAS)
        return self.worker(scope, alias_target(alias)) if alias is not None else None

    def place_of(self, scope: EmployerScope, period: str) -> PeriodPlace | None:
        """Find a period by our id or by the RSZ's number: one Get."""
        key = keys.place(scope, period)
        row = self._get(key.pk, key.sk)
        return None if row is None else to_place(row)

    def extra_days(self, scope: EmployerScope, year: int) -> Mapping[str, frozenset[date]]:
        """Return everybody's days as an extra in a year: one Query, a short row for each worker."""
        with our_errors():
            found = list(self._table.row.query(keys.extra_days(scope, year)))
        return {row.sk: to_extra_days(row, year) for row in found}

    def change(self, scope: EmployerScope, before: RegisteredWorker, after: RegisteredWorker) -> None:
        """Replace a worker, and the entries under which the worker is found, in one transaction."""
        rows = self._rows(scope)
        names = rows.of_names(after)
        kept = {name.sk for name in names}
        gone = [Removal(name) for name in rows.of_names(before) if name.sk not in kept]
        try:
            write(self._table, [put_worker(rows, after), *map(Put, names)], removals=gone)
        except TransactWriteError as failure:
            raise RelationChangedError from failure

    def record(self, scope: EmployerScope, change: RelationChange) -> None:
        """Write a change of a relation in one transaction; see the port."""
        rows = self._rows(scope)
        try:
            write(self._table, puts_of_change(rows, change), removals=removals_of_change(rows, change))
        except TransactWriteError as failure:
            raise RelationChangedError from failure

    def merge(self, scope: EmployerScope, change: RelationChange) -> None:
        """Lead a worker to another; see the port. What does not fit into one transaction moves after it."""
        rows = self._rows(scope)
        while True:
            puts, removals = puts_of_change(rows, change), removals_of_change(rows, change)
            if len(puts) + len(removals) <= MOST_AT_ONCE:
                break
            change = _smaller(change)
        try:
            write(self._table, puts, removals=removals)
        except TransactWriteError as failure:
            raise RelationChangedError from failure

    def absorb(self, scope: EmployerScope, worker: RegisteredWorker) -> RegisteredWorker:
        """Move the next periods of an absorbed worker here, or forget that one; see the port."""
        rows, source = self._rows(scope), worker.absorbs[0]
        here = {row.sk for row in self._partition(scope, worker.id).get(keys.PERIOD, ())}
        left = self._left(scope, source)
        after = worker.model_copy(update={"version": worker.version + 1})
        puts, removals = list[Put](), list[Removal]()
        for sk, period in list(left.items()):
            moved, gone = moves_of_period(rows, source, after, period)
            moved = [] if sk in here else moved
            if len(puts) + len(removals) + len(moved) + len(gone) >= MOST_AT_ONCE:
                break
            puts, removals = [*puts, *moved], [*removals, *gone]
            del left[sk]
        if not left:
            after = after.model_copy(update={"absorbs": worker.absorbs[1:]})
        try:
            write(self._table, [put_worker(rows, after), *puts], removals=removals)
        except TransactWriteError as failure:
            raise RelationChangedError from failure
        return after

    def add(self, scope: EmployerScope, worker: RegisteredWorker, receipt: Receipt) -> Receipt | None:
        """Add a worker and keep the receipt, in one transaction."""
        rows = self._rows(scope)
        puts = [put_worker(rows, worker), *(Put(name) for name in rows.of_names(worker))]
        return self._receipts.write_with(scope, receipt, puts)

    def search(
        self, scope: EmployerScope, name: str, size: int, cursor: str | None
    ) -> Page[RegisteredWorker]:
        """Find by the start of any part of a name: one Query; without a name, everybody by family name.

        The start is asked for as a range: DynamoDB Local looks at every entry that begins so, page or not.
        """
        partition, seal, rows = keys.names(scope), self._seal_of(scope), self._rows(scope)
        start = name or PRIMARY
        where = f"{partition} {start}"
        with our_errors():
            found = self._table.row.query(
                partition,
                Row.sk.between(start, start + _LAST),
                limit=size,
                last_evaluated_key=read_cursor(seal, where, cursor),
            )
            workers = {worker.id: worker for worker in map(rows.to_worker, found)}
        return Page(list(workers.values()), write_cursor(seal, where, found.last_evaluated_key))

    def _rows(self, scope: EmployerScope) -> Rows:
        return Rows(self._table, scope, self._seal_of(scope))

    def _left(self, scope: EmployerScope, absorbed: str) -> dict[str, Period]:
        """Return the periods that still lie with a worker who was led to another."""
        return {row.sk: to_period(row) for row in self._partition(scope, absorbed).get(keys.PERIOD, ())}

    def _get(self, pk: str, sk: str) -> Row | None:
        try:
            with our_errors():
                return self._table.row.get(pk, sk, consistent_read=True)
        except DoesNotExist:
            return None

    def _partition(self, scope: EmployerScope, worker_id: str) -> dict[str, list[Row]]:
        """Return the rows of a relation by kind."""
        found: dict[str, list[Row]] = {}
        with our_errors():
            for row in self._table.row.query(keys.relation(scope, worker_id), consistent_read=True):
                found.setdefault(row.kind, []).append(row)
        return found


def _smaller(change: RelationChange) -> RelationChange:
    """Return a merge of half the periods; the others stay behind, and the worker remembers where."""
    if change.merged is None:
        raise ValueError("only a merge can be made smaller")
    half = len(change.periods) // 2
    absorbs = dict.fromkeys((*change.worker.absorbs, change.merged.id))
    worker = change.worker.model_copy(update={"absorbs": tuple(absorbs)})
    return replace(change, worker=worker, periods=change.periods[:half], before=change.before[:half])
