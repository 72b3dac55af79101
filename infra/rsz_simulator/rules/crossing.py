"""A period against the other periods of the same worker with the same employer.

The exact key is not published [INF]: worker type, joint committee and user make two periods alike.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from infra.rsz_simulator.period import Period
from infra.rsz_simulator.rules import Case
from infra.rsz_simulator.rules.worker_types import HORECA

_LONGEST_RUN = 2


def others(case: Case) -> list[Period]:
    """Standing periods of this employer and worker, without the one in question."""
    books, period = case.world.books, case.period
    if period.ssin is None:
        return []
    return [
        other
        for other in books.periods_of(period.employer, period.ssin)
        if not other.cancelled and other.id != period.id
    ]


def _alike(case: Case) -> list[Period]:
    across = case.world.behaviour.overlap_across_committees
    key = _key(case.period, across=across)
    return [other for other in others(case) if _key(other, across=across) == key]


def _key(period: Period, *, across: bool) -> tuple[str, str, str]:
    if across:
        return period.worker_type, "", ""
    user = period.features.get("usingEmployer", {})
    return period.worker_type, period.joint_committee, user.get("enterpriseNumber") or user.get("name") or ""


def _is_double(case: Case, other: Period) -> bool:
    same_end = other.end == case.period.end or not case.world.behaviour.duplicate_needs_same_end
    return other.start == case.period.start and same_end


def duplicate(case: Case) -> Iterator[str]:
    """-333: a period alike that starts at the same moment."""
    if any(_is_double(case, other) for other in _alike(case)):
        yield f"{case.block}-333"


def overlap(case: Case) -> Iterator[str]:
    """-334: a period alike that is no double and crosses this one."""
    period = case.period
    if any(
        not _is_double(case, other) and other.start < period.end and period.start < other.end
        for other in _alike(case)
    ):
        yield f"{case.block}-334"


def days_in_a_row(case: Case) -> Iterator[str]:
    """00910-459: an occasional worker on more than two days in a row; a night shift is one day."""
    if case.period.worker_type != "EXT" or not _counts(case, case.period):
        return
    worked = {
        other.start_date for other in others(case) if other.worker_type == "EXT" and _counts(case, other)
    }
    if _run(case.period.start_date, worked) > _LONGEST_RUN:
        yield "00910-459"


def _counts(case: Case, period: Period) -> bool:
    return period.sector == HORECA or not case.world.behaviour.run_limit_in_horeca_only


def _run(day: date, worked: set[date]) -> int:
    """Length of the run of days around `day`."""
    length = 1
    for step in (timedelta(days=1), timedelta(days=-1)):
        neighbour = day + step
        while neighbour in worked:
            length, neighbour = length + 1, neighbour + step
    return length


RULES = (duplicate, overlap, days_in_a_row)
