"""Warnings (NP): student quota, flexi conditions."""

from collections.abc import Iterator

from infra.rsz_simulator.rules import Case

# First year of the limit, hours per calendar year over all employers.
STUDENT_HOURS = ((2025, 650), (2023, 600), (0, 475))


def student_limit(year: int) -> int:
    """Hours a student may work at reduced contributions in a calendar year."""
    return next(hours for first_year, hours in STUDENT_HOURS if year >= first_year)


def student_quota(case: Case) -> Iterator[str]:
    """90017-369: planned hours of all employers together exceed the quota of the year."""
    period, year = case.period, case.period.start_date.year
    if period.worker_type != "STU" or period.ssin is None:
        return
    reserved = sum(
        other.planned_hours or 0
        for other in case.world.ledger.periods_of_worker(period.ssin)
        if other.worker_type == "STU"
        and other.start_date.year == year
        and not other.cancelled
        and other.id != period.id
    )
    elsewhere = case.world.facts.quota_used.get(period.ssin, 0)
    if elsewhere + reserved + (period.planned_hours or 0) > student_limit(year):
        yield "90017-369"


def flexi_conditions(case: Case) -> Iterator[str]:
    """90017-510: somebody who does not meet the conditions of a flexi-job (a fact set by the test)."""
    if case.period.worker_type == "FLX" and case.period.ssin in case.world.facts.flexi_refused:
        yield "90017-510"


RULES = (student_quota, flexi_conditions)
