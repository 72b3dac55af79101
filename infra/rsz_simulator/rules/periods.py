"""The period that an OUT, UPDATE or CANCEL speaks of: it exists, stands, and takes declarations."""

from collections.abc import Iterator

from infra.rsz_simulator.rules import Case


def mandate(case: Case) -> Iterator[str]:
    """90256-155: no mandate for the employer of the period (a fact); HTTP 403 unless switched."""
    if case.period.employer in case.world.facts.without_mandate:
        yield "90256-155"


def not_locked(case: Case) -> Iterator[str]:
    """00913-362: the period is locked (a fact)."""
    if case.period.locked or case.period.id in case.world.facts.locked_periods:
        yield "00913-362"


def told_of_period(case: Case) -> Iterator[str]:
    """Whatever code a test lays down for this period number."""
    yield from case.world.facts.period_anomalies.get(str(case.period.id), ())


RULES = (mandate, not_locked, told_of_period)
