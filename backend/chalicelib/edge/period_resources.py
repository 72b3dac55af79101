"""The shapes of periods and of what may be done with them."""

from datetime import date
from typing import Any

from pydantic import Field

from chalicelib.domain.filing import DeclarationType, Lump
from chalicelib.domain.period import PeriodStatus
from chalicelib.domain.phase import Phase
from chalicelib.domain.schema import Value
from chalicelib.edge.resources import DeadlineView, WorkerBrief

ABSENT: Any = Field(default=None, exclude_if=lambda value: value is None)
"""A field that is left out, not null, when there is nothing to say."""


class OnItsWayView(Value):
    """A declaration on a period that the RSZ has not settled yet, and what it changes."""

    declaration_id: str
    type: DeclarationType
    changes: dict[str, Any]


class OperationView(Value):
    """What may be done now: a declaration type, for an UPDATE also what it would change.

    ``deadline.assumed`` says that it follows from a day that you have not named yet. ``certainty`` is
    how sure we are that it is allowed; ``note`` says what is uncertain.
    """

    type: DeclarationType
    change: str | None = ABSENT
    deadline: DeadlineView
    certainty: str
    note: str | None = ABSENT


class PeriodView(Value):
    """A period as the RSZ holds it, as far as we know.

    ``status`` is where it is in time; ``atRsz`` says whether the RSZ has created it. What is on its
    way is not in its fields yet.
    """

    id: str
    rsz_number: str | None
    status: Phase
    at_rsz: PeriodStatus
    worker: WorkerBrief
    worker_type: str
    joint_committee: str
    using_joint_committee: str | None
    lump: Lump | None
    start_date: date
    start_hour: str | None
    end_date: date | None
    end_hour: str | None
    planned_hours: int | None
    declaration_id: str | None
    on_its_way: list[OnItsWayView]
    operations: list[OperationView]


class PeriodList(Value):
    """A page of periods; ``next`` is absent on the last page."""

    items: list[PeriodView]
    next: str | None = ABSENT
