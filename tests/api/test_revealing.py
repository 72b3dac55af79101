"""National numbers are masked; who may see them asks for them, and that leaves an entry without any."""

import json
from typing import Any

import httpx
import pytest

from infra.local.house import House
from tests.api.callers import Caller, filing, new_ssin, signed_in, student

SSIN = new_ssin(970)
MASKED = f"{SSIN[:2]}.{SSIN[2:4]}.{SSIN[4:6]}-***.**"
REVEAL = {"reveal": "ssin"}


@pytest.fixture(scope="module")
def cafe_owner(house: House, http: httpx.Client) -> Caller:
    """The café's owner, signed in: who may see national numbers."""
    return signed_in(http, house, employer="0999999922")


@pytest.fixture(scope="module")
def filed(cafe: Caller) -> dict[str, Any]:
    worker = {"ssin": SSIN, "familyName": "Revealed", "givenName": "Lou"}
    return cafe.settled(cafe.file(filing(SSIN, "OTH", worker=worker, reference="reveal-970"))["id"])


def test_the_number_is_shown_to_who_may_and_each_look_leaves_an_entry(
    cafe_owner: Caller, house: House, filed: dict[str, Any]
) -> None:
    declaration, worker = filed["id"], filed["worker"]["id"]
    looks = [
        (f"/v1/workers/{worker}", {}, worker),
        ("/v1/workers", {"q": "revealed"}, worker),
        (f"/v1/declarations/{declaration}", {}, declaration),
        ("/v1/declarations", {"reference": "reveal-970"}, declaration),
    ]
    for path, query, entry in looks:
        before = len(entries(house))
        hidden = cafe_owner.get(path, params=query)
        assert MASKED in hidden.text
        assert SSIN not in hidden.text
        assert len(entries(house)) == before

        shown = cafe_owner.get(path, params={**query, **REVEAL})
        assert shown.status_code == 200, shown.text
        assert SSIN in shown.text
        assert shown.headers["Cache-Control"] == "no-store"
        assert [each["what"] for each in entries(house)[before:]] == [entry]
    assert SSIN not in house.log("api")


def test_the_dry_run_shows_the_request_as_the_rsz_would_get_it(
    cafe_owner: Caller, house: House, filed: dict[str, Any]
) -> None:
    body = student(SSIN, worker={"id": filed["worker"]["id"]}, startDate="2027-01-04", endDate="2027-01-08")
    hidden = cafe_owner.validate(body)
    before = len(entries(house))
    shown = cafe_owner.validate(body, params=REVEAL)

    assert hidden["rszRequest"]["worker"]["ssin"] == MASKED
    assert shown["rszRequest"]["worker"]["ssin"] == SSIN
    (entry,) = entries(house)[before:]
    assert entry["what"] == f"dry run of {filed['worker']['id']}"
    assert entry["employer"] == "0999999922"
    assert SSIN not in house.log("api")


def test_a_request_without_a_number_leaves_no_entry(
    cafe_owner: Caller, house: House, filed: dict[str, Any]
) -> None:
    before = len(entries(house))
    run = cafe_owner.validate({"type": "cancel", "period": filed["period"]["id"]}, params=REVEAL)
    none = cafe_owner.get("/v1/workers", params={"q": "nobody-is-called-so", **REVEAL})

    assert "worker" not in run["rszRequest"]
    assert none.json()["items"] == []
    assert len(entries(house)) == before


def test_a_key_that_may_not_see_numbers_is_refused_before_anything_is_read(
    cafe: Caller, house: House, filed: dict[str, Any]
) -> None:
    before = len(entries(house))
    paths = (
        f"/v1/workers/{filed['worker']['id']}",
        "/v1/workers/wrk_nothing",
        "/v1/workers",
        f"/v1/declarations/{filed['id']}",
        "/v1/declarations",
    )
    answers = [cafe.get(path, params=REVEAL) for path in paths]
    answers.append(cafe.post("/v1/declarations/validate", student(SSIN), key=None, params=REVEAL))

    assert [answer.status_code for answer in answers] == [403] * len(answers)
    assert all(SSIN not in answer.text for answer in answers)
    assert len(entries(house)) == before


def test_another_employers_owner_finds_nothing_to_reveal(owner: Caller, filed: dict[str, Any]) -> None:
    for path in (f"/v1/workers/{filed['worker']['id']}", f"/v1/declarations/{filed['id']}"):
        assert owner.get(path, params=REVEAL).status_code == 404
        theirs = {**REVEAL, "employer": "0999999922"}
        assert owner.get(path, params=theirs).status_code == 403


def test_the_next_page_reveals_like_the_first(cafe_owner: Caller, cafe: Caller) -> None:
    for number in (971, 972):
        worker = {"ssin": new_ssin(number), "familyName": "Onthuld", "givenName": str(number)}
        cafe.settled(cafe.file(filing(new_ssin(number), "OTH", worker=worker))["id"])
    first = cafe_owner.get("/v1/workers", params={"q": "onthuld", "pageSize": 1, **REVEAL}).json()
    second = cafe_owner.get(first["next"]).json()

    shown = [item["ssin"] for page in (first, second) for item in page["items"]]
    assert shown == [new_ssin(971), new_ssin(972)]


def test_only_national_numbers_can_be_revealed(cafe_owner: Caller) -> None:
    answer = cafe_owner.get("/v1/workers", params={"reveal": "everything"})

    assert answer.status_code == 400
    (issue,) = answer.json()["issues"]
    assert (issue["code"], issue["in"], issue["name"]) == ("notInList", "query", "reveal")


def entries(house: House) -> list[dict[str, Any]]:
    """What the log of the API holds of looks at national numbers."""
    lines = [line for line in house.log("api").splitlines() if line.startswith("{")]
    return [said["audit"] for said in map(json.loads, lines) if "audit" in said]
