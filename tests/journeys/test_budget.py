"""What a page costs a phone: bytes of script and style as they come over the line, compressed."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Response, expect

from dimona_web.i18n.catalogue import catalogues
from tests.journeys.addresses import EVERY_PAGE, opened
from tests.journeys.conftest import Running

_KILOBYTE = 1024
# Texts so long that they stand in a script for no other reason.
_TELLING = 25

OpenPage = Callable[[str], list[Response]]


@pytest.fixture(scope="module")
def session(running: Running) -> Any:
    return running.session_of("cafe")


@pytest.fixture
def open_page(running: Running, new_context: Callable[..., BrowserContext], session: Any) -> OpenPage:
    """Open a page in a browser that has seen nothing yet, with somebody signed in; return all that came."""

    def opening(page: str) -> list[Response]:
        fresh = new_context()
        fresh.add_cookies([session])
        tab, came = fresh.new_page(), list[Response]()
        tab.on("response", lambda one: came.append(one))  # noqa: PLW0108 - Playwright wants a function
        tab.goto(f"{running.web}/nl/{page}".rstrip("/"), wait_until="networkidle")
        expect(tab.locator("h1")).to_be_visible()
        return came

    return opening


@pytest.mark.parametrize("page", EVERY_PAGE, ids=[page or "home" for page in EVERY_PAGE])
def test_a_page_is_light_and_carries_its_own_words_only(open_page: OpenPage, page: str) -> None:
    came = open_page(opened(page))
    assert _kilobytes(came, ".js") <= 150
    assert 0 < _kilobytes(came, ".css") <= 15
    scripts = "".join(one.text() for one in _of_kind(came, ".js") if one.status == 200)
    assert [text for text in _foreign_texts() if text in scripts] == []


def _of_kind(came: Sequence[Response], kind: str) -> list[Response]:
    return [one for one in came if one.url.partition("?")[0].endswith(kind)]


def _kilobytes(came: Sequence[Response], kind: str) -> float:
    sent = _of_kind(came, kind)
    assert all(one.headers.get("content-encoding") == "br" for one in sent if one.status == 200)
    return sum(one.request.sizes()["responseBodySize"] for one in sent) / _KILOBYTE


def _foreign_texts() -> list[str]:
    """Texts of the other languages: a page that carries them carries what grows with every page."""
    own = set(catalogues()["nl"].texts.values())
    others = (catalogue.texts.values() for name, catalogue in catalogues().items() if name != "nl")
    texts = (text for catalogue in others for text in catalogue if text not in own)
    return [text for text in texts if isinstance(text, str) and len(text) > _TELLING and "{" not in text]
