"""One person twice in the register: noticed, and made one, over HTTP."""

from typing import Any

from tests.api.callers import Caller, new_ssin, student
from tests.synthetic import STRANGER

BO = {**STRANGER, "givenName": "Bo", "birthDate": "2001-01-01", "gender": 1}


def added(caller: Caller, body: dict[str, Any]) -> dict[str, Any]:
    answer = caller.post("/v1/workers", body, headers={"Accept-Language": "en"})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def test_a_namesake_with_the_same_birth_date_is_noticed_and_can_become_one(cafe: Caller) -> None:
    ssin = new_ssin(0)
    person = {"familyName": "Twee", "givenName": "Maal"}
    first = added(cafe, {**person, "birthDate": "2001-01-01"})
    other = added(cafe, {**person, "birthDate": "2001-01-02"})
    second = added(cafe, {**person, "ssin": ssin})

    assert "warnings" not in first
    assert "warnings" not in other
    (warning,) = second["warnings"]
    assert warning["code"] == "own.workerTwin"
    assert first["id"] in warning["detail"]

    body = student(ssin, worker={"id": first["id"]})
    refused = cafe.post("/v1/declarations", body)
    assert refused.status_code == 400

    merged = cafe.post(f"/v1/workers/{first['id']}/merge", {"into": second["id"]}, key=None)
    assert (merged.status_code, merged.json()["id"]) == (200, second["id"])
    again = cafe.post(f"/v1/workers/{first['id']}/merge", {"into": second["id"]}, key=None)
    assert again.json() == merged.json()
    assert cafe.get(f"/v1/workers/{first['id']}").json()["id"] == second["id"]
    filed = cafe.file(body)
    assert filed["worker"]["id"] == second["id"]
    found = cafe.get("/v1/workers", params={"q": "twee maal"}).json()["items"]
    assert {item["id"] for item in found} == {other["id"], second["id"]}


def test_what_was_filed_without_a_number_goes_with_the_person(cafe: Caller) -> None:
    filed = cafe.file(student("", worker=BO, startDate="2026-12-02", endDate="2026-12-03"))
    numbered = added(cafe, {"familyName": "Voorbeeld", "givenName": "Bo", "ssin": new_ssin(336 * 3)})
    answer = cafe.post(f"/v1/workers/{filed['worker']['id']}/merge", {"into": numbered["id"]}, key=None)
    assert answer.status_code == 200, answer.text

    period = cafe.get(f"/v1/periods/{filed['period']['id']}").json()
    assert period["worker"]["id"] == numbered["id"]
    for worker in (numbered["id"], filed["worker"]["id"]):
        items = cafe.get(f"/v1/workers/{worker}/periods").json()["items"]
        assert [item["id"] for item in items] == [filed["period"]["id"]]
    cafe.until(filed["id"], {"accepted", "acceptedWithWarning", "waiting"})


def test_the_periods_of_a_second_id_are_read_to_the_last_page(cafe: Caller) -> None:
    ssin = new_ssin(336 * 3 + 1)
    second = added(cafe, {"familyName": "Voorbeeld", "givenName": "Di"})
    numbered = added(cafe, {"familyName": "Voorbeeld", "givenName": "Di", "ssin": ssin})
    filed = [cafe.file(student(ssin, startDate=day, endDate=day)) for day in ("2026-12-04", "2026-12-05")]
    answer = cafe.post(f"/v1/workers/{second['id']}/merge", {"into": numbered["id"]}, key=None)
    assert answer.status_code == 200, answer.text

    found, page = [], cafe.get(f"/v1/workers/{second['id']}/periods", params={"pageSize": 1})
    while True:
        assert page.status_code == 200, page.text
        found += [item["id"] for item in page.json()["items"]]
        if "next" not in page.json():
            break
        page = cafe.get(page.json()["next"])
    assert sorted(found) == sorted(one["period"]["id"] for one in filed)


def test_nobody_merges_a_strangers_workers(cafe: Caller, builder: Caller, cafe_test: Caller) -> None:
    mine = added(cafe, {"familyName": "Drie", "givenName": "Maal"})
    theirs = added(builder, {"familyName": "Drie", "givenName": "Maal", "ssin": new_ssin(870)})

    assert "warnings" not in theirs
    for caller, pair in (
        (cafe, (mine["id"], theirs["id"])),
        (builder, (mine["id"], theirs["id"])),
        (cafe_test, (mine["id"], mine["id"])),
    ):
        answer = caller.post(f"/v1/workers/{pair[0]}/merge", {"into": pair[1]}, key=None)
        assert answer.status_code == 404
    assert cafe.post(f"/v1/workers/{mine['id']}/merge", {"into": "Jan"}, key=None).status_code == 400
