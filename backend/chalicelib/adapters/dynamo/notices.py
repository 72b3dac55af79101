"""The outbox of notices and the letters made of them, in DynamoDB."""

from collections.abc import Sequence
from datetime import datetime

from pynamodb.exceptions import DoesNotExist, TransactWriteError

from chalicelib.adapters.dynamo import keys
from chalicelib.adapters.dynamo.notice_rows import (
    DUE_LETTERS,
    DUE_NOTICES,
    KEPT,
    of_letter,
    of_notice,
    to_due_letter,
    to_notice,
)
from chalicelib.adapters.dynamo.row import DUE, Row, Table, our_errors
from chalicelib.adapters.dynamo.transactions import Put, write
from chalicelib.application.errors import StaleError
from chalicelib.application.ports import Clock, DueLetter, DueNotice, Letter
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.notice import Notice

_LAST = "\uffff"


class DynamoNotices:
    """Implements the port Notices."""

    def __init__(self, table: Table, clock: Clock) -> None:
        self._table = table
        self._clock = clock

    def add(self, scope: EmployerScope, notice: Notice) -> bool:
        """Write a notice unless it is known: one conditional Put."""
        try:
            with our_errors():
                of_notice(self._table, scope, notice).save(Row.pk.does_not_exist())
        except StaleError:
            return False
        return True

    def due(self, now: datetime, limit: int) -> list[DueNotice]:
        """Return the notices that are due: one Query, which holds all that they say."""
        return [to_notice(row) for row in self._due(DUE_NOTICES, now, limit)]

    def hand_on(
        self,
        scope: EmployerScope,
        notices: Sequence[Notice],
        letters: Sequence[Letter],
        together: Notice | None = None,
    ) -> None:
        """Write what comes of notices in one transaction; see the port."""
        puts = [Put(self._handed_on(scope, notice), Row.due_pk == DUE_NOTICES) for notice in notices]
        puts.extend(Put(of_letter(self._table, scope, letter), Row.pk.does_not_exist()) for letter in letters)
        if together is not None:
            puts.append(Put(of_notice(self._table, scope, together), Row.pk.does_not_exist()))
        try:
            write(self._table, puts)
        except TransactWriteError as failure:
            raise StaleError from failure

    def _handed_on(self, scope: EmployerScope, notice: Notice) -> Row:
        """Return the row of a notice that was told: it stays a while, so that it is not told again."""
        key = keys.notice(scope, notice.id)
        ends = int((self._clock.now() + KEPT).timestamp())
        return self._table.row(key.pk, key.sk, kind=keys.NOTICE, expires_at=ends)

    def due_letters(self, now: datetime, limit: int) -> list[DueLetter]:
        """Return the letters that are due: one Query."""
        return [to_due_letter(row) for row in self._due(DUE_LETTERS, now, limit)]

    def letter(self, scope: EmployerScope, letter_id: str) -> Letter | None:
        """Return a letter: one Get."""
        key = keys.letter(scope, letter_id)
        try:
            with our_errors():
                row = self._table.row.get(key.pk, key.sk, consistent_read=True)
        except DoesNotExist:
            return None
        return Letter.model_validate_json(row.document)

    def save(self, scope: EmployerScope, letter: Letter) -> None:
        """Replace a letter under its version: one Put."""
        with our_errors():
            of_letter(self._table, scope, letter).save(Row.version == letter.version - 1)

    def _due(self, partition: str, now: datetime, limit: int) -> list[Row]:
        with our_errors():
            return list(
                self._table.row.query(
                    partition, Row.due_sk <= keys.moment(now) + _LAST, index_name=DUE, limit=limit
                )
            )
