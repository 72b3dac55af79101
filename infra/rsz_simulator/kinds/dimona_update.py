"""UPDATE: other dates, hours or planned hours. It never moves a start later and never closes a period."""

from infra.rsz_simulator.books import Books
from infra.rsz_simulator.kinds import Draft, Impossible, Kind, standing_period
from infra.rsz_simulator.period import OPEN
from infra.rsz_simulator.rules import (
    changes,
    committees,
    crossing,
    dates,
    employers,
    lateness,
    periods,
    presence,
    quotas,
)
from infra.rsz_simulator.wire import Declaration

_FIELDS = {
    "start_date": "start_date",
    "start_hour": "start_hour",
    "end_date": "end_date",
    "end_hour": "end_hour",
    "planned_hours_number": "planned_hours",
}


def draft(declaration: Declaration, _number: int, books: Books) -> Draft:
    """The period with what the UPDATE gives; an end date of 9999-12-31 takes the end away."""
    content = declaration.dimona_update
    if content is None or content.period_id is None:
        raise Impossible("00913-001")
    period = standing_period(content.period_id, books)
    given = {field: getattr(content, name) for name, field in _FIELDS.items()}
    new = {field: value for field, value in given.items() if value is not None}
    if new.get("end_date") == OPEN:
        new["end_date"] = None
    return Draft(period, period.model_copy(update=new))


KIND = Kind(
    block="90378",
    draft=draft,
    form_rules=(
        *periods.RULES,
        *changes.RULES,
        presence.planned_hours,
        employers.employer_active,
        committees.not_banned,
        *dates.RULES,
    ),
    file_rules=(*crossing.RULES, *quotas.RULES, lateness.late_update),
)
