"""The quotas as a dated table: student hours, days of extras. Passing one is a warning, never a refusal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from chalicelib.domain.certainty import Certainty
from chalicelib.domain.law.committees import AGRICULTURE, FUNERAL, HORECA, HORTICULTURE, SINCE_DIMONA
from chalicelib.domain.law.sources import STUDENTS


class QuotaKind(StrEnum):
    """Who has how much of what in a calendar year."""

    STUDENT = "student"
    EXTRA_WORKER = "extWorker"
    EXTRA_EMPLOYER = "extEmployer"


class Unit(StrEnum):
    """What is counted."""

    HOURS = "hours"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Quota:
    """A yearly limit of a worker type, from a day on; for extras by the committee in effect."""

    kind: QuotaKind
    worker_type: str
    limit: int
    unit: Unit
    code: str
    valid_from: date
    certainty: Certainty
    source: str
    committee: str | None = None


_WORKER, _EMPLOYER = "90017-369", "90256-369"

QUOTAS: Final[tuple[Quota, ...]] = (
    Quota(QuotaKind.STUDENT, "STU", 475, Unit.HOURS, _WORKER, date(2017, 1, 1), Certainty.OFFICIAL, STUDENTS),
    Quota(
        QuotaKind.STUDENT, "STU", 600, Unit.HOURS, _WORKER, date(2023, 1, 1), Certainty.SECONDARY,
        "pepsinterim.be",
    ),
    Quota(
        QuotaKind.STUDENT, "STU", 650, Unit.HOURS, _WORKER, date(2025, 1, 1), Certainty.OFFICIAL,
        "Law of 10 April 2025 (gazette of 8 May 2025)",
    ),
    Quota(
        QuotaKind.EXTRA_WORKER, "EXT", 50, Unit.DAYS, _WORKER, date(2013, 10, 1), Certainty.SECONDARY,
        "Securex; UCM", HORECA,
    ),
    Quota(
        QuotaKind.EXTRA_EMPLOYER, "EXT", 200, Unit.DAYS, _EMPLOYER, date(2015, 1, 1), Certainty.SECONDARY,
        "Securex; UCM", HORECA,
    ),
    Quota(
        QuotaKind.EXTRA_WORKER, "EXT", 50, Unit.DAYS, _WORKER, SINCE_DIMONA, Certainty.SECONDARY,
        "Securex 2023", AGRICULTURE,
    ),
    Quota(
        QuotaKind.EXTRA_WORKER, "EXT", 100, Unit.DAYS, _WORKER, date(2023, 7, 1), Certainty.SECONDARY,
        "Securex 2023", HORTICULTURE,
    ),
    Quota(
        QuotaKind.EXTRA_WORKER, "EXT", 200, Unit.DAYS, _WORKER, date(2019, 4, 1), Certainty.SECONDARY,
        "sector of funeral directors", FUNERAL,
    ),
    Quota(
        QuotaKind.EXTRA_WORKER, "EXT", 800, Unit.HOURS, _WORKER, date(2019, 4, 1), Certainty.SECONDARY,
        "sector of funeral directors", FUNERAL,
    ),
)  # fmt: skip
"""Every quota we can count. Not among them: 100 half days with livestock (144), the mushroom rule (145)."""


def quotas_on(rows: Sequence[Quota], day: date, worker_type: str, committee: str) -> list[Quota]:
    """Return the quotas in force on a day: of each kind and unit the newest row that counts for these.

    A newer row stands below the one whose place it takes.
    """
    found: dict[tuple[QuotaKind, Unit], Quota] = {}
    for row in rows:
        if row.worker_type == worker_type and row.valid_from <= day and row.committee in (None, committee):
            found[row.kind, row.unit] = row
    return list(found.values())
