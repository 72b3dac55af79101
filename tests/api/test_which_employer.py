"""Which employer a call is for: body or query say it, alike for every operation, and never unheard."""

import uuid
from typing import Any

import httpx
import pytest

from infra.local.demo_people import Employer
from infra.local.house import House
from tests.api.callers import Caller, new_ssin, student
from tests.local.newcomers import settle_in

FIRST = Employer("0999999724", "Bakkerij Een", "", "XXX", "nele.twee@demo.example", "Nele Twee")
SECOND = Employer("0999999625", "Bakkerij Twee", "", "XXX", FIRST.owner_email, FIRST.owner_name)
FOREIGN = "0999999823"
SSIN = new_ssin(950)
NOBODY = "wrk_00000000000000000000000000"
RECURRING = {"workerId": NOBODY, "workerType": "OTH", "jointCommittee": "XXX"}
WITH_A_BODY: list[Any] = [
    pytest.param("POST", "/v1/declarations", student(SSIN), id="file"),
    pytest.param("POST", "/v1/declarations/validate", student(SSIN), id="validate"),
    pytest.param("POST", "/v1/declarations/dec_x/withdraw", None, id="withdraw"),
    pytest.param("POST", "/v1/declarations/dec_x/resolve", {"as": "sendAgain"}, id="resolve"),
    pytest.param("POST", "/v1/declarationBatches", {"declarations": [student(SSIN)]}, id="batch"),
    pytest.param("POST", "/v1/workers", {"familyName": "Voorbeeld", "givenName": "Lou"}, id="add a worker"),
    pytest.param("POST", "/v1/workers/search", {"ssin": SSIN}, id="search"),
    pytest.param("PATCH", f"/v1/workers/{NOBODY}", {"givenName": "Lou"}, id="change a worker"),
    pytest.param("POST", f"/v1/workers/{NOBODY}/merge", {"into": NOBODY}, id="merge"),
    pytest.param("PUT", "/v1/drafts/which", {"filing": {"type": "in"}}, id="draft"),
    pytest.param("PUT", "/v1/templates/which", {"name": "Which", "filings": [RECURRING]}, id="template"),
    pytest.param("POST", "/v1/templates/nothing/proposals", {"date": "2026-12-10"}, id="proposals"),
    pytest.param("POST", "/v1/exports", {"kind": "workers"}, id="export"),
    pytest.param("POST", "/v1/reconciliations", {"import": False}, id="reconciliation"),
]


@pytest.fixture(scope="module")
def both(house: House, http: httpx.Client) -> Caller:
    """Somebody who owns two employers."""
    email = FIRST.owner_email
    password = settle_in(house.plan.state_dir, email, [(FIRST, "owner"), (SECOND, "owner")])
    answer = http.post("/v1/sessions", json={"email": email, "password": password})
    assert answer.status_code == 201, answer.text
    return Caller(http, answer.json()["token"])


@pytest.mark.parametrize(("method", "path", "body"), WITH_A_BODY)
def test_the_query_names_the_employer_like_the_body(both: Caller, method: str, path: str, body: Any) -> None:
    unsaid = send(both, method, path, body)
    theirs = send(both, method, path, body, employer=SECOND.enterprise_number)
    foreign = send(both, method, path, body, employer=FOREIGN)

    assert [issue["code"] for issue in unsaid.json()["issues"]] == ["employerNotNamed"]
    assert theirs.status_code in {200, 201, 202, 404}, theirs.text
    assert foreign.status_code == 403


@pytest.mark.parametrize(("method", "path", "body"), WITH_A_BODY)
def test_a_key_with_one_employer_is_not_deaf_to_another(
    cafe: Caller, method: str, path: str, body: Any
) -> None:
    before = cafe.newest()

    assert send(cafe, method, path, body, employer=FOREIGN).status_code == 403
    assert cafe.newest() == before


def test_it_is_filed_for_the_employer_of_the_query_or_the_body(both: Caller) -> None:
    for number, named in ((951, SECOND.enterprise_number), (952, FIRST.enterprise_number)):
        in_query = send(both, "POST", "/v1/declarations", student(new_ssin(number)), employer=named)
        in_body = send(both, "POST", "/v1/declarations", student(new_ssin(number + 10), employer=named))

        for answer in (in_query, in_body):
            assert answer.json()["employer"]["enterpriseNumber"] == named


def test_the_same_employer_may_be_named_twice_but_not_two(both: Caller) -> None:
    body = student(SSIN, employer=FIRST.enterprise_number)
    same = send(both, "POST", "/v1/declarations/validate", body, employer=FIRST.enterprise_number)
    other = send(both, "POST", "/v1/declarations/validate", body, employer=SECOND.enterprise_number)

    assert same.status_code == 200
    assert other.status_code == 400
    (issue,) = other.json()["issues"]
    assert (issue["code"], issue["in"], issue["name"]) == ("employersDiffer", "query", "employer")


def test_who_has_several_is_told_where_to_name_one(both: Caller) -> None:
    listed = both.get("/v1/declarations")
    sent = send(both, "POST", "/v1/declarations", student(SSIN))
    file = both.http.post(
        "/v1/declarationBatches",
        content=b"Type;Rijksregisternummer\n",
        headers={"Authorization": f"Bearer {both.key}", "Content-Type": "text/csv", "Idempotency-Key": "k"},
    )

    assert [answer.json()["issues"][0]["in"] for answer in (listed, sent, file)] == ["query", "body", "query"]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        *WITH_A_BODY,
        pytest.param("GET", "/v1/workerTypes", None, id="worker types"),
        pytest.param("GET", "/v1/jointCommittees", None, id="committees"),
        pytest.param("GET", "/v1/anomalies", None, id="anomalies"),
        pytest.param("GET", "/v1/me", None, id="me"),
        pytest.param("GET", "/v1/health", None, id="health"),
        pytest.param("GET", "/v1/employers/0999999922", None, id="an employer"),
    ],
)
def test_a_parameter_that_does_not_exist_is_refused(cafe: Caller, method: str, path: str, body: Any) -> None:
    answer = send(cafe, method, path, body, foo="1")

    assert answer.status_code == 400
    issues = [(issue["code"], issue["in"], issue["name"]) for issue in answer.json()["issues"]]
    assert issues == [("unknownField", "query", "foo")]


def send(caller: Caller, method: str, path: str, body: Any, **query: str) -> httpx.Response:
    """Send one call with a fresh idempotency key."""
    headers = {"Authorization": f"Bearer {caller.key}", "Idempotency-Key": str(uuid.uuid4())}
    return caller.http.request(method, path, json=body, params=query, headers=headers)
