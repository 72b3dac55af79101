"""What an employer says when filing: the shape of an IN before any rule has looked at it."""

import re
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from chalicelib.domain.schema import Value
from chalicelib.domain.worker import Address, FamilyName, GivenName, WorkerIdentity

YEARS = range(1800, 3000)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


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


def _only_local(value: datetime) -> datetime:
    if value.tzinfo is not None:
        raise ValueError("a local time carries no offset")
    return value


Day = Annotated[date, BeforeValidator(_only_iso), AfterValidator(_of_these_centuries)]
"""A calendar day, ``YYYY-MM-DD`` and nothing else."""
Hour = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
"""A local hour, ``HH:MM``."""
LocalMoment = Annotated[datetime, AfterValidator(_only_local)]
"""A local date-time in Europe/Brussels, without offset."""


class DeclarationType(StrEnum):
    """The declaration types of the RSZ; OUT, UPDATE and CANCEL follow in a later issue."""

    IN = "in"


class Mode(StrEnum):
    """Live reaches the RSZ; test is the caller's own sandbox. Part of every key in the store."""

    LIVE = "live"
    TEST = "test"


class WorkerReference(WorkerIdentity):
    """Whom the filing is about: our ``id``, or an SSIN with names, or full identity data."""

    id: Annotated[str, Field(pattern=r"^wrk_[a-z0-9]+$")] | None = None
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


class InTerms(Value):
    """The terms of an IN, without the person: what is stored in the open and shown as filed."""

    type: Literal["in"] = "in"
    worker_type: str
    joint_committee: str
    start_date: Day
    start_hour: Hour | None = None
    end_date: Day | None = None
    end_hour: Hour | None = None
    planned_hours: Annotated[int, Field(strict=True)] | None = None
    place_of_work: PlaceOfWork | None = None
    using_employer: UsingEmployer | None = None
    work_starts_at: LocalMoment | None = None
    reference: Annotated[str, Field(min_length=1, max_length=100)] | None = None


class InFiling(InTerms):
    """The body of ``POST /v1/declarations`` for an IN."""

    type: Literal["in"]
    employer: str | None = None
    worker: WorkerReference

    def terms(self) -> InTerms:
        """Return the terms without employer and person."""
        return InTerms.model_validate(self.model_dump(exclude={"employer", "worker"}))
