"""The conditions of a flexi-job: 90017-510 (NP) in the answer to the IN."""

from collections.abc import Iterator
from datetime import date

from infra.rsz_simulator.period import Period
from infra.rsz_simulator.rules import Case
from infra.rsz_simulator.rules.crossing import others


def conditions(case: Case) -> Iterator[str]:
    """90017-510: too little work elsewhere in earlier quarters (a fact), or other work for this employer."""
    period, world = case.period, case.world
    if period.worker_type != "FLX" or period.ssin in world.facts.pensioners:
        return
    refused = period.ssin in world.facts.flexi_refused
    if refused or (world.behaviour.flexi_checks_same_employer and _works_here_otherwise(case)):
        yield "90017-510"


def _works_here_otherwise(case: Case) -> bool:
    return any(
        other.worker_type != "FLX" and _in_quarter_of(other, case.period.start_date) for other in others(case)
    )


def _in_quarter_of(period: Period, day: date) -> bool:
    first_month = (day.month - 1) // 3 * 3 + 1
    begins = date(day.year, first_month, 1)
    follows = date(day.year + first_month // 10, (first_month + 2) % 12 + 1, 1)
    return period.start_date < follows and (period.end_date is None or period.end_date >= begins)
