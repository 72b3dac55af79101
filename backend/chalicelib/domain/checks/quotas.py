"""Quotas: what this filing reserves beside what we know to be used, and the warnings when it passes.

We know one employer only. What a student shares of their own counter makes the picture full; without
it the answer says that it counts what is used here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from chalicelib.domain.certainty import Certainty
from chalicelib.domain.checks.case import Changing, Hiring, Result
from chalicelib.domain.filing import SharedBalance
from chalicelib.domain.finding import Finding, finding
from chalicelib.domain.law.quotas import Quota, QuotaKind, Unit, quotas_on
from chalicelib.domain.occupation import Occupation, committee_in_effect, local_end, local_start
from chalicelib.domain.period import Period

HOUR = timedelta(hours=1)


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


def quota_uses(case: Hiring | Changing) -> tuple[QuotaUse, ...]:
    """Return every quota this filing draws on."""
    if case.kind is None:
        return ()
    occupation, year = case.occupation, case.occupation.start_date.year
    committee = committee_in_effect(occupation)
    rows = quotas_on(case.known.quotas, occupation.start_date, case.kind.code, committee)
    return tuple([_USES[row.kind, row.unit](case, row, year) for row in rows])


def quotas_passed(case: Hiring | Changing, uses: Sequence[QuotaUse]) -> Iterator[Finding]:
    """90017-369, 90256-369: with this filing, what is known passes the limit of the year."""
    for use in uses:
        if use.passed and use.reserved and _draws_anew(case, use.quota):
            yield finding(
                use.quota.code,
                "plannedHours" if use.quota.kind is QuotaKind.STUDENT else "startDate",
                Certainty.INFERRED,
                kind=use.quota.kind.value,
                unit=use.quota.unit.value,
                used=str(use.used_here),
                limit=str(use.quota.limit),
                planned=str(use.reserved),
            )


def _draws_anew(case: Hiring | Changing, quota: Quota) -> bool:
    """Tell whether it draws on a quota, or only changes something else of a period that did so before."""
    if isinstance(case, Hiring) or quota.unit is Unit.HOURS:
        return isinstance(case, Hiring) or _hours_differ(case)
    return case.before.start_date != case.occupation.start_date


def _hours_differ(case: Changing) -> bool:
    before, after = case.before, case.occupation
    return before.planned_hours != after.planned_hours or _length(before) != _length(after)


def _student(case: Result, quota: Quota, year: int) -> QuotaUse:
    used = student_hours(case.beside, year)
    hours, balance = case.occupation.planned_hours or 0, case.known.balance
    if balance is None or balance.as_of.year != year:
        return QuotaUse(quota, year, used, hours)
    return QuotaUse(quota, year, used, hours, balance.remaining_hours + _since_shared(case, balance))


def _since_shared(case: Result, balance: SharedBalance) -> int:
    """Return how the shared balance has moved since: hours declared here later, and those this one frees."""
    later = [p for p in case.beside if p.declared_on is not None and p.declared_on > balance.as_of]
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
    days = {each.start_date for each in case.extras_alike}
    return QuotaUse(quota, year, len(days), int(case.occupation.start_date not in days))


def _extra_hours(case: Result, quota: Quota, year: int) -> QuotaUse:
    """Whole hours; what this filing begins counts in full."""
    before = sum((_length(each) for each in case.extras_alike), timedelta())
    used = before // HOUR
    return QuotaUse(quota, year, used, -((-before - _length(case.occupation)) // HOUR) - used)


def _extra_employer(case: Result, quota: Quota, year: int) -> QuotaUse:
    days = {day for day in case.known.extra_days if day.year == year}
    days |= {each.start_date for each in case.extras_alike}
    return QuotaUse(quota, year, len(days), int(case.occupation.start_date not in days))


def _length(of: Occupation) -> timedelta:
    start, end = local_start(of), local_end(of)
    return end - start if start is not None and end is not None and end > start else timedelta()


_USES = {
    (QuotaKind.STUDENT, Unit.HOURS): _student,
    (QuotaKind.EXTRA_WORKER, Unit.DAYS): _extra_worker,
    (QuotaKind.EXTRA_WORKER, Unit.HOURS): _extra_hours,
    (QuotaKind.EXTRA_EMPLOYER, Unit.DAYS): _extra_employer,
}
