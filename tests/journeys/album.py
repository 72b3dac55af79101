"""Looks at pages on small screens: nothing sticks out, thumbs fit, a picture of each is kept."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from infra.environments import ROOT

PICTURES = ROOT / ".local" / "screenshots"
_STICKS_OUT = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# WCAG 2.2 asks 24 pixels of a target; we hold 44 in height.
_TOO_SMALL = """() => [...document.querySelectorAll('a, button, input:not([type=hidden]), select, summary')]
  .filter(one => one.checkVisibility() && !one.closest('.skip') && !one.matches('[type=radio]'))
  .filter(one => one.getBoundingClientRect().height < 44)
  .map(one => one.outerHTML.slice(0, 120))"""
# Dutch has the longer words. Each page is seen light, dark, narrow, and with letters twice as large.
SCREENS: dict[str, tuple[str, dict[str, Any]]] = {
    "light": ("nl", {"color_scheme": "light"}),
    "dark": ("en", {"color_scheme": "dark"}),
    "narrow": ("nl", {"viewport": {"width": 320, "height": 640}}),
}


class Album:
    """Looks at each page as it comes, and keeps a picture of it."""

    def __init__(self, page: Page, folder: Path, *, large_text: bool) -> None:
        self._page, self._folder, self._large_text = page, folder, large_text

    def look(self, name: str) -> None:
        expect(self._page.locator("h1")).to_be_visible()
        self._fits(name)
        self._page.screenshot(path=self._folder / f"{name}.png", animations="disabled")
        assert self._page.evaluate(_TOO_SMALL) == [], name
        if self._large_text:
            self._page.evaluate("document.documentElement.style.fontSize = '200%'")
            self._fits(f"{name} at 200 %")
            self._page.evaluate("document.documentElement.style.fontSize = ''")

    def _fits(self, name: str) -> None:
        assert self._page.evaluate(_STICKS_OUT) <= 0, name
