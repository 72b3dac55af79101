"""The whole house, once, and real Chromium: for journeys only."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from infra.local import browser as browsers
from infra.local.emulator import SELDOM
from infra.local.house import House
from tests.journeys.album import PICTURES, SCREENS, Album
from tests.journeys.line import Line
from tests.journeys.phone import PATIENCE, Phone
from tests.journeys.slow import busy
from tests.local.houses import house as make_house
from tests.local.sessions import cookie, session

BROWSER_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SCREEN: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "locale": "nl-BE",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the journeys and put them last: Playwright keeps a loop running, no other may run beside it."""
    for item in filter(_is_journey, items):
        item.add_marker(pytest.mark.journey)
    items.sort(key=_is_journey)


def _is_journey(item: pytest.Item) -> bool:
    return Path(__file__).parent in item.path.parents


@dataclass(frozen=True)
class SignIn:
    email: str
    password: str


@dataclass(frozen=True)
class Running:
    """The running house as a journey sees it."""

    house: House

    @property
    def web(self) -> str:
        return self.house.urls["web"]

    def sign_in_of(self, part_of_email: str) -> SignIn:
        found = next(one for one in self.house.ready["signIns"] if part_of_email in one["email"])
        return SignIn(found["email"], found["password"])

    def session_of(self, part_of_email: str) -> Any:
        """The cookie of a session, for a browser that need not sign in itself."""
        person = self.sign_in_of(part_of_email)
        return cookie(session(self.web, person.email, person.password))

    def key_of(self, employer: str) -> str:
        keys = self.house.ready["keys"]
        return str(next(one["key"] for one in keys if one["mode"] == "live" and one["employer"] == employer))

    def filed(self, employer: str) -> list[dict[str, Any]]:
        """All declarations of an employer, as the API tells them."""
        headers = {"Authorization": f"Bearer {self.key_of(employer)}"}
        filed, path = list[dict[str, Any]](), "/v1/declarations?pageSize=100"
        with httpx.Client(
            base_url=self.house.urls["api"], headers=headers, timeout=60, trust_env=False
        ) as api:
            while path:
                page = api.get(path).raise_for_status().json()
                filed += page["items"]
                path = page.get("next", "")
        return filed

    def received(self) -> list[dict[str, Any]]:
        """Every declaration that the RSZ has ever received, oldest first, as the RSZ itself tells them."""
        answer = httpx.get(f"{self.house.urls['rsz']}/_simulator/declarations", trust_env=False, timeout=60)
        return list(answer.json()["items"])

    def at_rsz(self) -> int:
        """How many declarations the RSZ has ever received."""
        return len(self.received())


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    made = make_house(tmp_path_factory.mktemp("journeys"), web=True, snapshot_seconds=SELDOM)
    made.start()
    yield Running(made)
    made.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=browsers.ensure(),
            args=BROWSER_ARGUMENTS,
            # Journeys go back; a page kept in memory must be as empty as on a real phone.
            ignore_default_args=["--disable-back-forward-cache"],
        )
        yield started
        started.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = busy(browser.new_context(**SCREEN))
    yield opened
    opened.close()


@pytest.fixture
def new_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Contexts with another screen or colour scheme."""
    opened: list[BrowserContext] = []

    def open_one(**changes: Any) -> BrowserContext:
        opened.append(busy(browser.new_context(**(SCREEN | changes))))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()


@pytest.fixture
def line(running: Running) -> Iterator[Line]:
    """A line to the web app that can be cut; its port is another one than the pages were built for."""
    with Line(urlsplit(running.web).port or 80) as laid:
        yield laid


@pytest.fixture
def cafe(running: Running) -> SignIn:
    return running.sign_in_of("cafe")


@pytest.fixture
def phone(running: Running, context: BrowserContext, cafe: SignIn) -> Phone:
    """A phone on which the café's owner is signed in."""
    held = Phone(context, running.web)
    held.sign_in(cafe.email, cafe.password)
    held.is_home()
    return held


Tour = tuple[Phone, Album]


@pytest.fixture(params=SCREENS)
def tour(
    request: pytest.FixtureRequest, running: Running, new_context: Callable[..., BrowserContext]
) -> Iterator[Tour]:
    """A phone with this screen and an album for its pictures; no page may raise or fetch elsewhere."""
    language, look = SCREENS[request.param]
    folder = PICTURES / request.param
    folder.mkdir(parents=True, exist_ok=True)
    phone = Phone(new_context(**look), running.web, language)
    errors: list[str] = []
    phone.page.on("pageerror", lambda error: errors.append(str(error)))
    phone.page.on(
        "request", lambda sent: errors.append(sent.url) if _is_elsewhere(sent.url, running.web) else None
    )
    album = Album(phone.page, folder, large_text=request.param == "light")
    yield phone, album
    assert album.faults == []
    assert errors == []


def _is_elsewhere(url: str, web: str) -> bool:
    return url.startswith("http") and not url.startswith(web)
