"""A Dimona period as the register knows it: created by one IN, kept under the RSZ's number when known."""

from datetime import date
from enum import StrEnum

from chalicelib.domain.schema import Value


class PeriodStatus(StrEnum):
    """How real a period is: on its way, held by the RSZ, or never created."""

    PENDING = "pending"
    ACTIVE = "active"
    NOT_CREATED = "notCreated"


class Period(Value):
    """One period of a worker with this employer. ``id`` exists from the moment we accept the IN."""

    id: str
    rsz_number: str | None = None
    declaration_id: str
    status: PeriodStatus
    worker_type: str
    joint_committee: str
    start_date: date
    end_date: date | None = None
    planned_hours: int | None = None

    def crosses(self, start: date, end: date | None) -> bool:
        """Tell whether the days of this period and those given have a day in common."""
        return (end is None or self.start_date <= end) and (self.end_date is None or start <= self.end_date)
