"""Every issue names its field, also where one depends on another; a problem names its route."""

from typing import Any

import pytest

from infra.local.house import House
from tests.api.callers import Caller, new_ssin, student

GOOD = {"workerId": "wrk_00000000000000000000000000", "workerType": "OTH", "jointCommittee": "XXX"}
RESOLVE = "/v1/declarations/dec_x/resolve"
CASES: list[Any] = [
    pytest.param("POST", RESOLVE, {"as": "adopt"}, {("required", "rszNumber")}, id="adopt what"),
    pytest.param(
        "POST",
        RESOLVE,
        {"as": "sendAgain", "rszNumber": "900000000116"},
        {("unknownField", "rszNumber")},
        id="a number without adopting",
    ),
    pytest.param("POST", RESOLVE, {"as": "burn"}, {("notInList", "as")}, id="no such way"),
    pytest.param(
        "POST",
        "/v1/exports",
        {"kind": "workers", "state": "accepted", "from": "2026-12-01"},
        {("unknownField", "state"), ("unknownField", "from")},
        id="filters of declarations",
    ),
    pytest.param(
        "POST",
        "/v1/exports",
        {"kind": "declarations", "q": "lou"},
        {("unknownField", "q")},
        id="q of workers",
    ),
    pytest.param("POST", "/v1/exports", {"kind": "cats"}, {("notInList", "kind")}, id="no such list"),
    pytest.param(
        "PUT",
        "/v1/templates/naming",
        {"name": "One is bad", "filings": [{**GOOD, "plannedHours": "x"}]},
        {("invalidNumber", "filings[0].plannedHours")},
        id="one bad filing",
    ),
    pytest.param(
        "PUT",
        "/v1/templates/naming",
        {"name": "None", "filings": []},
        {("invalidValue", "filings")},
        id="no filing at all",
    ),
]


@pytest.mark.parametrize(("method", "path", "body", "named"), CASES)
def test_an_issue_names_its_field(
    cafe: Caller, method: str, path: str, body: dict[str, Any], named: set[tuple[str, str]]
) -> None:
    answer = cafe.http.request(method, path, json=body, headers={"Authorization": f"Bearer {cafe.key}"})

    assert answer.status_code == 400, answer.text
    assert {(issue["code"], issue["name"]) for issue in answer.json()["issues"]} == named


def test_a_filter_that_is_left_empty_is_no_filter(cafe: Caller) -> None:
    for body in ({"kind": "workers", "state": None}, {"kind": "declarations", "q": ""}):
        assert cafe.post("/v1/exports", body, key=None).status_code == 202


def test_the_instance_is_the_route_and_never_the_address(cafe: Caller, house: House) -> None:
    ssin = new_ssin(990)
    answers = [
        cafe.get(f"/v1/periods/{ssin}"),
        cafe.get("/v1/periods/per_x"),
        cafe.post("/v1/declarations", student(ssin, colour="red")),
    ]
    instances = [answer.json()["instance"] for answer in answers]

    assert instances == ["/v1/periods/%7Bperiod_id%7D", "/v1/periods/%7Bperiod_id%7D", "/v1/declarations"]
    assert ssin not in house.log("api")
