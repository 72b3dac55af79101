"""The shapes the API answers with; the OpenAPI document shows the same."""

from datetime import date, datetime
from typing import Any

from pydantic import Field

from chalicelib.domain.clock.deadline import Timeliness
from chalicelib.domain.declaration import RefusalEffect
from chalicelib.domain.filing import (
    ControlCards,
    DeclarationType,
    Lump,
    Mode,
    PlaceOfWork,
    SharedBalance,
    SmallStatutes,
    UsingEmployer,
)
from chalicelib.domain.lifecycle import State
from chalicelib.domain.schema import Value
from chalicelib.domain.worker import Address

_ABSENT: Any = Field(default=None, exclude_if=lambda value: value is None)
"""A field that is left out, not null, when there is nothing to say."""


class EmployerView(Value):
    """For whom a declaration is."""

    enterprise_number: str
    name: str


class WorkerBrief(Value):
    """About whom a declaration is; the national number is masked unless revealed."""

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
    file_by: datetime
    rule: str
    assumed: bool
    text: str
    source: str
    certainty: str


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


class ReasonView(Value):
    """Why a declaration was taken back before it was sent, or why it needs a person.

    ``problem`` is what the RSZ objected to when it could not read the declaration: in its own words,
    without what was told of the person.
    """

    code: str
    text: str
    problem: str | None = None


class DeclarationView(Value):
    """A declaration: the terms as filed, its state, its deadline and what the RSZ said.

    Terms that its type does not have are null. ``changes`` names what an UPDATE changes: an end date of
    null that stands there is removed. ``reason`` says why it was withdrawn, or needs help.
    """

    id: str
    type: DeclarationType
    state: State
    mode: Mode
    reference: str | None
    employer: EmployerView
    worker: WorkerBrief
    period: PeriodBrief
    worker_type: str | None
    joint_committee: str | None
    lump: Lump | None
    start_date: date | None
    start_hour: str | None
    end_date: date | None
    end_hour: str | None
    planned_hours: int | None
    place_of_work: PlaceOfWork | None
    using_employer: UsingEmployer | None
    small_statutes: SmallStatutes | None
    control_cards: ControlCards | None
    work_starts_at: datetime | None
    replaces: str | None
    changes: list[str]
    deadline: DeadlineView
    received_at: datetime
    sent_at: datetime | None
    received_by_rsz_at: datetime | None
    settled_at: datetime | None
    timeliness: Timeliness
    rsz: RszView
    effect: RefusalEffect | None
    reason: ReasonView | None
    warnings: list[WarningView]
    poll_after: datetime | None


class EventView(Value):
    """One thing that happened to a declaration."""

    at: datetime
    type: str
    state: State
    data: dict[str, Any]


class WorkerView(Value):
    """A worker of the register; the national number is masked unless revealed."""

    id: str
    name: str
    family_name: str | None
    given_name: str | None
    ssin: str | None


class WorkerDetailView(WorkerView):
    """One worker with everything that is known. ``sharedBalance`` is what a student showed of the counter.

    ``warnings`` come with a new worker who may be somebody who is there already.
    """

    birth_date: date | None
    place_of_birth: str | None
    country_of_birth: int | None
    nationality: int | None
    gender: int | None
    address: Address | None
    shared_balance: SharedBalance | None
    warnings: list[WarningView] | None = _ABSENT


class DeclarationList(Value):
    """A page of declarations; ``next`` is absent on the last page."""

    items: list[DeclarationView]
    next: str | None = _ABSENT


class WorkerList(Value):
    """A page of workers; ``next`` is absent on the last page."""

    items: list[WorkerView]
    next: str | None = _ABSENT


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
    rsz_down_since: datetime | None
