"""Quotas: what this filing reserves beside what we know to be used, and the warnings when it passes.

We know one employer only. What a student shares of their own counter makes the picture full; without
it the answer says that it counts what is used here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from chalicelib.domain.certainty import Certainty
from chalicelib.domain.checks.case import Result
from chalicelib.domain.filing import SharedBalance
from chalicelib.domain.finding import Finding, finding
from chalicelib.domain.law.quotas import Quota, QuotaKind, quotas_on
from chalicelib.domain.occupation import committee_in_effect
from chalicelib.domain.period import Period


@dataclass(frozen=True, slots=True)
class QuotaUse:
    """One quota of one calendar year with this filing in it; ``remaining`` only when all is known."""

    quota: Quota
    year: int
    used_here: int
    reserved: int
    shared_balance: int | None = None

    @property
    def remaining(self) -> int | None:
        """What is left after this filing, if everything is known; below zero it is passed."""
        return None if self.shared_balance is None else self.shared_balance - self.reserved

    @property
    def passed(self) -> bool:
        """Whether this filing passes the limit, as far as is known."""
        over_here = self.used_here + self.reserved > self.quota.limit
        return over_here or (self.remaining is not None and self.remaining < 0)


def quota_uses(case: Result) -> list[QuotaUse]:
    """Return every quota this filing draws on."""
    if case.kind is None:
        return []
    occupation, year = case.occupation, case.occupation.start_date.year
    rows = quotas_on(occupation.start_date, case.kind.code, committee_in_effect(occupation))
    return [_USES[row.kind](case, row, year) for row in rows]


def quota_is_kept(case: Result) -> Iterator[Finding]:
    """90017-369, 90256-369: with this filing, what is known passes the limit of the year."""
    for use in quota_uses(case):
        if use.passed and use.reserved:
            yield finding(
                use.quota.code,
                "plannedHours" if use.quota.kind is QuotaKind.STUDENT else "startDate",
                Certainty.INFERRED,
                kind=use.quota.kind.value,
                used=str(use.used_here),
                limit=str(use.quota.limit),
                planned=str(use.reserved),
            )


def _student(case: Result, quota: Quota, year: int) -> QuotaUse:
    used = student_hours(case.beside(), year)
    hours, balance = case.occupation.planned_hours or 0, case.known.balance
    if balance is None or balance.as_of.year != year:
        return QuotaUse(quota, year, used, hours)
    return QuotaUse(quota, year, used, hours, balance.remaining_hours + _since_shared(case, balance))


def _since_shared(case: Result, balance: SharedBalance) -> int:
    """Return how the shared balance has moved since: hours declared here later, and those this one frees."""
    later = [p for p in case.beside() if p.declared_on is not None and p.declared_on > balance.as_of]
    own = next((p for p in case.known.periods if p.id == case.own), None)
    counted = own is not None and (own.declared_on is None or own.declared_on <= balance.as_of)
    freed = (own.expected().planned_hours or 0) if own is not None and counted else 0
    return freed - student_hours(later, balance.as_of.year)


def student_hours(periods: list[Period], year: int) -> int:
    """Add up the planned hours of a student with this employer in a calendar year."""
    return sum(
        period.planned_hours or 0
        for period in periods
        if period.worker_type == "STU" and period.start_date.year == year
    )


def _extra_worker(case: Result, quota: Quota, year: int) -> QuotaUse:
    days = extra_days(case.beside(), year, committee_in_effect(case.occupation))
    return QuotaUse(quota, year, len(days), int(case.occupation.start_date not in days))


def _extra_employer(case: Result, quota: Quota, year: int) -> QuotaUse:
    own = extra_days(case.beside(), year, committee_in_effect(case.occupation))
    days = {day for day in case.known.extra_days if day.year == year} | own
    return QuotaUse(quota, year, len(days), int(case.occupation.start_date not in days))


def extra_days(periods: list[Period], year: int, committee: str) -> set[date]:
    """Return the days of a year on which a worker is an extra; a night shift is one day."""
    return {
        period.start_date
        for period in periods
        if period.worker_type == "EXT"
        and period.start_date.year == year
        and committee_in_effect(period) == committee
    }


_USES = {
    QuotaKind.STUDENT: _student,
    QuotaKind.EXTRA_WORKER: _extra_worker,
    QuotaKind.EXTRA_EMPLOYER: _extra_employer,
}
RULES = (quota_is_kept,)
