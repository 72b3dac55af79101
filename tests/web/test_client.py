"""The one client of the API: what it sends, and which error each bad answer is."""

import hashlib
import hmac
import json

import httpx
import pytest

from dimona_web.api.client import Api, Caller
from dimona_web.api.errors import (
    ApiError,
    BusyError,
    ForbiddenError,
    MissingError,
    RefusedError,
    SignedOutError,
    UnreachableError,
)
from dimona_web.api.shapes import Declaration, Me, Worker
from tests.synthetic import MAN_1990

CALLER = Caller("tok_1", "en", "203.0.113.7")


class Answers:
    """Answers everything alike, and keeps what was asked."""

    def __init__(self, status: int, body: object = None) -> None:
        self.status, self.body = status, {} if body is None else body
        self.asked: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        return httpx.Response(self.status, json=self.body)

    @property
    def api(self) -> Api:
        return Api("http://api.example", "shared", httpx.MockTransport(self))


async def test_every_call_says_who_asks_in_which_language_and_from_where() -> None:
    answers = Answers(200, {"items": []})
    await answers.api.workers(CALLER, "no")
    asked = answers.asked[0]
    assert str(asked.url) == "http://api.example/v1/workers?q=no&pageSize=20"
    assert (asked.headers["authorization"], asked.headers["accept-language"]) == ("Bearer tok_1", "en")
    address, seconds, seal = asked.headers["dimona-client-address"].split(";")
    assert (address, seconds[:4]) == ("203.0.113.7", "1796"), "the clock of the house, not of the machine"
    assert seal == hmac.new(b"shared", f"{address};{seconds}".encode(), hashlib.sha256).hexdigest()


async def test_a_national_number_travels_in_a_body_only() -> None:
    answers = Answers(200, {"items": []})
    assert await answers.api.worker_with_number(CALLER, MAN_1990) is None
    asked = answers.asked[0]
    assert MAN_1990 not in str(asked.url)
    assert MAN_1990 not in str(asked.headers)
    assert json.loads(asked.content) == {"ssin": MAN_1990}


async def test_a_filing_carries_its_key() -> None:
    answers = Answers(202, {"id": "dec_1", "state": "recorded"})
    filed = await answers.api.declare(CALLER, {"type": "in"}, "key-1")
    assert (filed.id, filed.state) == ("dec_1", "recorded")
    assert answers.asked[0].headers["idempotency-key"] == "key-1"


async def test_an_id_of_the_address_bar_stays_one_part_of_the_path() -> None:
    answers = Answers(200, {"id": "dec_1", "state": "recorded"})
    await answers.api.declaration(CALLER, "../me?x=1")
    assert answers.asked[0].url.raw_path == b"/v1/declarations/..%2Fme%3Fx%3D1"


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (401, SignedOutError),
        (403, ForbiddenError),
        (404, MissingError),
        (409, RefusedError),
        (422, RefusedError),
        (429, BusyError),
        (500, UnreachableError),
        (503, UnreachableError),
        (301, UnreachableError),
    ],
)
async def test_each_bad_answer_is_its_own_error(status: int, error: type[ApiError]) -> None:
    with pytest.raises(error) as caught:
        await Answers(status).api.me(CALLER)
    assert type(caught.value) is error


@pytest.mark.parametrize("failure", [httpx.ConnectError, httpx.ReadTimeout, httpx.RemoteProtocolError])
async def test_no_answer_at_all_is_unreachable(failure: type[httpx.TransportError]) -> None:
    def fail(request: httpx.Request) -> httpx.Response:
        raise failure("no", request=request)

    with pytest.raises(UnreachableError):
        await Api("http://api.example", "k", httpx.MockTransport(fail)).me(CALLER)


async def test_a_refusal_says_to_what() -> None:
    issue = {"name": "endDate", "detail": "Before the start.", "code": "00911-014", "in": "body"}
    with pytest.raises(RefusedError) as caught:
        await Answers(400, {"detail": "Two things.", "issues": [issue]}).api.declare(CALLER, {}, "k")
    assert [(one.name, one.detail, one.code) for one in caught.value.issues] == [
        ("endDate", "Before the start.", "00911-014")
    ]
    assert caught.value.detail == "Two things."


async def test_a_refusal_that_is_no_problem_document_is_one_all_the_same() -> None:
    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(413, text="<html>too large")

    with pytest.raises(RefusedError) as caught:
        await Api("http://api.example", "k", httpx.MockTransport(answer)).me(CALLER)
    assert caught.value.status == 413


async def test_the_cursor_of_the_next_page_is_taken_from_its_address() -> None:
    body = {"items": [], "next": "http://api.example/v1/declarations?pageSize=20&cursor=abc%3D"}
    page = await Answers(200, body).api.declarations(CALLER)
    assert page.next == "abc="
    assert (await Answers(200, {"items": []}).api.declarations(CALLER, "abc=")).next == ""


def test_a_declaration_with_little_said_is_read() -> None:
    one = Declaration.of(
        {"id": "dec_1", "state": "recorded", "deadline": None, "rsz": None, "warnings": None}
    )
    assert (one.timeliness, one.anomalies, one.period_number, one.deadline.at) == ("unknown", (), "", None)


def test_a_local_instant_is_brussels_time() -> None:
    one = Declaration.of({"id": "dec_1", "state": "recorded", "workStartsAt": "2026-12-01T17:30"})
    assert one.filed.works_start_at is not None
    assert one.filed.works_start_at.isoformat() == "2026-12-01T17:30:00+01:00"


def test_names_come_whole_or_in_parts() -> None:
    assert Worker.of({"id": "w", "givenName": "Lou", "familyName": "Voorbeeld"}).name == "Lou Voorbeeld"
    assert Worker.of({"id": "w", "name": "L. V.", "ssin": None}) == Worker("w", "L. V.", "")
    assert Me.of({"memberships": [{"employer": "0999999922", "role": "owner"}]}).employers == ("0999999922",)


async def test_a_table_whose_time_is_over_is_better_than_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dimona_web.api.client._TABLES_KEPT", 0.0)
    answers = Answers(200, {"items": []})
    api = answers.api
    assert await api.committees(CALLER) == ()
    answers.status = 503
    assert await api.committees(CALLER) == ()
    assert len(answers.asked) == 2, "it asks each time, and takes what it had when nobody answers"
    with pytest.raises(UnreachableError):
        await api.worker_types(CALLER)
