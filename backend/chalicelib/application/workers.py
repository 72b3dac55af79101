"""The personnel register: add a worker, change one, find one by name or by national number."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chalicelib.application.errors import BusyError, NotFoundError, RefusedFilingError, RelationChangedError
from chalicelib.application.idempotency import Answered, IdempotentRequest
from chalicelib.application.ports import Clock, Ids, Page, Register
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.brussels import local_date
from chalicelib.domain.filing import SharedBalance
from chalicelib.domain.finding import Finding, finding
from chalicelib.domain.identifiers import birth_date_of, is_ssin, parse_ssin, sex_of
from chalicelib.domain.registered import RegisteredWorker, name_as_searched
from chalicelib.domain.worker import WorkerIdentity

Render = Callable[[RegisteredWorker, Sequence[str]], str]
"""Writes a worker, with the ids of those who may be the same person."""
MOST_NAMESAKES = 25
TRIES = 5


@dataclass(frozen=True, slots=True)
class AddWorker:
    """The use case behind ``POST /v1/workers``."""

    register: Register
    clock: Clock
    ids: Ids

    def __call__(
        self,
        scope: EmployerScope,
        identity: WorkerIdentity,
        request: IdempotentRequest,
        render: Render,
        balance: SharedBalance | None = None,
    ) -> Answered:
        """Add a worker and return its resource, or the first answer to the same key.

        Raises RefusedFilingError when the number is wrong, contradicts what else is said of the
        person, or belongs to a worker who is already in the register.
        """
        worker = self._new(scope, identity).model_copy(update={"shared_balance": balance})
        now = self.clock.now()
        refuse_contradictions(worker, local_date(now))
        answer = render(worker, self._twins(scope, worker))
        location = f"/v1/workers/{worker.id}"
        try:
            earlier = self.register.add(scope, worker, request.receipt(answer, location, now))
        except RelationChangedError:
            raise RefusedFilingError([finding("own.workerExists", "ssin", worker=worker.id)]) from None
        return request.replay(earlier) if earlier else Answered(body=answer, location=location)

    def _twins(self, scope: EmployerScope, worker: RegisteredWorker) -> list[str]:
        """Return others with the same names who may have the same birth date: one Query."""
        name = name_as_searched(worker.identity.name)
        if not name:
            return []
        namesakes = self.register.search(scope, name, MOST_NAMESAKES, None).items
        return [each.id for each in namesakes if each.id != worker.id and may_be_one(worker, each)]

    def _new(self, scope: EmployerScope, identity: WorkerIdentity) -> RegisteredWorker:
        if identity.ssin is None:
            return RegisteredWorker(id=self.ids.new("wrk"), identity=identity)
        if not is_ssin(identity.ssin):
            raise RefusedFilingError([finding("00024-003", "ssin")])
        ssin = parse_ssin(identity.ssin)
        worker_id = self.register.worker_id_of(scope, ssin)
        return RegisteredWorker(id=worker_id, identity=identity.model_copy(update={"ssin": ssin}))


def may_be_one(one: RegisteredWorker, other: RegisteredWorker) -> bool:
    """Tell whether two entries may be the same person: same names, same birth date, not two numbers."""
    numbers = {each.identity.ssin for each in (one, other)} - {None}
    names = {name_as_searched(each.identity.name) for each in (one, other)}
    return len(numbers) < 2 and len(names) == 1 and _born_alike(one.identity, other.identity)


def _born_alike(one: WorkerIdentity, other: WorkerIdentity) -> bool:
    if one.birth_date is not None and other.birth_date is not None:
        return one.birth_date == other.birth_date
    for numbered, dated in ((one, other), (other, one)):
        if numbered.ssin is not None and dated.birth_date is not None:
            return birth_date_of(numbered.ssin).agrees_with(dated.birth_date)
    return False


@dataclass(frozen=True, slots=True)
class ChangeWorker:
    """The use case behind ``PATCH /v1/workers/{id}``. A national number is never changed here."""

    register: Register
    clock: Clock

    def __call__(self, scope: EmployerScope, worker_id: str, changes: Mapping[str, Any]) -> RegisteredWorker:
        """Change what is named and return the worker as it is then.

        Raises NotFoundError, RefusedFilingError when the changes contradict the national number or
        name another one, BusyError when colleagues keep changing this worker.
        """
        for _ in range(TRIES):
            before = FindWorkers(self.register).one(scope, worker_id)
            after = _changed(before, changes)
            if after == before:
                return before
            refuse_contradictions(after, local_date(self.clock.now()))
            after = after.model_copy(update={"version": before.version + 1})
            try:
                self.register.change(scope, before, after)
            except RelationChangedError:
                continue
            return after
        raise BusyError


def _changed(worker: RegisteredWorker, changes: Mapping[str, Any]) -> RegisteredWorker:
    news = dict(changes)
    balance = news.pop("shared_balance", worker.shared_balance)
    known, given = worker.identity.ssin, news.pop("ssin", worker.identity.ssin)
    if given != known and not (given and known and is_ssin(given) and parse_ssin(given) == known):
        raise RefusedFilingError([finding("own.ssinStays", "ssin")])
    identity = worker.identity.model_copy(update=news)
    return worker.model_copy(update={"identity": identity, "shared_balance": balance})


def refuse_contradictions(worker: RegisteredWorker, today: date) -> None:
    """Raise RefusedFilingError when what is said of a person cannot all be true."""
    findings = _contradictions(worker.identity)
    balance = worker.shared_balance
    if balance is not None and balance.as_of > today:
        findings.append(finding("own.balanceInFuture", "sharedBalance.asOf"))
    if findings:
        raise RefusedFilingError(findings)


def _contradictions(identity: WorkerIdentity) -> list[Finding]:
    """Return where birth date and sex differ from what the national number says of them."""
    if identity.ssin is None:
        return []
    ssin, born, findings = identity.ssin, identity.birth_date, []
    if born is not None and not birth_date_of(ssin).agrees_with(born):
        findings.append(finding("00028-348", "birthDate"))
    if identity.gender is not None and sex_of(ssin) not in {None, identity.gender}:
        findings.append(finding("00029-348", "gender"))
    return findings


@dataclass(frozen=True, slots=True)
class FindWorkers:
    """The use cases behind ``GET /v1/workers``, ``GET /v1/workers/{id}`` and ``POST /v1/workers/search``."""

    register: Register

    def by_name(
        self, scope: EmployerScope, name: str, size: int, cursor: str | None
    ) -> Page[RegisteredWorker]:
        """Find by the start of any part of the name; an empty text lists everybody by name."""
        return self.register.search(scope, name_as_searched(name), size, cursor)

    def by_ssin(self, scope: EmployerScope, ssin: str) -> RegisteredWorker | None:
        """Find by national number. Raises RefusedFilingError when it is not one."""
        if not is_ssin(ssin):
            raise RefusedFilingError([finding("00024-003", "ssin")])
        worker_id = self.register.worker_id_of(scope, parse_ssin(ssin))
        return self.register.worker(scope, worker_id)

    def one(self, scope: EmployerScope, worker_id: str) -> RegisteredWorker:
        """Return a worker. Raises NotFoundError."""
        worker = self.register.worker(scope, worker_id)
        if worker is None:
            raise NotFoundError(worker_id)
        return worker
