"""A period number that the register does not know is sent nothing before the RSZ says whose period it is.

So nobody changes a stranger's period by naming its number. A stranger's period and an unknown number
are answered alike.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.application.breaker import Breaker
from chalicelib.application.errors import RelationChangedError
from chalicelib.application.filings import Filings
from chalicelib.application.lanes import SWEPT_AFTER
from chalicelib.application.ports import (
    Clock,
    Declarations,
    HeldPeriod,
    Register,
    Rsz,
    RszError,
    Settlement,
    StoredDeclaration,
    UnreadableAnswerError,
)
from chalicelib.application.relations import relation_change
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.clock.deadlines import deadline_of
from chalicelib.domain.declaration import Declaration
from chalicelib.domain.filing import Mode
from chalicelib.domain.lifecycle import Happening
from chalicelib.domain.period import Period
from chalicelib.domain.registered import RegisteredWorker, Relation
from chalicelib.domain.worker import WorkerIdentity

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the RSZ said of a period: released, unknown (or a stranger's), or neither: ask again."""

    released: StoredDeclaration | None = None
    unknown: bool = False


ASK_AGAIN = Verdict()


@dataclass(frozen=True, slots=True)
class Verify:
    """Asks the RSZ whose period a number is, and takes an own one into the register."""

    declarations: Declarations
    register: Register
    filings: Filings
    breaker: Breaker
    rsz: Mapping[Mode, Rsz]
    clock: Clock

    def __call__(self, scope: EmployerScope, stored: StoredDeclaration, relation: Relation) -> Verdict:
        """Verify the period a held declaration speaks of. Raises StaleError."""
        declaration = stored.declaration
        placeholder = relation.period(declaration.period_id)
        if relation.worker is None or placeholder is None or placeholder.rsz_number is None:
            return Verdict(unknown=True)
        if not self.breaker.closed(declaration.mode):
            return ASK_AGAIN
        try:
            held = self.rsz[declaration.mode].period(placeholder.rsz_number, self.filings.employer(scope))
        except (RszError, UnreadableAnswerError) as failure:
            log.warning("period of declaration %s cannot be verified: %s", declaration.id, failure)
            self.breaker.saw(declaration.mode, failure)
            return ASK_AGAIN
        if held is None:
            return Verdict(unknown=True)
        return self._take_in(scope, declaration, relation.worker, _filled(placeholder, held), held.worker)

    def _take_in(
        self,
        scope: EmployerScope,
        declaration: Declaration,
        nameless: RegisteredWorker,
        period: Period,
        told: WorkerIdentity,
    ) -> Verdict:
        worker, relation = self._worker(scope, nameless, told)
        moved = worker.id != nameless.id
        released = self._released(declaration, period, worker)
        change = relation_change(worker, relation, [period], relist=True)
        if moved:
            change = change.merging(nameless)
        try:
            self.declarations.settle(scope, Settlement(released, change))
        except RelationChangedError:
            return ASK_AGAIN
        return Verdict(StoredDeclaration(released, worker.identity))

    def _worker(
        self, scope: EmployerScope, nameless: RegisteredWorker, told: WorkerIdentity
    ) -> tuple[RegisteredWorker, Relation]:
        """Return the worker of the period one version on: known by the national number, or new."""
        if told.ssin is None:
            named = nameless.model_copy(update={"identity": told, "version": nameless.version + 1})
            return named, Relation(worker=nameless)
        worker_id = self.register.worker_id_of(scope, told.ssin)
        relation = self.register.relation(scope, worker_id)
        if relation.worker is None:
            return RegisteredWorker(id=worker_id, identity=told), relation
        return relation.worker.model_copy(update={"version": relation.worker.version + 1}), relation

    def _released(self, declaration: Declaration, period: Period, worker: RegisteredWorker) -> Declaration:
        now = self.clock.now()
        deadline = deadline_of(declaration.terms, period, now)
        return declaration.happened(
            Happening.RELEASED,
            now,
            {"verified": period.rsz_number},
            worker_id=worker.id,
            worker_name=worker.identity.name,
            worker_type=period.worker_type,
            deadline=deadline,
            due_at=now + SWEPT_AFTER,
        )


def _filled(placeholder: Period, held: HeldPeriod) -> Period:
    """Return the period as the RSZ holds it, under our id and with what is on its way."""
    kept = {"id": placeholder.id, "on_its_way": placeholder.on_its_way, "rsz_number": placeholder.rsz_number}
    return held.period.model_copy(update=kept)
