"""Employers: their facts and their data key, one Get when cold, remembered for some minutes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.update import Action

from chalicelib.adapters.dynamo import keys
from chalicelib.adapters.dynamo.row import Row, Table, our_errors
from chalicelib.adapters.keys import KeyWrapper
from chalicelib.adapters.sealing import Seal
from chalicelib.application.errors import NotFoundError, StaleError
from chalicelib.application.ports import Clock, EmployerFacts
from chalicelib.application.scope import EmployerScope

REMEMBERED = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class _Entry:
    facts: EmployerFacts
    seal: Seal
    until: datetime


class DynamoEmployers:
    """Implements the port Employers, and hands out the seal of a scope to the other stores."""

    def __init__(self, table: Table, wrapper: KeyWrapper, clock: Clock) -> None:
        self._table = table
        self._wrapper = wrapper
        self._clock = clock
        self._known: dict[EmployerScope, _Entry] = {}

    def facts(self, scope: EmployerScope) -> EmployerFacts:
        """Return the employer of a scope. Raises NotFoundError."""
        return self._entry(scope).facts

    def seal(self, scope: EmployerScope) -> Seal:
        """Return the seal of a scope. Raises NotFoundError."""
        return self._entry(scope).seal

    def add(self, scope: EmployerScope, facts: EmployerFacts) -> None:
        """Add an employer with a data key of its own; an employer that is there keeps what it has."""
        key = keys.employer(scope)
        _, wrapped = self._wrapper.new(_context(scope))
        row = self._table.row(key.pk, key.sk, kind=keys.EMPLOYER, sealed=wrapped)
        row.document = facts.model_dump_json()
        try:
            with our_errors():
                row.save(Row.pk.does_not_exist())
        except StaleError:
            return

    def fresh(self, scope: EmployerScope) -> EmployerFacts:
        """Return the employer of a scope as it is stored now. Raises NotFoundError."""
        self._known.pop(scope, None)
        return self._entry(scope).facts

    def change(self, scope: EmployerScope, facts: EmployerFacts) -> None:
        """Replace the facts whose stored version is one less. Raises StaleError otherwise."""
        key = keys.employer(scope)
        row = self._table.row(key.pk, key.sk)
        actions: list[Action] = [Row.document.set(facts.model_dump_json()), Row.version.set(facts.version)]
        stored_before = Row.version.does_not_exist() | (Row.version == facts.version - 1)
        with our_errors():
            row.update(actions, condition=Row.pk.exists() & stored_before)
        self._known.pop(scope, None)

    def _entry(self, scope: EmployerScope) -> _Entry:
        now = self._clock.now()
        known = self._known.get(scope)
        if known is not None and known.until > now:
            return known
        entry = self._known[scope] = self._read(scope, now + REMEMBERED)
        return entry

    def _read(self, scope: EmployerScope, until: datetime) -> _Entry:
        key = keys.employer(scope)
        try:
            with our_errors():
                row = self._table.row.get(key.pk, key.sk, consistent_read=True)
        except DoesNotExist:
            raise NotFoundError(scope.employer) from None
        seal = Seal(self._wrapper.unwrap(row.sealed, _context(scope)))
        return _Entry(EmployerFacts.model_validate_json(row.document), seal, until)


def _context(scope: EmployerScope) -> str:
    return f"data key of {scope.mode} {scope.employer}"


SealOf = Callable[[EmployerScope], Seal]
"""How the other stores get the seal of a scope."""
