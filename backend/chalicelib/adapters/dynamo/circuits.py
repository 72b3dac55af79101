"""The circuit towards the RSZ in DynamoDB: read at most every few seconds, written only when it changes."""

from datetime import datetime, timedelta

from pynamodb.exceptions import DoesNotExist

from chalicelib.adapters.dynamo import keys
from chalicelib.adapters.dynamo.row import Row, Table, our_errors
from chalicelib.application.ports import Clock
from chalicelib.domain.circuit import Circuit

REMEMBERED = timedelta(seconds=2)


class DynamoCircuits:
    """Implements the port Circuits."""

    def __init__(self, table: Table, account: str, clock: Clock) -> None:
        self._table = table
        self._key = keys.circuit(account)
        self._clock = clock
        self._known: tuple[Circuit, datetime] | None = None

    def read(self) -> Circuit:
        """Return the circuit, some seconds old at most."""
        now = self._clock.now()
        if self._known is None or self._known[1] <= now:
            self._known = self._stored(), now + REMEMBERED
        return self._known[0]

    def write(self, circuit: Circuit) -> None:
        """Replace the circuit whose stored version is one less. Raises StaleError otherwise."""
        row = self._table.row(self._key.pk, self._key.sk, kind=keys.CIRCUIT, version=circuit.version)
        row.document = circuit.model_dump_json()
        self._known = None
        with our_errors():
            row.save(Row.pk.does_not_exist() | (Row.version == circuit.version - 1))
        self._known = circuit, self._clock.now() + REMEMBERED

    def _stored(self) -> Circuit:
        try:
            with our_errors():
                row = self._table.row.get(self._key.pk, self._key.sk, consistent_read=True)
        except DoesNotExist:
            return Circuit()
        return Circuit.model_validate_json(row.document)
