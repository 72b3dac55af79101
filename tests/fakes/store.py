"""The store in memory: declarations, register and receipts under one lock, with the port's guarantees."""

import functools
import hashlib
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar

from chalicelib.application.errors import RelationChangedError, StaleError
from chalicelib.application.ports import (
    Acceptance,
    Clock,
    DeclarationFilter,
    Due,
    DueDeclaration,
    InvalidCursorError,
    Page,
    Receipt,
    Settlement,
    StoredDeclaration,
)
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.brussels import local_date
from chalicelib.domain.declaration import Declaration
from chalicelib.domain.lifecycle import State
from chalicelib.domain.period import Period
from chalicelib.domain.registered import RegisteredWorker, Relation, name_parts

_DUE = {
    Due.SEND: {State.RECORDED},
    Due.LEASE: {State.SUBMITTING},
    Due.ANSWER: {State.SUBMITTED, State.WAITING},
}

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def _alone(
    write: Callable[Concatenate["FakeStore", Given], Answer],
) -> Callable[Concatenate["FakeStore", Given], Answer]:
    """One write at a time: all of it or nothing of it is seen."""

    @functools.wraps(write)
    def locked(self: "FakeStore", /, *given: Given.args, **named: Given.kwargs) -> Answer:
        with self.lock:
            return write(self, *given, **named)

    return locked


class FakeStore:
    """Implements the ports Declarations and Register."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.lock = threading.RLock()
        self.stored: dict[tuple[EmployerScope, str], StoredDeclaration] = {}
        self.answers: dict[tuple[EmployerScope, str], bytes] = {}
        self.receipts: dict[tuple[EmployerScope, str, str, str], Receipt] = {}
        self.workers: dict[tuple[EmployerScope, str], RegisteredWorker] = {}
        self.periods: dict[tuple[EmployerScope, str], dict[str, Period]] = {}
        self.aliases: dict[tuple[EmployerScope, str], str] = {}
        self.before_accept: Callable[[], None] = lambda: None
        self.before_save: Callable[[], None] = lambda: None

    # declarations

    @_alone
    def accept(self, scope: EmployerScope, acceptance: Acceptance) -> Receipt | None:
        self.before_accept()
        earlier = self._earlier(scope, acceptance.receipt)
        if earlier is not None:
            return earlier
        self._put_worker(scope, acceptance.worker)
        self._keep(scope, acceptance.receipt)
        declaration = acceptance.declaration
        self.stored[scope, declaration.id] = StoredDeclaration(declaration, acceptance.identity)
        periods = self.periods.setdefault((scope, acceptance.worker.id), {})
        periods[acceptance.period.id] = acceptance.period
        return None

    def receipt(self, scope: EmployerScope, key: str, operation: str, lineage: str) -> Receipt | None:
        found = self.receipts.get((scope, lineage, operation, key))
        return found if found is not None and found.expires_at > self._clock.now() else None

    def get(self, scope: EmployerScope, declaration_id: str) -> StoredDeclaration | None:
        return self.stored.get((scope, declaration_id))

    @_alone
    def save(self, scope: EmployerScope, declaration: Declaration, raw_answer: bytes | None = None) -> None:
        self.before_save()
        stored = self.stored.get((scope, declaration.id))
        if stored is None or stored.declaration.version != declaration.version - 1:
            raise StaleError
        self.stored[scope, declaration.id] = replace(stored, declaration=declaration)
        if raw_answer is not None:
            self.answers[scope, declaration.id] = raw_answer

    @_alone
    def settle(self, scope: EmployerScope, settlement: Settlement) -> None:
        stored = self.stored.get((scope, settlement.declaration.id))
        if stored is None or stored.declaration.version != settlement.declaration.version - 1:
            raise StaleError
        self._put_worker(scope, settlement.worker)
        self.save(scope, settlement.declaration)
        self.periods[scope, settlement.worker.id][settlement.period.id] = settlement.period
        if settlement.also_known_as is not None:
            self.aliases[scope, settlement.also_known_as] = settlement.worker.id

    def newest(
        self, scope: EmployerScope, wanted: DeclarationFilter, size: int, cursor: str | None
    ) -> Page[StoredDeclaration]:
        found = [
            stored
            for (owner, _), stored in self.stored.items()
            if owner == scope and _leads(wanted, stored.declaration) and _in_dates(wanted, stored.declaration)
        ]
        found.sort(key=lambda each: (each.declaration.received_at, each.declaration.id), reverse=True)
        start = _position(scope, cursor)
        page = [each for each in found[start : start + size] if wanted.matches(each.declaration)]
        more = start + size < len(found)
        return Page(page, f"{scope.mode}:{scope.employer}:{start + size}" if more else None)

    def due(self, due: Due, now: datetime, limit: int) -> list[DueDeclaration]:
        entries = [
            (stored.declaration.due_at, scope, declaration_id)
            for (scope, declaration_id), stored in self.stored.items()
            if stored.declaration.state in _DUE[due]
            and stored.declaration.due_at is not None
            and stored.declaration.due_at <= now
        ]
        entries.sort(key=lambda entry: (entry[0], entry[2]))
        return [DueDeclaration(scope.mode, scope.employer, found) for _, scope, found in entries[:limit]]

    # the register

    def worker_id_of(self, scope: EmployerScope, ssin: str) -> str:
        return f"wrk_{hashlib.sha256(f'{scope}{ssin}'.encode()).hexdigest()[:20]}"

    def relation(self, scope: EmployerScope, worker_id: str) -> Relation:
        found = self.aliases.get((scope, worker_id), worker_id)
        if (scope, worker_id) in self.workers:
            found = worker_id
        periods = self.periods.get((scope, found), {})
        return Relation(worker=self.workers.get((scope, found)), periods=tuple(periods.values()))

    @_alone
    def add(self, scope: EmployerScope, worker: RegisteredWorker, receipt: Receipt) -> Receipt | None:
        earlier = self._earlier(scope, receipt)
        if earlier is not None:
            return earlier
        self._put_worker(scope, worker)
        self._keep(scope, receipt)
        return None

    def search(
        self, scope: EmployerScope, name: str, size: int, cursor: str | None
    ) -> Page[RegisteredWorker]:
        found = [
            worker
            for (owner, _), worker in self.workers.items()
            if owner == scope and any(part.startswith(name) for part in name_parts(worker.identity))
        ]
        found.sort(key=lambda each: (each.identity.family_name or "", each.id))
        start = _position(scope, cursor)
        more = start + size < len(found)
        return Page(
            found[start : start + size], f"{scope.mode}:{scope.employer}:{start + size}" if more else None
        )

    def _put_worker(self, scope: EmployerScope, worker: RegisteredWorker) -> None:
        known = self.workers.get((scope, worker.id))
        if (known.version if known else 0) != worker.version - 1:
            raise RelationChangedError
        self.workers[scope, worker.id] = worker

    def _earlier(self, scope: EmployerScope, receipt: Receipt) -> Receipt | None:
        return self.receipt(scope, receipt.key, receipt.operation, receipt.lineage)

    def _keep(self, scope: EmployerScope, receipt: Receipt) -> None:
        self.receipts[scope, receipt.lineage, receipt.operation, receipt.key] = receipt


def _leads(wanted: DeclarationFilter, declaration: Declaration) -> bool:
    if wanted.worker_id is not None:
        return declaration.worker_id == wanted.worker_id
    if wanted.reference is not None:
        return declaration.terms.reference == wanted.reference
    return wanted.state is None or declaration.state is wanted.state


def _in_dates(wanted: DeclarationFilter, declaration: Declaration) -> bool:
    received = local_date(declaration.received_at)
    return (wanted.since is None or received >= wanted.since) and (
        wanted.until is None or received <= wanted.until
    )


def _position(scope: EmployerScope, cursor: str | None) -> int:
    if cursor is None:
        return 0
    owner, _, position = cursor.rpartition(":")
    if owner != f"{scope.mode}:{scope.employer}" or not position.isdigit():
        raise InvalidCursorError
    return int(position)
