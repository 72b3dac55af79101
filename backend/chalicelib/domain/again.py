"""The same as last time: a past shift, or a template of one, as a filing for another day; pure."""

from datetime import date, timedelta
from typing import Annotated, Any

from pydantic import Field

from chalicelib.domain.filing import (
    Hour,
    InFiling,
    InTerms,
    Lump,
    PlaceOfWork,
    PlannedHours,
    Reference,
    UsingEmployer,
    WorkerId,
)
from chalicelib.domain.period import Period
from chalicelib.domain.schema import Value

LONGEST = 92


class Recurring(Value):
    """A filing without dates. ``ends_after_days`` counts from the first day; null leaves the end open."""

    worker_id: WorkerId
    worker_type: Annotated[str, Field(max_length=3)]
    joint_committee: Annotated[str, Field(max_length=3)]
    lump: Lump | None = None
    start_hour: Hour | None = None
    end_hour: Hour | None = None
    ends_after_days: Annotated[int, Field(ge=0, le=LONGEST)] | None = 0
    planned_hours: PlannedHours | None = None
    place_of_work: PlaceOfWork | None = None
    using_employer: UsingEmployer | None = None
    reference: Reference | None = None

    def on(self, day: date, employer: str) -> InFiling:
        """Return the filing for a day."""
        after = self.ends_after_days
        fields: dict[str, Any] = self.model_dump(exclude={"worker_id", "ends_after_days"})
        return InFiling(
            type="in",
            employer=employer,
            worker={"id": self.worker_id},
            start_date=day,
            end_date=None if after is None else day + timedelta(days=after),
            **fields,
        )


def recurring(worker_id: str, period: Period) -> Recurring:
    """Return what a period was, without its dates."""
    after = None if period.end_date is None else (period.end_date - period.start_date).days
    same = {name: getattr(period, name) for name in Recurring.model_fields if name in Period.model_fields}
    return Recurring(worker_id=worker_id, ends_after_days=after, **same)


def differences(was: Period, now: InTerms) -> dict[str, tuple[date | None, date | None]]:
    """Return the dates that are other ones this time, by field."""
    pairs = {name: (getattr(was, name), getattr(now, name)) for name in ("start_date", "end_date")}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
