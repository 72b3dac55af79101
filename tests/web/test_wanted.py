"""After signing in one comes to the page one wanted: one of ours, and one's own, or else home."""

from collections.abc import AsyncIterator
from urllib.parse import quote

import httpx
import pytest
from starlette.applications import Starlette

from dimona_web import paths
from dimona_web.api.client import Api
from dimona_web.platform.auth_routes import ROUTES
from dimona_web.platform.notice import Notice
from dimona_web.platform.wanted import page_of_ours, wanted_at
from tests.journeys.addresses import EVERY_PAGE, opened
from tests.web.conftest import Tab, path_of, state
from tests.web.stand_in import PASSWORD, StandIn

FORM = {"email": "eva.owner@cafe.example", "password": PASSWORD, "language": "fr"}
FOREIGN = (
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "http:evil.example",
    "https://evil.example/declarations",
    "javascript:alert(1)",
    "/declarations",
    "declarations/",
    "declarations/../../evil",
    "declarations/dec_1/../../evil",
    "declarations/dec_1?next=//evil.example",
    "declarations/dec_1#x",
    "declarations/dec_1\r\nSet-Cookie: x=1",
    "declarations/dec_1\n",
    "declarations/déc",
    "declarations/dec_1@evil.example",
    ".evil.example",
    "@evil.example",
    "nowhere",
    "sign-in",
    "sign-in/goodbye",
    "error",
    "export",
    "export?job=//evil.example",
    "%2f%2fevil.example",
    "%5cevil.example",
)
# Home is where one comes anyway; an export is nothing without its job; the rest asks nobody to sign in.
NOBODY_COMES_BACK_TO = {paths.HOME, paths.EXPORT, paths.OFFLINE, paths.NOT_FOUND, paths.ERROR}


@pytest.fixture
async def browser() -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(Starlette(routes=list(ROUTES)))
    origin = "http://127.0.0.1:3000"
    async with httpx.AsyncClient(transport=transport, base_url=origin, headers={"origin": origin}) as client:
        yield client


async def _led_to(browser: httpx.AsyncClient, to: str, **form: str) -> str:
    answer = await browser.post("/auth/sign-in", data=FORM | {"to": to} | form)
    assert answer.status_code == 303
    return str(answer.headers["location"])


async def test_one_comes_to_what_a_mail_is_about_in_its_language(
    browser: httpx.AsyncClient, api: StandIn
) -> None:
    declaration = api.record({"worker": {"id": "wrk_1"}, "workerType": "OTH"}, "refused")["id"]
    assert await _led_to(browser, f"declarations/{declaration}") == f"/fr/declarations/{declaration}"


async def test_a_wrong_password_forgets_nothing(browser: httpx.AsyncClient, api: StandIn) -> None:
    again = await _led_to(browser, "declarations/dec_1", password="wrong")
    assert again == "/fr/sign-in/wrong?to=declarations/dec_1"
    assert FORM["email"] not in again
    assert api.calls


@pytest.mark.parametrize("to", FOREIGN)
async def test_nobody_else_says_where_one_comes(browser: httpx.AsyncClient, api: StandIn, to: str) -> None:
    for written in (to, quote(to, safe=""), quote(quote(to, safe=""), safe="")):
        assert page_of_ours(written) == ""
        assert await _led_to(browser, written) == "/fr"
        assert await _led_to(browser, written, password="wrong") == "/fr/sign-in/wrong"
    assert api.calls


async def test_the_page_of_somebody_before_is_not_the_first_one_sees(
    browser: httpx.AsyncClient, api: StandIn
) -> None:
    """Who signs in where another was signed in before begins at home, unless the page is theirs."""
    for page in paths.WITH_ID:
        assert await _led_to(browser, opened(page, "of_another")) == "/fr", page
    assert await _led_to(browser, "export?job=exp_9") == "/fr"
    assert await _led_to(browser, "register/wrk_1/edit") == "/fr/register/wrk_1/edit"
    assert api.calls


async def test_an_api_that_is_out_of_breath_does_not_lose_the_page(
    browser: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        signs_in = request.url.path == "/v1/sessions"
        return httpx.Response(201, json={"token": "tok"}) if signs_in else httpx.Response(503, json={})

    there = Api("http://api.example", "k", httpx.MockTransport(answer))
    monkeypatch.setattr("dimona_web.platform.auth_routes.api", lambda: there)
    assert await _led_to(browser, "batches/bat_1") == "/fr/batches/bat_1"


@pytest.mark.parametrize(
    "page", [one for one in EVERY_PAGE if one not in NOBODY_COMES_BACK_TO and "sign-in" not in one]
)
def test_every_page_is_come_back_to(page: str) -> None:
    assert wanted_at(f"/de/{opened(page, 'sub_1')}") == opened(page, "sub_1")


def test_a_page_that_is_about_a_job_is_come_back_to_with_it() -> None:
    assert wanted_at("/de/export", {"job": "exp_1"}) == "export?job=exp_1"
    assert wanted_at("/de/compare", {"job": "cmp_1"}) == "compare?job=cmp_1"
    assert wanted_at("/de/declarations", {"worker": "wrk_1"}) == "declarations"
    assert wanted_at("/de/export", {"job": "//x"}) == ""
    assert [wanted_at(address) for address in ("/de", "/de/", "", "/de/sign-in/wrong")] == [""] * 4


async def test_a_session_that_ended_keeps_where_one_was(tab: Tab) -> None:
    for address, notice, where in (
        ("/en/declarations/dec_1", "", "/en/sign-in?to=declarations/dec_1"),
        ("/de/export?job=exp_1", "ended", "/de/sign-in/ended?to=export%3Fjob%3Dexp_1"),
        ("/nl", "ended", "/nl/sign-in/ended"),
    ):
        assert path_of((await state(tab(address), Notice)).sign_in(notice)) == where


async def test_who_signs_out_leaves_nothing_to_come_back_to(browser: httpx.AsyncClient, api: StandIn) -> None:
    answer = await browser.post("/auth/sign-out", data={"language": "fr", "to": "declarations/dec_1"})
    assert answer.headers["location"] == "/fr/sign-in/goodbye"
    assert api.calls
