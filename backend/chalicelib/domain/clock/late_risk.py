"""Deadline, time left and what lateness can cost, in one answer: information, not advice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.domain.brussels import local_date
from chalicelib.domain.clock.deadline import Deadline
from chalicelib.domain.law.consequences import CONSEQUENCES, Consequence, Fault, consequences_of

NEAR = timedelta(hours=4)


class RiskLevel(StrEnum):
    """How near the deadline is."""

    NONE = "none"
    NEAR = "near"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class LateRisk:
    """The level, whole minutes left (below zero when it has passed), and the consequences of being late."""

    level: RiskLevel
    minutes_left: int
    consequences: tuple[Consequence, ...]


def late_risk(
    deadline: Deadline,
    worker_type: str | None,
    now: datetime,
    rows: Sequence[Consequence] = CONSEQUENCES,
    *,
    committee: str | None = None,
) -> LateRisk:
    """Return what is at stake for a filing now, by the earliest reading of its deadline.

    ``committee`` is the one whose rules count; None when nobody knows it.
    """
    left = deadline.advised - now
    if deadline.passed_for_sure(now):
        level = RiskLevel.LATE
    else:
        level = RiskLevel.NEAR if left <= NEAR else RiskLevel.NONE
    fits = consequences_of(local_date(now), Fault.LATE, worker_type, rows, committee)
    return LateRisk(level, int(left.total_seconds() // 60), tuple(fits))
