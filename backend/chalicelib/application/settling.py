"""What becomes of the register when a declaration ends: its period, and what the RSZ knows of the worker."""

from chalicelib.application.errors import NotFoundError
from chalicelib.application.ports import Settlement
from chalicelib.application.relations import relation_change
from chalicelib.domain.answer import RszAnswer
from chalicelib.domain.declaration import Declaration, RefusalEffect
from chalicelib.domain.filing import CancelTerms, InTerms
from chalicelib.domain.lifecycle import State
from chalicelib.domain.period import Period, PeriodStatus
from chalicelib.domain.registered import RegisteredWorker, Relation


def settlement(
    settled: Declaration, relation: Relation, answer: RszAnswer, new_worker_id: str | None
) -> Settlement:
    """Fold a settled declaration into the relation it belongs to.

    ``new_worker_id`` is the id that goes with an SSIN the RSZ filled in, when it is still free.
    """
    worker, period = _parties(settled, relation)
    completed = _completed(worker, answer)
    change = relation_change(
        completed,
        relation,
        [_settled_period(settled, period.without(settled.id))],
        relist=completed.identity != worker.identity,
        also_known_as=new_worker_id if new_worker_id != worker.id else None,
    )
    return Settlement(settled, change)


def withdrawal(withdrawn: Declaration, relation: Relation, *, number_is_anothers: bool = False) -> Settlement:
    """Take a declaration that was never sent out of the relation it belongs to.

    A period that stood for a number gives it up once it is known to be another's.
    """
    worker, period = _parties(withdrawn, relation)
    left = period.without(withdrawn.id)
    if number_is_anothers:
        left = left.model_copy(update={"rsz_number": None})
    if isinstance(withdrawn.terms, InTerms):
        left = left.model_copy(update={"status": PeriodStatus.NOT_CREATED})
    newer = worker.model_copy(update={"version": worker.version + 1})
    return Settlement(withdrawn, relation_change(newer, relation, [left], relist=False))


def waiting_on(declaration_id: str, relation: Relation) -> list[str]:
    """Return the declarations of a relation that wait for one."""
    return [
        one.declaration_id
        for period in relation.periods
        for one in period.on_its_way
        if declaration_id in one.waits_for
    ]


def _parties(declaration: Declaration, relation: Relation) -> tuple[RegisteredWorker, Period]:
    period = relation.period(declaration.period_id)
    if relation.worker is None or period is None:
        raise NotFoundError(declaration.id)
    return relation.worker, period


def _settled_period(settled: Declaration, period: Period) -> Period:
    if settled.state is State.REFUSED:
        return _after_refusal(settled, period)
    if isinstance(settled.terms, InTerms):
        return period.model_copy(update={"status": PeriodStatus.ACTIVE, "rsz_number": settled.rsz.period_id})
    return period.changed_by(settled.terms)


def _after_refusal(settled: Declaration, period: Period) -> Period:
    if isinstance(settled.terms, InTerms):
        return period.model_copy(update={"status": PeriodStatus.NOT_CREATED})
    if isinstance(settled.terms, CancelTerms) and settled.rsz.effect is RefusalEffect.ALREADY_CANCELLED:
        return period.changed_by(settled.terms)
    return period


def _completed(worker: RegisteredWorker, answer: RszAnswer) -> RegisteredWorker:
    """Return the worker one version on, with the SSIN and names the register lacks."""
    said = {"ssin": answer.ssin, "family_name": answer.family_name, "given_name": answer.given_name}
    news = {name: value for name, value in said.items() if value and getattr(worker.identity, name) is None}
    return worker.model_copy(
        update={"identity": worker.identity.model_copy(update=news), "version": worker.version + 1}
    )
