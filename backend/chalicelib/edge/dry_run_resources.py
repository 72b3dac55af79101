"""The shapes of the dry run; the OpenAPI document shows the same."""

from typing import Any, Literal

from pydantic import Field

from chalicelib.domain.schema import Value
from chalicelib.edge.problems import Issue
from chalicelib.edge.reference_resources import ConsequenceView
from chalicelib.edge.resources import DeadlineView, WarningView

_ABSENT: Any = Field(default=None, exclude_if=lambda value: value is None)
"""A field that is left out, not null, when there is nothing to say."""


class QuotaView(Value):
    """A quota of a calendar year. ``known`` says whether we see all of it or only what is used here."""

    kind: str
    year: int
    unit: str
    limit: int
    used_here: int
    shared_balance: int | None = _ABSENT
    reserved_by_this: int
    remaining: int | None = _ABSENT
    known: Literal["full", "here"]
    source: str


class LateRiskView(Value):
    """Deadline, time left and consequence together."""

    level: str
    minutes_left: int
    text: str
    consequences: list[ConsequenceView]


class DryRunView(Value):
    """What would come of a filing; nothing was stored or sent. National numbers are masked, or revealed."""

    valid: bool
    issues: list[Issue]
    warnings: list[WarningView]
    deadline: DeadlineView | None
    quota: QuotaView | None = _ABSENT
    quotas: list[QuotaView]
    late_risk: LateRiskView | None
    rsz_request: dict[str, Any] | None
