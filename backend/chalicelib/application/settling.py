"""What a settled declaration changes in the register: its period, and what the RSZ knows of the worker."""

from chalicelib.application.errors import NotFoundError
from chalicelib.application.ports import Settlement
from chalicelib.domain.answer import RszAnswer
from chalicelib.domain.declaration import Declaration
from chalicelib.domain.lifecycle import State
from chalicelib.domain.period import Period, PeriodStatus
from chalicelib.domain.registered import RegisteredWorker, Relation


def settlement(
    settled: Declaration, relation: Relation, answer: RszAnswer, new_worker_id: str | None
) -> Settlement:
    """Fold a settled IN into the relation it belongs to.

    ``new_worker_id`` is the id that goes with an SSIN the RSZ filled in, when it is still free.
    """
    worker, period = relation.worker, _period_of(settled, relation)
    if worker is None or period is None:
        raise NotFoundError(settled.id)
    completed = _completed(worker, answer)
    return Settlement(
        declaration=settled,
        period=_settled_period(settled, period),
        worker=completed,
        relist=completed.identity != worker.identity,
        also_known_as=new_worker_id if new_worker_id != worker.id else None,
    )


def _period_of(settled: Declaration, relation: Relation) -> Period | None:
    return next((period for period in relation.periods if period.id == settled.period_id), None)


def _settled_period(settled: Declaration, period: Period) -> Period:
    if settled.state is State.REFUSED:
        return period.model_copy(update={"status": PeriodStatus.NOT_CREATED})
    return period.model_copy(update={"status": PeriodStatus.ACTIVE, "rsz_number": settled.rsz.period_id})


def _completed(worker: RegisteredWorker, answer: RszAnswer) -> RegisteredWorker:
    """Return the worker one version on, with the SSIN and names the register lacks."""
    said = {"ssin": answer.ssin, "family_name": answer.family_name, "given_name": answer.given_name}
    news = {name: value for name, value in said.items() if value and getattr(worker.identity, name) is None}
    return worker.model_copy(
        update={"identity": worker.identity.model_copy(update=news), "version": worker.version + 1}
    )
