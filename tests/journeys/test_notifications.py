"""With the phone in the pocket: a refusal is read in a mail or on the phone, and opens the declaration."""

import json
import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import BrowserContext, CDPSession, Page, expect

from dimona_web.i18n.catalogue import text
from infra.local.demo_people import BUILDER, WORKERS, Employer, Worker
from tests.api.push_service import PushService, push_service
from tests.fakes.browser import FakeBrowser
from tests.journeys.album import PICTURES
from tests.journeys.axe import violations
from tests.journeys.conftest import Running, Tour
from tests.journeys.office import Office
from tests.journeys.phone import PATIENCE, Phone

# No push service of a browser maker can be reached here: the browser subscribes at ours, with keys of ours.
_SUBSCRIBE = """(given) => {
  let made = null;
  PushManager.prototype.subscribe = async (options) => {
    window.asked = [options.userVisibleOnly, options.applicationServerKey.length];
    made = { toJSON: () => given, unsubscribe: async () => { made = null; return true; } };
    return made;
  };
  PushManager.prototype.getSubscription = async () => made;
}"""
_SHOWN = """async () => (await (await navigator.serviceWorker.ready).getNotifications())
  .map(one => [one.title, one.body, one.data.url, one.lang])"""


@pytest.fixture
def phones() -> Iterator[PushService]:
    with push_service() as running:
        yield running


def refused(running: Running, employer: Employer, worker: Worker, start: str) -> str:
    """A filing that the RSZ refuses: the same work twice."""
    office = Office(running, employer)
    office.hire(worker, startDate=start, endDate=start)
    twice = office.file(worker, startDate=start, endDate=start)
    end = time.monotonic() + 120
    while office.get(f"/v1/declarations/{twice['id']}")["state"] != "refused":
        assert time.monotonic() < end
        time.sleep(0.2)
    return str(twice["id"])


def until(found: Callable[[], Any]) -> Any:
    end = time.monotonic() + 120
    while not (seen := found()):
        assert time.monotonic() < end
        time.sleep(0.2)
    return seen


def opened(running: Running, context: BrowserContext, language: str) -> Phone:
    """The building firm's owner on the page of notifications."""
    person = running.sign_in_of("bouw")
    phone = Phone(context, running.web, language)
    phone.sign_in(person.email, person.password)
    phone.is_home()
    phone.open("notifications")
    expect(phone.page.locator("input[name=refused]")).to_be_visible()
    return phone


def save(phone: Phone) -> None:
    phone.page.get_by_role("button", name=text(phone.language, "settings.save"), exact=True).click()
    expect(phone.page.locator(".saved")).to_have_text(text(phone.language, "settings.saved"))


def test_a_refusal_is_read_in_the_mailbox_and_its_link_opens_the_declaration(
    running: Running, context: BrowserContext
) -> None:
    phone = opened(running, context, "fr")
    phone.page.locator("select#language").select_option("fr")
    save(phone)
    declaration = refused(running, BUILDER, WORKERS[BUILDER][8], "2027-02-01")
    mailbox = running.house.mailbox
    until(lambda: declaration in httpx.get(mailbox, trust_env=False, timeout=60).text)

    phone.page.goto(mailbox)
    mail = phone.page.locator("section", has_text="bart.owner@bouw.example").locator(
        "article", has_text=declaration
    )
    expect(mail).to_have_attribute("lang", "fr")
    expect(mail.locator("h3")).to_have_text("Une déclaration Dimona est refusée")
    assert violations(phone.page) == []
    phone.page.screenshot(path=PICTURES / "mailbox.png")
    mail.locator("a").first.click()

    expect(phone.page).to_have_url(re.compile(f"/fr/declarations/{declaration}$"))
    expect(phone.page.locator("#standing")).to_contain_text(text("fr", "state.refused"))


def test_what_is_ticked_stays(running: Running, context: BrowserContext) -> None:
    phone = opened(running, context, "nl")
    phone.page.locator("input[name=actionNeeded]").uncheck()
    phone.page.locator("select#language").select_option("de")
    save(phone)
    phone.page.reload()

    expect(phone.page.locator("input[name=actionNeeded]")).not_to_be_checked()
    expect(phone.page.locator("input[name=refused]")).to_be_checked()
    expect(phone.page.locator("select#language")).to_have_value("de")
    phone.page.locator("input[name=actionNeeded]").check()
    save(phone)


def test_a_push_is_shown_and_opens_the_declaration_and_ends_with_the_session(
    running: Running, context: BrowserContext, phones: PushService
) -> None:
    context.grant_permissions(["notifications"], origin=running.web)
    browser = FakeBrowser(f"{phones.url}/phone")
    keys = {"p256dh": browser.subscription.p256dh, "auth": browser.subscription.auth}
    given = json.dumps({"endpoint": browser.subscription.endpoint, "expirationTime": None, "keys": keys})
    context.add_init_script(f"({_SUBSCRIBE})({given})")
    phone = opened(running, context, "de")
    turn_on = _button(phone, "push.turnOn")
    turn_on.click()
    expect(phone.page.get_by_text(text("de", "push.on"), exact=True)).to_be_visible()
    assert phone.page.evaluate("window.asked") == [True, 65]
    expect(turn_on).to_be_hidden()

    _button(phone, "push.try").click()
    expect(phone.page.get_by_text(text("de", "push.tried"), exact=True)).to_be_visible()
    assert browser.shown(phones.bodies("/phone")[0])["title"] == "Dieses Gerät erhält Nachrichten"

    declaration = refused(running, BUILDER, WORKERS[BUILDER][9], "2027-02-02")
    until(lambda: len(phones.bodies("/phone")) > 1)
    shown = browser.read(phones.bodies("/phone")[-1]).decode()
    _deliver(context.new_cdp_session(phone.page), phone.page, running.web, shown)
    until(lambda: phone.page.evaluate(_SHOWN))
    assert phone.page.evaluate(_SHOWN) == [
        [
            "Eine Dimona-Meldung wurde abgelehnt",
            "Das LSS hat eine Meldung abgelehnt.",
            f"/de/declarations/{declaration}",
            "de",
        ]
    ]

    phone.open("settings")
    expect(phone.page.locator(".facts")).to_contain_text("@")
    phone.button("signOut").click()
    expect(phone.page.locator("#email")).to_be_visible()
    pushed = len(phones.pushed)
    later = refused(running, BUILDER, WORKERS[BUILDER][10], "2027-02-03")
    mails = f"{running.house.mailbox}/mails.json"
    until(lambda: later in httpx.get(mails, trust_env=False, timeout=60).text)
    assert len(phones.pushed) == pushed


def _button(phone: Phone, key: str) -> Any:
    return phone.page.get_by_role("button", name=text(phone.language, key), exact=True)


def _deliver(devtools: CDPSession, page: Page, origin: str, body: str) -> None:
    """Hand the browser what the push service would."""
    seen: list[dict[str, Any]] = []
    devtools.on("ServiceWorker.workerRegistrationUpdated", lambda said: seen.extend(said["registrations"]))
    devtools.send("ServiceWorker.enable")
    end = time.monotonic() + PATIENCE / 1000
    while not seen:
        assert time.monotonic() < end
        page.wait_for_timeout(100)
    registration = seen[-1]["registrationId"]
    devtools.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": origin, "registrationId": registration, "data": body},
    )


def test_a_browser_that_blocks_says_so(running: Running, context: BrowserContext) -> None:
    context.add_init_script("Object.defineProperty(Notification, 'permission', {get: () => 'denied'})")
    phone = opened(running, context, "nl")

    expect(phone.page.get_by_text(text("nl", "push.blocked"), exact=True)).to_be_visible()
    expect(_button(phone, "push.turnOn")).to_be_hidden()


def test_the_page_on_every_screen(tour: Tour, running: Running) -> None:
    phone, album = tour
    person = running.sign_in_of("bouw")
    phone.sign_in(person.email, person.password)
    phone.is_home()
    phone.open("more")
    phone.page.get_by_role("link", name=text(phone.language, "notifications.title")).click()
    expect(phone.page.locator("input[name=refused]")).to_be_visible()
    expect(_button(phone, "push.turnOn")).to_be_visible()
    tick = phone.page.locator("input[name=refused]").bounding_box()
    assert tick is not None
    assert tick["width"] == tick["height"] < 44, "the words beside it have the room"
    album.look("60-notifications")
    phone.page.evaluate("document.documentElement.setAttribute('data-push', 'on')")
    phone.page.locator("#push").scroll_into_view_if_needed()
    album.look("61-notifications-on")
