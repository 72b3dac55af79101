"""Two entries of the register that are one person: the one without a national number becomes the other.

The periods move along, and whatever is on its way finds them under the old id as well. A merge that
breaks off between is seen as done, and is finished by asking for it again.
"""

from dataclasses import dataclass

from chalicelib.application.errors import BusyError, NotFoundError, RefusedFilingError, RelationChangedError
from chalicelib.application.ports import Register
from chalicelib.application.relations import relation_change
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.finding import finding
from chalicelib.domain.identifiers import birth_date_of
from chalicelib.domain.registered import RegisteredWorker

TRIES = 5


@dataclass(frozen=True, slots=True)
class MergeWorkers:
    """The use case behind ``POST /v1/workers/{id}/merge``."""

    register: Register

    def __call__(self, scope: EmployerScope, worker_id: str, into: str) -> RegisteredWorker:
        """Lead a worker without a national number to the one who has it, and return that one.

        Raises NotFoundError for an unknown worker, RefusedFilingError when they cannot be one person,
        BusyError when colleagues keep changing them.
        """
        for _ in range(TRIES):
            try:
                return self._once(scope, worker_id, into)
            except RelationChangedError:
                continue
        raise BusyError

    def _once(self, scope: EmployerScope, worker_id: str, into: str) -> RegisteredWorker:
        source, target = self.register.relation(scope, worker_id), self.register.relation(scope, into)
        if source.worker is None or target.worker is None:
            raise NotFoundError(worker_id)
        if source.worker.id == target.worker.id:
            if worker_id == into:
                raise RefusedFilingError([finding("own.mergeItself", "into")])
            return self._finished(scope, target.worker)
        _refuse_two_persons(source.worker, target.worker)
        merged = _completed(target.worker, source.worker)
        change = relation_change(merged, target, source.periods, relist=True)
        self.register.merge(scope, change.merging(source.worker))
        return self._finished(scope, self.register.relation(scope, into).worker or merged)

    def _finished(self, scope: EmployerScope, worker: RegisteredWorker) -> RegisteredWorker:
        while worker.absorbs:
            worker = self.register.absorb(scope, worker)
        return worker


def _refuse_two_persons(source: RegisteredWorker, target: RegisteredWorker) -> None:
    ssin, born = target.identity.ssin, source.identity.birth_date
    if source.identity.ssin is not None:
        raise RefusedFilingError([finding("own.mergeHasNumber", "id")])
    if ssin is None:
        raise RefusedFilingError([finding("own.mergeNeedsNumber", "into")])
    if born is not None and not birth_date_of(ssin).agrees_with(born):
        raise RefusedFilingError([finding("00028-348", "into")])


def _completed(target: RegisteredWorker, source: RegisteredWorker) -> RegisteredWorker:
    """Return the worker who stays, one version on, with what only the other one knew."""
    lacking = {
        name: value
        for name, value in source.identity
        if value is not None and getattr(target.identity, name) is None
    }
    return target.model_copy(
        update={
            "identity": target.identity.model_copy(update=lacking),
            "shared_balance": target.shared_balance or source.shared_balance,
            "absorbs": (*target.absorbs, *source.absorbs),
            "version": target.version + 1,
        }
    )
