"""Nobody answers when a page opens: it says so, offers to try again, and then it shows what it should."""

from playwright.sync_api import expect

from dimona_web.i18n.catalogue import text
from tests.journeys.conftest import Running
from tests.journeys.phone import Phone

SAID, AGAIN, PATIENCE = (
    text("nl", f"{key}") for key in ("notice.unreachable", "notice.again", "page.loading")
)


def test_a_page_that_nobody_answered_is_loaded_again(phone: Phone, running: Running) -> None:
    page = phone.page
    running.house.kill("api", hold=True)
    try:
        phone.open()
        expect(page.locator(".notice")).to_have_text(SAID)
        expect(page.locator("main")).not_to_contain_text(PATIENCE)
        page.get_by_role("link", name=AGAIN, exact=True).click()
        expect(page.locator(".notice")).to_have_text(SAID)
    finally:
        running.house.restart("api")
    page.get_by_role("link", name=AGAIN, exact=True).click()
    phone.is_home()
    expect(page.locator(".notice")).to_have_count(0)
    expect(page.locator("#load-again")).to_have_count(0)


def test_what_was_typed_is_not_offered_to_be_loaded_away(phone: Phone, running: Running) -> None:
    """The same silence after somebody typed: what was filled in stands, and nothing leads away from it."""
    page = phone.page
    phone.open("register")
    page.locator("#found a").first.wait_for()
    page.locator("#search").fill("Pee")
    running.house.kill("api", hold=True)
    try:
        page.locator("#search").fill("Peeters")
        expect(page.locator(".notice")).to_have_text(SAID)
        expect(page.locator("#load-again")).to_have_count(0)
        expect(page.locator("#search")).to_have_value("Peeters")
    finally:
        running.house.restart("api")
