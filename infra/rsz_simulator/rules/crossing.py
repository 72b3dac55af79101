"""A period against the other periods of the same worker with the same employer.

The exact key is not published [INF]: worker type, joint committee and user make two periods alike.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from infra.rsz_simulator.period import Period
from infra.rsz_simulator.rules import Case

_LONGEST_RUN = 2


def _others(case: Case) -> list[Period]:
    """Standing periods of this employer and worker, without the one in question."""
    ledger, period = case.world.ledger, case.period
    if period.ssin is None:
        return []
    return [
        other
        for other in ledger.periods_of(period.employer, period.ssin)
        if not other.cancelled and other.id != period.id
    ]


def _alike(case: Case) -> list[Period]:
    across = case.world.behaviour.overlap_across_committees
    return [
        other for other in _others(case) if _key(other, across=across) == _key(case.period, across=across)
    ]


def _key(period: Period, *, across: bool) -> tuple[str, str, str]:
    if across:
        return period.worker_type, "", ""
    user = period.features.get("usingEmployer", {})
    return period.worker_type, period.joint_committee, user.get("enterpriseNumber") or user.get("name") or ""


def duplicate(case: Case) -> Iterator[str]:
    """-333: a period alike that starts at the same moment."""
    if any(other.start == case.period.start for other in _alike(case)):
        yield f"{case.block}-333"


def overlap(case: Case) -> Iterator[str]:
    """-334: a period alike that starts at another moment and crosses this one."""
    period = case.period
    if any(
        other.start != period.start and other.start < period.end and period.start < other.end
        for other in _alike(case)
    ):
        yield f"{case.block}-334"


def days_in_a_row(case: Case) -> Iterator[str]:
    """00910-459: an occasional worker on more than two days in a row; a night shift is one day."""
    if case.period.worker_type != "EXT":
        return
    worked = {other.start_date for other in _others(case) if other.worker_type == "EXT"}
    if _run(case.period.start_date, worked) > _LONGEST_RUN:
        yield "00910-459"


def _run(day: date, worked: set[date]) -> int:
    """Length of the run of days around `day`."""
    length = 1
    for step in (timedelta(days=1), timedelta(days=-1)):
        neighbour = day + step
        while neighbour in worked:
            length, neighbour = length + 1, neighbour + step
    return length


RULES = (duplicate, overlap, days_in_a_row)
