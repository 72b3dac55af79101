"""What an OUT and a CANCEL may do: 00911, 00913-356 and own.uncertainRule."""

from collections.abc import Iterator

from chalicelib.domain.brussels import quarter
from chalicelib.domain.certainty import Certainty
from chalicelib.domain.checks.case import Cancelling, Closing
from chalicelib.domain.checks.standing import permit_of, refused_by
from chalicelib.domain.finding import Finding, finding
from chalicelib.domain.law.worker_type import Change


def period_is_open(case: Closing) -> Iterator[Finding]:
    """00913-356: a period with an end date is changed by an UPDATE, not closed by an OUT.

    An end that is still on its way may be refused yet: then this only warns.
    """
    if case.before.end_date is None:
        return
    settled = any(p.id == case.own and p.end_date is not None for p in case.known.periods)
    certainty = Certainty.OFFICIAL if settled else Certainty.INFERRED
    yield finding("00913-356", "period", certainty, end=str(case.before.end_date))


def period_closes_in_its_quarter(case: Closing) -> Iterator[Finding]:
    """own.uncertainRule: an OUT after the quarter of a flexi-job by the period (warns; no code is known).

    A period is at most one quarter; of an IN or UPDATE 421 says so, of an OUT nobody does.
    """
    start, end = case.before.start_date, case.terms.end_date
    if case.variant is None or not (case.variant.several_days and case.variant.same_quarter):
        return
    if end > start and quarter(end) != quarter(start):
        yield finding("own.uncertainRule", "endDate", Certainty.UNCERTAIN, end=str(end))


def out_is_permitted(case: Closing) -> Iterator[Finding]:
    """The worker type's own word on an OUT."""
    yield from refused_by(permit_of(case, Change.OUT), "period")


def cancel_is_permitted(case: Cancelling) -> Iterator[Finding]:
    """The worker type's own word on a CANCEL."""
    yield from refused_by(permit_of(case, Change.CANCEL), "period")


OUT_RULES = (period_is_open, period_closes_in_its_quarter, out_is_permitted)
CANCEL_RULES = (cancel_is_permitted,)
