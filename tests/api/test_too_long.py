"""What is longer than a key of the store, and a cursor under other filters: a clear problem, never a 500.

DynamoDB takes 2,048 bytes of a partition key and 1,024 of a sort key, and goes on only within the range
that is asked for. An emulator may be kinder, so our own bounds are asked for here.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.api.callers import Caller, new_ssin, student

LONG = pytest.mark.parametrize("length", [65, 1_100, 3_000])
FIRM = "0999999823"
FREELY_CHOSEN = {"/v1/drafts/{draft_id}", "/v1/templates/{template_id}"}
OWN = {"date": "2026-12-01", "enterprise_number": FIRM}
"""What stands in an address and is no id."""
RECURRING = {"workerId": "wrk_a", "workerType": "OTH", "jointCommittee": "XXX"}
LONGEST = {"reference": 100, "q": 73}
"""Filters that may be longer than an id."""
BODIES: dict[tuple[str, str], Any] = {
    ("put", "/v1/drafts/{draft_id}"): {"filing": {}},
    ("put", "/v1/templates/{template_id}"): {"name": "Zaterdag", "filings": [RECURRING]},
    ("post", "/v1/templates/{template_id}/proposals"): {"date": "2026-12-01"},
    ("patch", "/v1/workers/{worker_id}"): {"familyName": "Voorbeeld"},
    ("post", "/v1/workers/{worker_id}/merge"): {"into": "wrk_a"},
    ("post", "/v1/declarations/{declaration_id}/resolve"): {"as": "withdraw"},
    ("patch", "/v1/employers/{enterprise_number}/workplaces/{workplace_id}"): {"name": "Zaal"},
}
"""Bodies that are well enough for the id to be looked at; an operation that lacks one answers 400 here."""


def operations(http: httpx.Client) -> Iterator[tuple[str, str, Any]]:
    for path, methods in http.get("/v1/openapi.json").json()["paths"].items():
        for method, described in methods.items():
            yield method, path, described


def names(described: Any, where: str) -> list[str]:
    return [each["name"] for each in described["parameters"] if each["in"] == where]


def ask(caller: Caller, method: str, path: str, body: Any, query: Any = None) -> httpx.Response:
    headers = {"Authorization": f"Bearer {caller.key}", "Idempotency-Key": "too-long"}
    return caller.http.request(method.upper(), path, json=body, params=query, headers=headers)


@LONG
def test_an_id_longer_than_ids_are_is_not_found(http: httpx.Client, owner: Caller, length: int) -> None:
    asked = 0
    for method, path, described in operations(http):
        for name in set(names(described, "path")) - set(OWN):
            address = path.format_map({**OWN, name: "x" * length})
            answer = ask(owner, method, address, BODIES.get((method, path)))
            chosen = method == "put" and path in FREELY_CHOSEN
            assert answer.status_code == (400 if chosen else 404), (method, path, answer.text)
            assert answer.headers["Content-Type"] == "application/problem+json"
            asked += 1
    assert asked > 25


@LONG
def test_a_filter_that_is_too_long_is_a_bad_request(http: httpx.Client, owner: Caller, length: int) -> None:
    answers = {}
    for method, path, described in operations(http):
        address = path.format_map({**OWN, **dict.fromkeys(set(names(described, "path")) - set(OWN), "x")})
        for name in names(described, "query"):
            if method == "get" and length > LONGEST.get(name, 0):
                answers[path, name] = ask(owner, method, address, None, {name: "x" * length}).status_code

    kinds = {"employer": {400, 403}, "cursor": {400, 404}}
    wrong = {at: status for at, status in answers.items() if status not in kinds.get(at[1], {400})}
    assert wrong == {}
    assert {("/v1/declarations", "workerId"), ("/v1/periods", "cursor")} <= set(answers)


def test_the_longest_reference_can_be_asked_for(owner: Caller) -> None:
    answers = [
        owner.get("/v1/declarations", params={"reference": "é" * length}).status_code for length in (100, 101)
    ]
    assert answers == [200, 400]


@LONG
def test_an_id_in_a_body_is_no_longer_than_ids_are(owner: Caller, length: int) -> None:
    worker = f"wrk_{'a' * (length - 4)}"
    bodies = {
        "/v1/declarations": (student("", worker={"id": worker}), "worker.id"),
        "/v1/declarations/validate": (student("", worker={"id": worker}), "worker.id"),
        "/v1/workers/wrk_a/merge": ({"into": worker}, "into"),
        "/v1/exports": ({"kind": "declarations", "workerId": worker}, "workerId"),
    }
    for path, (body, name) in bodies.items():
        issues = owner.post(path, body).json()["issues"]
        assert [(each["code"], each["name"]) for each in issues] == [("tooLong", name)], path
    filing = {"name": "Zaterdag", "filings": [{**RECURRING, "workerId": worker}]}
    answer = ask(owner, "put", "/v1/templates/saturday", filing)
    assert "tooLong" in [each["code"] for each in answer.json()["issues"]]


@pytest.fixture(scope="module")
def filled(cafe: Caller) -> Caller:
    """Enough of everything that a list has a second page."""
    for number in (861, 863):
        cafe.file(student(new_ssin(number), reference="second-page"))
        worker = {"ssin": new_ssin(number + 1), "familyName": "Paginaas", "givenName": "Lou"}
        assert cafe.post("/v1/workers", worker).status_code == 201
    return cafe


@pytest.mark.parametrize(
    ("path", "filters", "others"),
    [
        (
            "/v1/declarations",
            {"reference": "second-page"},
            [{}, {"reference": "second-page", "from": "2026-12-01"}, {"reference": "first-page"}],
        ),
        ("/v1/declarations", {}, [{"to": "2026-11-01"}, {"state": "recorded"}, {"type": "in"}]),
        ("/v1/workers", {"q": "pagin"}, [{}, {"q": "pag"}, {"q": "lou"}]),
        ("/v1/periods", {}, [{"status": "open"}, {"status": "ending"}, {"workerType": "STU"}]),
        ("/v1/days/2026-12-12", {}, []),
    ],
)
def test_a_cursor_under_other_filters_is_a_bad_request(
    filled: Caller, path: str, filters: dict[str, str], others: list[dict[str, str]]
) -> None:
    first = filled.get(path, params={"pageSize": 1, **filters}).json()
    (cursor,) = parse_qs(urlsplit(first["next"]).query)["cursor"]

    assert filled.get(first["next"]).status_code == 200
    elsewhere = [(path, other) for other in others]
    elsewhere += [("/v1/deadlines", {}), ("/v1/drafts", {}), (f"/v1/days/{date(2026, 12, 13)}", {})]
    for where, other in elsewhere:
        answer = filled.get(where, params={**other, "cursor": cursor})
        assert answer.status_code == 400, (where, other, answer.text)
        assert [each["code"] for each in answer.json()["issues"]] == ["invalidCursor"]
