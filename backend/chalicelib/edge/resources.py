"""The shapes the API answers with, and how they are made from what we keep."""

from datetime import datetime, timedelta
from typing import Any

from pydantic import Field

from chalicelib.application.ports import StoredDeclaration
from chalicelib.application.scope import Credential
from chalicelib.domain.anomalies import anomaly
from chalicelib.domain.answer import ReportedAnomaly
from chalicelib.domain.brussels import BRUSSELS
from chalicelib.domain.deadlines import Deadline, Timeliness
from chalicelib.domain.declaration import Caution, Declaration
from chalicelib.domain.filing import InTerms, Mode
from chalicelib.domain.identifiers import mask_ssin
from chalicelib.domain.lifecycle import MOVING, State
from chalicelib.domain.registered import RegisteredWorker
from chalicelib.domain.schema import Value
from chalicelib.domain.worker import WorkerIdentity
from chalicelib.edge.anomaly_texts import anomaly_text
from chalicelib.edge.problems import words
from chalicelib.edge.texts import text

QUICK, SLOW, RARE = timedelta(seconds=1), timedelta(seconds=60), timedelta(hours=1)
QUICK_FOR = timedelta(seconds=30)


class EmployerView(Value):
    """For whom a declaration is."""

    enterprise_number: str
    name: str


class WorkerBrief(Value):
    """About whom a declaration is; the national number is masked."""

    id: str
    name: str
    ssin: str | None


class PeriodBrief(Value):
    """The period an IN creates: our id from the start, the RSZ's number once accepted."""

    id: str
    rsz_number: str | None


class DeadlineView(Value):
    """The last good instant, the rule and its source, in plain words."""

    at: datetime
    rule: str
    assumed: bool
    text: str
    source: str


class AnomalyView(Value):
    """An anomaly the RSZ reported, with what it means and what to do."""

    code: str
    blocking: bool | None
    action_required: bool
    label: str
    meaning: str
    remedy: str


class RszView(Value):
    """What the RSZ said."""

    declaration_id: str | None
    period_id: str | None
    result: str | None
    anomalies: list[AnomalyView]


class WarningView(Value):
    """A warning given at filing, in plain words."""

    code: str
    title: str
    detail: str


class DeclarationView(InTerms):
    """A declaration: the terms as filed, its state, its deadline and what the RSZ said."""

    id: str
    state: State
    mode: Mode
    employer: EmployerView
    worker: WorkerBrief
    period: PeriodBrief
    deadline: DeadlineView
    received_at: datetime
    sent_at: datetime | None
    received_by_rsz_at: datetime | None
    settled_at: datetime | None
    timeliness: Timeliness
    rsz: RszView
    warnings: list[WarningView]
    poll_after: datetime | None


class EventView(Value):
    """One thing that happened to a declaration."""

    at: datetime
    type: str
    state: State
    data: dict[str, Any]


class WorkerView(Value):
    """A worker of the register; the national number is masked."""

    id: str
    name: str
    family_name: str | None
    given_name: str | None
    ssin: str | None


class DeclarationList(Value):
    """A page of declarations; ``next`` is absent on the last page."""

    items: list[DeclarationView]
    next: str | None = Field(default=None, exclude_if=lambda value: value is None)


class WorkerList(Value):
    """A page of workers; ``next`` is absent on the last page."""

    items: list[WorkerView]
    next: str | None = Field(default=None, exclude_if=lambda value: value is None)


class EventList(Value):
    """The history of a declaration, oldest first."""

    items: list[EventView]


class UserView(Value):
    """Who is signed in; for an API key, the key's own id and name."""

    id: str
    name: str
    email: str | None
    language: str


class MembershipView(Value):
    """An employer the caller may act for."""

    employer: EmployerView
    role: str
    permissions: list[str]


class MeView(Value):
    """Who calls, and for whom they may act."""

    user: UserView
    mode: Mode
    memberships: list[MembershipView]


class SessionView(Value):
    """A new session; the token is shown this once."""

    token: str
    expires_at: datetime
    user: UserView


class HealthView(Value):
    """Whether we work, and whether the RSZ does as far as we know."""

    status: str
    store: str
    rsz: str


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
