"""The keyboard alone, where the focus could be lost; whole flows with it are in test_main_flows.py."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from tests.journeys.hands import Keyboard
from tests.journeys.phone import Phone


@pytest.fixture
def keyboard(phone: Phone) -> Keyboard:
    return Keyboard(phone.page)


def test_the_heading_of_a_page_that_comes_has_the_focus(phone: Phone, keyboard: Keyboard) -> None:
    phone.open()
    phone.is_home()
    keyboard.press(phone.page.locator("nav a[href$='/more']"))
    expect(phone.page).to_have_url(f"{phone.url}/nl/more")
    expect(phone.page.locator("h1")).to_be_focused()
    keyboard.tabs()
    expect(phone.page.locator("main a").first).to_be_focused()


def test_a_field_that_is_drawn_anew_keeps_the_focus(phone: Phone, keyboard: Keyboard) -> None:
    phone.open("again")
    field = phone.page.locator("#past")
    keyboard.write_day(field, dt.date(2026, 11, 24))
    field.evaluate("(one) => one.replaceWith(one.cloneNode())")
    expect(field).to_be_focused()


def test_one_sees_the_focus_on_the_calendar_of_a_field_too(phone: Phone, keyboard: Keyboard) -> None:
    """The field itself is not in focus then, only the button inside."""
    phone.open("again")
    field = phone.page.locator("#past")
    keyboard.write_day(field, dt.date(2026, 11, 24))
    keyboard.tabs()
    assert phone.page.evaluate("document.activeElement.id") == "past"
    assert not field.evaluate("(one) => one.matches(':focus')")
