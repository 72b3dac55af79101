"""What only a person can settle: the RSZ took a filing for malformed, and somebody decides on a phone."""

from typing import Any

import httpx
from playwright.sync_api import expect

from infra.local.demo_people import CAFE, Worker
from tests.journeys.conftest import Running
from tests.journeys.office import Office
from tests.journeys.phone import Phone

# Newcomers, for whom no other journey has filed.
STUCK = Worker("Vastgelopen", "Ans", "1992-09-09", 934)
GIVEN_UP = Worker("Opgegeven", "Bas", "1993-10-10", 935)


def _needs_help(running: Running, worker: Worker) -> dict[str, Any]:
    """File something that the RSZ answers with *malformed*, once."""
    settings = f"{running.house.urls['rsz']}/_simulator/settings"
    plan = {"faults": {"post": "status:400", "times": 1}}
    httpx.patch(settings, json=plan, trust_env=False, timeout=20).raise_for_status()
    office = Office(running, CAFE)
    filed = office.answered(office.file(worker, startDate="2027-01-11"))
    assert filed["state"] == "needsHelp"
    return filed


def _opened_from_home(phone: Phone, worker: Worker) -> None:
    phone.open()
    phone.page.locator(".answer", has_text="Wat ging er mis?").locator(
        "a", has_text=worker.family_name
    ).click()
    expect(phone.page.locator("#standing")).to_contain_text("Hulp nodig")


def test_a_person_sends_it_again_and_the_rsz_says_yes(phone: Phone, running: Running) -> None:
    filed = _needs_help(running, STUCK)
    _opened_from_home(phone, STUCK)
    phone.page.get_by_role("button", name="Ze is er niet: verstuur opnieuw").click()
    phone.is_accepted()
    assert Office(running, CAFE).get(f"/v1/declarations/{filed['id']}")["state"] == "accepted"
    phone.open()
    phone.is_home()
    expect(phone.page.locator("main")).not_to_contain_text(STUCK.family_name)


def test_a_number_that_is_none_is_said_at_the_field_and_a_person_takes_it_back(
    phone: Phone, running: Running
) -> None:
    filed = _needs_help(running, GIVEN_UP)
    _opened_from_home(phone, GIVEN_UP)
    phone.page.locator("#rsz_number").fill("12")
    phone.page.locator("form:has(#rsz_number) button").click()
    expect(phone.problems()).to_be_visible()
    expect(phone.page.locator("#rsz_number-error")).to_be_visible()
    phone.page.locator("#resolve").get_by_role("button", name="Niet meer aangeven").click()
    expect(phone.page.locator("#standing")).to_contain_text("Ingetrokken")
    assert Office(running, CAFE).get(f"/v1/declarations/{filed['id']}")["state"] == "withdrawn"
