"""CANCEL: a period that shall never have been."""

from infra.rsz_simulator.kinds import Draft, Impossible, Kind, standing_period
from infra.rsz_simulator.ledger import Ledger
from infra.rsz_simulator.wire import Declaration


def draft(declaration: Declaration, _number: int, ledger: Ledger) -> Draft:
    """The period, cancelled; 00913-355 when it is already."""
    content = declaration.dimona_cancel
    if content is None:
        raise Impossible("90059-134")
    period = standing_period(content.period_id, ledger)
    return Draft(period, period.model_copy(update={"cancelled": True}))


KIND = Kind(block="00913", draft=draft, form_rules=(), file_rules=())
