"""A person is found in the register, and their period is closed, changed and cancelled from a phone."""

import time

import pytest
from playwright.sync_api import expect

from infra.local.demo_people import CAFE, Worker
from tests.journeys.conftest import Running
from tests.journeys.office import Office
from tests.journeys.phone import Phone

pytestmark = pytest.mark.cloud  # from the phone to the RSZ and back, on whichever cloud was chosen
_PATIENCE = 120
"""Seconds."""
# Newcomers, for whom no other journey has filed.
ILSE = Worker("Verbroeckhoven", "Ilse", "1979-04-11", 914)
DENIZ = Worker("Zonderling", "Deniz", "2001-10-19", 909)


def _find(phone: Phone, start: str, name: str) -> None:
    phone.page.get_by_role("link", name="Personeel", exact=True).click()
    phone.page.locator("#search").press_sequentially(start, delay=20)
    phone.page.locator("#found a", has_text=name).click()
    expect(phone.page.locator("h1")).to_contain_text(name)


def _in_time(phone: Phone, badges: list[str]) -> None:
    """Lists may lag behind the truth: look again, as a person would, for as long as the RSZ may take."""
    shown = phone.page.locator("#periods .badge")
    end = time.monotonic() + _PATIENCE
    shown.first.wait_for()
    while shown.all_inner_texts() != badges:
        assert time.monotonic() < end, shown.all_inner_texts()
        phone.page.wait_for_timeout(500)
        phone.page.reload()
        shown.first.wait_for()


def test_a_period_is_found_and_closed(phone: Phone, running: Running) -> None:
    hired = Office(running, CAFE).hire(ILSE, startDate="2026-11-02")

    _find(phone, "verbr", "Verbroeckhoven")
    phone.page.locator("#periods a").first.click()
    expect(phone.page.locator("#standing")).to_contain_text("Lopend")
    phone.page.locator("#operations a", has_text="Uit dienst melden").click()
    expect(phone.page.locator("#deadline")).to_contain_text("morgen om 23:59")
    phone.page.get_by_label("Morgen").check()
    expect(phone.page.locator("#deadline")).to_contain_text("do 3 dec")
    phone.page.locator("#send").click()
    phone.is_accepted()
    expect(phone.page.locator(".lead")).to_contain_text("Dimona OUT")

    closed = Office(running, CAFE).get(f"/v1/periods/{hired['period']['id']}")
    assert (closed["endDate"], closed["status"]) == ("2026-12-02", "ending")
    phone.page.get_by_role("link", name="Naar de periode").click()
    expect(phone.page.locator("#standing")).to_contain_text("Loopt af")
    expect(phone.page.locator("#operations a", has_text="Uit dienst melden")).to_have_count(0)


def test_a_shift_gets_another_end_and_is_then_cancelled_and_filed_anew(
    phone: Phone, running: Running
) -> None:
    office = Office(running, CAFE)
    shift = {"startDate": "2026-12-05", "startHour": "18:00", "endDate": "2026-12-05", "endHour": "23:00"}
    extra = {"workerType": "EXT", "jointCommittee": "302", "lump": "hours"}
    period = office.hire(DENIZ, **extra, **shift)["period"]["id"]

    phone.open(f"periods/{period}/change?what=endLater")
    phone.page.locator("#end_hour").fill("23:30")
    expect(phone.page.locator("#deadline")).to_contain_text("Uiterlijk")
    phone.page.locator("#send").click()
    phone.is_accepted()
    assert office.get(f"/v1/periods/{period}")["endHour"] == "23:30"

    phone.page.get_by_role("link", name="Naar de periode").click()
    phone.page.locator("#operations a", has_text="Annuleren").click()
    phone.page.locator("#anew").click()
    phone.page.locator("#start_hour").fill("19:00")
    phone.next()
    phone.is_check()
    phone.send()
    phone.is_accepted()

    phone.page.get_by_role("link", name="Alles over deze medewerker").click()
    _in_time(phone, ["Gepland", "Geannuleerd"])
    assert office.get(f"/v1/periods/{period}")["status"] == "cancelled"
