"""A thumb on the glass: every tap and key is a real one, and the page itself counts them."""

import datetime as dt
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

# Taps and keys that the browser got from outside; what a script does is not trusted and does not count.
_COUNTING = """(() => {
  const add = (name) => localStorage.setItem(name, 1 + Number(localStorage.getItem(name)));
  addEventListener("pointerdown", (one) => one.isTrusted && add("taps"), true);
  addEventListener("keydown", (one) => one.isTrusted && add("keys"), true);
})()"""
# Every text that changes was typed: a test that fills in fields by script would be found out.
_WATCHING = """(() => {
  const add = (name) => localStorage.setItem(name, 1 + Number(localStorage.getItem(name)));
  let keys = 0;
  addEventListener("keydown", () => { keys += 1; }, true);
  addEventListener("input", (one) => {
    if (one.target.matches("[type=radio], [type=checkbox]")) return;
    if (keys === 0) add("untyped");
    keys = 0;
  }, true);
})()"""


@dataclass(frozen=True)
class Effort:
    """What something costs a person."""

    taps: int
    keys: int


class Thumb:
    """Taps and types on one page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._day = day_as_typed(page)
        page.context.add_init_script(_COUNTING)
        page.context.add_init_script(_WATCHING)

    def begins(self) -> None:
        """Count from here."""
        self.page.evaluate("['taps', 'keys', 'untyped'].forEach((one) => localStorage.setItem(one, 0))")

    def taps(self, target: Locator | str) -> None:
        (self.page.locator(target) if isinstance(target, str) else target).tap()

    def types(self, field: str, words: str) -> None:
        """Tap a field at its beginning, and type."""
        self.page.locator(field).tap(position={"x": 24, "y": 20})
        self.page.keyboard.type(words)

    def types_day(self, field: str, day: dt.date) -> None:
        """Type a day as this browser wants it: eight digits."""
        self.types(field, day.strftime(self._day))

    def effort(self) -> Effort:
        """What it has cost since it began."""
        counted = {name: int(self._kept(name)) for name in ("taps", "keys", "untyped")}
        assert counted.pop("untyped") == 0, "something was filled in that nobody typed"
        return Effort(**counted)

    def _kept(self, name: str) -> str:
        return str(self.page.evaluate("(name) => localStorage.getItem(name)", name))


def day_as_typed(page: Page) -> str:
    """Whether this browser wants the day or the month first: its own language decides, not the page's."""
    page.set_content("<input type=date>")
    page.locator("input").focus()
    page.keyboard.type("01022026")
    return "%d%m%Y" if page.locator("input").input_value() == "2026-02-01" else "%m%d%Y"
