"""How what we keep becomes what the API shows: masked, in the caller's language, with local times."""

from datetime import datetime, timedelta
from typing import Any

from chalicelib.application.ports import StoredDeclaration
from chalicelib.application.scope import Credential
from chalicelib.domain.anomalies import anomaly
from chalicelib.domain.answer import ReportedAnomaly
from chalicelib.domain.brussels import BRUSSELS
from chalicelib.domain.deadlines import Deadline
from chalicelib.domain.declaration import Caution, Declaration
from chalicelib.domain.identifiers import mask_ssin
from chalicelib.domain.lifecycle import MOVING, State
from chalicelib.domain.registered import RegisteredWorker
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
    RszView,
    UserView,
    WarningView,
    WorkerBrief,
    WorkerView,
)
from chalicelib.edge.texts import text

QUICK, SLOW, RARE = timedelta(seconds=1), timedelta(seconds=60), timedelta(hours=1)
QUICK_FOR = timedelta(seconds=30)


def declaration_view(stored: StoredDeclaration, language: str, now: datetime) -> DeclarationView:
    """Return a declaration as the API shows it."""
    kept = stored.declaration
    return DeclarationView(
        **dict(kept.terms),
        id=kept.id,
        state=kept.state,
        mode=kept.mode,
        employer=EmployerView(enterprise_number=kept.employer, name=kept.employer_name),
        worker=_worker_brief(kept, stored.identity),
        period=PeriodBrief(id=kept.period_id, rsz_number=kept.rsz.period_id),
        deadline=_deadline_view(kept.deadline, language),
        received_at=local(kept.received_at),
        sent_at=local(kept.sent_at),
        received_by_rsz_at=local(kept.received_by_rsz_at),
        settled_at=local(kept.settled_at),
        timeliness=kept.timeliness,
        rsz=_rsz_view(kept, language),
        warnings=[_warning_view(caution, language) for caution in kept.warnings],
        poll_after=local(_poll_after(kept, now)),
    )


def worker_view(worker: RegisteredWorker) -> WorkerView:
    """Return a worker as the API shows it."""
    identity = worker.identity
    return WorkerView(
        id=worker.id,
        name=identity.name,
        family_name=identity.family_name,
        given_name=identity.given_name,
        ssin=_masked(identity),
    )


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


def _worker_brief(kept: Declaration, identity: WorkerIdentity) -> WorkerBrief:
    return WorkerBrief(id=kept.worker_id, name=kept.worker_name, ssin=_masked(identity))


def _masked(identity: WorkerIdentity) -> str | None:
    return mask_ssin(identity.ssin) if identity.ssin else None


def _deadline_view(deadline: Deadline, language: str) -> DeadlineView:
    assumed = "assumed" if deadline.assumed else "known"
    return DeadlineView(
        at=local(deadline.at),
        rule=deadline.rule,
        assumed=deadline.assumed,
        text=text(language, f"deadline.{deadline.rule}.{assumed}"),
        source=deadline.source,
    )


def _rsz_view(kept: Declaration, language: str) -> RszView:
    return RszView(
        declaration_id=kept.rsz.declaration_id,
        period_id=kept.rsz.period_id,
        result=kept.rsz.result,
        anomalies=[_anomaly_view(each, kept.terms.worker_type, language) for each in kept.rsz.anomalies],
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


def _warning_view(caution: Caution, language: str) -> WarningView:
    title, detail = words(caution.code, caution.params, language)
    return WarningView(code=caution.code, title=title, detail=detail)


def _poll_after(kept: Declaration, now: datetime) -> datetime | None:
    """Return when it is worth asking again: in a second while things move, rarely while they wait."""
    if kept.state not in MOVING:
        return None
    if kept.state is State.WAITING:
        return now + RARE
    return now + (QUICK if now - kept.received_at < QUICK_FOR else SLOW)
