"""Faults happen as planned, as often as planned, and on the promised side of the commit."""

import time

import httpx
import pytest

from tests.local.polling import until
from tests.simulator.client import CAFE, Declarant, dimona_in


def test_a_drop_before_the_commit_files_nothing(rsz: Declarant) -> None:
    bearer = rsz.bearer
    rsz.settings(faults={"post": "dropBeforeCommit"})
    with pytest.raises(httpx.TransportError):
        rsz.post(dimona_in())
    assert bearer == rsz.bearer
    assert rsz.received() == []
    assert rsz.verdict(dimona_in()) == ("A", [])


def test_a_drop_after_the_commit_files_exactly_one(rsz: Declarant) -> None:
    assert rsz.bearer
    rsz.settings(faults={"post": "dropAfterCommit"})
    with pytest.raises(httpx.TransportError):
        rsz.post(dimona_in())
    [filed] = rsz.received()
    assert filed["result"] == "A"
    found = rsz.post({"employer": CAFE}, "/declarations/search").json()["items"]
    assert [item["declarationStatus"]["declarationId"] for item in found] == [filed["id"]]


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (403, "missingPermission"),
        (429, "tooManyRequests"),
        (500, "internalServerError"),
        (503, "serviceUnavailable"),
    ],
)
def test_a_status_as_often_as_planned(rsz: Declarant, status: int, kind: str) -> None:
    rsz.settings(faults={"post": f"status:{status}", "times": 2})
    for left in (1, 0):
        answer = rsz.post(dimona_in())
        assert (answer.status_code, answer.json()["type"]) == (status, f"urn:problem-type:belgif:{kind}")
        assert rsz.settings()["faults"].get("postLeft", 0) == left
    if status in {429, 503}:
        assert int(answer.headers["Retry-After"]) > 0
    assert rsz.received() == []
    assert rsz.post(dimona_in()).status_code == 201


def test_a_status_after_the_commit(rsz: Declarant) -> None:
    rsz.settings(faults={"post": "statusAfterCommit:502"})
    assert rsz.post(dimona_in()).status_code == 502
    assert len(rsz.received()) == 1


def test_a_slow_answer_comes_after_the_commit(rsz: Declarant) -> None:
    assert rsz.bearer
    rsz.settings(faults={"post": "slow:30"})
    with pytest.raises(httpx.ReadTimeout):
        rsz.http.post(
            "/REST/dimona/v2/declarations",
            json=dimona_in(),
            headers=rsz.bearer,
            timeout=httpx.Timeout(60, read=0.5),
        )
    # Gone before the answer, the caller may even be faster than the commit: it comes all the same.
    until(lambda: len(rsz.received()) == 1, patience=25)


def test_slow_waits(rsz: Declarant) -> None:
    rsz.settings(faults={"get": "slow:1"})
    began = time.monotonic()
    assert rsz.get("/declarations/900000000116").status_code == 404
    assert time.monotonic() - began >= 1


def test_a_declaration_that_is_never_processed(rsz: Declarant) -> None:
    rsz.settings(faults={"post": "neverProcess"})
    location = rsz.post(dimona_in()).headers["Location"]
    rsz.http.post("/_simulator/hurry")
    rsz.settings(clockShift=rsz.settings()["clockShift"] + 10**6)
    assert rsz.http.get(location, headers=rsz.bearer).status_code == 404
    assert rsz.received()[0]["result"] is None


def test_each_operation_has_its_own_fault(rsz: Declarant) -> None:
    location = rsz.post(dimona_in()).headers["Location"]
    rsz.settings(faults={"get": "status:500", "search": "status:503", "token": "status:502"})
    assert rsz.http.get(location, headers=rsz.bearer).status_code == 500
    assert rsz.post({"employer": CAFE}, "/periods/search").status_code == 503
    assert rsz.ask_token().status_code == 502
    assert rsz.http.get(location, headers=rsz.bearer).status_code == 200
    assert rsz.settings()["faults"] == {}


def test_a_reset_takes_faults_away(rsz: Declarant) -> None:
    rsz.settings(faults={"post": "status:500", "times": 9}, quotaUsed={"07022899801": 5}, tokenLifetime=7)
    rsz.http.post("/_simulator/reset")
    after = rsz.settings()
    assert (after["faults"], after["quotaUsed"], after["tokenLifetime"]) == ({}, {}, 600)
