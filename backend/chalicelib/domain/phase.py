"""Where a period is in time, as people look for it: open, ending, planned, ended, cancelled.

Follows from what the RSZ holds and from today; nothing is stored of it that a night could make wrong.
"""

from datetime import date, timedelta
from enum import StrEnum

from chalicelib.domain.period import Period, PeriodStatus

ENDING_WITHIN = timedelta(days=30)
"""How far ahead the end of an open period is "soon"."""


class Phase(StrEnum):
    """The phases; an ending period is an open one whose end is near."""

    OPEN = "open"
    ENDING = "ending"
    PLANNED = "planned"
    ENDED = "ended"
    CANCELLED = "cancelled"
    NOT_CREATED = "notCreated"
    """The RSZ refused its IN, or that was never sent."""
    UNVERIFIED = "unverified"
    """Only the RSZ can say whose it is."""

    def answers(self, wanted: "Phase") -> bool:
        """Tell whether a period of this phase belongs in a list of another: ending ones are open too."""
        return self is wanted or (self is Phase.ENDING and wanted is Phase.OPEN)


LISTED = (Phase.OPEN, Phase.ENDING, Phase.PLANNED, Phase.ENDED, Phase.CANCELLED)
"""What can be asked for in a list of an employer; the others are no periods (yet)."""
_WITHOUT_TIME = {
    PeriodStatus.CANCELLED: Phase.CANCELLED,
    PeriodStatus.NOT_CREATED: Phase.NOT_CREATED,
    PeriodStatus.UNVERIFIED: Phase.UNVERIFIED,
}


def phase_of(period: Period, today: date) -> Phase:
    """Return the phase of a period on a day. The last day of a period still belongs to it."""
    if period.status in _WITHOUT_TIME:
        return _WITHOUT_TIME[period.status]
    if period.start_date > today:
        return Phase.PLANNED
    if period.end_date is None or period.end_date > today + ENDING_WITHIN:
        return Phase.OPEN
    return Phase.ENDED if period.end_date < today else Phase.ENDING
