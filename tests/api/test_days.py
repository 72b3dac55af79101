"""Who works on a day, and the same again: a Saturday in January, nobody else's in these tests."""

from typing import Any

import pytest

from tests.api.callers import Caller, extra, new_ssin, student
from tests.api.test_periods import accepted, until

SATURDAY, SUNDAY, NEXT = "2027-01-16", "2027-01-17", "2027-01-23"
NIGHT = {"startDate": SATURDAY, "startHour": "18:00", "endDate": SUNDAY, "endHour": "02:00"}


def on(caller: Caller, day: str, **params: Any) -> dict[str, Any]:
    """A day over all its pages."""
    answer = caller.get(f"/v1/days/{day}", params=params).json()
    items, address = answer["items"], answer.get("next")
    while address:
        page = caller.get(address).json()
        assert "openContracts" not in page
        items += page["items"]
        address = page.get("next")
    return {**answer, "items": items}


@pytest.fixture(scope="module")
def saturday(cafe: Caller) -> dict[str, str]:
    """The periods of one Saturday: a night shift, a student of that day, a student of the month."""
    of = {
        "night": extra(new_ssin(830), **NIGHT),
        "day": student(new_ssin(831), startDate=SATURDAY, endDate=SATURDAY, plannedHours=8),
        "month": student(new_ssin(832), startDate="2027-01-04", endDate="2027-01-29"),
        "lump": extra(
            new_ssin(833), lump="day", startDate=SATURDAY, startHour="11:00", endDate=SATURDAY, endHour=None
        ),
    }
    return {name: accepted(cafe, body)["period"]["id"] for name, body in of.items()}


@pytest.mark.parametrize("size", [1, 100])
def test_a_day_names_who_works_then(cafe: Caller, saturday: dict[str, str], size: int) -> None:
    def names(day: str) -> set[str]:
        known = {period: name for name, period in saturday.items()}
        return {known[item["id"]] for item in on(cafe, day, pageSize=size)["items"] if item["id"] in known}

    until(lambda: names(SATURDAY) == {"night", "day", "month", "lump"})
    assert names(SUNDAY) == {"night", "month"}
    assert names("2027-01-18") == {"month"}
    assert names("2027-01-15") == {"month"}
    assert names("2027-01-30") == set()


def test_open_contracts_are_counted(cafe: Caller) -> None:
    before = on(cafe, NEXT)["openContracts"]
    body = student(new_ssin(834), workerType="OTH", startDate="2027-01-20", endDate=None, plannedHours=None)
    cafe.file(body)

    assert not before["atLeast"]
    assert on(cafe, NEXT)["openContracts"]["count"] == before["count"] + 1
    assert on(cafe, "2027-01-19")["openContracts"]["count"] == before["count"]


def test_the_same_again_is_proposed_with_its_dry_run_and_can_be_filed(
    cafe: Caller, saturday: dict[str, str]
) -> None:
    answer = cafe.get(f"/v1/days/{SATURDAY}/again", params={"on": NEXT}).json()
    by_period = {item["repeats"]: item for item in answer["items"]}

    assert set(by_period) == {saturday["night"], saturday["day"], saturday["lump"]}
    night = by_period[saturday["night"]]
    assert night["check"]["valid"]
    assert night["check"]["deadline"]["at"] == f"{NEXT}T18:00:00+01:00"
    assert night["worker"]["name"] == "Alma Voorbeeld"
    assert night["differs"] == [
        {"name": "startDate", "was": SATURDAY, "now": NEXT},
        {"name": "endDate", "was": SUNDAY, "now": "2027-01-24"},
    ]
    assert night["filing"]["worker"] == {"id": night["worker"]["id"]}
    assert night["filing"]["lump"] == "hours"
    filed = cafe.file(by_period[saturday["day"]]["filing"])
    assert (filed["startDate"], filed["plannedHours"]) == (NEXT, 8)


def test_what_is_no_longer_allowed_is_said(cafe: Caller, saturday: dict[str, str]) -> None:
    """A year of more than ten years ahead is refused by the law; a day like that of now overlaps."""
    answer = cafe.get(f"/v1/days/{SATURDAY}/again", params={"on": "2040-01-14"}).json()
    assert all(not item["check"]["valid"] and item["check"]["issues"] for item in answer["items"])

    again = cafe.get(f"/v1/days/{SATURDAY}/again", params={"on": SATURDAY}).json()
    night = next(item for item in again["items"] if item["repeats"] == saturday["night"])
    assert night["differs"] == []
    assert any("333" in warning["code"] for warning in night["check"]["warnings"])


def test_strangers_have_days_of_their_own(
    cafe: Caller, cafe_test: Caller, builder: Caller, saturday: dict[str, str]
) -> None:
    cursor = on_next(cafe)
    for stranger in (cafe_test, builder):
        assert on(stranger, SATURDAY)["items"] == []
        assert stranger.get(f"/v1/days/{SATURDAY}/again", params={"on": NEXT}).json()["items"] == []
        assert stranger.get(cursor).status_code == 400


def on_next(caller: Caller) -> str:
    return str(until(lambda: caller.get(f"/v1/days/{SATURDAY}", params={"pageSize": 1}).json().get("next")))


@pytest.mark.parametrize(
    "path",
    ["/v1/days/today", "/v1/days/2027-02-30", "/v1/days/2027-01-16/again", "/v1/days/2027-01-16?shoe=1"],
)
def test_a_wrong_day_is_refused(cafe: Caller, path: str) -> None:
    assert cafe.get(path).status_code == 400
