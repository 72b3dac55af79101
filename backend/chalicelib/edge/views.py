"""How what we keep becomes what the API shows: masked, in the caller's language, with local times."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from pydantic.alias_generators import to_camel

from chalicelib.application.ports import StoredDeclaration
from chalicelib.application.scope import Credential
from chalicelib.domain.answer import ReportedAnomaly
from chalicelib.domain.brussels import BRUSSELS
from chalicelib.domain.clock.deadline import Deadline
from chalicelib.domain.declaration import Declaration
from chalicelib.domain.filing import NO_END, InTerms, Terms, UpdateTerms
from chalicelib.domain.law.anomalies import anomaly
from chalicelib.domain.lifecycle import MOVING, Happening, State
from chalicelib.domain.worker import WorkerIdentity
from chalicelib.edge.anomaly_texts import anomaly_text
from chalicelib.edge.problems import words
from chalicelib.edge.resources import (
    AnomalyView,
    DeadlineView,
    DeclarationView,
    EmployerView,
    MembershipView,
    MeView,
    PeriodBrief,
    ReasonView,
    RszView,
    UserView,
    WarningView,
    WorkerBrief,
)
from chalicelib.edge.texts import has_text, text
from chalicelib.edge.worker_views import shown_ssin

QUICK, SLOW, RARE = timedelta(seconds=1), timedelta(seconds=60), timedelta(hours=1)
QUICK_FOR = timedelta(seconds=30)


def declaration_view(
    stored: StoredDeclaration, language: str, now: datetime, *, reveal: bool = False
) -> DeclarationView:
    """Return a declaration as the API shows it; ``reveal`` shows the national number."""
    kept = stored.declaration
    return DeclarationView(
        **_terms(kept.terms),
        id=kept.id,
        state=kept.state,
        mode=kept.mode,
        employer=EmployerView(enterprise_number=kept.employer, name=kept.employer_name),
        worker=_worker_brief(kept, stored.identity, reveal=reveal),
        period=PeriodBrief(id=kept.period_id, rsz_number=kept.period_number or kept.rsz.period_id),
        deadline=deadline_view(kept.deadline, language),
        received_at=local(kept.received_at),
        sent_at=local(kept.sent_at),
        received_by_rsz_at=local(kept.received_by_rsz_at),
        settled_at=local(kept.settled_at),
        timeliness=kept.timeliness,
        rsz=_rsz_view(kept, language),
        effect=kept.rsz.effect,
        reason=_reason(kept, language),
        warnings=[warning_view(caution.code, caution.params, language) for caution in kept.warnings],
        poll_after=local(_poll_after(kept, now)),
    )


def _terms(terms: Terms) -> dict[str, Any]:
    """Return the terms as filed, null where their type has none, and the names of what an UPDATE changes."""
    changes = list(terms.changes) if isinstance(terms, UpdateTerms) else []
    filed = {**dict.fromkeys(InTerms.model_fields), **dict(terms)}
    if filed["end_date"] == NO_END:
        filed["end_date"] = None
    return {**filed, "changes": [to_camel(name) for name in changes]}


def me_view(caller: Credential) -> MeView:
    """Return the caller as the API shows it."""
    return MeView(
        user=user_view(caller),
        mode=caller.mode,
        memberships=[
            MembershipView(
                employer=EmployerView(enterprise_number=each.employer, name=each.employer_name),
                role=each.role,
                permissions=list(each.permissions),
            )
            for each in caller.memberships
        ],
    )


def user_view(caller: Credential) -> UserView:
    """Return the person or key behind a call."""
    return UserView(id=caller.id, name=caller.name, email=caller.email, language=caller.language)


def local(instant: datetime | None) -> Any:
    """Return an instant with the offset of Brussels, for people to read."""
    return instant.astimezone(BRUSSELS) if instant is not None else None


def _worker_brief(kept: Declaration, identity: WorkerIdentity, *, reveal: bool) -> WorkerBrief:
    return WorkerBrief(id=kept.worker_id, name=kept.worker_name, ssin=shown_ssin(identity, reveal=reveal))


def deadline_view(deadline: Deadline, language: str) -> DeadlineView:
    """Return a deadline with its rule in plain words."""
    assumed = (
        "assumed" if deadline.assumed and has_text(language, f"deadline.{deadline.rule}.assumed") else "known"
    )
    return DeadlineView(
        at=local(deadline.at),
        file_by=local(deadline.advised),
        rule=deadline.rule,
        assumed=deadline.assumed,
        text=text(language, f"deadline.{deadline.rule}.{assumed}"),
        source=deadline.source,
        certainty=deadline.certainty,
    )


def _rsz_view(kept: Declaration, language: str) -> RszView:
    return RszView(
        declaration_id=kept.rsz.declaration_id,
        period_id=kept.rsz.period_id,
        result=kept.rsz.result,
        anomalies=[_anomaly_view(each, kept.worker_type, language) for each in kept.rsz.anomalies],
    )


def _anomaly_view(reported: ReportedAnomaly, worker_type: str, language: str) -> AnomalyView:
    known = anomaly(reported.code)
    said = anomaly_text(reported.code, language, reported.labels)
    return AnomalyView(
        code=reported.code,
        blocking=known.blocks(worker_type) if known else None,
        action_required=known.action_required if known else False,
        label=said.label,
        meaning=said.meaning,
        remedy=said.remedy,
    )


def warning_view(code: str, params: Mapping[str, str], language: str) -> WarningView:
    """Return a warning in plain words."""
    title, detail = words(code, params, language)
    return WarningView(code=code, title=title, detail=detail)


def _reason(kept: Declaration, language: str) -> ReasonView | None:
    last = kept.events[-1]
    match kept.state:
        case State.WITHDRAWN:
            kind, code = "withdrawn", str(last.data.get("why", "other"))
        case State.NEEDS_HELP:
            gave_up = last.happening is Happening.GAVE_UP
            kind, code = "needsHelp", str(last.data.get("why", "other")) if gave_up else str(last.happening)
        case _:
            return None
    known = code if has_text(language, f"{kind}.{code}") else "other"
    return ReasonView(code=code, text=text(language, f"{kind}.{known}"), problem=last.data.get("problem"))


def _poll_after(kept: Declaration, now: datetime) -> datetime | None:
    """Return when it is worth asking again: in a second while things move, rarely while they wait."""
    if kept.state not in MOVING:
        return None
    if kept.state is State.WAITING:
        return now + RARE
    return now + (QUICK if now - kept.received_at < QUICK_FOR else SLOW)
