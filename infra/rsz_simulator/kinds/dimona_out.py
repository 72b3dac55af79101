"""OUT: the end of an open period. A late one leaves no trace: the glossary has no 460 for it."""

from infra.rsz_simulator.books import Books
from infra.rsz_simulator.incoming import missing_properties
from infra.rsz_simulator.kinds import Draft, Impossible, Kind, standing_period
from infra.rsz_simulator.rules import dates, periods
from infra.rsz_simulator.wire import Declaration


def draft(declaration: Declaration, _number: int, books: Books) -> Draft:
    """The period with its end; 00913-356 when it has one already (an UPDATE changes that)."""
    content = declaration.dimona_out
    if content is None or content.period_id is None or content.end_date is None:
        raise Impossible(*(code for _, code in missing_properties(declaration)))
    period = standing_period(content.period_id, books)
    if period.end_date is not None:
        raise Impossible("00913-356")
    return Draft(period, period.model_copy(update={"end_date": content.end_date}))


KIND = Kind(
    block="00913",
    draft=draft,
    form_rules=(*periods.RULES, dates.end_in_bounds, dates.end_after_start),
    file_rules=(),
)
