"""The JSON a client may send: types and names only.

Whatever breaks this schema is HTTP 400; whatever the glossary has a code for (check digits, values
outside a list, fields that do not belong to a worker type) passes here and is judged by the rules.
Names marked [INF] in a comment are inferred: no source shows them.
"""

import re
from datetime import date
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)
from pydantic.alias_generators import to_camel

Kind = Literal["dimonaIn", "dimonaOut", "dimonaUpdate", "dimonaCancel"]
KINDS: tuple[Kind, ...] = get_args(Kind)


def _written_as_day(given: Any) -> Any:
    if not isinstance(given, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", given):
        raise ValueError("write a date as YYYY-MM-DD")
    return date.fromisoformat(given)


def _not_empty(given: str) -> str:
    if not given.strip():
        raise ValueError("leave an empty field out")
    return given


Day = Annotated[date, BeforeValidator(_written_as_day)]
Words = Annotated[str, AfterValidator(_not_empty)]
Hour = Annotated[str, Field(pattern=r"^\d{4}$")]
Ssin = Annotated[str, Field(pattern=r"^\d{11}$")]
PeriodNumber = Annotated[int, Field(ge=1, le=999_999_999_999)]
EnterpriseNumber = Annotated[str, Field(pattern=r"^\d{10}$")]


class Wire(BaseModel):
    """Base of all messages: exact types, camelCase, nothing unknown. No nulls, with one exception."""

    model_config = ConfigDict(
        alias_generator=to_camel, strict=True, extra="forbid", frozen=True, hide_input_in_errors=True
    )

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, given: Any) -> Any:
        if isinstance(given, dict) and any(v is None for k, v in given.items() if k != "boxNumber"):
            raise ValueError("leave a field out instead of sending null")
        return given


class Municipality(Wire):
    """NIS code (Belgium) and/or name."""

    code: int | None = None
    name: Words | None = None


class Address(Wire):
    """Home, place of work or address of a user company; country 150 is Belgium."""

    street: Words | None = None
    house_number: Words | None = None
    box_number: str | None = None
    post_code: Words | None = None
    municipality: Municipality | None = None
    country: int | None = None


class Employer(Wire):
    """Enterprise number or RSZ number, or both."""

    enterprise_number: EnterpriseNumber | None = None
    employer_id: int | None = None


class Worker(Wire):
    """An SSIN, or everything that identifies a person who has none."""

    ssin: Ssin | None = None
    family_name: Words | None = None
    given_name: Words | None = None
    birth_date: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")] | None = None
    place_of_birth: Words | None = None
    country_of_birth: int | None = None
    nationality: int | None = None
    gender: int | str | None = None
    address: Address | None = None


class UsingEmployer(Wire):
    """The user of an agency worker [INF]."""

    enterprise_number: EnterpriseNumber | None = None
    name: Words | None = None
    address: Address | None = None
    joint_commission_number: str | None = None


class Features(Wire):
    """The characteristics that make a period one of a kind."""

    joint_commission_number: str | None = None
    worker_type: Annotated[str, Field(pattern=r"^[A-Z0-9]{3}$")] | None = None
    using_employer: UsingEmployer | None = None


class PlaceOfWork(Wire):
    """Where a student works, when not at the registered office."""

    name: Words
    address: Address


class ControlCards(Wire):
    """C3.2A cards of the construction sector [INF in v2]."""

    first_month_c32_a_number: Words | None = Field(None, alias="firstMonthC32ANumber")
    next_month_c32_a_number: Words | None = Field(None, alias="nextMonthC32ANumber")


class SmallStatutes(Wire):
    """Accident insurance of trainees [INF]."""

    employment_nature: str | None = None
    worker_status: str | None = None
    activity_with_risk: str | None = None


class DimonaIn(Wire):
    """A new period."""

    start_date: Day | None = None
    start_hour: Hour | None = None
    end_date: Day | None = None
    end_hour: Hour | None = None
    planned_hours_number: int | None = None
    features: Features
    student_place_of_work: PlaceOfWork | None = None
    construction_control_cards: ControlCards | None = None
    small_statutes_information: SmallStatutes | None = None


class DimonaOut(Wire):
    """The end of an open period."""

    period_id: PeriodNumber | None = None
    end_date: Day | None = None


class DimonaUpdate(Wire):
    """New dates, hours or planned hours of a period; an end date of 9999-12-31 takes the end away."""

    period_id: PeriodNumber | None = None
    start_date: Day | None = None
    start_hour: Hour | None = None
    end_date: Day | None = None
    end_hour: Hour | None = None
    planned_hours_number: int | None = None


class DimonaCancel(Wire):
    """A period that shall never have been."""

    period_id: PeriodNumber | None = None


class Declaration(Wire):
    """One POST: exactly one of the four blocks, with employer and worker only beside an IN."""

    employer: Employer | None = None
    worker: Worker | None = None
    dimona_in: DimonaIn | None = None
    dimona_out: DimonaOut | None = None
    dimona_update: DimonaUpdate | None = None
    dimona_cancel: DimonaCancel | None = None

    @model_validator(mode="after")
    def _one_block(self) -> "Declaration":
        if len(self.model_fields_set - {"employer", "worker"}) != 1:
            raise ValueError("exactly one of dimonaIn, dimonaOut, dimonaUpdate, dimonaCancel is required")
        if self.dimona_in is None and (self.employer or self.worker):
            raise ValueError("employer and worker go with dimonaIn only")
        return self

    @property
    def kind(self) -> Kind:
        """The name of the block that is present."""
        return next(kind for kind in KINDS if self.blocks[kind] is not None)

    @property
    def blocks(self) -> dict[Kind, DimonaIn | DimonaOut | DimonaUpdate | DimonaCancel | None]:
        """The four blocks by their JSON name."""
        return {
            "dimonaIn": self.dimona_in,
            "dimonaOut": self.dimona_out,
            "dimonaUpdate": self.dimona_update,
            "dimonaCancel": self.dimona_cancel,
        }


class Question(Wire):
    """Body of the three searches: an employer, and a worker or a period of theirs if wanted [INF]."""

    employer: Employer
    worker: Worker | None = None
    period_id: PeriodNumber | None = None
