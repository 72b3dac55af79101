"""What an employer says when filing: the shapes of the four declarations before any rule looks at them."""

import re
from contextlib import suppress
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from chalicelib.domain.schema import Value
from chalicelib.domain.worker import Address, FamilyName, GivenName, WorkerIdentity

YEARS = range(1800, 3000)
NO_END = date.max
"""9999-12-31, the RSZ's own way of saying in an UPDATE that the end date goes away."""
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_LOCAL_MOMENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?$"


def _only_iso(value: object) -> object:
    """Let nothing but ``YYYY-MM-DD`` through: pydantic would also take a number of seconds."""
    if isinstance(value, date) or (isinstance(value, str) and _DATE.fullmatch(value)):
        return value
    raise PydanticCustomError("date_format", "a date is written YYYY-MM-DD")


def _of_these_centuries(value: date) -> date:
    """Refuse years in which no calendar of ours works; what the law allows is for the rules to say."""
    if value.year not in YEARS:
        raise PydanticCustomError("date_year", "a date lies in these centuries")
    return value


def _or_no_end(value: date) -> date:
    return value if value == NO_END else _of_these_centuries(value)


def _null_is_no_end(value: object) -> object:
    return NO_END if value is None else _only_iso(value)


def _only_local(value: object) -> datetime:
    """Let a day with an hour through, without offset: pydantic would take a bare day for its midnight."""
    if isinstance(value, str) and re.fullmatch(_LOCAL_MOMENT, value):
        with suppress(ValueError):
            value = datetime.fromisoformat(value)
    if isinstance(value, datetime) and value.tzinfo is None and value.year in YEARS:
        return value
    raise PydanticCustomError("local_moment", "a local time is written YYYY-MM-DDTHH:MM")


Day = Annotated[date, BeforeValidator(_only_iso), AfterValidator(_of_these_centuries)]
"""A calendar day, ``YYYY-MM-DD`` and nothing else."""
Hour = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
"""A local hour, ``HH:MM``."""
LocalMoment = Annotated[
    datetime,
    BeforeValidator(_only_local),
    WithJsonSchema({"type": "string", "pattern": _LOCAL_MOMENT, "examples": ["2026-12-01T08:00"]}),
]
"""A local date-time in Europe/Brussels, ``YYYY-MM-DDTHH:MM`` with or without seconds, without offset."""
LONGEST_ID = 64
"""Characters that an id may have; ours have thirty."""
WorkerId = Annotated[str, Field(pattern=r"^wrk_[a-z0-9]+$", max_length=LONGEST_ID)]
"""Our id of a worker."""
PeriodReference = Annotated[str, Field(min_length=1, max_length=40)]
"""A period by our id (``per_…``) or by the RSZ's number of twelve digits."""
PlannedHours = Annotated[int, Field(strict=True)]
LONGEST_REFERENCE = 100
Reference = Annotated[str, Field(min_length=1, max_length=LONGEST_REFERENCE)]


class DeclarationType(StrEnum):
    """The declaration types of the RSZ."""

    IN = "in"
    OUT = "out"
    UPDATE = "update"
    CANCEL = "cancel"


class Mode(StrEnum):
    """Live reaches the RSZ; test is the caller's own sandbox. Part of every key in the store."""

    LIVE = "live"
    TEST = "test"


class Lump(StrEnum):
    """How the contributions of an extra in horeca are reckoned: by the hour or by the day."""

    HOURS = "hours"
    DAY = "day"


class EmploymentNature(StrEnum):
    """Nature of the work of a trainee (glossary zone 01231)."""

    EMPLOYEE = "EMPLOYEE"
    WORKER = "WORKER"


class WorkerStatus(StrEnum):
    """Accident insurance scheme of a trainee (annex 21): F1 that of apprentices, F2 another."""

    F1 = "F1"
    F2 = "F2"


class WorkerReference(WorkerIdentity):
    """Whom the filing is about: our ``id``, or an SSIN with names, or full identity data."""

    id: WorkerId | None = None
    family_name: FamilyName | None = None
    given_name: GivenName | None = None


class PlaceOfWork(Value):
    """Where a student works when that is not the registered office (glossary block 90376)."""

    name: Annotated[str, Field(min_length=1, max_length=96)]
    address: Address


class UsingEmployer(Value):
    """The company an agency worker works for (joint committee 322; glossary block 90107)."""

    enterprise_number: str | None = None
    name: Annotated[str, Field(min_length=1, max_length=96)] | None = None
    address: Address | None = None
    joint_committee: str


class SmallStatutes(Value):
    """Accident insurance data of a trainee (glossary block 90594)."""

    employment_nature: EmploymentNature
    worker_status: WorkerStatus
    activity_with_risk: Annotated[str, Field(min_length=1, max_length=10)] | None = None


class ControlCards(Value):
    """Numbers of the C3.2A cards of a construction worker (glossary block 90375)."""

    first_month: Annotated[str, Field(max_length=20)]
    next_month: Annotated[str, Field(max_length=20)] | None = None


class InTerms(Value):
    """The terms of an IN, without the person: what is stored in the open and shown as filed.

    ``replaces`` names a period that is cancelled first, as one intention; ``lump`` and
    ``workStartsAt`` are ours alone and never sent as such.
    """

    type: Literal["in"] = "in"
    worker_type: str
    joint_committee: str
    lump: Lump | None = None
    start_date: Day
    start_hour: Hour | None = None
    end_date: Day | None = None
    end_hour: Hour | None = None
    planned_hours: PlannedHours | None = None
    place_of_work: PlaceOfWork | None = None
    using_employer: UsingEmployer | None = None
    small_statutes: SmallStatutes | None = None
    control_cards: ControlCards | None = None
    work_starts_at: LocalMoment | None = None
    replaces: PeriodReference | None = None
    reference: Reference | None = None

    @property
    def user_committee(self) -> str | None:
        """The using employer's joint committee, for agency work."""
        return self.using_employer.joint_committee if self.using_employer else None


class OutTerms(Value):
    """The terms of an OUT: the last day."""

    type: Literal["out"] = "out"
    end_date: Day
    reference: Reference | None = None


class UpdateTerms(Value):
    """The terms of an UPDATE: only what changes. An end date of null (NO_END here) is removed."""

    type: Literal["update"] = "update"
    start_date: Day | None = Field(default=None, exclude_if=lambda day: day is None)
    start_hour: Hour | None = None
    end_date: Annotated[
        date | None,
        BeforeValidator(_null_is_no_end),
        AfterValidator(lambda day: None if day is None else _or_no_end(day)),
    ] = Field(default=None, exclude_if=lambda day: day is None)
    end_hour: Hour | None = None
    planned_hours: PlannedHours | None = None
    work_starts_at: LocalMoment | None = None
    reference: Reference | None = None

    @property
    def changes(self) -> dict[str, date | str | int]:
        """The named fields with their new values, by field name."""
        named = {name: getattr(self, name) for name in CHANGEABLE}
        return {name: value for name, value in named.items() if value is not None}


CHANGEABLE = ("start_date", "start_hour", "end_date", "end_hour", "planned_hours")
"""What an UPDATE can change; joint committee and worker type never."""


class CancelTerms(Value):
    """The terms of a CANCEL: none, the period shall never have been."""

    type: Literal["cancel"] = "cancel"
    reference: Reference | None = None


Terms = Annotated[InTerms | OutTerms | UpdateTerms | CancelTerms, Field(discriminator="type")]
"""What a declaration says, of whichever type."""


class SharedBalance(Value):
    """What a student showed of their own counter: hours left in a calendar year, on a day."""

    remaining_hours: Annotated[int, Field(ge=0, le=999)]
    as_of: Day


class InFiling(InTerms):
    """The body of ``POST /v1/declarations`` for an IN."""

    type: Literal["in"]
    employer: str | None = None
    worker: WorkerReference
    shared_balance: SharedBalance | None = None

    def terms(self) -> InTerms:
        """Return the terms without employer and person."""
        return InTerms.model_validate(self.model_dump(exclude={"employer", "worker", "shared_balance"}))


class _PeriodFiling(Value):
    """What OUT, UPDATE and CANCEL have in common: they speak of a period."""

    employer: str | None = None
    period: PeriodReference


class OutFiling(OutTerms, _PeriodFiling):
    """The body of ``POST /v1/declarations`` for an OUT."""

    type: Literal["out"]

    def terms(self) -> OutTerms:
        """Return the terms without employer and period."""
        return OutTerms.model_validate(self.model_dump(exclude={"employer", "period"}))


class UpdateFiling(UpdateTerms, _PeriodFiling):
    """The body of ``POST /v1/declarations`` for an UPDATE."""

    type: Literal["update"]

    def terms(self) -> UpdateTerms:
        """Return the terms without employer and period."""
        return UpdateTerms.model_validate(self.model_dump(exclude={"employer", "period"}))


class CancelFiling(CancelTerms, _PeriodFiling):
    """The body of ``POST /v1/declarations`` for a CANCEL."""

    type: Literal["cancel"]

    def terms(self) -> CancelTerms:
        """Return the terms without employer and period."""
        return CancelTerms.model_validate(self.model_dump(exclude={"employer", "period"}))


PeriodFiling = OutFiling | UpdateFiling | CancelFiling
Filing = InFiling | PeriodFiling
"""A whole request to file, of whichever type."""
