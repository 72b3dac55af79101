"""How a period becomes what the API shows: masked, with what the law allows now."""

from datetime import datetime
from typing import Any

from pydantic.alias_generators import to_camel

from chalicelib.application.ports import RegisteredPeriod
from chalicelib.domain.brussels import local_date
from chalicelib.domain.filing import NO_END, DeclarationType, OutTerms, UpdateTerms
from chalicelib.domain.operations import Operation, operations_of
from chalicelib.domain.period import OnItsWay
from chalicelib.domain.phase import phase_of
from chalicelib.domain.readings import Readings
from chalicelib.edge.period_resources import OnItsWayView, OperationView, PeriodView
from chalicelib.edge.problems import words
from chalicelib.edge.resources import DeadlineView, WorkerBrief
from chalicelib.edge.texts import text
from chalicelib.edge.views import deadline_view
from chalicelib.edge.worker_views import masked

_SHOWN = (
    "worker_type",
    "joint_committee",
    "lump",
    "start_date",
    "start_hour",
    "end_date",
    "end_hour",
    "planned_hours",
    "declaration_id",
)


def period_view(found: RegisteredPeriod, language: str, now: datetime, readings: Readings) -> PeriodView:
    """Return a period as the API shows it."""
    period = found.period
    return PeriodView(
        **{name: getattr(period, name) for name in _SHOWN},
        id=period.id,
        rsz_number=period.rsz_number,
        status=phase_of(period, local_date(now)),
        at_rsz=period.status,
        worker=WorkerBrief(id=found.worker_id, name=found.identity.name, ssin=masked(found.identity)),
        using_joint_committee=period.user_committee,
        on_its_way=[_on_its_way(one) for one in period.on_its_way],
        operations=[_operation(each, language) for each in operations_of(period, now, readings)],
    )


def _on_its_way(one: OnItsWay) -> OnItsWayView:
    return OnItsWayView(
        declaration_id=one.declaration_id, type=DeclarationType(one.terms.type), changes=_changes(one)
    )


def _changes(one: OnItsWay) -> dict[str, Any]:
    """Return what a declaration changes, by field; an end that is taken away is null."""
    match one.terms:
        case OutTerms():
            return {"endDate": one.terms.end_date}
        case UpdateTerms():
            return {
                to_camel(name): None if value == NO_END else value
                for name, value in one.terms.changes.items()
            }
        case _:
            return {}


def _operation(each: Operation, language: str) -> OperationView:
    return OperationView(
        type=each.type,
        change=each.change,
        deadline=_deadline(each, language),
        certainty=each.certainty,
        note=words(each.code, {}, language)[1] if each.code else None,
    )


def _deadline(each: Operation, language: str) -> DeadlineView:
    """Return the deadline of a change; where only its day is open, the rule stands and says so."""
    shown = deadline_view(each.deadline, language)
    if not each.day_open:
        return shown
    rule, hint = text(language, f"deadline.{each.deadline.rule}.known"), text(language, "deadline.day.open")
    return shown.model_copy(update={"text": f"{rule} {hint}"})
