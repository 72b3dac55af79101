"""The YAML cases as worlds that the simulator can judge too, where its world can express them."""

from collections.abc import Iterator
from dataclasses import replace

from chalicelib.domain.checks.case import Known
from chalicelib.domain.clock.working_days import WorkingDays
from chalicelib.domain.filing import InFiling
from chalicelib.domain.period import PeriodStatus
from infra.rsz_simulator.facts import Facts
from tests.law.cases import LawCase
from tests.law.two_opinions.ingredients import SSINS
from tests.law.two_opinions.opinions import HERE, World, numbered

_HOURS_OF_A_STUDENT = 650


def world_of(case: LawCase) -> World | None:
    """Return the world of a case, or None when it lies outside what the simulator's file can hold."""
    if any(_reasons(case)):
        return None
    filing, known = case.filing(), case.known()
    periods = tuple(numbered(number, each) for number, each in enumerate(known.periods))
    ssin = filing.worker.ssin if isinstance(filing, InFiling) else SSINS[0]
    known = replace(known, periods=periods)
    return World(filing, known, _facts(known, ssin), ssin)


def _reasons(case: LawCase) -> Iterator[bool]:
    """What the simulator cannot know: our settings, and what only is on its way to the RSZ."""
    known = case.known()
    yield bool(known.readings.switched_off) or known.readings.working_days is WorkingDays.MON_FRI
    yield any(not _is_settled(each.status) or each.on_its_way for each in known.periods)
    yield case.when.get("replaces") is not None
    yield case.when.get("startDate") in known.extra_days
    yield known.balance is not None and known.balance.as_of.year != known.today.year


def _is_settled(status: PeriodStatus) -> bool:
    return status in {PeriodStatus.ACTIVE, PeriodStatus.CANCELLED}


def _facts(known: Known, ssin: str | None) -> Facts:
    days = sum(day.year == known.today.year for day in known.extra_days)
    used = {HERE.enterprise_number: days}
    if known.balance is None:
        return Facts(employer_extra_days_used=used)
    shown = [p for p in known.periods if p.declared_on is None or p.declared_on <= known.balance.as_of]
    here = sum(each.planned_hours or 0 for each in shown)
    elsewhere = _HOURS_OF_A_STUDENT - known.balance.remaining_hours - here
    return Facts(employer_extra_days_used=used, quota_used={ssin or "": elsewhere})
