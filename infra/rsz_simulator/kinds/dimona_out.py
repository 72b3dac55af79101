"""OUT: the end of an open period. A late one leaves no trace: the glossary has no 460 for it."""

from infra.rsz_simulator.kinds import Draft, Impossible, Kind, standing_period
from infra.rsz_simulator.ledger import Ledger
from infra.rsz_simulator.rules import dates
from infra.rsz_simulator.wire import Declaration


def draft(declaration: Declaration, _number: int, ledger: Ledger) -> Draft:
    """The period with its end; 00913-356 when it has one already (an UPDATE changes that)."""
    content = declaration.dimona_out
    if content is None:
        raise Impossible("90059-134")
    period = standing_period(content.period_id, ledger)
    if period.end_date is not None:
        raise Impossible("00913-356")
    return Draft(period, period.model_copy(update={"end_date": content.end_date}))


KIND = Kind(
    block="00913",
    draft=draft,
    form_rules=(dates.end_in_bounds, dates.end_after_start),
    file_rules=(),
)
