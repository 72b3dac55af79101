"""The personnel register: add a worker, find one by name or by national number."""

from collections.abc import Callable
from dataclasses import dataclass

from chalicelib.application.errors import NotFoundError, RefusedFilingError, RelationChangedError
from chalicelib.application.idempotency import Answered, IdempotentRequest
from chalicelib.application.ports import Clock, Ids, Page, Register
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.finding import finding
from chalicelib.domain.identifiers import birth_date_of, is_ssin, parse_ssin
from chalicelib.domain.registered import RegisteredWorker, fold_name
from chalicelib.domain.worker import WorkerIdentity

Render = Callable[[RegisteredWorker], str]


@dataclass(frozen=True, slots=True)
class AddWorker:
    """The use case behind ``POST /v1/workers``."""

    register: Register
    clock: Clock
    ids: Ids

    def __call__(
        self, scope: EmployerScope, identity: WorkerIdentity, request: IdempotentRequest, render: Render
    ) -> Answered:
        """Add a worker and return its resource, or the first answer to the same key.

        Raises RefusedFilingError when the number is wrong, contradicts the birth date, or belongs to
        a worker who is already in the register.
        """
        worker = self._new(scope, identity)
        answer = render(worker)
        location = f"/v1/workers/{worker.id}"
        try:
            earlier = self.register.add(scope, worker, request.receipt(answer, location, self.clock.now()))
        except RelationChangedError:
            raise RefusedFilingError([finding("own.workerExists", "ssin", worker=worker.id)]) from None
        return request.replay(earlier) if earlier else Answered(body=answer, location=location)

    def _new(self, scope: EmployerScope, identity: WorkerIdentity) -> RegisteredWorker:
        if identity.ssin is None:
            return RegisteredWorker(id=self.ids.new("wrk"), identity=identity)
        if not is_ssin(identity.ssin):
            raise RefusedFilingError([finding("00024-003", "ssin")])
        ssin = parse_ssin(identity.ssin)
        if identity.birth_date is not None and not birth_date_of(ssin).agrees_with(identity.birth_date):
            raise RefusedFilingError([finding("00028-348", "birthDate")])
        worker_id = self.register.worker_id_of(scope, ssin)
        return RegisteredWorker(id=worker_id, identity=identity.model_copy(update={"ssin": ssin}))


@dataclass(frozen=True, slots=True)
class FindWorkers:
    """The use cases behind ``GET /v1/workers``, ``GET /v1/workers/{id}`` and ``POST /v1/workers/search``."""

    register: Register

    def by_name(
        self, scope: EmployerScope, name: str, size: int, cursor: str | None
    ) -> Page[RegisteredWorker]:
        """Find by the start of any part of the name; an empty text lists everybody by name."""
        return self.register.search(scope, " ".join(fold_name(name).split()), size, cursor)

    def by_ssin(self, scope: EmployerScope, ssin: str) -> RegisteredWorker | None:
        """Find by national number. Raises RefusedFilingError when it is not one."""
        if not is_ssin(ssin):
            raise RefusedFilingError([finding("00024-003", "ssin")])
        worker_id = self.register.worker_id_of(scope, parse_ssin(ssin))
        return self.register.relation(scope, worker_id).worker

    def one(self, scope: EmployerScope, worker_id: str) -> RegisteredWorker:
        """Return a worker. Raises NotFoundError."""
        worker = self.register.relation(scope, worker_id).worker
        if worker is None:
            raise NotFoundError(worker_id)
        return worker
