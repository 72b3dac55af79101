"""Persons, credentials and sign-in attempts in DynamoDB. Tokens are only known by their hash."""

from datetime import timedelta

from pynamodb.exceptions import DoesNotExist, TransactWriteError
from pynamodb.expressions.update import Action

from chalicelib.adapters.dynamo import keys
from chalicelib.adapters.dynamo.keys import Key
from chalicelib.adapters.dynamo.people import rows_of
from chalicelib.adapters.dynamo.row import Row, Table, our_errors
from chalicelib.adapters.dynamo.transactions import Put, write
from chalicelib.application.errors import BusyError
from chalicelib.application.ports import Clock, User
from chalicelib.application.scope import Credential


class DynamoAccounts:
    """Implements the port Accounts."""

    def __init__(self, table: Table, clock: Clock) -> None:
        self._table = table
        self._clock = clock

    def user(self, email: str) -> User | None:
        """Return the person with that address."""
        row = self._get(keys.user(email))
        return User.model_validate_json(row.document) if row is not None else None

    def add_user(self, user: User) -> None:
        """Add or replace a person; who files is then found by their employers."""
        key = keys.user(user.email)
        row = self._table.row(key.pk, key.sk, kind=keys.USER, document=user.model_dump_json())
        try:
            write(self._table, [Put(row), *map(Put, rows_of(self._table, user))])
        except TransactWriteError as failure:
            raise BusyError from failure

    def credential(self, token: str) -> Credential | None:
        """Return the unexpired credential of a token, in one read."""
        row = self._get(keys.credential(token))
        return Credential.model_validate_json(row.document) if row is not None else None

    def keep(self, token: str, credential: Credential) -> None:
        """Store a credential under a hash of its token."""
        key = keys.credential(token)
        expires_at = credential.expires_at
        row = self._table.row(
            key.pk,
            key.sk,
            kind=keys.CREDENTIAL,
            document=credential.model_dump_json(),
            expires_at=int(expires_at.timestamp()) if expires_at else None,
        )
        with our_errors():
            row.save()

    def forget(self, token: str) -> None:
        """End a credential; ending it twice is fine."""
        key = keys.credential(token)
        with our_errors():
            self._table.row(key.pk, key.sk).delete()

    def count_attempt(self, subject: str, window: timedelta) -> int:
        """Count one more attempt of a subject in its window and return the count."""
        row = self._attempts(subject, window)
        ends = int(self._clock.now().timestamp() + 2 * window.total_seconds())
        actions: list[Action] = [Row.tally.add(1), Row.kind.set(keys.ATTEMPTS), Row.expires_at.set(ends)]
        with our_errors():
            row.update(actions)
        return int(row.tally or 0)

    def clear_attempts(self, subject: str, window: timedelta) -> None:
        """Forget the attempts of a subject in its window."""
        with our_errors():
            self._attempts(subject, window).delete()

    def _attempts(self, subject: str, window: timedelta) -> Row:
        number = int(self._clock.now().timestamp() // window.total_seconds())
        key = keys.attempts(subject, number)
        return self._table.row(key.pk, key.sk)

    def _get(self, key: Key) -> Row | None:
        try:
            with our_errors():
                row = self._table.row.get(key.pk, key.sk, consistent_read=True)
        except DoesNotExist:
            return None
        return row if row.lives(self._clock.now()) else None
