"""Who is quicker than the page: what is done before it lives or has opened is neither lost nor undone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psutil
import pytest
from playwright.sync_api import BrowserContext, Route, expect

from infra.local.demo_people import CAFE, WORKERS, Worker
from tests.journeys.conftest import Running, SignIn
from tests.journeys.office import Office
from tests.journeys.phone import Phone
from tests.local.polling import until
from tests.synthetic import WRONG_SSIN

SOMEBODY = WORKERS[CAFE][3]
# For whom no other journey files.
NEWCOMER = Worker("Vroegbij", "Ine", "1991-02-03", 945)
OPENED = '"is_hydrated_rx_state_":true'
"""The last that is told of a page that opens."""


@contextmanager
def _standing_still(running: Running) -> Iterator[None]:
    """Have the web server stand still, as one with much to do: it takes things in turn when it goes on."""
    server = psutil.Process(running.house.pid("web"))
    server.suspend()
    try:
        yield
    finally:
        server.resume()


def _has_been(phone: Phone, address: str) -> None:
    """The browser has all that it needs to draw this page, and is on another one."""
    phone.open(address)
    phone.page.locator("#search").or_(phone.page.locator(".declaration-row").first).wait_for()
    phone.page.locator(".bar-item").first.click()
    phone.is_home()


def _told(phone: Phone, word: str) -> None:
    """Wait until this word has gone over the line, in one direction or the other."""

    def has_gone() -> bool:
        phone.page.wait_for_timeout(50)
        return any(word in frame for frame in phone.frames)

    until(has_gone)


def test_a_search_that_was_typed_early_is_not_undone_by_the_page_that_opens(
    phone: Phone, running: Running
) -> None:
    _has_been(phone, "register")
    with _standing_still(running):
        phone.frames.clear()
        phone.page.get_by_role("link", name="Personeel", exact=True).click()
        phone.page.locator("#search").fill(SOMEBODY.family_name)
        _told(phone, "register_state.search")
    _told(phone, OPENED)
    rows = phone.page.locator("#found .row")
    expect(rows.filter(has_not_text=SOMEBODY.family_name)).to_have_count(0)
    expect(rows.first).to_contain_text(SOMEBODY.family_name)


def test_a_choice_of_declarations_that_was_made_early_is_kept(phone: Phone, running: Running) -> None:
    page = phone.page
    Office(running, CAFE).hire(NEWCOMER, startDate="2026-12-29")
    _has_been(phone, "declarations")
    with _standing_still(running):
        phone.frames.clear()
        page.locator(".bar-item").nth(1).click()
        page.locator("#filter summary").click()
        page.locator("#worker").fill("nobodyhasthisname")
        page.locator("#filter button[type=submit]").click()
        _told(phone, "declarations_state.filter")
    _told(phone, OPENED)
    expect(page.locator("#worker-error")).to_be_visible()


@pytest.fixture
def bare_phone(running: Running, new_context: Callable[..., BrowserContext], cafe: SignIn) -> Phone:
    """A phone on which no service worker stands between a page and its scripts; signed in."""
    held = Phone(new_context(service_workers="block"), running.web)
    held.sign_in(cafe.email, cafe.password)
    held.is_home()
    return held


@pytest.fixture
def lifeless(bare_phone: Phone) -> Iterator[Callable[[], None]]:
    """Keep the pages of this phone from coming alive, until this is called."""
    kept: list[Route] = []
    scripts = "**/assets/entry.client*"
    bare_phone.page.route(scripts, lambda route: kept.append(route))  # noqa: PLW0108 - it is marked

    def comes_alive() -> None:
        while kept:
            kept.pop().continue_()

    yield comes_alive
    bare_phone.page.unroute_all(behavior="ignoreErrors")


def test_a_form_that_was_sent_before_the_page_is_alive_waits_and_leaks_nothing(
    bare_phone: Phone, lifeless: Callable[[], None]
) -> None:
    page, asked = bare_phone.page, list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{bare_phone.url}/nl/declare/new-worker", wait_until="commit")
    page.locator("#ssin").fill(WRONG_SSIN)
    for _ in range(2):
        bare_phone.next()
    assert "?" not in page.url
    lifeless()
    bare_phone.problems()
    expect(page.locator("#ssin")).to_have_value(WRONG_SSIN)
    assert not [each for each in [*asked, page.url] if WRONG_SSIN in each]
