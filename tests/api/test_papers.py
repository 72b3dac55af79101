"""Drafts and templates over HTTP."""

from typing import Any

import httpx
import pytest

from infra.local.house import House
from tests.api.callers import Caller, new_ssin, signed_in, student

SSIN = new_ssin(840)
DRAFT = {
    "type": "in",
    "worker": {"ssin": SSIN, "familyName": "V"},
    "startDate": "2026-12-24",
    "plannedHours": "many",
}
WORKER = {"givenName": "Tem", "familyName": "Plaat", "ssin": new_ssin(841)}


def put(caller: Caller, path: str, body: Any) -> Any:
    headers = {"Authorization": f"Bearer {caller.key}"}
    return caller.http.put(path, json=body, headers=headers)


def delete(caller: Caller, path: str) -> int:
    return caller.http.delete(path, headers={"Authorization": f"Bearer {caller.key}"}).status_code


@pytest.fixture(scope="module")
def cafe_owner(house: House, http: httpx.Client) -> Caller:
    """The café's owner, signed in: who may see national numbers."""
    return signed_in(http, house, employer="0999999922")


@pytest.fixture
def draft(cafe: Caller) -> Any:
    return put(cafe, "/v1/drafts/mine-1", {"filing": DRAFT})


def test_a_draft_is_kept_as_it_is_with_its_deadline_and_never_looks_filed(cafe: Caller, draft: Any) -> None:
    assert draft.status_code in {200, 201}
    shown = cafe.get("/v1/drafts/mine-1").json()
    assert shown == {**draft.json(), "savedAt": shown["savedAt"]}
    assert shown["notFiled"] is True
    assert "state" not in shown
    masked = shown["filing"]["worker"].pop("ssin")
    assert masked.endswith("-***.**")
    assert shown["filing"] == {**DRAFT, "worker": {"familyName": "V"}}
    assert shown["deadline"]["at"] == "2026-12-24T00:00:00+01:00"
    assert shown["expiresAt"] > "2026-12-30"
    assert [item["id"] for item in cafe.get("/v1/drafts").json()["items"]].count("mine-1") == 1
    filed = cafe.get("/v1/declarations", params={"pageSize": 100}).json()["items"]
    assert all(item["startDate"] != DRAFT["startDate"] for item in filed)


def test_saving_again_replaces_it_and_keeps_a_number_that_came_back_masked(cafe: Caller, draft: Any) -> None:
    shown = draft.json()["filing"]
    again = put(cafe, "/v1/drafts/mine-1", {"filing": {**shown, "endDate": "2026-12-26"}})
    assert again.status_code == 200
    assert again.json()["filing"]["endDate"] == "2026-12-26"
    assert again.json()["filing"]["worker"] == shown["worker"]


def test_a_number_is_shown_only_to_who_may_see_it(cafe: Caller, cafe_owner: Caller, draft: Any) -> None:
    assert cafe.get("/v1/drafts/mine-1", params={"reveal": "ssin"}).status_code == 403
    put(cafe_owner, "/v1/drafts/theirs", {"filing": DRAFT})
    revealed = cafe_owner.get("/v1/drafts/theirs", params={"reveal": "ssin"})
    assert revealed.json()["filing"]["worker"]["ssin"] == SSIN
    assert revealed.headers["Cache-Control"] == "no-store"


def test_a_draft_is_its_owners_or_everybodys(
    cafe: Caller, cafe_owner: Caller, builder: Caller, cafe_test: Caller
) -> None:
    put(cafe, "/v1/drafts/own", {"filing": {}})
    put(cafe, "/v1/drafts/ours", {"filing": {"type": "out"}, "shared": True})

    assert cafe_owner.get("/v1/drafts/own").status_code == 404
    assert cafe_owner.get("/v1/drafts/ours", params={"shared": "true"}).json()["shared"] is True
    assert cafe.get("/v1/drafts/ours").status_code == 404
    for stranger in (builder, cafe_test):
        assert stranger.get("/v1/drafts/own").status_code == 404
        assert stranger.get("/v1/drafts/ours", params={"shared": "true"}).status_code == 404
        listed = stranger.get("/v1/drafts", params={"shared": "true"}).json()["items"]
        assert not {"own", "ours"} & {each["id"] for each in listed}


def test_a_draft_is_thrown_away(cafe: Caller) -> None:
    put(cafe, "/v1/drafts/gone", {"filing": {}})
    assert [delete(cafe, "/v1/drafts/gone") for _ in range(2)] == [204, 204]
    assert cafe.get("/v1/drafts/gone").status_code == 404


@pytest.mark.parametrize(
    ("draft_id", "filing", "name"),
    [
        ("a", {"shoeSize": 42}, "filing.shoeSize"),
        ("a", {"worker": {"shoeSize": 42}}, "filing.worker.shoeSize"),
        ("a", {"worker": {"address": {"planet": "Mars"}}}, "filing.worker.address.planet"),
        ("a", {"startDate": {"deep": 1}}, "filing.startDate"),
        ("a", {"worker": [1]}, "filing.worker"),
        ("a", {"reference": "x" * 20_000}, "filing"),
        ("x" * 65, {}, "id"),
        (SSIN, {}, "id"),
    ],
)
def test_what_no_filing_has_is_refused(cafe: Caller, draft_id: str, filing: Any, name: str) -> None:
    answer = put(cafe, f"/v1/drafts/{draft_id}", {"filing": filing})
    assert answer.status_code == 400
    assert [issue["name"] for issue in answer.json()["issues"]] == [name]


@pytest.mark.parametrize(
    "filing", [{"startDate": "soon"}, {"type": "cancel"}, {"type": "out"}, {"type": 7}, {}]
)
def test_without_a_date_there_is_no_deadline(cafe: Caller, filing: Any) -> None:
    assert put(cafe, "/v1/drafts/vague", {"filing": filing}).json()["deadline"] is None


def test_an_out_has_its_deadline(cafe: Caller) -> None:
    filing = {"type": "out", "endDate": "2026-12-18"}
    shown = put(cafe, "/v1/drafts/out", {"filing": filing}).json()
    assert shown["deadline"]["rule"] == "out.nextWorkingDay"


# templates


@pytest.fixture
def template(cafe: Caller) -> Any:
    found = cafe.post("/v1/workers/search", {"ssin": WORKER["ssin"]}, key=None).json()["items"]
    worker = found[0]["id"] if found else cafe.post("/v1/workers", WORKER).json()["id"]
    shift = {
        "workerId": worker,
        "workerType": "FLX",
        "jointCommittee": "XXX",
        "startHour": "20:00",
        "endHour": "01:00",
        "endsAfterDays": 1,
    }
    student_day = {"workerId": "wrk_nobody", "workerType": "STU", "jointCommittee": "XXX", "plannedHours": 8}
    return put(cafe, "/v1/templates/saturday", {"name": "Zaterdag", "filings": [shift, student_day]})


def test_a_template_proposes_its_filings_for_a_day(cafe: Caller, template: Any) -> None:
    assert template.status_code in {200, 201}
    answer = cafe.post("/v1/templates/saturday/proposals", {"date": "2027-02-06"}, key=None)
    shift, nobody = answer.json()["items"]

    assert shift["check"]["valid"]
    assert (shift["filing"]["startDate"], shift["filing"]["endDate"]) == ("2027-02-06", "2027-02-07")
    assert not nobody["check"]["valid"]
    assert [issue["code"] for issue in nobody["check"]["issues"]] == ["own.workerUnknown"]
    assert cafe.file(shift["filing"])["startHour"] == "20:00"


def test_templates_are_listed_and_thrown_away(
    cafe: Caller, template: Any, builder: Caller, cafe_test: Caller
) -> None:
    assert cafe.get("/v1/templates/saturday").json() == template.json()
    assert [item["name"] for item in cafe.get("/v1/templates").json()["items"]] == ["Zaterdag"]
    for stranger in (builder, cafe_test):
        assert stranger.get("/v1/templates/saturday").status_code == 404
        assert stranger.post("/v1/templates/saturday/proposals", {"date": "2027-02-06"}).status_code == 404
        assert "Zaterdag" not in [each["name"] for each in stranger.get("/v1/templates").json()["items"]]
    assert delete(cafe, "/v1/templates/saturday") == 204
    assert cafe.get("/v1/templates/saturday").status_code == 404


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"filings": []},
        {"filings": [{"workerId": "x"}]},
        {"filings": [student(SSIN)]},
        {"when": 1},
    ],
)
def test_a_wrong_template_is_refused(cafe: Caller, changes: dict[str, Any]) -> None:
    body = {
        "name": "Zaterdag",
        "filings": [{"workerId": "wrk_1", "workerType": "STU", "jointCommittee": "XXX"}],
        **changes,
    }
    assert put(cafe, "/v1/templates/wrong", body).status_code == 400
