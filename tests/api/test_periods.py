"""Periods over HTTP: found by where they are in time, each with what may be done with it now."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.api.callers import Caller, new_ssin, student

PATIENCE = 120
TODAY = "2026-12-01"


def until(look: Callable[[], Any]) -> Any:
    """Look until there is something: lists may lag behind a moment."""
    deadline = time.monotonic() + PATIENCE
    while not (found := look()):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return found


def ordinary(number: int, **changes: Any) -> dict[str, Any]:
    """An ordinary worker from today on."""
    return student(
        new_ssin(number),
        **{"workerType": "OTH", "startDate": TODAY, "endDate": None, "plannedHours": None, **changes},
    )


def accepted(caller: Caller, body: dict[str, Any]) -> dict[str, Any]:
    settled = caller.settled(caller.file(body)["id"])
    assert settled["state"] in {"accepted", "acceptedWithWarning"}, settled["rsz"]
    return settled


def listed(caller: Caller, status: str, **more: Any) -> set[str]:
    """The ids in a list, over all its pages."""
    found, address = set(), "/v1/periods"
    options: dict[str, Any] = {"params": {"status": status, **more}}
    while address:
        page = caller.get(address, **options).json()
        found |= {item["id"] for item in page["items"]}
        address, options = page.get("next"), {}
    return found


def offered(period: dict[str, Any]) -> set[str]:
    return {
        f"{each['type']}.{each['change']}" if "change" in each else each["type"]
        for each in period["operations"]
    }


@pytest.fixture(scope="module")
def hired(cafe: Caller) -> dict[str, Any]:
    """An open period that the RSZ holds."""
    return accepted(cafe, ordinary(800))


@pytest.mark.parametrize(
    ("number", "dates", "status"),
    [
        (801, {}, "open"),
        (802, {"endDate": "2027-03-31"}, "open"),
        (803, {"endDate": "2026-12-31"}, "ending"),
        (804, {"startDate": "2026-12-02"}, "planned"),
        (805, {"startDate": "2026-11-02", "endDate": "2026-11-30"}, "ended"),
    ],
)
def test_a_period_is_listed_where_it_is_in_time_and_nowhere_else(
    cafe: Caller, number: int, dates: dict[str, str], status: str
) -> None:
    period = accepted(cafe, ordinary(number, **dates))["period"]["id"]

    until(lambda: period in listed(cafe, status))
    lists = {
        one for one in ("open", "ending", "planned", "ended", "cancelled") if period in listed(cafe, one)
    }
    assert lists == ({"open", "ending"} if status == "ending" else {status})
    assert cafe.get(f"/v1/periods/{period}").json()["status"] == status
    assert period in listed(cafe, f"cancelled,{status}")
    assert period in listed(cafe, status, workerType="OTH", pageSize=3)
    assert period not in listed(cafe, status, workerType="STU")


def test_a_cancelled_period_moves_to_its_own_list_and_offers_nothing(cafe: Caller) -> None:
    period = accepted(cafe, ordinary(806))["period"]["id"]
    accepted(cafe, {"type": "cancel", "period": period})

    until(lambda: period in listed(cafe, "cancelled"))
    assert period not in listed(cafe, "open")
    shown = cafe.get(f"/v1/periods/{period}").json()
    assert (shown["status"], shown["atRsz"], shown["operations"]) == ("cancelled", "cancelled", [])


def test_a_period_is_found_by_our_id_and_by_the_rsz_number(cafe: Caller, hired: dict[str, Any]) -> None:
    number = hired["period"]["rszNumber"]
    by_number = cafe.get(f"/v1/periods/{number}").json()

    assert by_number == cafe.get(f"/v1/periods/{hired['period']['id']}").json()
    assert by_number["rszNumber"] == number
    assert by_number["worker"] == hired["worker"]
    assert by_number["worker"]["ssin"].endswith("-***.**")


def test_an_open_period_takes_an_out_and_one_with_an_end_does_not(
    cafe: Caller, hired: dict[str, Any]
) -> None:
    period = hired["period"]["id"]
    shown = cafe.get(f"/v1/periods/{period}", headers={"Accept-Language": "en"}).json()
    assert offered(shown) == {"out", "cancel", "update.startEarlier"}
    (out,) = [each for each in shown["operations"] if each["type"] == "out"]
    assert out["deadline"]["rule"] == "out.nextWorkingDay"
    assert out["deadline"]["at"] == "2026-12-02T23:59:59+01:00"
    assert out["certainty"] == "official"

    filed = cafe.file({"type": "out", "period": period, "endDate": "2026-12-18"})
    waiting = cafe.get(f"/v1/periods/{period}").json()
    if waiting["endDate"] is None:
        assert waiting["onItsWay"] == [
            {"declarationId": filed["id"], "type": "out", "changes": {"endDate": "2026-12-18"}}
        ]
    assert "out" not in offered(waiting)
    cafe.settled(filed["id"])

    after = cafe.get(f"/v1/periods/{period}").json()
    assert (after["status"], after["endDate"], after["onItsWay"]) == ("ending", "2026-12-18", [])
    assert {"update.endEarlier", "update.endLater", "update.removeEnd"} < offered(after)
    until(lambda: period in listed(cafe, "ending"))


def test_a_deadline_that_waits_for_a_day_says_its_rule(cafe: Caller) -> None:
    period = accepted(cafe, student(new_ssin(889)))["period"]["id"]
    said = set()
    for language in ("nl", "fr", "de", "en"):
        shown = cafe.get(f"/v1/periods/{period}", headers={"Accept-Language": language}).json()
        (end,) = [each["deadline"] for each in shown["operations"] if each.get("change") == "endEarlier"]
        said.add(end["text"])

    assert (end["at"], end["assumed"]) == ("2026-12-21T23:59:59+01:00", True)
    assert end["text"] == (
        "At the latest on the first working day after the new last day. "
        "Which moment that is depends on the day you choose; the one here is an example."
    )
    assert len(said) == 4


def test_a_workers_periods_are_all_there_newest_first(cafe: Caller) -> None:
    first = accepted(cafe, student(new_ssin(807), startDate="2026-12-02", endDate="2026-12-04"))
    second = cafe.file(student(new_ssin(807), startDate="2026-12-07", endDate="2026-12-08"))
    worker = first["worker"]["id"]

    def both() -> list[dict[str, Any]] | None:
        items = cafe.get(f"/v1/workers/{worker}/periods").json()["items"]
        return items if len(items) == 2 else None

    items = until(both)
    assert [item["id"] for item in items] == [second["period"]["id"], first["period"]["id"]]
    assert items[0]["onItsWay"] or items[0]["rszNumber"]
    assert items[0]["worker"]["name"] == "Lou Voorbeeld"
    by_filter = cafe.get("/v1/periods", params={"workerId": worker, "status": "planned"}).json()["items"]
    assert [item["id"] for item in by_filter] == [item["id"] for item in items]
    assert cafe.get(f"/v1/workers/{worker}/periods", params={"status": "ended"}).json()["items"] == []


def test_what_the_rsz_refused_shows_with_the_worker_only(cafe: Caller) -> None:
    """A double of a period that stands is refused by the RSZ."""
    accepted(cafe, ordinary(808))
    double = cafe.settled(cafe.file(ordinary(808))["id"])
    assert double["state"] == "refused"
    period, worker = double["period"]["id"], double["worker"]["id"]

    def refused() -> Any:
        items = cafe.get(f"/v1/workers/{worker}/periods").json()["items"]
        return [item for item in items if item["status"] == "notCreated"]

    assert [item["id"] for item in until(refused)] == [period]
    assert period not in listed(cafe, "open,ending,planned,ended,cancelled")


def test_nobody_sees_anothers_periods(
    cafe: Caller, cafe_test: Caller, builder: Caller, hired: dict[str, Any]
) -> None:
    period, worker, number = hired["period"]["id"], hired["worker"]["id"], hired["period"]["rszNumber"]
    for stranger in (cafe_test, builder):
        for path in (f"/v1/periods/{period}", f"/v1/periods/{number}", f"/v1/workers/{worker}/periods"):
            answer = stranger.get(path)
            assert answer.status_code == 404
            assert worker not in answer.text.removeprefix(path)
        assert stranger.get("/v1/periods", params={"workerId": worker}).json()["items"] == []
        assert period not in listed(stranger, "open,ending")
    cursor = cafe.get("/v1/periods", params={"pageSize": 1}).json()["next"]
    assert builder.get(cursor).status_code == 400


@pytest.mark.parametrize("query", ["status=nonsense", "status=", "pageSize=101", "cursor=stolen", "shoe=42"])
def test_a_wrong_question_is_refused(cafe: Caller, query: str) -> None:
    assert cafe.get(f"/v1/periods?{query}").status_code == 400


@pytest.mark.parametrize("reference", ["per_none", "900000000116", "nonsense", "90011599762"])
def test_what_is_not_here_is_not_found(cafe: Caller, reference: str) -> None:
    assert cafe.get(f"/v1/periods/{reference}").status_code == 404
