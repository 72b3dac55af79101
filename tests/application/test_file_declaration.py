"""Filing: recorded for ever, or refused and nothing written."""

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.application.errors import BusyError, KeyReusedError, RefusedFilingError
from chalicelib.application.ports import Lane
from chalicelib.domain.lifecycle import State
from chalicelib.domain.period import PeriodStatus
from tests.application.house import House, filing
from tests.synthetic import LIVE_CAFE, MAN_1990, WOMAN_2007, WRONG_SSIN


def test_a_filing_is_recorded_with_worker_and_period_on_its_way(house: House) -> None:
    answered = house.file()

    declaration = house.declaration(answered.body)
    assert declaration.state is State.RECORDED
    assert declaration.worker_name == "Lou Voorbeeld"
    assert answered.location == f"/v1/declarations/{declaration.id}"
    relation = house.store.relation(LIVE_CAFE, declaration.worker_id)
    assert relation.worker is not None
    assert relation.worker.identity.ssin == WOMAN_2007
    assert [(period.id, period.status) for period in relation.periods] == [
        (declaration.period_id, PeriodStatus.PENDING)
    ]


def test_the_lane_follows_the_deadline(house: House) -> None:
    far = house.file(key="far").body
    assert house.announced(Lane.BULK) == [far]

    near = filing(startDate="2026-11-24", workStartsAt="2026-11-24T14:00:00")
    assert house.announced(Lane.URGENT) == []
    soon = house.file(near, key="near").body
    assert house.announced(Lane.URGENT) == [soon]


def test_a_filing_that_cannot_be_announced_is_still_recorded_and_swept(house: House) -> None:
    house.queue.is_down = True
    declaration_id = house.file().body
    house.queue.is_down = False

    house.clock.advance(timedelta(seconds=61))
    assert house.sweep() == 1
    assert house.announced(Lane.BULK) == [declaration_id]


def test_the_same_key_and_body_is_one_filing(house: House) -> None:
    first = house.file()
    again = house.file()

    assert (again.body, again.location, again.replayed) == (first.body, first.location, True)
    assert len(house.store.stored) == 1


def test_the_same_key_with_another_body_is_refused(house: House) -> None:
    house.file()

    with pytest.raises(KeyReusedError):
        house.file(body_hash="another")

    assert len(house.store.stored) == 1


def test_an_accepted_filing_is_replayed_even_when_the_rules_have_come_to_refuse_it(house: House) -> None:
    first = house.file()
    house.clock.advance(-timedelta(days=365 * 20))

    assert house.file().body == first.body


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"worker": {"ssin": WRONG_SSIN}}, ["00024-003"]),
        ({"worker": {"familyName": "Voorbeeld", "givenName": "Lou"}}, ["90017-363"]),
        ({"worker": {"id": "wrk_nobody"}}, ["own.workerUnknown"]),
        ({"worker": {"id": "wrk_nobody", "ssin": WOMAN_2007}}, ["own.workerTwice"]),
        ({"endDate": None}, ["00911-001"]),
        ({"plannedHours": None}, ["01135-001"]),
        ({"endDate": None, "plannedHours": None, "worker": {"ssin": WRONG_SSIN}},
         ["00024-003", "00911-001", "01135-001"]),
        ({"endDate": "2026-11-30"}, ["00911-014"]),
        ({"endDate": "2027-01-31"}, ["90373-421"]),
    ],
)  # fmt: skip
def test_what_certain_rules_forbid_writes_nothing(
    house: House, changes: dict[str, object], codes: list[str]
) -> None:
    with pytest.raises(RefusedFilingError) as refusal:
        house.file(filing(**changes))

    assert sorted(found.code for found in refusal.value.findings) == sorted(codes)
    written = (house.store.stored, house.store.workers, house.store.receipts, house.queue.sent)
    assert not any(written)


def test_a_known_worker_is_filed_by_id(house: House) -> None:
    worker_id = house.declaration(house.file().body).worker_id

    second = filing(worker={"id": worker_id}, startDate="2027-01-04", endDate="2027-01-31")
    declaration = house.declaration(house.file(second, key="k2").body)

    assert (declaration.worker_id, declaration.worker_name) == (worker_id, "Lou Voorbeeld")
    stored = house.store.get(LIVE_CAFE, declaration.id)
    assert stored is not None
    assert stored.identity.ssin == WOMAN_2007


def test_a_ssin_written_with_dots_is_the_same_worker(house: House) -> None:
    first = house.declaration(house.file(filing(worker={"ssin": MAN_1990})).body)
    second = house.declaration(
        house.file(filing(worker={"ssin": "90.01.15-997.62"}, plannedHours=8), key="k2").body
    )

    assert second.worker_id == first.worker_id


def test_a_colleague_who_files_at_the_same_moment_is_seen(house: House) -> None:
    def colleague() -> None:
        house.store.before_accept = lambda: None
        house.file(key="colleague")

    house.store.before_accept = colleague
    mine = house.declaration(house.file(key="mine").body)

    assert [warning.code for warning in mine.warnings] == ["own.overlapPending"]
    assert house.store.relation(LIVE_CAFE, mine.worker_id).worker is not None


def test_endless_changes_by_colleagues_end_in_busy_and_write_nothing_of_ours(house: House) -> None:
    keys = iter(range(100))

    def colleague() -> None:
        hook, house.store.before_accept = house.store.before_accept, lambda: None
        house.file(key=f"colleague-{next(keys)}")
        house.store.before_accept = hook

    house.store.before_accept = colleague
    with pytest.raises(BusyError):
        house.file(key="mine")

    assert house.store.receipt(LIVE_CAFE, "mine", "fileDeclaration", "usr_1") is None


def test_warnings_say_what_the_rsz_would_say(house: House) -> None:
    house.settle()

    overlapping = filing(startDate="2026-12-10", endDate="2026-12-20", plannedHours=600)
    again = house.declaration(house.file(overlapping, key="k2").body)

    assert [warning.code for warning in again.warnings] == ["90373-334", "90017-369"]


def test_a_start_in_the_past_is_sent_with_a_warning(house: House) -> None:
    late = house.declaration(house.file(filing(startDate="2026-11-23")).body)

    assert [warning.code for warning in late.warnings] == ["90373-460"]


def test_a_start_some_hours_ago_names_its_hour(house: House) -> None:
    hours_ago = filing(startDate="2026-11-24", workStartsAt="2026-11-24T11:30:00")
    late = house.declaration(house.file(hours_ago).body)

    assert [(warning.code, warning.params) for warning in late.warnings] == [
        ("90373-460", {"at": "2026-11-24 11:30"})
    ]


def test_a_start_today_without_an_hour_says_that_it_is_assumed(house: House) -> None:
    today = house.declaration(house.file(filing(startDate="2026-11-24")).body)

    assert [warning.code for warning in today.warnings] == ["own.assumedStart"]
    assert today.deadline.assumed
    assert today.deadline.at == datetime(2026, 11, 23, 23, 0, tzinfo=UTC)
