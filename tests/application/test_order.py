"""Held declarations: what waits for what, and what becomes of it when that has ended."""

from datetime import timedelta

import pytest

from chalicelib.application.errors import RefusedFilingError
from chalicelib.application.ports import Lane
from chalicelib.domain.lifecycle import State, fold
from chalicelib.domain.period import PeriodStatus
from tests.application.house import House, filing, on_period
from tests.synthetic import LIVE_CAFE, MAN_1990

OPEN_ENDED = {"workerType": "OTH", "plannedHours": None, "endDate": None, "worker": {"ssin": MAN_1990}}


def answered(house: House, declaration_id: str) -> State:
    """Send, and ask once the RSZ may be asked."""
    house.send(declaration_id)
    house.clock.advance(timedelta(seconds=2))
    return house.ask(declaration_id).state


def test_an_out_waits_for_its_in_and_then_goes(house: House) -> None:
    hired = house.declaration(house.file(filing(**OPEN_ENDED), key="in").body)
    out_id = house.file(on_period("out", hired.period_id, endDate="2026-12-31"), key="out").body
    assert house.declaration(out_id).state is State.HELD
    assert house.send(out_id).state is State.HELD
    assert house.rsz.posts == 0

    assert answered(house, hired.id) is State.ACCEPTED
    assert answered(house, out_id) is State.ACCEPTED

    period = house.store.relation(LIVE_CAFE, hired.worker_id).periods[0]
    assert str(period.end_date) == "2026-12-31"
    assert period.on_its_way == ()
    assert house.rsz.held[period.rsz_number or ""].period.end_date == period.end_date
    out = house.declaration(out_id)
    assert fold(event.happening for event in out.events) is out.state


@pytest.mark.parametrize(
    ("start", "end", "lane"),
    [("2026-12-01", "2026-12-31", Lane.BULK), ("2026-11-02", "2026-11-20", Lane.URGENT)],
)
def test_what_waited_is_announced_in_the_lane_of_its_deadline_when_the_other_has_ended(
    house: House, start: str, end: str, lane: Lane
) -> None:
    hired = house.declaration(house.file(filing(**OPEN_ENDED, startDate=start), key="in").body)
    out_id = house.file(on_period("out", hired.period_id, endDate=end), key="out").body
    house.queue.sent.clear()

    answered(house, hired.id)

    assert house.announced(lane) == [out_id]
    house.clock.advance(timedelta(seconds=61))
    house.sweep()
    assert house.announced(lane) == [out_id]


def test_an_out_on_a_refused_in_is_withdrawn_with_the_reason(house: House) -> None:
    hired = house.declaration(house.file(filing(**OPEN_ENDED), key="in").body)
    out_id = house.file(on_period("out", hired.period_id, endDate="2026-12-31"), key="out").body
    house.rsz.answers_next("B", "90374-349")

    answered(house, hired.id)
    withdrawn = house.send(out_id)

    assert withdrawn.state is State.WITHDRAWN
    assert withdrawn.events[-1].data == {"why": "noPeriod"}
    assert house.rsz.posts == 1


def test_effects_on_one_period_happen_in_the_order_of_acceptance(house: House) -> None:
    hired = house.settle(filing(), key="in")
    first = house.file(on_period("update", hired.period_id, plannedHours=100), key="u1").body
    second = house.file(on_period("update", hired.period_id, plannedHours=110), key="u2").body

    assert house.send(second).state is State.HELD
    assert answered(house, first) is State.ACCEPTED
    assert answered(house, second) is State.ACCEPTED

    period = house.store.relation(LIVE_CAFE, hired.worker_id).periods[0]
    assert period.planned_hours == 110


def test_an_in_waits_for_the_cancel_of_what_it_overlaps_and_nothing_else_does(house: House) -> None:
    hired = house.settle(filing(), key="in")
    cancel = house.file(on_period("cancel", hired.period_id), key="cancel").body
    same_days = house.file(filing(plannedHours=50), key="again").body
    other_days = house.file(
        filing(startDate="2026-11-25", endDate="2026-11-26", plannedHours=8), key="x"
    ).body

    assert house.declaration(same_days).waits_for == (cancel,)
    assert house.declaration(other_days).state is State.RECORDED
    assert house.send(same_days).state is State.HELD

    answered(house, cancel)
    assert answered(house, same_days) is State.ACCEPTED


def test_a_replacement_is_a_cancel_and_an_in_that_waits_for_it(house: House) -> None:
    hired = house.settle(filing(), key="in")
    new_id = house.file(filing(plannedHours=50, replaces=hired.period_id), key="new").body
    new = house.declaration(new_id)
    (cancel_id,) = new.waits_for

    assert new.state is State.HELD
    assert house.declaration(cancel_id).terms.type == "cancel"
    assert answered(house, cancel_id) is State.ACCEPTED
    assert answered(house, new_id) is State.ACCEPTED

    periods = {period.id: period.status for period in house.store.relation(LIVE_CAFE, new.worker_id).periods}
    assert periods == {hired.period_id: PeriodStatus.CANCELLED, new.period_id: PeriodStatus.ACTIVE}


def test_a_replacement_is_withdrawn_when_the_cancel_is_refused(house: House) -> None:
    hired = house.settle(filing(), key="in")
    new = house.declaration(house.file(filing(plannedHours=50, replaces=hired.period_id), key="new").body)
    house.rsz.answers_next("B", "00913-362")

    assert answered(house, new.waits_for[0]) is State.REFUSED
    withdrawn = house.send(new.id)

    assert (withdrawn.state, withdrawn.events[-1].data) == (State.WITHDRAWN, {"why": "notReplaced"})


def test_a_cancel_of_what_was_cancelled_elsewhere_is_refused_and_has_its_effect(house: House) -> None:
    hired = house.settle(filing(), key="in")
    cancel = house.file(on_period("cancel", hired.period_id), key="cancel").body
    house.rsz.answers_next("B", "00913-355")

    assert answered(house, cancel) is State.REFUSED

    assert house.declaration(cancel).rsz.effect == "alreadyCancelled"
    period = house.store.relation(LIVE_CAFE, hired.worker_id).periods[0]
    assert period.status is PeriodStatus.CANCELLED


def test_a_period_of_somebody_else_looks_like_none(house: House) -> None:
    with pytest.raises(RefusedFilingError) as refusal:
        house.file(on_period("cancel", "per_999999"))
    assert [found.code for found in refusal.value.findings] == ["00913-354"]


def test_an_in_waits_for_a_change_that_will_make_a_period_overlap_with_it(house: House) -> None:
    hired = house.settle(filing(**{**OPEN_ENDED, "endDate": "2026-12-31"}))
    longer = house.file(on_period("update", hired.period_id, endDate="2027-01-15"), key="longer").body
    house.file(on_period("update", hired.period_id, endDate="2026-12-20"), key="shorter")

    january = filing(**{**OPEN_ENDED, "startDate": "2027-01-11"})
    declaration = house.declaration(house.file(january, key="january").body)

    assert declaration.state is State.HELD
    assert longer in declaration.waits_for
