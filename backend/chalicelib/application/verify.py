"""A period number that the register does not know is sent nothing before the RSZ says whose period it is.

So nobody changes a stranger's period by naming its number. A stranger's period and an unknown number
are answered alike. What cannot be verified is not asked for ever: after a day, and soon when the RSZ
answers each question with a 403, it is taken back, and people are told.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from chalicelib.application.barring import bars_for_long, since_barred
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
from chalicelib.domain.checks.crossing import same_kind
from chalicelib.domain.clock.deadlines import deadline_of
from chalicelib.domain.declaration import Declaration
from chalicelib.domain.filing import Mode
from chalicelib.domain.lifecycle import Happening
from chalicelib.domain.occupation import crosses
from chalicelib.domain.order import Turn
from chalicelib.domain.period import Period, PeriodStatus
from chalicelib.domain.registered import RegisteredWorker, Relation
from chalicelib.domain.worker import WorkerIdentity

log = logging.getLogger(__name__)

UNVERIFIED_GIVE_UP_AFTER = timedelta(hours=24)
"""After so long without anything sensible about a period, what names it is taken back."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the RSZ said of a period: released, without sense (with the reason), or neither: ask again.

    ``failing_since`` are the declaration's fields that say since when asking goes wrong, if it does.
    """

    released: StoredDeclaration | None = None
    lost: Turn | None = None
    failing_since: Mapping[str, datetime | None] = field(default_factory=dict)


ASK_AGAIN = Verdict()
UNKNOWN = Verdict(lost=Turn.NO_PERIOD)
KNOWN_BY_NOW = Verdict(lost=Turn.KNOWN_BY_NOW)


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
            return UNKNOWN
        if self.is_known_by_now(scope, placeholder):
            return KNOWN_BY_NOW
        if not self.breaker.closed(declaration.mode):
            return ASK_AGAIN
        try:
            held = self.rsz[declaration.mode].period(placeholder.rsz_number, self.filings.employer(scope))
        except (RszError, UnreadableAnswerError) as failure:
            log.warning("period of declaration %s cannot be verified: %s", declaration.id, failure)
            self.breaker.saw(declaration.mode, failure)
            return _not_told(declaration, failure, self.clock.now())
        if held is None:
            return UNKNOWN
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
        if any(each.rsz_number == period.rsz_number for each in relation.periods):
            return KNOWN_BY_NOW
        if any(_may_become(each, period) for each in relation.periods):
            return ASK_AGAIN
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

    def is_known_by_now(self, scope: EmployerScope, placeholder: Period) -> bool:
        """Tell whether the number is another period's since: an IN of ours that was on its way then."""
        number = placeholder.rsz_number
        place = self.register.place_of(scope, number) if number else None
        return place is not None and place.period_id != placeholder.id

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


def _not_told(declaration: Declaration, failure: RszError, now: datetime) -> Verdict:
    """Ask again, but not for ever: a person must know that this cannot be filed so."""
    if bars_for_long(declaration, failure, now):
        return Verdict(lost=Turn.NOT_PERMITTED)
    unverified_since = declaration.unverified_since or now
    if now - unverified_since > UNVERIFIED_GIVE_UP_AFTER:
        return Verdict(lost=Turn.NOT_VERIFIABLE)
    barred_since = since_barred(declaration, failure, now)
    return Verdict(failing_since={"unverified_since": unverified_since, "barred_since": barred_since})


def _may_become(pending: Period, held: Period) -> bool:
    """Tell whether a period that the RSZ holds may be the one that an IN of ours is about to create."""
    on_its_way = pending.status is PeriodStatus.PENDING
    return on_its_way and same_kind(pending, held) and crosses(pending, held)


def _filled(placeholder: Period, held: HeldPeriod) -> Period:
    """Return the period as the RSZ holds it, under our id and with what is on its way."""
    kept = {"id": placeholder.id, "on_its_way": placeholder.on_its_way, "rsz_number": placeholder.rsz_number}
    return held.period.model_copy(update=kept)
