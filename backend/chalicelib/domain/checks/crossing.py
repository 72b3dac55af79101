"""What would stand beside it: duplicates and overlaps with the employer's own periods (333, 334).

The RSZ's key was never published; inferred here: worker, worker type, committee and user. Our register
may also be behind. So these warn and send.
"""

from collections.abc import Iterator

from chalicelib.domain.certainty import Certainty
from chalicelib.domain.checks.case import Result
from chalicelib.domain.finding import Finding, finding
from chalicelib.domain.occupation import Occupation, crosses
from chalicelib.domain.period import Period, PeriodStatus


def overlap(case: Result) -> Iterator[Finding]:
    """333, 334 or own.overlapPending: it shares time with a period of the same kind."""
    for period in case.beside():
        if same_kind(period, case.occupation) and crosses(period, case.occupation):
            code = _code(case, period)
            yield finding(
                code, "startDate", Certainty.INFERRED, period=period.id, start=str(period.start_date)
            )
            return


def _code(case: Result, period: Period) -> str:
    if period.status is PeriodStatus.PENDING or period.on_its_way:
        return "own.overlapPending"
    return f"{case.block}-{'333' if _span(period) == _span(case.occupation) else '334'}"


def same_kind(one: Occupation, other: Occupation) -> bool:
    """Tell whether two occupations share the features by which the RSZ (probably) tells doubles."""
    return _features(one) == _features(other)


def _features(of: Occupation) -> tuple[str, str, str | None]:
    return of.worker_type, of.joint_committee, of.user_committee


def _span(of: Occupation) -> tuple[object, ...]:
    return of.start_date, of.start_hour, of.end_date, of.end_hour


RULES = (overlap,)
