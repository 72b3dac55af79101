"""Our token at the RSZ: how we prove ourselves, how long we keep it, and what happens without one."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from joserfc import jwt

from chalicelib.adapters.rsz.oauth import Credential
from chalicelib.application.ports import NotExecutedError
from tests.fakes.rsz_http import CLIENT_ID, TOKEN_URL, HttpRsz, filed, filing, pem, private_key
from tests.fakes.world import NOON, FakeClock

PENDING = httpx.Response(404)


def test_the_assertion_says_who_we_are_for_five_minutes_and_once() -> None:
    credential = Credential.from_pem(CLIENT_ID, pem())
    first, second = (jwt.decode(credential.assertion(TOKEN_URL, NOON), private_key()) for _ in range(2))
    jtis = {first.claims.pop("jti"), second.claims.pop("jti")}
    assert len(jtis) == 2
    assert first.header == {"alg": "RS256", "typ": "JWT"}
    now = int(NOON.timestamp())
    assert first.claims == {
        "iss": CLIENT_ID,
        "sub": CLIENT_ID,
        "aud": TOKEN_URL,
        "iat": now,
        "exp": now + 300,
    }


def test_the_token_request_is_the_one_of_the_developer_guide() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json={"access_token": "x", "expires_in": 600})

    http = HttpRsz(PENDING)
    http.tokens.append(answer)
    http.client(FakeClock()).answer("900000000116")
    assert seen[0].headers["Content-Type"] == "application/x-www-form-urlencoded"
    form = dict(httpx.QueryParams(seen[0].content.decode()))
    assert form.pop("client_assertion") == http.assertions[0]
    assert form == {
        "grant_type": "client_credentials",
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    }


def test_a_token_is_kept_until_a_minute_before_it_expires() -> None:
    clock, http = FakeClock(), HttpRsz(PENDING, PENDING, PENDING, PENDING)
    rsz = http.client(clock)
    rsz.answer("900000000116")
    clock.advance(timedelta(seconds=539))
    rsz.answer("900000000116")
    clock.advance(timedelta(seconds=1))
    rsz.answer("900000000116")
    rsz.answer("900000000116")
    assert http.bearers == ["t1", "t1", "t2", "t2"]


def test_a_token_shorter_than_a_minute_serves_one_call() -> None:
    http = HttpRsz(PENDING, PENDING)
    http.tokens.append(httpx.Response(200, json={"access_token": "short", "expires_in": 30}))
    rsz = http.client(FakeClock())
    rsz.answer("900000000116")
    rsz.answer("900000000116")
    assert http.bearers == ["short", "t2"]


def test_threads_that_need_a_token_at_once_share_one_request() -> None:
    many = 8
    together, http = threading.Barrier(many), HttpRsz(*[PENDING] * many)
    rsz = http.client(FakeClock())

    def ask() -> None:
        together.wait(timeout=120)
        rsz.answer("900000000116")

    with ThreadPoolExecutor(many) as pool:
        for waiting in [pool.submit(ask) for _ in range(many)]:
            waiting.result(timeout=120)
    assert len(http.assertions) == 1
    assert http.bearers == ["t1"] * many


def test_a_refused_token_is_renewed_and_the_call_made_again() -> None:
    http = HttpRsz(httpx.Response(401), filed())
    assert http.client(FakeClock()).file(filing()) == "900000000116"
    assert http.bearers == ["t1", "t2"]
    assert http.requests[0].content == http.requests[1].content


def test_a_token_refused_twice_means_that_nothing_was_filed() -> None:
    http = HttpRsz(httpx.Response(401), httpx.Response(401))
    with pytest.raises(NotExecutedError):
        http.client(FakeClock()).file(filing())
    assert len(http.requests) == 2


@pytest.mark.parametrize(
    "reaction",
    [
        httpx.ConnectError("refused"),
        httpx.ReadTimeout("slow"),
        httpx.RemoteProtocolError("dropped"),
        httpx.Response(400, json={"error": "invalid_client"}),
        httpx.Response(401, json={"error": "invalid_client"}),
        httpx.Response(500),
        httpx.Response(200, json={"token_type": "Bearer"}),
        httpx.Response(200, json={"access_token": "x", "expires_in": "soon"}),
        httpx.Response(200, text="<html>"),
        httpx.Response(200, json=["x"]),
    ],
)
def test_without_a_token_nothing_was_filed(reaction: httpx.Response | Exception) -> None:
    http = HttpRsz()
    http.tokens.append(reaction)
    with pytest.raises(NotExecutedError, match="no token"):
        http.client(FakeClock()).file(filing())
    assert http.requests == []


def test_a_busy_token_endpoint_says_when_to_come_back() -> None:
    http = HttpRsz()
    http.tokens.append(httpx.Response(429, headers={"Retry-After": "7"}))
    with pytest.raises(NotExecutedError) as caught:
        http.client(FakeClock()).file(filing())
    assert (caught.value.retry_after, caught.value.throttled) == (7, True)


def test_a_refused_credential_is_an_error_for_people(caplog: pytest.LogCaptureFixture) -> None:
    http = HttpRsz()
    http.tokens.append(httpx.Response(401, json={"error": "invalid_client"}))
    with pytest.raises(NotExecutedError):
        http.client(FakeClock()).file(filing())
    assert [record.levelname for record in caplog.records if record.levelname == "ERROR"] == ["ERROR"]


def test_after_a_failure_the_next_call_asks_again() -> None:
    http = HttpRsz(filed())
    http.tokens.append(httpx.Response(503))
    rsz = http.client(FakeClock())
    with pytest.raises(NotExecutedError):
        rsz.file(filing())
    assert rsz.file(filing()) == "900000000116"


def elliptic() -> str:
    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


@pytest.mark.parametrize("text", ["nonsense", elliptic(), private_key().as_pem(private=False).decode()])
def test_only_a_private_rsa_key_is_a_credential(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Credential.from_pem(CLIENT_ID, text)
