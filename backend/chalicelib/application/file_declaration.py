"""File a declaration: check it, record it for ever, then let a worker send it.

Warm cost beside the caller's credential: one Query (the relation), one transaction, one message.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.application.announcing import announce
from chalicelib.application.errors import (
    BusyError,
    RefusedFilingError,
    RelationChangedError,
)
from chalicelib.application.idempotency import Answered, IdempotentRequest
from chalicelib.application.ports import (
    Acceptance,
    Clock,
    Declarations,
    Ids,
    Lane,
    Queue,
    Register,
    StoredDeclaration,
)
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.brussels import local_date
from chalicelib.domain.deadlines import Deadline, deadline_of_in
from chalicelib.domain.declaration import Caution, Declaration, Event
from chalicelib.domain.filing import InFiling, WorkerReference
from chalicelib.domain.finding import finding
from chalicelib.domain.foresight import Outlook, foresee
from chalicelib.domain.identifiers import is_ssin, parse_ssin
from chalicelib.domain.lifecycle import Happening, State
from chalicelib.domain.period import Period, PeriodStatus
from chalicelib.domain.registered import RegisteredWorker, Relation
from chalicelib.domain.rules import Case, check
from chalicelib.domain.worker import WorkerIdentity

SWEPT_AFTER = timedelta(seconds=60)
"""When a recorded declaration is looked at again, should its message be lost."""
URGENT_WITHIN = timedelta(hours=4)
"""A deadline this near, or past, goes through the urgent lane."""
TRIES = 5

Render = Callable[[StoredDeclaration], str]


@dataclass(frozen=True, slots=True)
class FilingCommand:
    """Who files what, under which idempotency key, and how the answer is written."""

    scope: EmployerScope
    employer_name: str
    filing: InFiling
    request: IdempotentRequest
    render: Render


@dataclass(frozen=True, slots=True)
class FileDeclaration:
    """The use case behind ``POST /v1/declarations``."""

    register: Register
    declarations: Declarations
    queue: Queue
    clock: Clock
    ids: Ids

    def __call__(self, command: FilingCommand) -> Answered:
        """Record the filing and return its resource, or the first answer to the same key.

        Raises RefusedFilingError when a certain rule forbids it, KeyReusedError for another body
        under a used key, BusyError when colleagues keep changing this worker. Then nothing is written.
        """
        for _ in range(TRIES):
            try:
                return self._once(command)
            except RelationChangedError:
                continue
            except RefusedFilingError as refusal:
                return self._replay(command, refusal)
        raise BusyError

    def _once(self, command: FilingCommand) -> Answered:
        now = self.clock.now()
        worker, relation = self._worker(command.scope, command.filing.worker)
        judgement = _judge(command.filing, worker.identity, relation, now)
        declaration = self._declaration(command, worker, judgement, now)
        answer = command.render(StoredDeclaration(declaration, worker.identity))
        location = f"/v1/declarations/{declaration.id}"
        acceptance = Acceptance(
            declaration=declaration,
            identity=worker.identity,
            period=_period(declaration),
            worker=worker,
            receipt=command.request.receipt(answer, location, now),
            relist=relation.worker is None or relation.worker.identity != worker.identity,
        )
        earlier = self.declarations.accept(command.scope, acceptance)
        if earlier is not None and earlier.answer != answer:
            return command.request.replay(earlier)
        announce(self.queue, lane_for(declaration, now), declaration)
        return Answered(body=answer, location=location)

    def _replay(self, command: FilingCommand, refusal: RefusedFilingError) -> Answered:
        """A filing that was accepted under this key stays accepted, also when the rules say no by now."""
        request = command.request
        earlier = self.declarations.receipt(command.scope, request.key, request.operation, request.lineage)
        if earlier is None:
            raise refusal
        return request.replay(earlier)

    def _worker(self, scope: EmployerScope, who: WorkerReference) -> tuple[RegisteredWorker, Relation]:
        """Return the worker as it will stand in the register, and the relation as it stands now."""
        given = _identity(who)
        worker_id = who.id or self._id_by_ssin(scope, given.ssin)
        if worker_id is None:
            return RegisteredWorker(id=self.ids.new("wrk"), identity=given), Relation()
        relation = self.register.relation(scope, worker_id)
        if relation.worker is None:
            if who.id is not None:
                raise RefusedFilingError([finding("own.workerUnknown", "worker.id")])
            return RegisteredWorker(id=worker_id, identity=given), relation
        return _known_worker(relation.worker, given), relation

    def _id_by_ssin(self, scope: EmployerScope, ssin: str | None) -> str | None:
        """Return the register's id for a national number, or None for what the rules will refuse."""
        return self.register.worker_id_of(scope, ssin) if ssin and is_ssin(ssin) else None

    def _declaration(
        self, command: FilingCommand, worker: RegisteredWorker, judgement: "_Judgement", now: datetime
    ) -> Declaration:
        return Declaration(
            id=self.ids.new("dec"),
            mode=command.scope.mode,
            employer=command.scope.employer,
            employer_name=command.employer_name,
            worker_id=worker.id,
            worker_name=worker.identity.name,
            period_id=self.ids.new("per"),
            terms=command.filing.terms(),
            deadline=judgement.deadline,
            warnings=judgement.cautions,
            state=State.RECORDED,
            received_at=now,
            due_at=now + SWEPT_AFTER,
            events=(Event(at=now, happening=Happening.RECORDED, state=State.RECORDED),),
        )


def lane_for(declaration: Declaration, now: datetime) -> Lane:
    """Return the lane of a declaration: urgent when its deadline is near or past."""
    return Lane.URGENT if declaration.deadline.at - now <= URGENT_WITHIN else Lane.BULK


def _identity(who: WorkerReference) -> WorkerIdentity:
    """Return what was said of the person; a well-formed SSIN as its eleven digits."""
    identity = WorkerIdentity.model_validate(who.model_dump(exclude={"id"}))
    if who.id is not None and identity != WorkerIdentity():
        raise RefusedFilingError([finding("own.workerTwice", "worker")])
    if identity.ssin is not None and is_ssin(identity.ssin):
        return identity.model_copy(update={"ssin": parse_ssin(identity.ssin)})
    return identity


def _known_worker(known: RegisteredWorker, given: WorkerIdentity) -> RegisteredWorker:
    """Return the worker one version on; what the register lacks is taken from what was given."""
    news = {
        name: value for name, value in given if value is not None and getattr(known.identity, name) is None
    }
    return known.model_copy(
        update={"identity": known.identity.model_copy(update=news), "version": known.version + 1}
    )


@dataclass(frozen=True, slots=True)
class _Judgement:
    deadline: Deadline
    cautions: tuple[Caution, ...]


def _judge(filing: InFiling, identity: WorkerIdentity, relation: Relation, now: datetime) -> _Judgement:
    """Refuse what certain rules forbid; return the rest as warnings."""
    found = check(Case(terms=filing, worker=identity, today=local_date(now)))
    refusals = [each for each in found if each.refuses]
    if refusals:
        raise RefusedFilingError(refusals)
    deadline = deadline_of_in(filing)
    foreseen = foresee(Outlook(terms=filing, periods=relation.periods, deadline=deadline, now=now))
    return _Judgement(
        deadline, tuple(Caution(code=each.code, params=each.params) for each in (*found, *foreseen))
    )


def _period(declaration: Declaration) -> Period:
    """Return the period that this IN will create, as on its way."""
    terms = declaration.terms
    return Period(
        id=declaration.period_id,
        declaration_id=declaration.id,
        status=PeriodStatus.PENDING,
        worker_type=terms.worker_type,
        joint_committee=terms.joint_committee,
        start_date=terms.start_date,
        end_date=terms.end_date,
        planned_hours=terms.planned_hours,
    )
