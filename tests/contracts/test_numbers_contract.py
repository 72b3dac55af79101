"""The contract of the port Declarations about the RSZ's numbers that somebody named before we knew them."""

from dataclasses import replace

import pytest

from chalicelib.application.errors import RelationChangedError
from chalicelib.application.ports import PeriodPlace, Settlement
from chalicelib.domain.lifecycle import Happening
from chalicelib.domain.period import PeriodStatus
from tests.contracts.stores import Stores
from tests.synthetic import LIVE_CAFE, NOON, acceptance

NUMBER = "900000000116"


def test_a_settled_period_takes_its_number_only_from_where_it_was_seen(stores: Stores) -> None:
    placeholder = acceptance(LIVE_CAFE, 2)
    named = placeholder.change.periods[0].model_copy(
        update={"rsz_number": NUMBER, "status": PeriodStatus.UNVERIFIED}
    )
    change = replace(placeholder.change, periods=(named,))
    stores.declarations.accept(LIVE_CAFE, replace(placeholder, change=change))
    settlement = _settlement(stores)

    for other in (None, PeriodPlace("wrk_2", "per_other")):
        with pytest.raises(RelationChangedError):
            stores.declarations.settle(LIVE_CAFE, settlement.taking(other))
    assert stores.register.place_of(LIVE_CAFE, NUMBER) == PeriodPlace("wrk_2", "per_2")

    stores.declarations.settle(LIVE_CAFE, settlement.taking(PeriodPlace("wrk_2", "per_2")))

    assert stores.register.place_of(LIVE_CAFE, NUMBER) == PeriodPlace("wrk_1", "per_1")
    assert stores.register.place_of(LIVE_CAFE, "per_2") == PeriodPlace("wrk_2", "per_2")


def _settlement(stores: Stores) -> Settlement:
    filed = acceptance(LIVE_CAFE, 1)
    stores.declarations.accept(LIVE_CAFE, filed)
    sending = filed.declarations[0].declaration.happened(Happening.SENDING_STARTED, NOON, attempt=1)
    submitted = sending.happened(Happening.FILED, NOON)
    for each in (sending, submitted):
        stores.declarations.save(LIVE_CAFE, each)
    period = filed.change.periods[0].without(submitted.id)
    active = period.model_copy(update={"status": PeriodStatus.ACTIVE, "rsz_number": NUMBER})
    worker = filed.change.worker.model_copy(update={"version": 2})
    return Settlement(
        submitted.happened(Happening.ACCEPTED, NOON, settled_at=NOON),
        replace(filed.change, worker=worker, periods=(active,), relist=False),
    )
