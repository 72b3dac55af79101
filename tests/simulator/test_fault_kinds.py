"""Faults by header and by rate; answers that are malformed; declarations executed twice or overtaken."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from infra.rsz_simulator.faults.plans import Faults, Rates
from infra.rsz_simulator.faults.words import Fault, parse
from tests.simulator.client import CAFE, Declarant, dimona_in

HEADER = "X-Simulator-Fault"


def post(rsz: Declarant, fault: str, body: Any = None, path: str = "/declarations") -> httpx.Response:
    headers = {**rsz.bearer, HEADER: fault}
    return rsz.http.post(f"/REST/dimona/v2{path}", json=body or dimona_in(), headers=headers)


def get(rsz: Declarant, fault: str, location: str) -> httpx.Response:
    return rsz.http.get(location, headers={**rsz.bearer, HEADER: fault})


def result(rsz: Declarant, location: str) -> tuple[str, list[str]]:
    status = rsz.http.get(location, headers=rsz.bearer).json()["declarationStatus"]
    return status["result"], [anomaly["errorId"] for anomaly in status["anomalies"]]


# -- asked for by the request itself


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
def test_a_header_hits_its_own_request_only(rsz: Declarant, status: int) -> None:
    answer = post(rsz, f"status:{status}")
    assert (answer.status_code, answer.json()["status"]) == (status, status)
    assert answer.headers["X-Simulator"]
    assert rsz.received() == []
    assert rsz.post(dimona_in()).status_code == 201


@pytest.mark.parametrize(("fault", "wait"), [
    ("status:429", "5"), ("status:503", "30"), ("status:503:7", "7"), ("statusAfterCommit:429:1", "1"),
    ("status:500:7", None),
])  # fmt: skip
def test_how_long_to_wait(rsz: Declarant, fault: str, wait: str | None) -> None:
    assert post(rsz, fault).headers.get("Retry-After") == wait


def test_maintenance_has_the_problem_of_the_guide(rsz: Declarant) -> None:
    answer = post(rsz, "status:503:60")
    assert answer.json()["type"] == "urn:problem-type:belgif:serviceUnavailable"
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(("fault", "filed"), [("dropBeforeCommit", 0), ("dropAfterCommit", 1)])
def test_a_header_cuts_the_connection(rsz: Declarant, fault: str, filed: int) -> None:
    assert rsz.bearer
    with pytest.raises(httpx.TransportError):
        post(rsz, fault)
    assert len(rsz.received()) == filed


@pytest.mark.parametrize("fault", ["explode", "status", "status:x", "slow:1:2", "dropAfterCommit:1", ""])
def test_a_fault_nobody_knows(rsz: Declarant, fault: str) -> None:
    answer = post(rsz, fault)
    if fault:
        assert (answer.status_code, answer.json()["issues"][0]["name"]) == (400, HEADER)
        assert rsz.received() == []
    else:
        assert answer.status_code == 201


def test_the_header_goes_before_the_plan_and_leaves_it(rsz: Declarant) -> None:
    rsz.settings(faults={"post": "status:500", "times": 1})
    assert post(rsz, "status:503").status_code == 503
    assert rsz.post(dimona_in()).status_code == 500
    assert rsz.post(dimona_in()).status_code == 201


def test_control_takes_no_faults(rsz: Declarant) -> None:
    assert rsz.http.get("/_simulator/health", headers={HEADER: "status:500"}).status_code == 200


# -- executed twice, overtaken, never


def test_a_delivery_executed_twice_answers_with_the_first(rsz: Declarant) -> None:
    location = post(rsz, "duplicate").headers["Location"]
    assert result(rsz, location) == ("A", [])
    first, second = rsz.received()
    assert (first["result"], second["result"], second["anomalies"]) == ("A", "B", ["90373-333"])
    assert location.endswith(str(first["id"]))
    assert len(rsz.post({"employer": CAFE}, "/periods/search").json()["items"]) == 1


def test_a_delivery_executed_twice_answers_with_the_second(rsz: Declarant) -> None:
    location = post(rsz, "duplicateAnswerSecond").headers["Location"]
    assert result(rsz, location) == ("B", ["90373-333"])
    [period] = rsz.post({"employer": CAFE}, "/periods/search").json()["items"]
    assert period["id"] == rsz.received()[0]["id"]


@pytest.mark.parametrize(("kind", "code"), [("dimonaCancel", "00913-355"), ("dimonaOut", "00913-356")])
def test_a_change_executed_twice(rsz: Declarant, kind: str, code: str) -> None:
    period = rsz.file(dimona_in())["declarationStatus"]["period"]["id"]
    end = {"endDate": "2030-12-31"} if kind == "dimonaOut" else {}
    location = post(rsz, "duplicateAnswerSecond", {kind: {"periodId": period, **end}}).headers["Location"]
    assert result(rsz, location) == ("B", [code])


def test_an_update_executed_twice(rsz: Declarant) -> None:
    period = rsz.file(dimona_in())["declarationStatus"]["period"]["id"]
    body = {"dimonaUpdate": {"periodId": period, "startDate": "2030-09-30"}}
    location = post(rsz, "duplicateAnswerSecond", body).headers["Location"]
    assert result(rsz, location) == ("B", ["90378-444"])


def test_a_declaration_that_is_overtaken(rsz: Declarant) -> None:
    slow = post(rsz, "overtaken:600").headers["Location"]
    quick = rsz.post(dimona_in()).headers["Location"]
    assert rsz.http.get(slow, headers=rsz.bearer).status_code == 404
    assert result(rsz, quick) == ("A", [])
    rsz.settings(clockShift=rsz.settings()["clockShift"] + 601)
    assert result(rsz, slow) == ("B", ["90373-333"])


def test_a_declaration_that_is_never_processed(rsz: Declarant) -> None:
    location = post(rsz, "neverProcess").headers["Location"]
    rsz.http.post("/_simulator/hurry")
    assert rsz.http.get(location, headers=rsz.bearer).status_code == 404


# -- malformed answers


@pytest.fixture
def location(rsz: Declarant) -> str:
    return str(rsz.post(dimona_in()).headers["Location"])


def test_broken_json(rsz: Declarant, location: str) -> None:
    answer = get(rsz, "badJson", location)
    assert (answer.status_code, answer.headers["Content-Type"][:16]) == (200, "application/json")
    with pytest.raises(json.JSONDecodeError):
        answer.json()
    assert get(rsz, "badJson", location).headers["X-Simulator"]


SPOILED: dict[str, Callable[[dict[str, Any]], bool]] = {
    "missingBlocks": lambda answer: "declarationStatus" not in answer and "dimonaIn" in answer,
    "unknownFields": lambda answer: (
        "neverSeenBefore" in answer and "neverSeenBefore" in answer["declarationStatus"]
    ),
    "unknownResult": lambda answer: answer["declarationStatus"]["result"] == "X",
    "unknownAnomaly": lambda answer: (
        answer["declarationStatus"]["result"] == "W"
        and answer["declarationStatus"]["anomalies"][0]["errorId"] == "99999-999"
    ),
}


@pytest.mark.parametrize("fault", SPOILED)
def test_an_answer_with_surprises(rsz: Declarant, location: str, fault: str) -> None:
    assert SPOILED[fault](get(rsz, fault, location).json())
    right = rsz.http.get(location, headers=rsz.bearer).json()
    assert right["declarationStatus"]["result"] == "A"
    assert not SPOILED[fault](right)


@pytest.mark.parametrize("fault", set(SPOILED) - {"missingBlocks"})
def test_a_search_with_surprises(rsz: Declarant, location: str, fault: str) -> None:
    answer = post(rsz, fault, {"employer": CAFE}, "/declarations/search").json()
    assert location
    assert SPOILED["unknownFields" if fault == "unknownFields" else fault]({**answer["items"][0], **answer})


def test_a_search_without_items(rsz: Declarant) -> None:
    assert post(rsz, "missingBlocks", {"employer": CAFE}, "/periods/search").json() == {}


def test_a_post_without_a_usable_address(rsz: Declarant) -> None:
    missing = post(rsz, "missingBlocks")
    assert (missing.status_code, "Location" in missing.headers) == (201, False)
    strange = post(rsz, "strangeLocation", dimona_in("2030-11-01", endDate="2030-11-02"))
    assert strange.headers["Location"].endswith("/declarations/soon")
    assert len(rsz.received()) == 2
    assert post(rsz, "badJson", dimona_in(employer={"enterpriseNumber": "0999999823"})).content == b"{"


def test_a_token_without_a_token(rsz: Declarant) -> None:
    rsz.settings(faults={"token": "missingBlocks"})
    answer = rsz.ask_token()
    assert (answer.status_code, "access_token" in answer.json()) == (200, False)


def test_a_body_that_is_cut_off(rsz: Declarant, location: str) -> None:
    with pytest.raises(httpx.TransportError):
        get(rsz, "cutBody", location)
    with pytest.raises(httpx.TransportError):
        post(rsz, "cutBody", dimona_in("2030-01-01", endDate="2030-01-02"))
    assert len(rsz.received()) == 2


# -- by chance


def throw(rates: dict[str, Any], calls: int = 2000) -> list[Fault | None]:
    faults = Faults()
    faults.change_rates(Rates.model_validate(rates))
    return [faults.next_for("post") for _ in range(calls)]


def test_rates_are_kept_and_repeat_with_the_seed() -> None:
    rates = {"seed": 7, "post": {"dropAfterCommit": 0.1, "status:503": 0.3}}
    thrown = throw(rates)
    assert 140 < thrown.count(Fault("dropAfterCommit")) < 260
    assert 500 < thrown.count(Fault("status", (503,))) < 700
    assert throw(rates) == thrown
    assert throw({**rates, "seed": 8}) != thrown
    assert set(throw({"post": {"slow:1": 1.0}})) == {Fault("slow", (1,))}
    assert set(throw({"get": {"slow:1": 1.0}})) == {None}


def test_other_operations_do_not_disturb_the_dice() -> None:
    faults = Faults()
    rates = Rates.model_validate({"seed": 7, "post": {"status:500": 0.5}, "get": {"status:500": 0.5}})
    faults.change_rates(rates)
    alone = [faults.next_for("post") for _ in range(50)]
    faults.change_rates(rates)
    between = []
    for _ in range(50):
        faults.next_for("get")
        between.append(faults.next_for("post"))
    assert alone == between


def test_rates_over_http(rsz: Declarant) -> None:
    assert rsz.bearer
    settings = rsz.settings(faultRates={"seed": 7, "post": {"status:503": 1.0}})
    assert settings["faultRates"]["post"] == {"status:503": 1.0}
    assert [rsz.post(dimona_in()).status_code for _ in range(3)] == [503, 503, 503]
    rsz.settings(faults={"post": "status:500", "times": 1})
    assert rsz.post(dimona_in()).status_code == 500, "a plan goes before chance"
    assert rsz.settings()["faultsHappened"] == {"post status:503": 3, "post status:500": 1}
    rsz.settings(faultRates={})
    assert rsz.post(dimona_in()).status_code == 201
    rsz.http.post("/_simulator/reset")
    assert rsz.settings()["faultsHappened"] == {}


@pytest.mark.parametrize("wrong", [
    {"post": {"dropAfterCommit": 1.5}}, {"post": {"explode": 0.1}}, {"post": {"slow:1": 0.6, "slow:2": 0.6}},
    {"unheardOf": {}},
])  # fmt: skip
def test_rates_that_cannot_be(rsz: Declarant, wrong: dict[str, Any]) -> None:
    assert rsz.http.patch("/_simulator/settings", json={"faultRates": wrong}).status_code == 400


def test_words_are_read() -> None:
    assert parse("status:503:7") == Fault("status", (503, 7))
    assert (parse("status:503:7").retry_after, parse("status:503").retry_after) == (7, None)


# -- a limit of requests


def test_a_limit_of_requests(rsz: Declarant) -> None:
    assert rsz.bearer
    rsz.settings(requestsPerMinute=2)
    answers = [rsz.post(dimona_in()) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 429]
    problem = answers[2].json()
    assert (problem["type"][-15:], problem["limit"]) == ("tooManyRequests", 2)
    assert 0 < problem["retryAfter"] == int(answers[2].headers["Retry-After"]) <= 61
    assert len(rsz.received()) == 2
    assert rsz.ask_token().status_code == 200, "tokens are not counted"
    rsz.settings(requestsPerMinute=0)
    assert rsz.post(dimona_in()).status_code == 201
