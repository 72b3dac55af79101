"""What a page costs a phone: bytes of script and style as they come over the line, compressed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Response, expect

from tests.journeys.conftest import Running
from tests.journeys.phone import Phone

_KILOBYTE = 1024
PAGES = (
    *("", "declare", "declare/new-worker", "declarations", "settings", "help", "accessibility"),
    *("register", "periods", "week", "again", "several", "upload"),
)


@pytest.mark.parametrize("page", PAGES, ids=[page or "home" for page in PAGES])
def test_a_page_is_light(
    running: Running, new_context: Callable[..., BrowserContext], phone: Phone, page: str
) -> None:
    """A browser that has seen nothing yet, with somebody signed in."""
    fresh = new_context()
    for one in phone.context.cookies():
        fresh.add_cookies([{"name": one["name"], "value": one["value"], "url": running.web}])
    opened, came = fresh.new_page(), list[Response]()
    opened.on("response", lambda one: came.append(one))  # noqa: PLW0108 - Playwright wants a function
    opened.goto(f"{running.web}/nl/{page}".rstrip("/"), wait_until="networkidle")
    expect(opened.locator("h1")).to_be_visible()
    assert _kilobytes(came, ".js") <= 150
    assert 0 < _kilobytes(came, ".css") <= 15


def _kilobytes(came: list[Response], kind: str) -> float:
    sent = [one for one in came if one.url.partition("?")[0].endswith(kind)]
    assert all(one.headers.get("content-encoding") == "br" for one in sent if one.status == 200)
    return sum(one.request.sizes()["responseBodySize"] for one in sent) / _KILOBYTE
