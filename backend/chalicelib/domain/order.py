"""In what order declarations of one worker may be sent: what waits for what, and whose turn it is.

Per period, and between overlapping periods of one kind, effects happen in the order of acceptance.
Nothing else waits: an identification of days never blocks tonight's extra.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from chalicelib.domain.checks.crossing import same_kind
from chalicelib.domain.filing import InTerms, Terms
from chalicelib.domain.occupation import Occupation, crosses
from chalicelib.domain.period import Period, PeriodStatus


class Turn(StrEnum):
    """Whether a held declaration may go, must wait, or has lost its sense."""

    WAIT = "wait"
    GO = "go"
    VERIFY = "verify"
    """The RSZ must say first whose period it is."""
    NO_PERIOD = "noPeriod"
    """The period it speaks of was never created."""
    PERIOD_CANCELLED = "periodCancelled"
    """The period it speaks of was cancelled meanwhile."""
    NOT_REPLACED = "notReplaced"
    """The period it should replace was not cancelled, so it is not filed beside it."""
    KNOWN_BY_NOW = "knownByNow"
    """The number it names became that of another period of the register; it is filed on that one."""
    NOT_PERMITTED = "notPermitted"
    """The RSZ does not let us ask whose period it is: no (longer a) mandate."""
    NOT_VERIFIABLE = "notVerifiable"
    """The RSZ said nothing sensible of the period for a day."""


def waits_for(occupation: Occupation, own: str | None, periods: Iterable[Period]) -> tuple[str, ...]:
    """Return the declarations that must be settled first.

    All that are on their way on its own period; on other periods of its kind that share time with
    it, now or after any of these changes, those that change or cancel them.
    """
    found: list[str] = []
    for period in periods:
        if period.id == own:
            found.extend(one.declaration_id for one in period.on_its_way)
        elif same_kind(period, occupation) and any(crosses(each, occupation) for each in period.stages()):
            found.extend(one.declaration_id for one in period.on_its_way if one.terms.type != "in")
    return tuple(found)


def turn(terms: Terms, period_id: str, waiting_for: Sequence[str], periods: Sequence[Period]) -> Turn:
    """Return whether it is a held declaration's turn, by what the register knows now."""
    under_way = {one.declaration_id for period in periods for one in period.on_its_way}
    if under_way & set(waiting_for):
        return Turn.WAIT
    if isinstance(terms, InTerms):
        return _turn_of_in(terms, periods)
    period = next((each for each in periods if each.id == period_id), None)
    if period is None or period.status is PeriodStatus.NOT_CREATED:
        return Turn.NO_PERIOD
    if period.status is PeriodStatus.UNVERIFIED:
        return Turn.VERIFY
    return Turn.PERIOD_CANCELLED if period.status is PeriodStatus.CANCELLED else Turn.GO


def _turn_of_in(terms: InTerms, periods: Sequence[Period]) -> Turn:
    replaced = next((each for each in periods if each.id == terms.replaces), None)
    if replaced is not None and replaced.status.stands:
        return Turn.NOT_REPLACED
    return Turn.GO
