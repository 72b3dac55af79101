"""Signing in and out, and throttling."""

import hashlib
import hmac
import time
from datetime import datetime

import httpx
import pytest

from chalicelib.application.sign_in import WINDOW
from infra.local.house import House

LONG_ENOUGH = 60
"""Seconds that the attempts of one test take at the most, on a slow machine."""
WRONG = "urn:problem-type:dimona24:wrongPassword"


@pytest.fixture
def owner(house: House) -> dict[str, str]:
    return dict(next(each for each in house.ready["signIns"] if each["employer"] == "0999999922"))


def sign_in(http: httpx.Client, email: str, password: str, **headers: str) -> httpx.Response:
    return http.post("/v1/sessions", json={"email": email, "password": password}, headers=headers)


def test_an_owner_signs_in_looks_around_and_signs_out(http: httpx.Client, owner: dict[str, str]) -> None:
    answer = sign_in(http, owner["email"].upper(), owner["password"])

    assert answer.status_code == 201
    session = answer.json()
    assert datetime.fromisoformat(session["expiresAt"]).tzinfo is not None
    bearer = {"Authorization": f"Bearer {session['token']}"}
    me = http.get("/v1/me", headers=bearer).json()
    assert me["user"]["email"] == owner["email"]
    (membership,) = me["memberships"]
    assert membership["employer"]["enterpriseNumber"] == "0999999922"
    assert membership["role"] == "owner"
    assert "declarations:write" in membership["permissions"]
    assert http.get("/v1/workers", headers=bearer).status_code == 200

    assert http.delete("/v1/sessions/current", headers=bearer).status_code == 204
    assert http.get("/v1/me", headers=bearer).status_code == 401


def test_a_key_cannot_be_signed_out(http: httpx.Client, house: House) -> None:
    bearer = {"Authorization": f"Bearer {house.ready['keys'][0]['key']}"}

    assert http.delete("/v1/sessions/current", headers=bearer).status_code == 403
    assert http.get("/v1/me", headers=bearer).status_code == 200


def test_a_wrong_password_and_an_unknown_account_look_alike(
    http: httpx.Client, owner: dict[str, str]
) -> None:
    wrong = sign_in(http, owner["email"], "not the password")
    unknown = sign_in(http, "nobody@nowhere.example", "not the password")

    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json() == unknown.json()
    assert wrong.json()["type"] == WRONG


def in_one_window(house: House) -> None:
    """Attempts are counted by the quarter of an hour: wait for the next one when this one is nearly over."""
    left = WINDOW.total_seconds() - house_time(house) % WINDOW.total_seconds()
    if left < LONG_ENOUGH:
        time.sleep(left)


def test_too_many_attempts_wait_but_do_not_lock_the_owner_out_elsewhere(
    http: httpx.Client, house: House, owner: dict[str, str]
) -> None:
    in_one_window(house)
    answers = [
        sign_in(http, owner["email"], f"guess {number}", **signed(house, "203.0.113.9"))
        for number in range(11)
    ]

    assert {answer.status_code for answer in answers[:10]} == {401}
    assert answers[10].status_code == 429
    assert int(answers[10].headers["Retry-After"]) > 0
    right = sign_in(http, owner["email"], owner["password"], **signed(house, "203.0.113.9"))
    assert right.status_code == 429
    elsewhere = sign_in(http, owner["email"], owner["password"], **signed(house, "203.0.113.10"))
    assert elsewhere.status_code == 201


def test_an_address_that_is_not_signed_by_us_is_not_believed(http: httpx.Client, house: House) -> None:
    in_one_window(house)
    forged = {"Dimona-Client-Address": f"198.51.100.1;{int(time.time())};{'0' * 64}"}

    statuses = [
        sign_in(http, "forger@nowhere.example", "x", **{**forged, "X-Try": str(number)}).status_code
        for number in range(11)
    ]

    assert statuses[-1] == 429


def signed(house: House, address: str) -> dict[str, str]:
    """The header our web server would send for a browser at that address, at the house's own time."""
    key = (house.plan.state_dir / "keys").joinpath("web-signing-key").read_text().strip()
    moment = str(int(house_time(house)))
    signature = hmac.new(key.encode(), f"{address};{moment}".encode(), hashlib.sha256).hexdigest()
    return {"Dimona-Client-Address": f"{address};{moment};{signature}"}


def house_time(house: House) -> float:
    answer = httpx.get(f"{house.urls['rsz']}/_simulator/settings", trust_env=False, timeout=60).json()
    return datetime.fromisoformat(answer["now"]).timestamp()
