"""IN: a new period."""

from typing import Any

from infra.rsz_simulator.books import Books
from infra.rsz_simulator.incoming import missing_properties
from infra.rsz_simulator.kinds import Draft, Impossible, Kind
from infra.rsz_simulator.period import Period
from infra.rsz_simulator.register import find_employer
from infra.rsz_simulator.rules import (
    agency,
    blocks,
    committees,
    crossing,
    dates,
    earliest,
    employers,
    flexi,
    lateness,
    persons,
    presence,
    quotas,
)
from infra.rsz_simulator.wire import Declaration

_DETAILS = ("studentPlaceOfWork", "constructionControlCards", "smallStatutesInformation")


def draft(declaration: Declaration, number: int, _books: Books) -> Draft:
    """The period the IN would create; it takes the declaration's own number."""
    content, missing = declaration.dimona_in, missing_properties(declaration)
    if content is None or content.start_date is None or missing:
        raise Impossible(*(code for _, code in missing))
    employer = find_employer(declaration.employer)
    sent: dict[str, Any] = declaration.model_dump(mode="json", by_alias=True, exclude_none=True)
    period = Period(
        id=number,
        employer=employer.key if employer else "",
        employer_numbers=employer.written() if employer else {},
        ssin=declaration.worker.ssin if declaration.worker else None,
        worker=sent.get("worker", {}),
        features=sent["dimonaIn"]["features"],
        start_date=content.start_date,
        start_hour=content.start_hour,
        end_date=content.end_date,
        end_hour=content.end_hour,
        planned_hours=content.planned_hours_number,
        details={name: sent["dimonaIn"][name] for name in _DETAILS if name in sent["dimonaIn"]},
    )
    return Draft(None, period)


KIND = Kind(
    block="90373",
    draft=draft,
    form_rules=(
        *employers.RULES,
        *persons.RULES,
        *committees.RULES,
        *agency.RULES,
        *presence.RULES,
        *blocks.RULES,
        *dates.RULES,
        earliest.too_early,
    ),
    file_rules=(*crossing.RULES, *quotas.RULES, flexi.conditions, lateness.late_in),
)
