"""What would stand beside it: duplicates and overlaps with the employer's own periods (333, 334).

The RSZ's key was never published; inferred here: worker, worker type, committee and user. Our register
may also be behind. So these warn and send.
"""

from collections.abc import Iterator

from chalicelib.domain.certainty import Certainty
from chalicelib.domain.checks.case import Result
from chalicelib.domain.finding import Finding, finding
from chalicelib.domain.occupation import Occupation, begins, crosses
from chalicelib.domain.period import Period, PeriodStatus


def overlap(case: Result) -> Iterator[Finding]:
    """333, 334 or own.overlapPending: it shares time with periods of the same kind; each code once."""
    crossed: dict[str, Period] = {}
    for period in case.beside:
        if crosses(period, case.occupation) and same_kind(period, case.occupation):
            crossed.setdefault(_code(case, period), period)
    for code, period in crossed.items():
        start = str(period.start_date)
        yield finding(code, "startDate", Certainty.INFERRED, period=period.id, start=start)


def _code(case: Result, period: Period) -> str:
    """A double starts at the same moment; whether it must end there too, nobody says."""
    if period.status is PeriodStatus.PENDING or period.on_its_way:
        return "own.overlapPending"
    double = begins(period) == begins(case.occupation)
    return f"{case.block}-333" if double else f"{case.block}-334"


def same_kind(one: Occupation, other: Occupation) -> bool:
    """Tell whether two occupations share the features by which the RSZ (probably) tells doubles."""
    alike = one.worker_type == other.worker_type and one.joint_committee == other.joint_committee
    return alike and one.user_committee == other.user_committee


RULES = (overlap,)
