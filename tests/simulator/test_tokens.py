"""The token endpoint refuses every assertion that proves nothing, and the API every bad token."""

import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from tests.simulator.client import CLIENT_ID, Declarant, dimona_in


def refused(answer: httpx.Response, status: int, error: str) -> str:
    body = answer.json()
    assert (answer.status_code, body["error"]) == (status, error)
    assert "access_token" not in body
    return str(body["error_description"])


def test_a_right_assertion_gets_a_bearer_token(rsz: Declarant) -> None:
    answer = rsz.ask_token()
    body = answer.json()
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert (body["token_type"], body["expires_in"]) == ("Bearer", 600)
    assert body["scope"].split() == ["scope:dimona:declaration:declarant", "scope:dimona:declaration:consult"]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(
            lambda _: {"aud": "https://services.socialsecurity.be/REST/oauth/v5/token"}, id="aud of another"
        ),
        pytest.param(lambda _: {"aud": None}, id="no aud"),
        pytest.param(lambda now: {"exp": now - 60, "iat": now - 360}, id="expired"),
        pytest.param(lambda _: {"exp": None}, id="no exp"),
        pytest.param(lambda now: {"exp": now + 200_000}, id="exp too far"),
        pytest.param(lambda now: {"iat": now + 600, "exp": now + 900}, id="issued in the future"),
        pytest.param(lambda _: {"iat": None}, id="no iat"),
        pytest.param(lambda _: {"jti": None}, id="no jti"),
        pytest.param(lambda _: {"iss": "somebody_else"}, id="unknown issuer"),
        pytest.param(lambda _: {"iss": None}, id="no issuer"),
        pytest.param(lambda _: {"sub": "somebody_else"}, id="sub is not iss"),
        pytest.param(lambda now: {"nbf": now + 600}, id="not valid yet"),
    ],
)
def test_a_wrong_claim_is_refused(rsz: Declarant, change: Callable[[int], dict[str, Any]]) -> None:
    changes = change(int(time.time()))
    refused(rsz.ask_token(rsz.assertion(**changes)), 401, "invalid_client")


def test_a_long_but_sane_assertion_is_accepted(rsz: Declarant) -> None:
    now = int(time.time())
    assert rsz.ask_token(rsz.assertion(iat=now, exp=now + 50_000)).status_code == 200


def test_another_key_is_refused(rsz: Declarant) -> None:
    refused(rsz.ask_token(rsz.assertion(RSAKey.generate_key(2048))), 401, "invalid_client")


def test_a_shared_secret_is_no_signature(rsz: Declarant) -> None:
    key = OctKey.import_key("0" * 32)
    forged = jwt.encode({"alg": "HS256"}, {"iss": CLIENT_ID}, key, algorithms=["HS256"])
    refused(rsz.ask_token(forged), 401, "invalid_client")


@pytest.mark.parametrize("nonsense", ["x", "a.b.c", "e30.e30.e30"])
def test_nonsense_is_refused(rsz: Declarant, nonsense: str) -> None:
    refused(rsz.ask_token(nonsense), 401, "invalid_client")


def test_an_assertion_works_once(rsz: Declarant) -> None:
    assertion = rsz.assertion()
    assert rsz.ask_token(assertion).status_code == 200
    assert "jti" in refused(rsz.ask_token(assertion), 401, "invalid_client")


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"grant_type": ""}, "invalid_request"),
        ({"client_assertion_type": "urn:other"}, "invalid_request"),
        ({"client_assertion": ""}, "invalid_request"),
        ({"scope": "scope:everything"}, "invalid_scope"),
    ],
)
def test_a_wrong_form_is_refused(rsz: Declarant, form: dict[str, str], error: str) -> None:
    refused(rsz.ask_token(**form), 400, error)


def problem_of(rsz: Declarant, headers: dict[str, str]) -> str:
    answer = rsz.http.get("/REST/dimona/v2/declarations/900000000116", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    return str(answer.json()["type"].removeprefix("urn:problem-type:belgif:"))


def test_no_token_and_an_unknown_token(rsz: Declarant) -> None:
    assert problem_of(rsz, {}) == "noAccessToken"
    assert problem_of(rsz, {"Authorization": "Basic eDp5"}) == "noAccessToken"
    assert problem_of(rsz, {"Authorization": "Bearer unknown"}) == "invalidAccessToken"


def test_a_token_ends_with_its_lifetime(rsz: Declarant) -> None:
    bearer = rsz.bearer
    rsz.settings(tokenLifetime=0)
    assert problem_of(rsz, bearer) == "expiredAccessToken"
    assert rsz.ask_token().json()["expires_in"] == 0


def test_consulting_does_not_allow_declaring(rsz: Declarant) -> None:
    token = rsz.ask_token(scope="scope:dimona:declaration:consult").json()["access_token"]
    answer = rsz.http.post(
        "/REST/dimona/v2/declarations", json=dimona_in(), headers={"Authorization": f"Bearer {token}"}
    )
    assert answer.status_code == 403
    assert answer.json()["type"].endswith("missingScope")
    assert rsz.received() == []
