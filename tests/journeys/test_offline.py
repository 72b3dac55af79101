"""A filing started without a line: it stays on the device, is handed over, and is filed once by a person."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from dimona_web.i18n.catalogue import text
from infra.local.demo_people import CAFE, WORKERS, Worker
from tests.journeys.album import PICTURES, SCREENS, Album
from tests.journeys.conftest import Running, SignIn
from tests.journeys.line import Line
from tests.journeys.office import Office
from tests.journeys.phone import Phone
from tests.journeys.test_installable import has_worker

NOT_FILED = text("nl", "drafts.notFiled")
KIM = Worker("Kelderman", "Kim", "2004-06-07", 961)
_ALL_THAT_IS_KEPT = """async () => {
  const kept = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
  for (const one of await indexedDB.databases()) kept.push('database ' + one.name);
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      kept.push(request.url, await (await cache.match(request)).text());
    }
  }
  return kept.join('\\n');
}"""
_NAMES_CAME = "async () => (await (await caches.open('device')).match('/device/people')) !== undefined"
# The phone's clock is the house's, whenever the test runs.
_NOON = """
  const Real = Date, shift = Real.parse('2026-12-01T11:30:00+01:00') - Real.now();
  Date = class extends Real {
    constructor(...given) { given.length ? super(...given) : super(Real.now() + shift); }
    static now() { return Real.now() + shift; }
  };
"""
EVERYBODY = (*WORKERS[CAFE], KIM)


@pytest.fixture
def kept_phone(running: Running, line: Line, context: BrowserContext, cafe: SignIn) -> Phone:
    """A phone on which the café's owner has signed in, and on which the names have come."""
    if not _known(running):
        Office(running, CAFE).add(KIM)
    context.add_init_script(_NOON)
    held = Phone(context, line.url)
    held.sign_in(cafe.email, cafe.password)
    held.is_home()
    has_worker(held.page)
    held.page.wait_for_function(_NAMES_CAME)
    return held


def _known(running: Running) -> bool:
    return bool(Office(running, CAFE).get(f"/v1/workers?q={KIM.family_name}")["items"])


def _written(worker: Worker) -> tuple[str, str]:
    """A national number as it is, and the part of it that a masked one still shows."""
    number = worker.ssin
    return number, f"{number[:2]}.{number[2:4]}.{number[4:6]}-"


def _starts_offline(phone: Phone, line: Line) -> None:
    line.down()
    phone.open()
    expect(phone.page.locator("h1")).to_have_text(text("nl", "offline.title"))
    phone.page.locator("#who").select_option(label=f"{KIM.given_name} {KIM.family_name}")
    phone.page.locator("#kind").select_option("STU")
    phone.page.locator("[name=start][value=tomorrow]").check()
    phone.page.locator("#from").fill("18:00")
    expect(phone.page.locator("#until")).to_contain_text("30 uur")
    phone.page.get_by_role("button", name=text("nl", "offline.keep")).click()
    row = phone.page.locator("#started .row", has_text=KIM.family_name)
    expect(row).to_contain_text(NOT_FILED)
    expect(row).to_contain_text("30 uur")


def _everything_kept(phone: Phone) -> str:
    return str(phone.page.evaluate(_ALL_THAT_IS_KEPT))


def test_from_the_cellar_to_one_declaration(kept_phone: Phone, line: Line, running: Running) -> None:
    phone, before = kept_phone, running.at_rsz()
    _starts_offline(phone, line)
    kept = _everything_kept(phone)
    assert KIM.family_name in kept
    assert [number for one in EVERYBODY for number in _written(one) if number in kept] == []
    # It is there when the browser comes back to it, still without a line.
    phone.open("declarations")
    expect(phone.page.locator("#started .row", has_text=KIM.family_name)).to_be_visible()
    line.up()
    handed = phone.page.locator("#handed a", has_text=KIM.family_name)
    expect(handed).to_contain_text(NOT_FILED, timeout=120_000)
    expect(phone.page.locator("#started .row")).to_have_count(0)
    assert running.at_rsz() == before, "handed over is not filed"
    handed.click()
    expect(phone.page.locator("main")).to_contain_text(NOT_FILED)
    phone.page.locator("#go-on").click()
    expect(phone.page.locator("input[name=start][value=tomorrow]")).to_be_checked()
    phone.page.locator("#end_date").fill("2026-12-20")
    phone.page.locator("#planned_hours").fill("38")
    phone.next()
    phone.is_check()
    phone.send()
    phone.is_accepted()
    assert running.at_rsz() == before + 1
    phone.open("drafts")
    expect(phone.page.locator(".nothing").or_(phone.page.locator(".rows")).first).to_be_visible()
    expect(phone.page.locator(".row", has_text=KIM.family_name)).to_have_count(0)


def test_the_line_comes_back_while_another_page_opens(kept_phone: Phone, line: Line) -> None:
    """Handed over by whichever page opens first; home then shows it."""
    phone = kept_phone
    _starts_offline(phone, line)
    phone.page.goto("about:blank")
    line.up()
    phone.open()
    begun = phone.page.locator("#drafts .row", has_text=KIM.family_name)
    expect(begun).to_contain_text(NOT_FILED, timeout=120_000)
    begun.first.click()
    phone.page.locator("summary").click()
    phone.page.locator("#throw-away").click()
    expect(phone.page.locator(".row", has_text=KIM.family_name)).to_have_count(0)


def test_signing_out_wipes_the_device(kept_phone: Phone) -> None:
    phone = kept_phone
    assert KIM.family_name in _everything_kept(phone)
    phone.sign_out()
    phone.page.wait_for_function("async () => !(await caches.keys()).includes('device')")
    assert KIM.family_name not in _everything_kept(phone)
    phone.page.goto("about:blank")


def test_a_session_that_ended_takes_the_names_and_leaves_what_was_started_to_its_owner(
    kept_phone: Phone, line: Line, running: Running, cafe: SignIn
) -> None:
    phone = kept_phone
    _starts_offline(phone, line)
    phone.context.clear_cookies()
    line.up()
    expect(phone.page.locator("#signed-out")).to_be_visible(timeout=120_000)
    phone.open("sign-in")
    phone.page.wait_for_function(f"async () => !(await ({_NAMES_CAME})())")
    assert KIM.family_name not in _everything_kept(phone)
    assert "/device/started/" in _everything_kept(phone)
    other = running.sign_in_of("bouw")
    phone.sign_in(other.email, other.password)
    phone.is_home()
    phone.page.wait_for_function(_NAMES_CAME)
    assert "/device/started/" not in _everything_kept(phone), "somebody else's start is gone"


@pytest.mark.parametrize("look", ["light", "dark", "narrow"])
def test_the_offline_page_looks_as_it_should(
    running: Running, line: Line, new_context: Callable[..., BrowserContext], cafe: SignIn, look: str
) -> None:
    language, screen = SCREENS[look]
    context = new_context(**screen)
    context.add_init_script(_NOON)
    phone = Phone(context, line.url, language)
    if not _known(running):
        Office(running, CAFE).add(KIM)
    phone.sign_in(cafe.email, cafe.password)
    phone.is_home()
    has_worker(phone.page)
    phone.page.wait_for_function(_NAMES_CAME)
    album = Album(phone.page, PICTURES / look, large_text=look == "light")
    line.down()
    phone.open()
    phone.page.locator("#who").select_option(index=1)
    phone.page.locator("[name=start][value=pick]").check()
    album.look("offline")
    phone.page.locator("#day").fill("2026-12-03")
    phone.page.locator("#from").fill("18:00")
    phone.page.locator("#form button").click()
    expect(phone.page.locator("#started .row")).to_have_count(1)
    album.look("offline-started")
    line.up()
    expect(phone.page.locator("#handed .row")).to_have_count(1, timeout=120_000)
    album.look("offline-handed-over")
    faults: list[Any] = album.faults
    assert faults == []
