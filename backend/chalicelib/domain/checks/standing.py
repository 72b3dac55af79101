"""Whether the period a declaration speaks of can be declared on at all: 00913-354, -355, -357."""

from collections.abc import Iterator

from chalicelib.domain.certainty import Certainty
from chalicelib.domain.checks.case import OnPeriod
from chalicelib.domain.finding import Finding, finding
from chalicelib.domain.law.worker_type import Change, Permit
from chalicelib.domain.period import PeriodStatus


def period_was_created(case: OnPeriod) -> Iterator[Finding]:
    """00913-357: the RSZ refused the IN, so there is no period to declare on."""
    if case.before.status is PeriodStatus.NOT_CREATED:
        yield finding("00913-357", "period")


def period_is_not_cancelled(case: OnPeriod) -> Iterator[Finding]:
    """00913-355: the period was cancelled; while its CANCEL is on its way this only warns."""
    if case.before.status is not PeriodStatus.CANCELLED:
        return
    settled = any(p.id == case.own and p.status is PeriodStatus.CANCELLED for p in case.known.periods)
    yield finding("00913-355", "period", Certainty.OFFICIAL if settled else Certainty.INFERRED)


def refused_by(permit: Permit | None, name: str) -> Iterator[Finding]:
    """Yield the anomaly of a change that the worker type's table does not permit."""
    if permit is not None and not permit.allowed and permit.code is not None:
        yield finding(permit.code, name, permit.certainty)


def permit_of(case: OnPeriod, change: Change) -> Permit | None:
    """Return what the table says of a change, or None for a type we do not file: then the RSZ decides."""
    return case.variant.permits[change] if case.variant else None


RULES = (period_was_created, period_is_not_cancelled)
