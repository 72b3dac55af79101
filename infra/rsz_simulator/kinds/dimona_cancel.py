"""CANCEL: a period that shall never have been. A late one leaves no trace: the glossary has no 460 for it."""

from infra.rsz_simulator.books import Books
from infra.rsz_simulator.kinds import Draft, Impossible, Kind, standing_period
from infra.rsz_simulator.rules import periods
from infra.rsz_simulator.wire import Declaration


def draft(declaration: Declaration, _number: int, books: Books) -> Draft:
    """The period, cancelled; 00913-355 when it is already."""
    content = declaration.dimona_cancel
    if content is None or content.period_id is None:
        raise Impossible("00913-001")
    period = standing_period(content.period_id, books)
    return Draft(period, period.model_copy(update={"cancelled": True}))


KIND = Kind(block="00913", draft=draft, form_rules=periods.RULES, file_rules=())
