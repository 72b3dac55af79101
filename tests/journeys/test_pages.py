"""Every page on small screens, in light and dark: nothing sticks out, thumbs fit, pictures are kept."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from infra.environments import ROOT
from infra.local.demo_people import BUILDER, WORKERS
from tests.journeys.axe import violations
from tests.journeys.conftest import Running
from tests.journeys.phone import Phone

PICTURES = ROOT / ".local" / "screenshots"
_STICKS_OUT = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# WCAG 2.2 asks 24 pixels of a target; we hold 44 in height.
_TOO_SMALL = """() => [...document.querySelectorAll('a, button, input:not([type=hidden]), select, summary')]
  .filter(one => one.checkVisibility() && !one.closest('.skip') && !one.matches('[type=radio]'))
  .filter(one => one.getBoundingClientRect().height < 44)
  .map(one => one.outerHTML.slice(0, 120))"""
# Each page is seen light, dark, narrow, and with letters twice as large, each time in another language.
SCREENS: dict[str, tuple[str, dict[str, Any]]] = {
    "light": ("nl", {"color_scheme": "light"}),
    "dark": ("fr", {"color_scheme": "dark"}),
    "narrow": ("de", {"viewport": {"width": 320, "height": 640}}),
}


class Album:
    """Looks at each page as it comes, keeps a picture of it, and what is wrong with it."""

    def __init__(self, page: Page, folder: Path, *, large_text: bool) -> None:
        self._page, self._folder, self._large_text = page, folder, large_text
        self.faults: list[tuple[str, str, Any]] = []

    def look(self, name: str) -> None:
        expect(self._page.locator("h1")).to_be_visible()
        self._fits(name)
        self._page.screenshot(path=self._folder / f"{name}.png", animations="disabled")
        self._is_empty(name, "too small", self._page.evaluate(_TOO_SMALL))
        self._is_empty(name, "axe", violations(self._page))
        if self._large_text:
            self._page.evaluate("document.documentElement.style.fontSize = '200%'")
            self._fits(f"{name} at 200 %")
            self._page.evaluate("document.documentElement.style.fontSize = ''")

    def _fits(self, name: str) -> None:
        sticks_out = self._page.evaluate(_STICKS_OUT)
        self._is_empty(name, "sticks out", [sticks_out] if sticks_out > 0 else [])

    def _is_empty(self, name: str, what: str, found: list[Any]) -> None:
        if found:
            self.faults.append((name, what, found))


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


def _signed_in(phone: Phone, running: Running) -> None:
    owner = running.sign_in_of("bouw")
    phone.sign_in(owner.email, owner.password)
    phone.is_home()


def test_every_page_of_declaring(tour: Tour, running: Running) -> None:
    phone, album = tour
    phone.open("sign-in")
    album.look("01-sign-in")
    phone.open("sign-in/wrong")
    album.look("02-sign-in-wrong")
    _signed_in(phone, running)
    album.look("03-home")
    phone.start_declaring()
    album.look("04-who")
    phone.open("declare/new-worker")
    phone.page.locator("#ssin").fill("12")
    phone.next()
    phone.problems()
    album.look("05-new-worker-wrong")
    phone.open("declare")
    worker = WORKERS[BUILDER][["nl", "fr", "de"].index(phone.language)]
    phone.choose_worker(worker.family_name[:3], worker.family_name)
    expect(phone.page.locator(".kinds")).to_be_visible()
    album.look("06-kind")
    for number, code in enumerate(("OTH", "BCW", "IVT", "FLX"), start=7):
        phone.as_kind(code)
        album.look(f"{number:02}-terms-{code}")
        phone.open("declare/kind")
    phone.as_kind("EXT")
    phone.answer(committee="302", variant="hours")
    phone.next()
    phone.problems()
    album.look("11-terms-wrong")
    phone.answer(start_hour="12:30", end_hour="23:00")
    album.look("12-terms-near")
    phone.next()
    phone.is_check()
    phone.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    album.look("13-check")
    phone.send()
    phone.is_accepted()
    album.look("14-declaration")
    phone.page.locator("#replace summary").click()
    phone.page.locator("#replace").scroll_into_view_if_needed()
    album.look("15-declaration-replace")


def test_every_other_page(tour: Tour, running: Running) -> None:
    phone, album = tour
    _signed_in(phone, running)
    album.look("16-home-full")
    phone.open("declarations")
    expect(phone.page.locator(".declaration-row").first).to_be_visible()
    phone.page.locator("#filter summary").click()
    album.look("17-declarations")
    phone.open("settings")
    expect(phone.page.locator(".facts")).to_contain_text("@")
    expect(phone.page.locator("#committee")).to_be_visible()
    album.look("18-settings")
    phone.open("help")
    expect(phone.page.locator(".consequence").first).to_be_visible()
    album.look("19-help")
    plain = ("more", "deadlines", "accessibility", "not-there", "error", "declarations/dec_not-there")
    for number, page in enumerate(plain, start=20):
        phone.open(page)
        album.look(f"{number}-{page.rpartition('/')[2]}")
