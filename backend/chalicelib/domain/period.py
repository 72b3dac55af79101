"""A Dimona period as the register knows it: created by one IN, kept under the RSZ's number when known."""

from datetime import date
from enum import StrEnum
from typing import Any

from chalicelib.domain.filing import (
    NO_END,
    CancelTerms,
    InTerms,
    Lump,
    OutTerms,
    PlaceOfWork,
    Terms,
    UpdateTerms,
    UsingEmployer,
)
from chalicelib.domain.schema import Value


class PeriodStatus(StrEnum):
    """How real a period is: on its way, held by the RSZ, never created, or cancelled there."""

    PENDING = "pending"
    ACTIVE = "active"
    NOT_CREATED = "notCreated"
    CANCELLED = "cancelled"
    UNVERIFIED = "unverified"
    """Named by a number that the register does not know; only the RSZ can say whose it is."""

    @property
    def stands(self) -> bool:
        """Whether the period exists at the RSZ or may come to exist."""
        return self in {PeriodStatus.PENDING, PeriodStatus.ACTIVE}


class OnItsWay(Value):
    """A declaration on this period that the RSZ has not settled yet, and what it waits for."""

    declaration_id: str
    terms: Terms
    waits_for: tuple[str, ...] = ()


class Period(Value):
    """One period of a worker with this employer. ``id`` exists from the moment we accept the IN.

    Its own fields are what the RSZ holds (or would, while pending); ``on_its_way`` lists what may
    still change them, in the order of acceptance.
    """

    id: str
    rsz_number: str | None = None
    declaration_id: str | None = None
    declared_on: date | None = None
    status: PeriodStatus
    worker_type: str
    joint_committee: str
    user_committee: str | None = None
    lump: Lump | None = None
    start_date: date
    start_hour: str | None = None
    end_date: date | None = None
    end_hour: str | None = None
    planned_hours: int | None = None
    place_of_work: PlaceOfWork | None = None
    using_employer: UsingEmployer | None = None
    on_its_way: tuple[OnItsWay, ...] = ()

    def expected(self) -> "Period":
        """Return the period as it will be when everything on its way has been accepted."""
        return self.stages()[-1]

    def stages(self) -> list["Period"]:
        """Return the period as it stands, and as it will be after each declaration on its way."""
        found = [self]
        for one in self.on_its_way:
            found.append(found[-1].changed_by(one.terms))
        return found

    def changed_by(self, terms: Terms) -> "Period":
        """Return the period after an accepted declaration on it; an IN changes nothing more."""
        match terms:
            case OutTerms():
                return self.model_copy(update={"end_date": terms.end_date})
            case UpdateTerms():
                return self.model_copy(update=_values(terms))
            case CancelTerms():
                return self.model_copy(update={"status": PeriodStatus.CANCELLED})
            case InTerms():
                return self

    def with_(self, one: OnItsWay) -> "Period":
        """Return the period with one more declaration on its way."""
        return self.model_copy(update={"on_its_way": (*self.on_its_way, one)})

    def without(self, declaration_id: str) -> "Period":
        """Return the period without that declaration on its way."""
        left = tuple(one for one in self.on_its_way if one.declaration_id != declaration_id)
        return self.model_copy(update={"on_its_way": left})


def _values(terms: UpdateTerms) -> dict[str, Any]:
    changes: dict[str, Any] = terms.changes
    return {**changes, "end_date": None} if changes.get("end_date") == NO_END else changes


def unverified(period_id: str, number: str, today: date) -> Period:
    """Return what stands for a period of which only the RSZ's number is known."""
    return Period(
        id=period_id,
        rsz_number=number,
        status=PeriodStatus.UNVERIFIED,
        worker_type="",
        joint_committee="",
        start_date=today,
    )


def period_of(
    terms: InTerms, period_id: str, declaration_id: str, on: date, waits_for: tuple[str, ...] = ()
) -> Period:
    """Return the period an IN declared on a day would create, as on its way."""
    return Period(
        id=period_id,
        declaration_id=declaration_id,
        declared_on=on,
        status=PeriodStatus.PENDING,
        worker_type=terms.worker_type,
        joint_committee=terms.joint_committee,
        user_committee=terms.user_committee,
        lump=terms.lump,
        start_date=terms.start_date,
        start_hour=terms.start_hour,
        end_date=terms.end_date,
        end_hour=terms.end_hour,
        planned_hours=terms.planned_hours,
        place_of_work=terms.place_of_work,
        using_employer=terms.using_employer,
        on_its_way=(OnItsWay(declaration_id=declaration_id, terms=terms, waits_for=waits_for),),
    )
