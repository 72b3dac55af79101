"""Every page on small screens, in light and dark: nothing sticks out, thumbs fit, pictures are kept."""

from playwright.sync_api import expect

from dimona_web.i18n.catalogue import text
from infra.local.demo_people import BUILDER, WORKERS
from tests.journeys.conftest import Running, Tour
from tests.journeys.phone import Phone


def _signed_in(phone: Phone, running: Running) -> None:
    owner = running.sign_in_of("bouw")
    phone.sign_in(owner.email, owner.password)
    phone.is_home()


def test_every_page_of_declaring(tour: Tour, running: Running) -> None:
    phone, album = tour
    phone.open("sign-in")
    album.look("01-sign-in")
    phone.open("sign-in/wrong")
    album.look("02-sign-in-wrong")
    _signed_in(phone, running)
    album.look("03-home")
    phone.start_declaring()
    album.look("04-who")
    phone.open("declare/new-worker")
    phone.page.locator("#ssin").fill("12")
    phone.next()
    phone.problems()
    album.look("05-new-worker-wrong")
    phone.open("declare")
    worker = WORKERS[BUILDER][["nl", "fr", "de"].index(phone.language)]
    phone.choose_worker(worker.family_name[:3], worker.family_name)
    expect(phone.page.locator(".kinds")).to_be_visible()
    album.look("06-kind")
    for number, code in enumerate(("OTH", "BCW", "IVT", "FLX"), start=7):
        phone.as_kind(code)
        album.look(f"{number:02}-terms-{code}")
        phone.open("declare/kind")
    phone.as_kind("EXT")
    phone.answer(committee="302", variant="hours")
    phone.next()
    phone.problems()
    album.look("11-terms-wrong")
    phone.answer(start_hour="12:30", end_hour="23:00")
    album.look("12-terms-near")
    phone.next()
    phone.is_check()
    phone.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    album.look("13-check")
    phone.send()
    phone.is_accepted()
    album.look("14-declaration")
    phone.page.locator("#replace summary").click()
    phone.page.locator("#replace").scroll_into_view_if_needed()
    album.look("15-declaration-replace")


def test_every_other_page(tour: Tour, running: Running) -> None:
    phone, album = tour
    _signed_in(phone, running)
    album.look("16-home-full")
    phone.open("declarations")
    expect(phone.page.locator(".declaration-row").first).to_be_visible()
    phone.page.locator("#filter summary").click()
    album.look("17-declarations")
    phone.open("settings")
    expect(phone.page.locator(".facts")).to_contain_text("@")
    expect(phone.page.locator("#committee")).to_be_visible()
    album.look("18-settings")
    phone.open("help")
    expect(phone.page.locator(".consequence").first).to_be_visible()
    album.look("19-help")
    plain = ("more", "deadlines", "accessibility", "not-there", "error", "declarations/dec_not-there")
    for number, page in enumerate(plain, start=20):
        phone.open(page)
        album.look(f"{number}-{page.rpartition('/')[2]}")


def test_what_is_started_and_not_filed(tour: Tour, running: Running) -> None:
    phone, album = tour
    _signed_in(phone, running)
    phone.start_declaring()
    worker = WORKERS[BUILDER][3 + ["nl", "fr", "de"].index(phone.language)]
    phone.choose_worker(worker.family_name[:3], worker.family_name)
    phone.as_kind("EXT")
    phone.answer(committee="302", variant="hours", start_hour="13:00", end_hour="23:00")
    phone.open()
    phone.is_home()
    expect(phone.page.locator("#drafts .row", has_text=worker.family_name)).to_be_visible()
    album.look("30-home-with-drafts")
    phone.open("drafts")
    phone.page.locator(".row", has_text=worker.family_name).wait_for()
    album.look("31-drafts")
    phone.page.locator(".row", has_text=worker.family_name).click()
    phone.page.locator("#go-on").wait_for()
    phone.page.locator("summary").click()
    album.look("32-draft")
    phone.page.locator("#throw-away").click()
    expect(phone.page.locator("h1")).to_have_text(text(phone.language, "drafts.title"))
