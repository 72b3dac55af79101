"""What an OUT and a CANCEL may do: 00911 and 00913-356."""

from collections.abc import Iterator

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


def out_is_permitted(case: Closing) -> Iterator[Finding]:
    """The worker type's own word on an OUT."""
    yield from refused_by(permit_of(case, Change.OUT), "period")


def cancel_is_permitted(case: Cancelling) -> Iterator[Finding]:
    """The worker type's own word on a CANCEL."""
    yield from refused_by(permit_of(case, Change.CANCEL), "period")


OUT_RULES = (period_is_open, out_is_permitted)
CANCEL_RULES = (cancel_is_permitted,)
