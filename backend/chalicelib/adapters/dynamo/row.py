"""The one row shape of the table, and how its errors become ours.

A row holds its content as a JSON document of a pydantic model, so the domain's shapes have one
definition; only what DynamoDB itself must see (keys, versions, expiry) are attributes of their own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from pynamodb.attributes import Attribute, BinaryAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.connection import Connection
from pynamodb.exceptions import PynamoDBConnectionError, PynamoDBException
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, KeysOnlyProjection, Projection
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib.application.errors import BusyError, StaleError, UnkeepableError, UnreadableError

SCHEMA = 1
"""Version of the document shapes; raised when a stored document can no longer be read as it is."""

_IMPOSSIBLE = frozenset({"ValidationException", "ItemCollectionSizeLimitExceededException"})
CONDITION_FAILED = "ConditionalCheckFailedException"
_BUSY = frozenset(
    {
        None,  # no answer at all
        "InternalServerError",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "ServiceUnavailable",
        "ThrottlingException",
        "TransactionConflictException",  # a write outside a transaction met one that was under way
        "TransactionInProgressException",
    }
)


class _Settings:
    """Short time-outs: a phone waits at the other end."""

    table_name = "unset"
    connect_timeout_seconds = 2.0
    read_timeout_seconds = 5.0
    max_retry_attempts = 3


BY_EMPLOYER = "byEmployer"
BY_WORKER = "byWorker"
BY_REFERENCE = "byReference"
BY_STATE = "byState"
BY_DEADLINE = "byDeadline"
DUE = "due"


def _index(name: str, hash_key: str, range_key: str, projection: Projection) -> GlobalSecondaryIndex["Row"]:
    """Return an index; a test compares them all with the resources that are deployed."""
    meta = type("Meta", (), {"index_name": name, "projection": projection})
    attributes = {
        "hash_key": UnicodeAttribute(hash_key=True, attr_name=hash_key),
        "range_key": UnicodeAttribute(range_key=True, attr_name=range_key),
    }
    made: GlobalSecondaryIndex[Row] = type(
        f"Index_{name}", (GlobalSecondaryIndex,), {"Meta": meta, **attributes}
    )()
    return made


class Row(Model):
    """A row of the table."""

    class Meta(_Settings):
        """Settings; the table's name is set by ``row_of``."""

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    kind = UnicodeAttribute()
    schema_version = NumberAttribute(attr_name="schema", default=SCHEMA)
    version: Attribute[Any] = NumberAttribute(null=True)
    document = UnicodeAttribute(null=True)
    sealed = BinaryAttribute(legacy_encoding=False, null=True)
    answer = BinaryAttribute(legacy_encoding=False, null=True)
    tally = NumberAttribute(null=True)
    expires_at = NumberAttribute(null=True, attr_name="expiresAt")
    list_pk = UnicodeAttribute(null=True, attr_name="listPk")
    list_sk = UnicodeAttribute(null=True, attr_name="listSk")
    worker_pk = UnicodeAttribute(null=True, attr_name="workerPk")
    reference_pk = UnicodeAttribute(null=True, attr_name="referencePk")
    state_pk = UnicodeAttribute(null=True, attr_name="statePk")
    due_pk = UnicodeAttribute(null=True, attr_name="duePk")
    due_sk = UnicodeAttribute(null=True, attr_name="dueSk")

    deadline_pk = UnicodeAttribute(null=True, attr_name="deadlinePk")
    deadline_sk = UnicodeAttribute(null=True, attr_name="deadlineSk")

    by_employer = _index(BY_EMPLOYER, "listPk", "listSk", AllProjection())
    by_worker = _index(BY_WORKER, "workerPk", "listSk", AllProjection())
    by_reference = _index(BY_REFERENCE, "referencePk", "listSk", AllProjection())
    by_state = _index(BY_STATE, "statePk", "listSk", AllProjection())
    by_deadline = _index(BY_DEADLINE, "deadlinePk", "deadlineSk", AllProjection())
    due_index = _index(DUE, "duePk", "dueSk", KeysOnlyProjection())

    def lives(self, now: datetime) -> bool:
        """Tell whether the row is unexpired: DynamoDB removes expired rows only some time later."""
        expires_at: float | None = self.expires_at
        return expires_at is None or expires_at > now.timestamp()


class Table:
    """A table by name: the row class bound to it, and the connection for transactions."""

    def __init__(self, name: str, region: str) -> None:
        meta = type("Meta", (_Settings,), {"table_name": name, "region": region})
        self.row: type[Row] = type("BoundRow", (Row,), {"Meta": meta})
        self._connection = Connection(region=region)

    def write(self, client_request_token: str | None = None) -> TransactWrite:
        """Return a transaction to fill; it commits when its ``with`` block ends."""
        return TransactWrite(connection=self._connection, client_request_token=client_request_token)


def error_code(failure: PynamoDBException) -> str | None:
    """Return the store's own word for a failure; None when it gave no answer.

    PynamoDB's own property breaks on a time-out, whose ``response`` is there but None.
    """
    response = getattr(failure.cause, "response", None) or {}
    code: str | None = response.get("Error", {}).get("Code")
    return code


def is_busy(failure: PynamoDBException) -> bool:
    """Tell whether a failure only means that the store could not do it now."""
    return error_code(failure) in _BUSY


def is_impossible(failure: PynamoDBException) -> bool:
    """Tell whether the store will never do it as it was asked: the size of something, and not its state."""
    return error_code(failure) in _IMPOSSIBLE


@contextmanager
def our_errors() -> Iterator[None]:
    """Turn what the store can say into our errors: a lost condition is stale, an overload is busy."""
    try:
        yield
    except PynamoDBConnectionError as failure:
        if error_code(failure) == CONDITION_FAILED:
            raise StaleError from failure
        if is_busy(failure):
            raise BusyError from failure
        if is_impossible(failure):
            raise UnkeepableError from failure
        raise


@contextmanager
def legible() -> Iterator[None]:
    """Turn what says that a document has not the shape it should have into our error."""
    try:
        yield
    except ValidationError as wrong:
        raise UnreadableError from wrong
