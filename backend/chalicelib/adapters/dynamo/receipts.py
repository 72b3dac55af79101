"""Receipts of idempotency keys: written in the same transaction as what they stand for."""

from collections.abc import Sequence
from datetime import UTC, datetime

from pynamodb.exceptions import DoesNotExist, TransactWriteError

from chalicelib.adapters.dynamo import keys
from chalicelib.adapters.dynamo.employers import SealOf
from chalicelib.adapters.dynamo.row import Row, Table, our_errors
from chalicelib.adapters.dynamo.rows import Rows
from chalicelib.adapters.dynamo.transactions import Put, refused, write
from chalicelib.application.errors import RelationChangedError
from chalicelib.application.ports import Clock, Receipt
from chalicelib.application.scope import EmployerScope


class DynamoReceipts:
    """Keeps receipts, and writes rows of other stores together with one."""

    def __init__(self, table: Table, seal_of: SealOf, clock: Clock) -> None:
        self._table = table
        self._seal_of = seal_of
        self._clock = clock

    def find(self, scope: EmployerScope, key: str, operation: str, lineage: str) -> Receipt | None:
        """Return the unexpired receipt of an idempotency key."""
        where = keys.receipt(scope, lineage, operation, key)
        try:
            with our_errors():
                row = self._table.row.get(where.pk, where.sk, consistent_read=True)
        except DoesNotExist:
            return None
        if not row.lives(self._clock.now()):
            return None
        return self._read(scope, row, key, operation, lineage)

    def write_with(self, scope: EmployerScope, receipt: Receipt, puts: Sequence[Put]) -> Receipt | None:
        """Write a receipt and the rows it stands for, in one transaction.

        Returns the earlier receipt when the key was used before. Raises RelationChangedError when
        another condition did not hold.
        """
        try:
            write(self._table, [self.put(scope, receipt), *puts])
        except TransactWriteError as failure:
            reason = refused(failure, 0)
            if reason is None:
                raise RelationChangedError from failure
            earlier = self._table.row()
            earlier.deserialize(reason.raw_item or {})
            return self._read(scope, earlier, receipt.key, receipt.operation, receipt.lineage)
        return None

    def put(self, scope: EmployerScope, receipt: Receipt) -> Put:
        """Return the write of a receipt whose key is free."""
        free = Row.pk.does_not_exist() | (Row.expires_at <= int(self._clock.now().timestamp()))
        return Put(self._rows(scope).of_receipt(receipt), free, returns_old=True)

    def _rows(self, scope: EmployerScope) -> Rows:
        return Rows(self._table, scope, self._seal_of(scope))

    def _read(self, scope: EmployerScope, row: Row, key: str, operation: str, lineage: str) -> Receipt:
        content = self._rows(scope).receipt_content(row.pk, row.sealed)
        expires_at = datetime.fromtimestamp(row.expires_at or 0, tz=UTC)
        return Receipt(key=key, operation=operation, lineage=lineage, expires_at=expires_at, **content)
