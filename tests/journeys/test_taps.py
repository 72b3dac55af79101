"""How many taps the everyday takes: counted in the page itself, so that nobody counts in their favour."""

from playwright.sync_api import expect

from infra.local.demo_people import CAFE, WORKERS
from tests.journeys.conftest import Running
from tests.journeys.phone import Phone

_COUNTING = (
    "addEventListener('click', e => e.isTrusted && e.detail && (name => localStorage.setItem("
    "name, 1 + Number(localStorage.getItem(name))))('taps'), true)"
)


def test_a_known_extra_for_tonight_in_four_taps(phone: Phone, running: Running) -> None:
    worker = WORKERS[CAFE][11]
    phone.start_declaring()
    phone.choose_worker(worker.family_name[:3], worker.family_name)
    phone.as_kind("EXT")
    phone.answer(committee="302", variant="hours", start_hour="18:00", end_hour="23:00", start="tomorrow")
    phone.next()
    phone.is_check()
    phone.send()
    phone.is_accepted()

    page = phone.page
    page.context.add_init_script(_COUNTING)
    phone.open()
    phone.is_home()
    page.evaluate("localStorage.setItem('taps', 0)")
    page.get_by_role("link", name="Aangeven", exact=True).tap()
    # The heading takes the focus first, which scrolls; nobody taps before they have seen the list.
    expect(page.locator("h1")).to_be_focused()
    page.locator("button.row", has_text=worker.family_name).tap()
    expect(page.locator("#start_hour")).to_have_value("18:00")
    expect(page.locator("#left")).to_contain_text("uur")
    phone.button("next").tap()
    phone.is_check()
    phone.button("send").tap()
    expect(page.locator("#standing")).to_be_visible()
    assert int(page.evaluate("localStorage.getItem('taps')")) <= 4
    filed = running.filed(CAFE.enterprise_number)[0]
    assert (filed["startDate"], filed["startHour"], filed["endHour"]) == ("2026-12-01", "18:00", "23:00")
