"""Bad input gets a clear problem in the asked language, and changes nothing."""

from typing import Any

import httpx
import pytest

from infra.local.house import House
from tests.api.callers import Caller, new_ssin, student

SSIN = new_ssin(100)
WRONG = SSIN[:-2] + f"{(int(SSIN[-2:]) + 1) % 97:02d}"

CASES: list[Any] = [
    pytest.param(student(WRONG), "00024-003", "worker.ssin", id="wrong check digits"),
    pytest.param(student(SSIN, endDate="2026-12-09"), "00911-014", "endDate", id="end before start"),
    pytest.param(student(SSIN, endDate=None), "00911-001", "endDate", id="student without end date"),
    pytest.param(student(SSIN, plannedHours=None), "01135-001", "plannedHours", id="student without hours"),
    pytest.param(student(SSIN, colour="red"), "unknownField", "colour", id="unknown field"),
    pytest.param(student(SSIN, start_date="2026-12-10"), "unknownField", "start_date", id="snake case"),
    pytest.param(
        student(SSIN, worker={"ssin": SSIN, "shoeSize": 42}), "unknownField", "worker.shoeSize", id="deep"
    ),
    pytest.param(student(SSIN, startDate="10/12/2026"), "invalidDate", "startDate", id="date another way"),
    pytest.param(student(SSIN, startDate=20261210), "invalidDate", "startDate", id="date as a number"),
    pytest.param(student(SSIN, startDate="2026-02-30"), "invalidDate", "startDate", id="no such day"),
    pytest.param(student(SSIN, plannedHours="24"), "invalidNumber", "plannedHours", id="number as text"),
    pytest.param(student(SSIN, plannedHours=2.5), "invalidNumber", "plannedHours", id="half hours"),
    pytest.param(student(SSIN, startDate=None), "required", "startDate", id="no start date"),
    pytest.param(student(SSIN, worker=None), "required", "worker", id="no worker"),
    pytest.param(student(SSIN, type="move"), "notInList", "type", id="a type that does not exist"),
    pytest.param(
        student(SSIN, workerType="DWD"), "00655-003", "workerType", id="a worker type we do not file"
    ),
    pytest.param(student(SSIN, reference="x" * 101), "tooLong", "reference", id="reference too long"),
    *(
        pytest.param(
            student(SSIN, workStartsAt=said), "invalidLocalTime", "workStartsAt", id=f"begins {said}"
        )
        for said in (
            "2026-12-10",
            "2026-12-10 18:00",
            "2026-12-10t18:00",
            "2026-12-10T18:00:00.5",
            "2026-12-10T18:00+01:00",
            "2026-12-10T24:30",
            "18:00",
            1796922000,
        )
    ),
    pytest.param(student(SSIN, startHour="8h"), "invalidValue", "startHour", id="not an hour"),
]
LANGUAGES = {
    "nl": "De aanvraag kan niet worden aanvaard",
    "fr": "La demande ne peut pas être acceptée",
    "de": "Die Anfrage kann nicht angenommen werden",
    "en": "The request cannot be accepted",
}


@pytest.mark.parametrize(("body", "code", "name"), CASES)
def test_a_bad_body_names_the_field_and_writes_nothing(
    cafe: Caller, house: House, body: dict[str, Any], code: str, name: str
) -> None:
    before, filed_before = cafe.newest(), received(house)

    answer = cafe.post("/v1/declarations", body)

    assert answer.status_code == 400, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["type"] == "urn:problem-type:belgif:badRequest"
    assert problem["instance"] == "/v1/declarations"
    assert (code, name) in [(issue["code"], issue["name"]) for issue in problem["issues"]]
    for issue in problem["issues"]:
        assert issue["in"] == "body"
        assert issue["title"]
        assert issue["detail"]
    assert SSIN not in answer.text
    assert WRONG not in answer.text
    assert (cafe.newest(), received(house)) == (before, filed_before)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_problem_speaks_the_asked_language(cafe: Caller, language: str) -> None:
    answer = cafe.post(
        "/v1/declarations", student(SSIN, endDate=None), headers={"Accept-Language": f"{language}-BE"}
    )

    assert answer.headers["Content-Language"] == language
    assert answer.json()["title"] == LANGUAGES[language]


def test_everything_wrong_is_said_at_once(cafe: Caller) -> None:
    body = student(WRONG, endDate=None, plannedHours=None, jointCommittee="302")
    issues = cafe.post("/v1/declarations", body).json()["issues"]

    assert [issue["code"] for issue in issues] == ["00024-003", "90374-349", "00911-001", "01135-001"]


@pytest.mark.parametrize("content", [b"not json", b"", b"{", b"[1]", b'"text"', b"\xff\xfe"])
def test_a_body_that_is_no_json_object(cafe: Caller, content: bytes) -> None:
    answer = raw(cafe, content, "application/json")

    assert answer.status_code == 400
    assert answer.json()["issues"][0]["code"] in {"notJson", "notAnObject"}


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "text/csv"])
def test_a_wrong_content_type_is_415(cafe: Caller, content_type: str) -> None:
    answer = raw(cafe, b"{}", content_type)

    assert answer.status_code == 415
    assert answer.json()["type"] == "urn:problem-type:belgif:unsupportedMediaType"


def test_a_body_beyond_4_mb_is_413(cafe: Caller) -> None:
    answer = raw(cafe, b'{"type": "' + b"x" * (4 * 1024 * 1024) + b'"}', "application/json")

    assert answer.status_code == 413
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("headers", "type_"),
    [
        ({}, "noAccessToken"),
        ({"Authorization": "Bearer dk_live_wrong"}, "invalidAccessToken"),
        ({"X-Api-Key": "dk_live_wrong"}, "invalidAccessToken"),
        ({"Authorization": "Basic ZXZh"}, "noAccessToken"),
    ],
)
@pytest.mark.parametrize("path", ["/v1/me", "/v1/declarations", "/v1/workers", "/v1/declarations/dec_x"])
def test_without_a_valid_key_nothing_opens(
    http: httpx.Client, path: str, headers: dict[str, str], type_: str
) -> None:
    answer = http.get(path, headers=headers)

    assert answer.status_code == 401
    assert answer.json()["type"] == f"urn:problem-type:belgif:{type_}"
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_stranger_learns_nothing_from_our_checks(http: httpx.Client) -> None:
    answer = http.post("/v1/declarations", content=b"not json", headers={"Content-Type": "text/plain"})
    assert answer.status_code == 401


@pytest.mark.parametrize("key", [None, "x" * 256, '""'])
def test_an_idempotency_key_is_needed(cafe: Caller, key: str | None) -> None:
    before = cafe.newest()
    answer = cafe.post("/v1/declarations", student(SSIN), key=key)

    assert answer.status_code == 400
    (issue,) = answer.json()["issues"]
    assert (issue["in"], issue["name"]) == ("header", "Idempotency-Key")
    assert cafe.newest() == before


@pytest.mark.parametrize(
    "query", [{"pageSize": 0}, {"pageSize": 101}, {"state": "lost"}, {"colour": "red"}, {"from": "x"}]
)
def test_a_wrong_query_is_400(cafe: Caller, query: dict[str, Any]) -> None:
    answer = cafe.get("/v1/declarations", params=query)

    assert answer.status_code == 400
    assert answer.json()["issues"][0]["in"] == "query"


def test_what_does_not_exist_is_404_and_a_wrong_method_405(http: httpx.Client) -> None:
    nothing, wrong = http.get("/v1/nothing"), http.put("/v1/declarations")

    assert (nothing.status_code, wrong.status_code) == (404, 405)
    for answer in (nothing, wrong):
        assert answer.headers["Content-Type"].startswith("application/problem+json")


def raw(caller: Caller, content: bytes, content_type: str) -> httpx.Response:
    headers = {
        "Authorization": f"Bearer {caller.key}",
        "Idempotency-Key": "raw",
        "Content-Type": content_type,
    }
    return caller.http.post("/v1/declarations", content=content, headers=headers)


def received(house: House) -> str:
    return httpx.get(f"{house.urls['rsz']}/_simulator/declarations", trust_env=False, timeout=60).text
