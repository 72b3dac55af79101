"""The store in memory: declarations, register and receipts under one lock, with the port's guarantees."""

import functools
import hashlib
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Concatenate, ParamSpec, TypeVar

from chalicelib.application.errors import ClaimedError, RelationChangedError, StaleError
from chalicelib.application.ports import (
    Acceptance,
    Clock,
    DeclarationFilter,
    Due,
    DueDeclaration,
    InvalidCursorError,
    Page,
    PeriodPlace,
    Receipt,
    RelationChange,
    Settlement,
    StoredDeclaration,
)
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.brussels import local_date
from chalicelib.domain.declaration import Declaration
from chalicelib.domain.lifecycle import UNSENT, State
from chalicelib.domain.notice import Notice, notices_of
from chalicelib.domain.period import Period
from chalicelib.domain.registered import RegisteredWorker, Relation, name_parts

_DUE = {
    Due.SEND: {State.RECORDED},
    Due.HELD: {State.HELD},
    Due.LEASE: {State.SUBMITTING},
    Due.OUTCOME: {State.UNCONFIRMED},
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


TOGETHER = 10
"""Filings that surely fit into one transaction."""


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
        self.claims: dict[tuple[EmployerScope, str], str] = {}
        self.places: dict[tuple[EmployerScope, str], PeriodPlace] = {}
        self.extras: dict[tuple[EmployerScope, int], dict[str, frozenset[date]]] = {}
        self.aliases: dict[tuple[EmployerScope, str], str] = {}
        self.notices: dict[tuple[EmployerScope, str], Notice | None] = {}
        """None: it was handed on."""
        self.before_accept: Callable[[], None] = lambda: None
        self.before_save: Callable[[], None] = lambda: None

    # declarations

    @_alone
    def accept(self, scope: EmployerScope, acceptance: Acceptance) -> Receipt | None:
        self.before_accept()
        earlier = self.earlier(scope, acceptance.receipt)
        if earlier is not None:
            return earlier
        self._check_change(scope, acceptance.change)
        self._apply_change(scope, acceptance.change)
        self.keep(scope, acceptance.receipt)
        for stored in acceptance.declarations:
            self.stored[scope, stored.declaration.id] = stored
        return None

    @_alone
    def accept_all(self, scope: EmployerScope, acceptances: Sequence[Acceptance]) -> bool:
        keys = {each.receipt.key for each in acceptances}
        if len(keys) < len(acceptances) or len(keys) > TOGETHER:
            return False
        if any(self.earlier(scope, each.receipt) for each in acceptances):
            return False
        try:
            for each in acceptances:
                self._check_change(scope, each.change)
                self._check_worker(scope, each.change.worker)
        except RelationChangedError:
            return False
        for each in acceptances:
            self.accept(scope, each)
        return True

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
        for notice in notices_of(declaration):
            self.notices[scope, notice.id] = notice

    @_alone
    def claim(self, scope: EmployerScope, declaration: Declaration, number: str) -> None:
        if self.claims.get((scope, number), declaration.id) != declaration.id:
            raise ClaimedError
        self.save(scope, declaration)
        self.claims[scope, number] = declaration.id

    @_alone
    def unsent(self, scope: EmployerScope, size: int, cursor: str | None) -> Page[StoredDeclaration]:
        found = [
            stored
            for (owner, _), stored in self.stored.items()
            if owner == scope and stored.declaration.state in UNSENT
        ]
        found.sort(key=lambda each: (each.declaration.deadline.advised, each.declaration.id))
        start = position(scope, "unsent", cursor)
        more = start + size < len(found)
        page = found[start : start + size]
        return Page(page, cursor_at(scope, "unsent", start + size) if more else None)

    @_alone
    def settle(self, scope: EmployerScope, settlement: Settlement) -> None:
        self._check_version(scope, settlement.declaration)
        self._check_change(scope, settlement.change)
        self.save(scope, settlement.declaration)
        self._apply_change(scope, settlement.change)

    def _check_version(self, scope: EmployerScope, declaration: Declaration) -> None:
        stored = self.stored.get((scope, declaration.id))
        if stored is None or stored.declaration.version != declaration.version - 1:
            raise StaleError

    def _check_change(self, scope: EmployerScope, change: RelationChange) -> None:
        self._check_worker(scope, change.worker)
        nameless = change.merged
        if nameless is not None:
            known = self.workers.get((scope, nameless.id))
            if known is None or known.version != nameless.version:
                raise RelationChangedError
            return
        for period in change.periods:
            for name in filter(None, (period.id, period.rsz_number)):
                here = PeriodPlace(change.worker.id, period.id)
                if self.places.get((scope, name), here) not in {here, change.taken_from}:
                    raise RelationChangedError

    def _apply_change(self, scope: EmployerScope, change: RelationChange) -> None:
        worker = change.worker
        if change.merged is not None:
            del self.workers[scope, change.merged.id]
            self.periods.pop((scope, change.merged.id), None)
            for (owner, _), by_worker in self.extras.items():
                if owner == scope:
                    by_worker.pop(change.merged.id, None)
            self.aliases[scope, change.merged.id] = worker.id
        self._put_worker(scope, worker)
        for period in change.periods:
            self.periods.setdefault((scope, worker.id), {})[period.id] = period
            for name in filter(None, (period.id, period.rsz_number)):
                self.places[scope, name] = PeriodPlace(worker.id, period.id)
        for year, days in change.extra_days.items():
            self.extras.setdefault((scope, year), {})[worker.id] = days
        if change.also_known_as is not None:
            self.aliases[scope, change.also_known_as] = worker.id

    def newest(
        self, scope: EmployerScope, wanted: DeclarationFilter, size: int, cursor: str | None
    ) -> Page[StoredDeclaration]:
        found = [
            stored
            for (owner, _), stored in self.stored.items()
            if owner == scope and _leads(wanted, stored.declaration) and _in_dates(wanted, stored.declaration)
        ]
        found.sort(key=lambda each: (each.declaration.received_at, each.declaration.id), reverse=True)
        start = position(scope, wanted, cursor)
        page = [each for each in found[start : start + size] if wanted.matches(each.declaration)]
        more = start + size < len(found)
        return Page(page, cursor_at(scope, wanted, start + size) if more else None)

    def due(self, due: Due, now: datetime, limit: int) -> list[DueDeclaration]:
        entries = [
            (stored.declaration.due_at, scope, declaration_id)
            for (scope, declaration_id), stored in self.stored.items()
            if stored.declaration.state in _DUE[due]
            and stored.declaration.due_at is not None
            and stored.declaration.due_at <= now
        ]
        entries.sort(key=lambda entry: (entry[0], entry[2]))
        return [
            DueDeclaration(
                scope.mode,
                scope.employer,
                found,
                self.stored[scope, found].declaration.deadline.advised,
            )
            for _, scope, found in entries[:limit]
        ]

    # the register

    def worker_id_of(self, scope: EmployerScope, ssin: str) -> str:
        return f"wrk_{hashlib.sha256(f'{scope}{ssin}'.encode()).hexdigest()[:20]}"

    def relation(self, scope: EmployerScope, worker_id: str) -> Relation:
        found = worker_id
        while (scope, found) not in self.workers and (scope, found) in self.aliases:
            found = self.aliases[scope, found]
        if (scope, worker_id) in self.workers:
            found = worker_id
        periods = self.periods.get((scope, found), {})
        return Relation(worker=self.workers.get((scope, found)), periods=tuple(periods.values()))

    def absent(self, scope: EmployerScope, worker_ids: Collection[str]) -> frozenset[str]:
        known = {one for owner, one in (*self.workers, *self.aliases) if owner == scope}
        return frozenset(worker_ids) - known

    def worker(self, scope: EmployerScope, worker_id: str) -> RegisteredWorker | None:
        return self.relation(scope, worker_id).worker

    def place_of(self, scope: EmployerScope, period: str) -> PeriodPlace | None:
        return self.places.get((scope, period))

    def extra_days(self, scope: EmployerScope, year: int) -> Mapping[str, frozenset[date]]:
        return dict(self.extras.get((scope, year), {}))

    @_alone
    def change(self, scope: EmployerScope, before: RegisteredWorker, after: RegisteredWorker) -> None:
        if self.workers.get((scope, before.id)) != before:
            raise RelationChangedError
        self._put_worker(scope, after)

    @_alone
    @_alone
    def record(self, scope: EmployerScope, change: RelationChange) -> None:
        self._check_change(scope, change)
        self._apply_change(scope, change)

    @_alone
    def merge(self, scope: EmployerScope, change: RelationChange) -> None:
        self._check_change(scope, change)
        self._apply_change(scope, change)

    @_alone
    def absorb(self, scope: EmployerScope, worker: RegisteredWorker) -> RegisteredWorker:
        """Nothing is ever left behind here: all periods of a merge move at once."""
        after = worker.model_copy(update={"absorbs": worker.absorbs[1:], "version": worker.version + 1})
        self._put_worker(scope, after)
        return after

    def add(self, scope: EmployerScope, worker: RegisteredWorker, receipt: Receipt) -> Receipt | None:
        earlier = self.earlier(scope, receipt)
        if earlier is not None:
            return earlier
        self._put_worker(scope, worker)
        self.keep(scope, receipt)
        return None

    def search(
        self, scope: EmployerScope, name: str, size: int, cursor: str | None
    ) -> Page[RegisteredWorker]:
        found = [
            worker
            for (owner, _), worker in self.workers.items()
            if owner == scope
            and (not name or any(part.startswith(name) for part in name_parts(worker.identity)))
        ]
        found.sort(key=lambda each: (each.identity.family_name or "", each.id))
        start = position(scope, name, cursor)
        more = start + size < len(found)
        return Page(found[start : start + size], cursor_at(scope, name, start + size) if more else None)

    def _put_worker(self, scope: EmployerScope, worker: RegisteredWorker) -> None:
        self._check_worker(scope, worker)
        self.workers[scope, worker.id] = worker

    def _check_worker(self, scope: EmployerScope, worker: RegisteredWorker) -> None:
        known = self.workers.get((scope, worker.id))
        if (known.version if known else 0) != worker.version - 1:
            raise RelationChangedError

    def earlier(self, scope: EmployerScope, receipt: Receipt) -> Receipt | None:
        return self.receipt(scope, receipt.key, receipt.operation, receipt.lineage)

    def keep(self, scope: EmployerScope, receipt: Receipt) -> None:
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


def position(scope: EmployerScope, filters: object, cursor: str | None) -> int:
    if cursor is None:
        return 0
    _, _, position = cursor.rpartition(":")
    if not position.isdigit() or cursor != cursor_at(scope, filters, int(position)):
        raise InvalidCursorError
    return int(position)


def cursor_at(scope: EmployerScope, filters: object, position: int) -> str:
    return f"{scope.mode}:{scope.employer}:{hash(filters)}:{position}"
