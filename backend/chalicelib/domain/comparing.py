"""Our register beside what the RSZ holds: what differs in a period, and what helps; pure."""

from enum import StrEnum

from chalicelib.domain.period import Period, PeriodStatus


class Difference(StrEnum):
    """How a period differs; each has a remedy in the catalogues."""

    THEIRS_ONLY = "theirsOnly"
    IMPORTED = "imported"
    """It was theirs only, and is in our register now."""
    PENDING_HERE = "pendingHere"
    """Theirs only, but a declaration of ours that looks like it is still on its way."""
    NAMELESS_THERE = "namelessThere"
    """Theirs only, of a worker without a national number: it cannot be taken over by itself."""
    OURS_ONLY = "oursOnly"
    CANCELLED_THERE = "cancelledThere"
    CANCELLED_HERE = "cancelledHere"
    DATES_DIFFER = "datesDiffer"
    HOURS_DIFFER = "hoursDiffer"
    PLANNED_HOURS_DIFFER = "plannedHoursDiffer"
    TYPE_DIFFERS = "typeDiffers"


_FIELDS = (
    (Difference.TYPE_DIFFERS, ("worker_type", "joint_committee")),
    (Difference.DATES_DIFFER, ("start_date", "end_date")),
    (Difference.HOURS_DIFFER, ("start_hour", "end_hour")),
    (Difference.PLANNED_HOURS_DIFFER, ("planned_hours",)),
)


def difference(ours: Period, theirs: Period) -> Difference | None:
    """Return how a period differs at the RSZ; None while something on its way may explain it.

    A search may show dates only; then nothing else is compared.
    """
    if ours.on_its_way or ours.status in {PeriodStatus.PENDING, PeriodStatus.UNVERIFIED}:
        return None
    cancelled = [each.status is PeriodStatus.CANCELLED for each in (ours, theirs)]
    if cancelled[0] != cancelled[1]:
        return Difference.CANCELLED_HERE if cancelled[0] else Difference.CANCELLED_THERE
    if cancelled[0]:
        return None
    dates_only = not theirs.worker_type
    for kind, names in _FIELDS:
        if dates_only and kind is not Difference.DATES_DIFFER:
            continue
        if any(getattr(ours, name) != getattr(theirs, name) for name in names):
            return kind
    return None


def may_be_pending(theirs: Period, ours: Period) -> bool:
    """Tell whether a period of the RSZ may be the one a declaration of ours is about to create."""
    same_kind = not theirs.worker_type or theirs.worker_type == ours.worker_type
    return ours.status is PeriodStatus.PENDING and same_kind and ours.start_date == theirs.start_date
