"""The app can be installed; without a line, the page of ours opens; after a deploy, nothing old is left."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from dimona_web.i18n.catalogue import languages, text
from infra.local import browser as browsers
from tests.journeys.axe import violations
from tests.journeys.conftest import BROWSER_ARGUMENTS, Running, SignIn
from tests.journeys.line import Line
from tests.journeys.phone import Phone

_READY = "async () => { await navigator.serviceWorker.ready; return !!navigator.serviceWorker.controller; }"


def has_worker(page: Page) -> None:
    """Wait until the service worker is in charge of the page."""
    page.wait_for_function(_READY)


@pytest.fixture
def own_profile(browser: Browser, tmp_path: Path) -> Iterator[BrowserContext]:
    """A browser with a profile of its own: a private window installs nothing."""
    opened = browser.browser_type.launch_persistent_context(
        tmp_path, executable_path=browsers.ensure(), args=BROWSER_ARGUMENTS
    )
    yield opened
    opened.close()


@pytest.mark.parametrize("language", languages())
def test_a_browser_offers_to_install_it(running: Running, own_profile: BrowserContext, language: str) -> None:
    context, page = own_profile, own_profile.new_page()
    page.goto(f"{running.web}/{language}/sign-in")
    has_worker(page)
    devtools = context.new_cdp_session(page)
    assert devtools.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
    manifest = devtools.send("Page.getAppManifest")
    assert manifest["errors"] == []
    assert manifest["url"].endswith(f"/manifest.{language}.webmanifest")


def test_without_a_line_our_own_page_opens_in_the_language_of_the_address(
    line: Line, context: BrowserContext, cafe: SignIn
) -> None:
    phone = Phone(context, line.url, "fr")
    phone.sign_in(cafe.email, cafe.password)
    phone.is_home()
    has_worker(phone.page)
    line.down()
    for language in languages():
        phone.page.goto(f"{line.url}/{language}/declarations")
        expect(phone.page.locator("html")).to_have_attribute("lang", language)
        expect(phone.page.locator("h1")).to_have_text(text(language, "offline.title"))
        assert violations(phone.page) == []
    line.up()
    phone.page.goto(f"{line.url}/fr")
    phone.is_home()


def test_no_page_is_kept_and_of_answers_the_names_alone(
    line: Line, context: BrowserContext, cafe: SignIn
) -> None:
    phone = Phone(context, line.url)
    phone.sign_in(cafe.email, cafe.password)
    phone.is_home()
    has_worker(phone.page)
    for page in ("", "declarations", "register", "settings"):
        phone.open(page)
        expect(phone.page.locator("h1")).to_be_visible()
    kept = _kept(phone.page)
    pages = {address for address in kept if "." not in address}
    assert pages - {"/device/people"} == {f"/{language}/offline" for language in languages()}


def test_what_an_older_build_kept_is_dropped(running: Running, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{running.web}/nl/sign-in")
    has_worker(page)
    page.evaluate("""async () => {
      const old = await caches.open('shell-of-an-older-build');
      await old.put('/nl/offline', new Response('old'));
      const worker = await navigator.serviceWorker.ready;
      await worker.unregister();
    }""")
    page.reload()
    page.wait_for_function(
        "async () => (await caches.keys()).filter(name => name.startsWith('shell-')).length === 1"
    )
    assert "old" not in page.evaluate("async () => await (await caches.match('/nl/offline')).text()")[:4]


def _kept(page: Page) -> list[Any]:
    return list(
        page.evaluate("""async () => {
      const found = [];
      for (const name of await caches.keys())
        for (const request of await (await caches.open(name)).keys())
          found.push(new URL(request.url).pathname);
      return found;
    }""")
    )
