"""Declarations in DynamoDB: accepted, moved on and settled by conditional writes, listed by indexes."""

from collections.abc import Sequence
from datetime import datetime

from pynamodb.exceptions import DoesNotExist, TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.adapters.dynamo import keys
from chalicelib.adapters.dynamo.cursors import read_cursor, write_cursor
from chalicelib.adapters.dynamo.employers import SealOf
from chalicelib.adapters.dynamo.notice_rows import of_notice
from chalicelib.adapters.dynamo.receipts import DynamoReceipts
from chalicelib.adapters.dynamo.row import (
    BY_DEADLINE,
    BY_EMPLOYER,
    BY_REFERENCE,
    BY_STATE,
    BY_WORKER,
    DUE,
    Row,
    Table,
    our_errors,
)
from chalicelib.adapters.dynamo.rows import Rows
from chalicelib.adapters.dynamo.transactions import (
    MOST_AT_ONCE,
    Change,
    Put,
    puts_of_change,
    refused,
    removals_of_change,
    write,
)
from chalicelib.application.errors import BusyError, ClaimedError, RelationChangedError, StaleError
from chalicelib.application.ports import (
    Acceptance,
    DeclarationFilter,
    Due,
    DueDeclaration,
    Page,
    Receipt,
    Settlement,
    StoredDeclaration,
)
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.brussels import end_of_day, start_of_day
from chalicelib.domain.declaration import Declaration
from chalicelib.domain.filing import Mode
from chalicelib.domain.notice import notices_of

_LAST = "\uffff"


class DynamoDeclarations:
    """Implements the port Declarations."""

    def __init__(self, table: Table, seal_of: SealOf, receipts: DynamoReceipts) -> None:
        self._table = table
        self._seal_of = seal_of
        self._receipts = receipts

    def accept(self, scope: EmployerScope, acceptance: Acceptance) -> Receipt | None:
        """Write receipt, declarations, worker and periods in one transaction; see the port."""
        return self._receipts.write_with(scope, acceptance.receipt, self._puts(scope, acceptance))

    def accept_all(self, scope: EmployerScope, acceptances: Sequence[Acceptance]) -> bool:
        """Write several acceptances in one transaction; see the port."""
        puts: list[Put] = []
        for acceptance in acceptances:
            puts.append(self._receipts.put(scope, acceptance.receipt))
            puts.extend(self._puts(scope, acceptance))
        if len(puts) > MOST_AT_ONCE:
            return False
        try:
            write(self._table, puts)
        except TransactWriteError:
            return False
        return True

    def _puts(self, scope: EmployerScope, acceptance: Acceptance) -> list[Put]:
        rows = self._rows(scope)
        new = [self._new(rows, stored) for stored in acceptance.declarations]
        return [*new, *puts_of_change(rows, acceptance.change)]

    def _new(self, rows: Rows, stored: StoredDeclaration) -> Put:
        identity = rows.sealed_identity(stored.declaration.id, stored.identity)
        return Put(rows.of_declaration(stored.declaration, identity), Row.pk.does_not_exist())

    def receipt(self, scope: EmployerScope, key: str, operation: str, lineage: str) -> Receipt | None:
        """Return the unexpired receipt of an idempotency key."""
        return self._receipts.find(scope, key, operation, lineage)

    def get(self, scope: EmployerScope, declaration_id: str) -> StoredDeclaration | None:
        """Return one declaration, read consistently."""
        key = keys.declaration(scope, declaration_id)
        try:
            with our_errors():
                row = self._table.row.get(key.pk, key.sk, consistent_read=True)
        except DoesNotExist:
            return None
        return self._rows(scope).to_declaration(row)

    def save(self, scope: EmployerScope, declaration: Declaration, raw_answer: bytes | None = None) -> None:
        """Replace a declaration whose stored version is one less, keeping what is sealed beside it."""
        rows = self._rows(scope)
        actions = _changes(rows, declaration)
        if raw_answer is not None:
            actions.append(Row.answer.set(rows.sealed_answer(declaration.id, raw_answer)))
        notices = self._notices(scope, declaration)
        if notices:
            self._save_with(
                notices, Change(self._bare(scope, declaration), actions, _one_before(declaration.version))
            )
            return
        with our_errors():
            self._bare(scope, declaration).update(actions, condition=_one_before(declaration.version))

    def _save_with(self, notices: list[Put], change: Change) -> None:
        """What people must be told of is written with what they are told of, or neither."""
        try:
            write(self._table, notices, change)
        except TransactWriteError as failure:
            if refused(failure, len(notices)):
                raise StaleError from failure
            raise BusyError from failure

    def _notices(self, scope: EmployerScope, declaration: Declaration) -> list[Put]:
        return [Put(of_notice(self._table, scope, notice)) for notice in notices_of(declaration)]

    def claim(self, scope: EmployerScope, declaration: Declaration, number: str) -> None:
        """Replace a declaration and claim a number of the RSZ for it, in one transaction; see the port."""
        rows = self._rows(scope)
        claim = rows.of_claim(number, declaration.id)
        free = Row.pk.does_not_exist() | (Row.document == claim.document)
        change = Change(
            self._bare(scope, declaration), _changes(rows, declaration), _one_before(declaration.version)
        )
        try:
            write(self._table, [Put(claim, free)], change)
        except TransactWriteError as failure:
            raise (ClaimedError if refused(failure, 0) else StaleError) from failure

    def settle(self, scope: EmployerScope, settlement: Settlement) -> None:
        """Write declaration, periods and worker in one transaction; see the port."""
        rows, declaration = self._rows(scope), settlement.declaration
        puts = [*puts_of_change(rows, settlement.change), *self._notices(scope, declaration)]
        removals = removals_of_change(rows, settlement.change)
        change = Change(
            self._bare(scope, declaration), _changes(rows, declaration), _one_before(declaration.version)
        )
        try:
            write(self._table, puts, change, removals)
        except TransactWriteError as failure:
            if refused(failure, len(puts) + len(removals)):
                raise StaleError from failure
            raise RelationChangedError from failure

    def newest(
        self, scope: EmployerScope, wanted: DeclarationFilter, size: int, cursor: str | None
    ) -> Page[StoredDeclaration]:
        """List declarations, newest first, from the index that the leading filter picks."""
        if wanted.since and wanted.until and wanted.until < wanted.since:
            return Page([], None)
        index, partition = _index(scope, wanted)
        seal, where = self._seal_of(scope), f"{index} {partition} {wanted}"
        with our_errors():
            found = self._table.row.query(
                partition,
                _received(wanted),
                index_name=index,
                scan_index_forward=False,
                limit=size,
                last_evaluated_key=read_cursor(seal, where, cursor),
            )
            rows = self._rows(scope)
            items = [rows.to_declaration(row) for row in found]
        kept = [item for item in items if wanted.matches(item.declaration)]
        return Page(kept, write_cursor(seal, where, found.last_evaluated_key))

    def unsent(self, scope: EmployerScope, size: int, cursor: str | None) -> Page[StoredDeclaration]:
        """List what the RSZ does not have yet, the nearest deadline first: one Query."""
        partition, seal = keys.of_scope(scope), self._seal_of(scope)
        where = f"{BY_DEADLINE} {partition}"
        with our_errors():
            found = self._table.row.query(
                partition,
                index_name=BY_DEADLINE,
                limit=size,
                last_evaluated_key=read_cursor(seal, where, cursor),
            )
            items = [self._rows(scope).to_declaration(row) for row in found]
        return Page(items, write_cursor(seal, where, found.last_evaluated_key))

    def due(self, due: Due, now: datetime, limit: int) -> list[DueDeclaration]:
        """Return what is due, the longest overdue first."""
        with our_errors():
            found = list(
                self._table.row.query(
                    keys.due_partition(due),
                    Row.due_sk <= keys.moment(now) + _LAST,
                    index_name=DUE,
                    limit=limit,
                )
            )
        return [_to_due(row.due_sk) for row in found]

    def _bare(self, scope: EmployerScope, declaration: Declaration) -> Row:
        """Return a row that only names where a declaration is."""
        key = keys.declaration(scope, declaration.id)
        return self._table.row(key.pk, key.sk)

    def _rows(self, scope: EmployerScope) -> Rows:
        return Rows(self._table, scope, self._seal_of(scope))


def _changes(rows: Rows, declaration: Declaration) -> list[Action]:
    """Return what of a declaration's row changes when it moves on; what is sealed stays."""
    shadow = rows.of_declaration(declaration, b"")
    return [
        Row.version.set(declaration.version),
        Row.document.set(shadow.document),
        Row.state_pk.set(shadow.state_pk),
        Row.worker_pk.set(shadow.worker_pk),
        *(
            attribute.set(value) if value else attribute.remove()
            for attribute, value in (
                (Row.due_pk, shadow.due_pk),
                (Row.due_sk, shadow.due_sk),
                (Row.deadline_pk, shadow.deadline_pk),
                (Row.deadline_sk, shadow.deadline_sk),
            )
        ),
    ]


def _index(scope: EmployerScope, wanted: DeclarationFilter) -> tuple[str, str]:
    """Return the index and the partition that the leading filter picks."""
    owner = keys.of_scope(scope)
    if wanted.worker_id is not None:
        return BY_WORKER, f"{owner}#{wanted.worker_id}"
    if wanted.reference is not None:
        return BY_REFERENCE, f"{owner}#{wanted.reference}"
    if wanted.state is not None:
        return BY_STATE, f"{owner}#{wanted.state}"
    return BY_EMPLOYER, owner


def _one_before(version: int) -> Condition:
    return Row.version == version - 1


def _received(wanted: DeclarationFilter) -> Condition | None:
    since = keys.moment(start_of_day(wanted.since)) if wanted.since else ""
    until = keys.moment(end_of_day(wanted.until)) if wanted.until else _LAST
    if not (wanted.since or wanted.until):
        return None
    return Row.list_sk.between(since or "0", until)


def _to_due(due_sk: str) -> DueDeclaration:
    _, file_by, mode, employer, declaration_id = due_sk.split("#")
    return DueDeclaration(Mode(mode), employer, declaration_id, datetime.fromisoformat(file_by))
