"""Looks at pages on small screens: nothing sticks out, thumbs fit, axe is content; pictures are kept."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from infra.environments import ROOT
from tests.journeys.axe import violations

PICTURES = ROOT / ".local" / "screenshots"
_STICKS_OUT = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# WCAG 2.2 asks 24 pixels of a target; we hold 44 in height.
_TOO_SMALL = """() => [...document.querySelectorAll('a, button, input:not([type=hidden]), select, summary')]
  .filter(one => one.checkVisibility() && !one.closest('.skip'))
  .filter(one => !one.matches('[type=radio], [type=checkbox]'))
  .filter(one => one.getBoundingClientRect().height < 44)
  .map(one => one.outerHTML.slice(0, 120))"""
# What has moved since the page was opened, without anybody having touched it.
_SHIFTED = """() => new Promise(done => {
  let moved = 0;
  new PerformanceObserver(list => list.getEntries().filter(one => !one.hadRecentInput)
    .forEach(one => { moved += one.value; })).observe({type: 'layout-shift', buffered: true});
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(moved))));
})"""
STEADY = 0.02
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

    def is_steady(self, name: str) -> None:
        """Nothing jumped while the page was filled in; to be asked before anything is done to it."""
        shifted = self._page.evaluate(_SHIFTED)
        self._is_empty(name, "shifts", [shifted] if shifted > STEADY else [])

    def is_narrow_too(self, name: str) -> None:
        """Nothing sticks out on the narrowest phone either."""
        self._page.set_viewport_size({"width": 320, "height": 640})
        self._fits(f"{name} at 320 px")

    def _fits(self, name: str) -> None:
        sticks_out = self._page.evaluate(_STICKS_OUT)
        self._is_empty(name, "sticks out", [sticks_out] if sticks_out > 0 else [])

    def _is_empty(self, name: str, what: str, found: list[Any]) -> None:
        if found:
            self.faults.append((name, what, found))
