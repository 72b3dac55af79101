"""Two ways to use a page: with a finger, or with the keyboard alone. A journey is written once for both.

Each use is also a check: nothing sticks out sideways, what is wanted can be seen and is covered by nothing,
and with the keyboard the focus can be seen and is never lost.
"""

import datetime as dt
from typing import Protocol

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.journeys.phone import PATIENCE
from tests.journeys.thumb import day_as_typed

_STICKS_OUT = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# A radio button or tick may be drawn by its label; then the label is what one sees and hits.
_IS_ON_TOP = """(one) => {
  const seen = one.closest("label") ?? one, box = seen.getBoundingClientRect();
  const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return hit !== null && (seen.contains(hit) || hit.contains(seen));
}"""
_FOCUS_IS_SEEN = """() => {
  const one = document.activeElement;
  const drawn = (seen) => {
    const style = seen && getComputedStyle(seen);
    return style && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  return drawn(one) || drawn(one.closest("label"));
}"""
_FOCUSED = "() => document.activeElement.outerHTML.slice(0, 160)"
# A document that has just come has no focus yet; one that had it and has it no more has lost it.
_REMEMBERING = 'addEventListener("focusin", () => { window.hadFocus = true; }, true)'
_FOCUS_IS_LOST = "window.hadFocus === true && document.activeElement === document.body"
_MOST_TABS = 150


class Hand(Protocol):
    """What a person does to a control of the page."""

    def press(self, target: Locator) -> None:
        """Follow a link or press a button."""

    def choose(self, target: Locator) -> None:
        """Choose a radio button, or tick a box."""

    def write(self, field: Locator, words: str) -> None:
        """Write into a field what shall stand there."""

    def write_day(self, field: Locator, day: dt.date) -> None:
        """Write a day."""

    def write_hour(self, field: Locator, hour: dt.time) -> None:
        """Write an hour."""

    def attach(self, field: Locator, file: FilePayload) -> None:
        """Hand over a file through the window that the browser opens for it."""

    def has_arrived(self) -> None:
        """Look around on a page that has just come."""


def nothing_sticks_out(page: Page) -> None:
    """Nobody has to scroll sideways."""
    assert page.evaluate(_STICKS_OUT) <= 0, f"sticks out: {page.url}"


class Finger:
    """Touches what it wants, after having looked whether it is there to be touched."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def press(self, target: Locator) -> None:
        self._reaches(target)
        target.tap()

    def choose(self, target: Locator) -> None:
        self._reaches(target)
        target.tap()
        expect(target).to_be_checked()

    def write(self, field: Locator, words: str) -> None:
        self._reaches(field)
        field.fill("")
        field.press_sequentially(words)

    def write_day(self, field: Locator, day: dt.date) -> None:
        self._reaches(field)
        field.fill(day.isoformat())

    def write_hour(self, field: Locator, hour: dt.time) -> None:
        self._reaches(field)
        field.fill(f"{hour:%H:%M}")

    def attach(self, field: Locator, file: FilePayload) -> None:
        self._reaches(field)
        with self._page.expect_file_chooser() as opened:
            field.tap()
        opened.value.set_files(file)

    def has_arrived(self) -> None:
        nothing_sticks_out(self._page)

    def _reaches(self, target: Locator) -> None:
        nothing_sticks_out(self._page)
        target.wait_for()
        target.evaluate("(one) => one.scrollIntoView({block: 'center', behavior: 'instant'})")
        assert target.evaluate(_IS_ON_TOP), f"covered on {self._page.url}: {target}"


class Keyboard:
    """Uses nothing but the keyboard."""

    def __init__(self, page: Page) -> None:
        self._page, self._day = page, day_as_typed(page)
        # Who writes the month first says morning or evening with the hour.
        self._hour = "%H%M" if self._day.startswith("%d") else "%I%M%p"
        page.context.add_init_script(_REMEMBERING)

    def press(self, target: Locator) -> None:
        self._tabs_to(target)
        self._page.keyboard.press("Enter")

    def choose(self, target: Locator) -> None:
        expect(target).to_be_enabled()
        if target.get_attribute("type") == "radio":
            self._arrows_to(target)
        else:
            self._tabs_to(target)
            self._page.keyboard.press("Space")
        expect(target).to_be_checked()

    def write(self, field: Locator, words: str) -> None:
        self._tabs_to(field)
        self._page.keyboard.press("Control+A")
        self._page.keyboard.type(words)

    def write_day(self, field: Locator, day: dt.date) -> None:
        self._tabs_to(field)
        self._page.keyboard.type(day.strftime(self._day))
        expect(field).to_have_value(day.isoformat())

    def write_hour(self, field: Locator, hour: dt.time) -> None:
        self._tabs_to(field)
        self._page.keyboard.type(hour.strftime(self._hour))
        expect(field).to_have_value(f"{hour:%H:%M}")

    def attach(self, field: Locator, file: FilePayload) -> None:
        self._tabs_to(field)
        with self._page.expect_file_chooser() as opened:
            self._page.keyboard.press("Enter")
        opened.value.set_files(file)

    def has_arrived(self) -> None:
        nothing_sticks_out(self._page)
        self._page.wait_for_function(f"!({_FOCUS_IS_LOST})", timeout=PATIENCE)

    def _arrows_to(self, target: Locator) -> None:
        """Enter the group as Tab does, at the one that is chosen, and go on with the arrows."""
        group = self._page.locator(f"input[name='{target.get_attribute('name')}']")
        self._tabs_to(group)
        for _ in range(group.count()):
            if target.is_checked():
                return
            self._page.keyboard.press("ArrowDown")
            self._sees_focus()
        self._page.keyboard.press("Space")

    def _tabs_to(self, wanted: Locator) -> None:
        """Go on with Tab until one of these has the focus, which can be seen all the way."""
        wanted.first.wait_for()
        for _ in range(_MOST_TABS):
            if self._has_focus(wanted):
                return
            self.tabs()
        raise AssertionError(f"cannot be reached with Tab: {wanted}")

    def tabs(self) -> None:
        """One step on; where it leads can be seen."""
        self._page.keyboard.press("Tab")
        self._sees_focus()

    @staticmethod
    def _has_focus(wanted: Locator) -> bool:
        return any(one.evaluate("(one) => one === document.activeElement") for one in wanted.all())

    def _sees_focus(self) -> None:
        """Around the end of the page the browser itself has the focus for one step; that is not lost."""
        if self._page.evaluate(_FOCUS_IS_LOST):
            return
        assert self._page.evaluate(_FOCUS_IS_SEEN), f"no focus to be seen: {self._page.evaluate(_FOCUSED)}"
        assert self._page.evaluate(f"({_IS_ON_TOP})(document.activeElement)"), (
            f"focus is covered: {self._page.evaluate(_FOCUSED)}"
        )


def hand_on(page: Page, *, keyboard_alone: bool) -> Hand:
    """One of the two."""
    return Keyboard(page) if keyboard_alone else Finger(page)
