"""The page of notifications, and what its script asks of the web process."""

from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from dimona_web.pages.notifications import NotificationsState
from dimona_web.platform import session
from dimona_web.platform.push_routes import LARGEST, ROUTES
from tests.web.conftest import Tab, state
from tests.web.stand_in import StandIn
from tests.web.stand_in_notifications import PUSH_KEY

HOST = "web.example"
GIVEN = {"endpoint": "https://push.example/1", "keys": {"p256dh": "BOe", "auth": "s"}}


async def test_it_shows_what_is_chosen(tab: Tab, api: StandIn) -> None:
    api.told.chosen["pushSubscriptions"] = [{"id": "psh_1"}, {"id": "psh_2"}]
    page = await state(tab("/nl/notifications"), NotificationsState)
    await page.load()

    assert (page.email, page.chosen, page.ready) == ("eva.owner@cafe.example", "nl", True)
    assert page.topics == {"refused": True, "actionNeeded": True, "needsHelp": True, "unsent": False}
    assert (page.push_key, page.mine, page.refused) == (PUSH_KEY, "psh_1 psh_2", "")


async def test_what_is_ticked_is_kept(tab: Tab, api: StandIn) -> None:
    page = await state(tab("/nl/notifications"), NotificationsState)
    await page.load()
    await page.save({"unsent": "on", "refused": "on", "language": "fr", "evil": "on"})

    assert api.told.chosen["mail"] == {
        "refused": True,
        "actionNeeded": False,
        "needsHelp": False,
        "unsent": True,
    }
    assert (page.saved, page.chosen, page.topics["needsHelp"]) == (True, "fr", False)
    await page.load()
    assert page.saved is False


async def test_an_address_that_was_refused_is_shown_and_tried_again(tab: Tab, api: StandIn) -> None:
    api.told.chosen["mailRefusedAt"] = "2026-12-01T09:15:00+01:00"
    page = await state(tab("/nl/notifications"), NotificationsState)
    await page.load()
    assert "geweigerd" in page.refused
    assert "09:15" in page.refused or "9:15" in page.refused

    await page.save({"refused": "on"})
    assert page.refused == ""


@pytest.fixture
def browser(api: StandIn) -> httpx.AsyncClient:
    del api
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(Starlette(routes=list(ROUTES))),
        base_url=f"http://{HOST}",
        headers={"origin": f"http://{HOST}"},
        cookies={session.COOKIE: session.seal("tok_eva")},
    )


async def test_a_subscription_goes_to_the_api_in_the_pages_language(
    browser: httpx.AsyncClient, api: StandIn
) -> None:
    answer = await browser.post("/push/on", json=GIVEN | {"language": "fr", "expirationTime": None})

    assert (answer.status_code, answer.json()) == (200, {"id": "psh_1"})
    (kept,) = api.told.chosen["pushSubscriptions"]
    assert kept["given"] == GIVEN | {"language": "fr"}


async def test_a_device_is_tried_and_turned_off(browser: httpx.AsyncClient, api: StandIn) -> None:
    await browser.post("/push/on", json=GIVEN)

    assert (await browser.post("/push/test", json={"id": "psh_1"})).status_code == 200
    assert (await browser.post("/push/off", json={"id": "psh_1"})).status_code == 200
    assert (api.told.tried, api.told.chosen["pushSubscriptions"]) == (["psh_1"], [])
    assert (await browser.post("/push/test", json={"id": "psh_9"})).status_code == 404


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"headers": {"origin": "http://evil.example"}}, 403),
        ({"headers": {"origin": ""}}, 403),
        ({"content": b"no json"}, 403),
        ({"content": b"[]"}, 403),
        ({"content": b'{"id": "' + b"x" * LARGEST + b'"}'}, 403),
    ],
)
async def test_nobody_else_and_nothing_else_is_heard(
    browser: httpx.AsyncClient, api: StandIn, given: dict[str, Any], status: int
) -> None:
    answer = await browser.post("/push/off", **({"content": b'{"id": "psh_1"}'} | given))

    assert answer.status_code == status
    assert api.calls == []


async def test_who_is_signed_out_is_told_so(browser: httpx.AsyncClient, api: StandIn) -> None:
    api.tokens.clear()

    assert (await browser.post("/push/on", json=GIVEN)).status_code == 401
