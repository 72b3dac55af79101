"""What only a person can settle: the RSZ took a filing for malformed, or its answer cannot be read."""

from typing import Any

import httpx
from playwright.sync_api import expect

from infra.local.demo_people import CAFE, Worker
from tests.journeys.conftest import Running
from tests.journeys.office import Office
from tests.journeys.phone import Phone

# Newcomers, for whom no other journey has filed.
STUCK = Worker("Vastgelopen", "Ans", "1992-09-09", 934)
MALFORMED = Worker("Misvormd", "Dis", "1995-12-12", 937)
GIVEN_UP = Worker("Opgegeven", "Bas", "1993-10-10", 935)
GARBLED = Worker("Onleesbaar", "Cas", "1994-11-11", 936)


def _weather(running: Running, **faults: Any) -> None:
    """Plan what goes wrong at the RSZ; nothing ends it."""
    settings = f"{running.house.urls['rsz']}/_simulator/settings"
    httpx.patch(settings, json={"faults": faults}, trust_env=False, timeout=20).raise_for_status()


def _needs_help(running: Running, worker: Worker, **faults: Any) -> dict[str, Any]:
    """File something that goes wrong: by itself the RSZ answers with *malformed*, once."""
    _weather(running, **(faults or {"post": "status:400", "times": 1}))
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


def test_what_the_rsz_objected_to_is_shown_to_who_must_mend_it(phone: Phone, running: Running) -> None:
    filed = _needs_help(running, MALFORMED)
    _opened_from_home(phone, MALFORMED)
    assert filed["reason"]["code"] == "refusedForShape"
    expect(phone.page.locator("#standing")).to_contain_text(filed["reason"]["text"])
    expect(phone.page.locator("#rsz-says")).to_have_text(filed["reason"]["problem"])


def test_a_person_sends_it_again_and_the_rsz_says_yes(phone: Phone, running: Running) -> None:
    filed = _needs_help(running, STUCK)
    _opened_from_home(phone, STUCK)
    phone.page.get_by_role("button", name="Verstuur opnieuw").click()
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


def test_what_the_rsz_received_is_only_asked_for_again(phone: Phone, running: Running) -> None:
    """It has a number there: nobody takes it back, and it is not sent twice."""
    filed = _needs_help(running, GARBLED, get="missingBlocks", times=200)
    _weather(running)
    _opened_from_home(phone, GARBLED)
    expect(phone.page.locator("#resolve")).to_contain_text("De RSZ heeft deze aangifte ontvangen")
    expect(phone.page.locator("#resolve").get_by_role("button", name="Niet meer aangeven")).to_have_count(0)
    refused = Office(running, CAFE).refused(f"/v1/declarations/{filed['id']}/resolve", {"as": "withdraw"})
    assert (refused["status"], refused["type"].rpartition(":")[2]) == (409, "mayBeAtRsz")
    phone.page.get_by_role("button", name="Vraag het antwoord opnieuw").click()
    phone.is_accepted()
    settled = Office(running, CAFE).get(f"/v1/declarations/{filed['id']}")
    assert settled["state"] == "accepted"
    assert settled["rsz"]["declarationId"] == filed["rsz"]["declarationId"]
