"""How a declaration changes the relation it belongs to, from acceptance to its end; pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from chalicelib.application.ports import RelationChange
from chalicelib.domain.law.committees import LUMP_COMMITTEES
from chalicelib.domain.occupation import committee_in_effect
from chalicelib.domain.period import Period
from chalicelib.domain.registered import RegisteredWorker, Relation


def relation_change(
    worker: RegisteredWorker,
    relation: Relation,
    periods: Sequence[Period],
    *,
    relist: bool,
    also_known_as: str | None = None,
) -> RelationChange:
    """Return what is written when these periods of a relation are new or have changed."""
    ids = {period.id for period in periods}
    kept = [period for period in relation.periods if period.id not in ids]
    return RelationChange(
        worker=worker,
        periods=tuple(periods),
        relist=relist,
        extra_days=_extra_days(relation.periods, [*kept, *periods]),
        also_known_as=also_known_as,
        before=tuple(period for period in relation.periods if period.id in ids),
    )


def _extra_days(before: Iterable[Period], after: Iterable[Period]) -> Mapping[int, frozenset[date]]:
    """Return all days on which a worker is an extra in horeca, for every year in which that changed."""
    old, new = _days(before), _days(after)
    years = {day.year for day in old ^ new}
    return {year: frozenset(day for day in new if day.year == year) for year in years}


def _days(periods: Iterable[Period]) -> set[date]:
    return {
        period.start_date
        for period in periods
        if period.worker_type == "EXT"
        and period.status.stands
        and committee_in_effect(period) in LUMP_COMMITTEES
    }
