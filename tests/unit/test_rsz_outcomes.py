"""What every way of failing means, and that nothing is called harmless that may have happened."""

import json
import logging
from datetime import date
from typing import Any

import httpx
import pytest

from chalicelib.adapters.rsz.calls import TimeLimits
from chalicelib.adapters.rsz.client import MOST_PAGES
from chalicelib.application.ports import (
    NotExecutedError,
    NotPermittedError,
    OutcomeUnknownError,
    RefusedForShapeError,
    RszError,
    SearchUnfinishedError,
)
from chalicelib.domain.worker import Address, Municipality, WorkerIdentity
from tests.fakes.rsz_http import NUMBER, HttpRsz, filed, filing
from tests.fakes.world import NOON, FakeClock
from tests.synthetic import MAN_1990

BELGIF = "urn:problem-type:belgif:"


def problem(status: int, kind: str, headers: dict[str, str] | None = None, **more: Any) -> httpx.Response:
    content = json.dumps({"type": BELGIF + kind, "status": status, **more})
    return httpx.Response(status, headers=headers, content=content)


def refused(reaction: httpx.Response | Exception, worker: WorkerIdentity | None = None) -> RszError:
    http = HttpRsz(reaction)
    with pytest.raises(RszError) as caught:
        http.client(FakeClock()).file(filing(worker))
    assert len(http.requests) == 1, "an attempt is never repeated by itself"
    return caught.value


@pytest.mark.parametrize("failure", [httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout])
def test_what_was_never_sent_was_not_executed(failure: type[httpx.TransportError]) -> None:
    error = refused(failure("no"))
    assert isinstance(error, NotExecutedError)
    assert error.kept_out


@pytest.mark.parametrize(
    "failure",
    [
        httpx.ReadTimeout,
        httpx.WriteTimeout,
        httpx.ReadError,
        httpx.WriteError,
        httpx.CloseError,
        httpx.RemoteProtocolError,
        httpx.LocalProtocolError,
    ],
)
def test_what_may_have_been_sent_is_unknown(failure: type[httpx.TransportError]) -> None:
    assert type(refused(failure("no"))) is OutcomeUnknownError


@pytest.mark.parametrize("status", [200, 202, 204, 302, 404, 405, 409, 413, 418, 500, 502, 503, 504])
def test_every_unforeseen_status_is_unknown(status: int) -> None:
    assert type(refused(httpx.Response(status))) is OutcomeUnknownError


@pytest.mark.parametrize(
    ("reaction", "kept_out"),
    [
        (problem(429, "tooManyRequests", {"Retry-After": "30"}), True),
        (problem(503, "serviceUnavailable", {"Retry-After": "30"}), False),
    ],
)
def test_busy_or_maintenance_with_a_time_to_come_back(reaction: httpx.Response, *, kept_out: bool) -> None:
    """A maintenance is the RSZ's own word: what it may have left all the same is still looked for."""
    failure = refused(reaction)
    assert isinstance(failure, NotExecutedError)
    assert (failure.retry_after, failure.kept_out) == (30, kept_out)


@pytest.mark.parametrize(
    "reaction",
    [
        problem(503, "somethingElse", {"Retry-After": "30"}),
        problem(503, "internalServerError", {"Retry-After": "30"}),
        httpx.Response(503, headers={"Retry-After": "30"}, text="<html>"),
        problem(502, "serviceUnavailable", {"Retry-After": "30"}),
    ],
)
def test_a_time_to_come_back_does_not_say_that_nothing_was_done(reaction: httpx.Response) -> None:
    assert type(refused(reaction)) is OutcomeUnknownError


@pytest.mark.parametrize("reaction", [problem(503, "serviceUnavailable"), httpx.Response(429)])
def test_busy_or_maintenance_without_a_time(reaction: httpx.Response) -> None:
    failure = refused(reaction)
    assert isinstance(failure, NotExecutedError)
    assert failure.retry_after is None


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("120", 120),
        ("0", 1),
        ("99999999", 3600),
        ("Tue, 24 Nov 2026 11:05:00 GMT", 300),
        ("Tue, 24 Nov 2026 10:00:00 GMT", 1),
        ("Tue, 24 Nov 2026 11:05:00", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("", None),
    ],
)
def test_retry_after_is_a_number_or_a_date_or_nothing(written: str, seconds: float | None) -> None:
    assert NOON.isoformat() == "2026-11-24T11:00:00+00:00"
    failure = refused(httpx.Response(429, headers={"Retry-After": written}))
    assert isinstance(failure, NotExecutedError)
    assert failure.retry_after == seconds


@pytest.mark.parametrize(
    "location", [None, "", "/REST/dimona/v2/declarations/", "/declarations/abc", "https://x"]
)
def test_a_201_that_names_no_declaration_is_unknown(location: str | None) -> None:
    headers = {} if location is None else {"Location": location}
    assert type(refused(httpx.Response(201, headers=headers))) is OutcomeUnknownError


@pytest.mark.parametrize("location", [f"/declarations/{NUMBER}", f"https://x/d/{NUMBER}/", f"{NUMBER}?a=1"])
def test_the_number_is_found_in_any_sensible_location(location: str) -> None:
    http = HttpRsz(httpx.Response(201, headers={"Location": location}))
    assert http.client(FakeClock()).file(filing()) == NUMBER


@pytest.mark.parametrize(
    ("reaction", "message"),
    [
        (problem(403, "missingPermission"), "missingPermission"),
        (problem(403, "missingScope", detail=f"for {MAN_1990}"), "missingScope"),
        (problem(403, f"of {MAN_1990}"), "HTTP 403"),
        (httpx.Response(403, text="<html>"), "HTTP 403"),
    ],
)
def test_a_403_names_the_kind_of_problem_and_nothing_else(reaction: httpx.Response, message: str) -> None:
    failure = refused(reaction)
    assert isinstance(failure, NotPermittedError)
    assert str(failure) == message


ALMA = WorkerIdentity(
    family_name="Voorbeeld",
    given_name="Alma",
    birth_date=date(1992, 3, 17),
    place_of_birth="Lille",
    address=Address(
        street="Dorp", house_number="5", post_code="9000", municipality=Municipality(name="Gent"), country=150
    ),
)


def shape_problem(*issues: dict[str, str], detail: str = "wrong") -> str:
    failure = refused(problem(400, "badRequest", detail=detail, issues=list(issues)), ALMA)
    assert isinstance(failure, RefusedForShapeError)
    return failure.problem


def test_a_400_tells_what_was_wrong() -> None:
    told = shape_problem({"name": "dimonaIn.features", "detail": "features is required"}, {"name": "worker"})
    assert told == "dimonaIn.features: features is required; worker: ?"


def test_a_400_without_issues_tells_its_detail() -> None:
    assert shape_problem(detail="The input message is incorrect") == "The input message is incorrect"


@pytest.mark.parametrize("written", [MAN_1990, "90.01.15-997.62", "90 01 15 997 62", "900115-99762"])
def test_a_400_never_tells_a_national_number(written: str) -> None:
    told = shape_problem({"name": "worker.ssin", "detail": f"{written} is wrong"})
    assert told == "worker.ssin: … is wrong"


@pytest.mark.parametrize("said", ["Voorbeeld", "ALMA", "'1992-03-17'", "Lille", "Gent", "9000"])
def test_a_400_never_repeats_what_was_told_of_the_person(said: str) -> None:
    told = shape_problem({"name": "worker", "detail": f"not good: {said} (too long)"})
    assert said.strip("'").lower() not in told.lower()
    assert told.startswith("worker: not good: ")
    assert told.endswith("(too long)")


@pytest.mark.parametrize("content", [b"", b"[]", b"<html>", b'{"issues": 7}', b'{"issues": ["x"]}', b"\xff"])
def test_a_400_without_a_readable_problem_is_still_a_400(content: bytes) -> None:
    failure = refused(httpx.Response(400, content=content))
    assert isinstance(failure, RefusedForShapeError)
    assert failure.problem == "no detail"


def test_a_summary_stays_short() -> None:
    assert len(shape_problem(*[{"name": "a", "detail": "b" * 90}] * 50)) <= 500


def ask(*reactions: httpx.Response | Exception) -> bytes | None:
    return HttpRsz(*reactions).client(FakeClock()).answer(NUMBER)


def test_an_answer_comes_raw() -> None:
    assert ask(httpx.Response(200, content=b'{"any": 1}')) == b'{"any": 1}'


def test_not_processed_yet_is_none() -> None:
    assert ask(problem(404, "resourceNotFound")) is None


@pytest.mark.parametrize(
    "reaction",
    [httpx.Response(status) for status in (204, 302, 400, 429, 500, 502, 503, 504)]
    + [httpx.ConnectError("x"), httpx.ReadTimeout("x"), httpx.RemoteProtocolError("x")],
)
def test_asking_may_always_be_done_again(reaction: httpx.Response | Exception) -> None:
    with pytest.raises(NotExecutedError):
        ask(reaction)


def _page(*items: dict[str, Any], more: bool) -> httpx.Response:
    return httpx.Response(200, json={"items": list(items), **({"next": "/more"} if more else {})})


def test_a_search_ends_when_it_takes_too_long_and_proves_nothing() -> None:
    http = HttpRsz(_page(more=True))
    with pytest.raises(SearchUnfinishedError):
        http.client(FakeClock(), TimeLimits(search=0)).find(filing(), NOON)
    assert len(http.requests) == 1


def test_a_search_with_too_many_pages_is_no_outage() -> None:
    http = HttpRsz(*(_page(more=True) for _ in range(MOST_PAGES)))
    with pytest.raises(SearchUnfinishedError):
        http.client(FakeClock(), TimeLimits(search=600)).find(filing(), NOON)
    assert len(http.requests) == MOST_PAGES


def test_a_search_of_one_page_is_finished_however_long_it_took() -> None:
    http = HttpRsz(_page(more=False))
    assert http.client(FakeClock(), TimeLimits(search=0)).find(filing(), NOON) == []


def test_asking_without_permission_needs_a_person() -> None:
    with pytest.raises(NotPermittedError):
        ask(problem(403, "missingPermission"))


def test_the_address_and_the_body_are_those_of_v2() -> None:
    http = HttpRsz(filed(), httpx.Response(404))
    rsz = http.client(FakeClock())
    rsz.answer(rsz.file(filing()))
    post, get = http.requests
    assert (post.method, str(post.url)) == ("POST", "https://rsz.example/REST/dimona/v2/declarations")
    assert post.headers["Content-Type"] == post.headers["Accept"] == "application/json"
    assert json.loads(post.content) == rsz.request_for(filing())
    assert (get.method, get.url.path) == ("GET", f"/REST/dimona/v2/declarations/{NUMBER}")


def test_one_line_a_call_and_nothing_personal_in_it(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    http = HttpRsz(filed(), httpx.Response(404))
    rsz = http.client(FakeClock())
    rsz.answer(rsz.file(filing()))
    ours = [record for record in caplog.records if record.name == "chalicelib.adapters.rsz.calls"]
    told = [
        tuple(getattr(record, f"rsz_{part}") for part in ("method", "route", "status", "declaration"))
        for record in ours
    ]
    assert told == [
        ("POST", "token", "200", "-"),
        ("POST", "/declarations", "201", "-"),
        ("GET", "/declarations/{id}", "404", NUMBER),
    ]
    assert MAN_1990 not in caplog.text
    assert "t1" not in caplog.text.split()
