"""Sign in and out as plain forms: the cookie, the words after a failure, and who may post them."""

import httpx
import pytest
from starlette.applications import Starlette

from dimona_web.api import client
from dimona_web.api.client import Api
from dimona_web.platform.auth_routes import ROUTES
from dimona_web.platform.session import COOKIE, open_sealed, seal
from tests.web.stand_in import PASSWORD, StandIn, problem

OWN = {"origin": "http://127.0.0.1:3000"}
FORM = {"email": "eva.owner@cafe.example", "password": PASSWORD, "language": "en"}


@pytest.fixture
def browser() -> httpx.AsyncClient:
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(Starlette(routes=list(ROUTES)), client=("127.0.0.9", 1)),
        base_url="http://127.0.0.1:3000",
    )


async def test_a_right_password_opens_a_sealed_session(browser: httpx.AsyncClient, api: StandIn) -> None:
    answer = await browser.post("/auth/sign-in", data=FORM, headers=OWN)
    assert (answer.status_code, answer.headers["location"]) == (303, "/en")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie, "plain http on this machine itself"
    assert open_sealed(answer.cookies[COOKIE]) == "tok_eva"
    method, path, headers = api.calls[0]
    assert (method, path, headers["accept-language"]) == ("POST", "/v1/sessions", "en")
    assert headers["dimona-client-address"].startswith("127.0.0.9;1796")


async def test_anywhere_else_the_cookie_is_secure(browser: httpx.AsyncClient, api: StandIn) -> None:
    there = {"origin": "https://dimona.example", "host": "dimona.example"}
    answer = await browser.post("/auth/sign-in", data=FORM, headers=there)
    assert "Secure" in answer.headers["set-cookie"]
    assert api.calls


async def test_a_wrong_password_opens_nothing(browser: httpx.AsyncClient, api: StandIn) -> None:
    answer = await browser.post("/auth/sign-in", data=FORM | {"password": "wrong"}, headers=OWN)
    assert answer.headers["location"] == "/en/sign-in/wrong"
    assert "set-cookie" not in answer.headers
    assert api.calls


@pytest.mark.parametrize(("status", "notice"), [(400, "wrong"), (429, "later"), (503, "unreachable")])
async def test_each_failure_has_its_words(
    browser: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, status: int, notice: str
) -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(status, json={}))
    monkeypatch.setattr(client, "api", lambda: None)
    monkeypatch.setattr(
        "dimona_web.platform.auth_routes.api", lambda: Api("http://api.example", "k", transport)
    )
    answer = await browser.post("/auth/sign-in", data=FORM, headers=OWN)
    assert answer.headers["location"] == f"/en/sign-in/{notice}"


@pytest.mark.parametrize(
    "headers", [{}, {"origin": "https://evil.example"}, {"origin": "http://127.0.0.1:3001"}]
)
@pytest.mark.parametrize("path", ["/auth/sign-in", "/auth/sign-out"])
async def test_a_form_of_another_page_is_refused(
    browser: httpx.AsyncClient, api: StandIn, path: str, headers: dict[str, str]
) -> None:
    answer = await browser.post(path, data=FORM, headers=headers)
    assert answer.status_code == 403
    assert api.calls == []


async def test_signing_out_ends_the_session_everywhere(browser: httpx.AsyncClient, api: StandIn) -> None:
    headers = OWN | {"cookie": f"{COOKIE}={seal('tok_eva')}"}
    answer = await browser.post("/auth/sign-out", data={"language": "nl"}, headers=headers)
    assert answer.headers["location"] == "/nl/sign-in/goodbye"
    assert 'dimona_session=""; ' in answer.headers["set-cookie"]
    assert answer.headers["clear-site-data"] == '"cache"'
    assert api.tokens == set()


async def test_signing_out_works_when_the_api_is_away(
    browser: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("away", request=request)

    transport = httpx.MockTransport(away)
    monkeypatch.setattr(
        "dimona_web.platform.auth_routes.api", lambda: Api("http://api.example", "k", transport)
    )
    answer = await browser.post("/auth/sign-out", data={}, headers=OWN)
    assert answer.headers["location"] == "/nl/sign-in/goodbye"
    assert "Max-Age=0" in answer.headers["set-cookie"]


async def test_an_unknown_language_of_the_form_is_dutch(browser: httpx.AsyncClient, api: StandIn) -> None:
    answer = await browser.post("/auth/sign-in", data=FORM | {"language": "//evil"}, headers=OWN)
    assert answer.headers["location"] == "/nl"
    assert api.calls


async def test_health(browser: httpx.AsyncClient) -> None:
    assert (await browser.get("/health")).status_code == 200


def test_the_stand_in_speaks_problems() -> None:
    assert problem(404, "x").headers["content-type"] == "application/problem+json"
