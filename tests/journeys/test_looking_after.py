"""Looking after what was declared: what is due, taking back, filing anew, settings, another language."""

import pytest
from playwright.sync_api import expect

from infra.local.demo_people import BUILDER, WORKERS
from tests.journeys.conftest import Running
from tests.journeys.phone import Phone


@pytest.fixture
def builder(phone: Phone, running: Running) -> Phone:
    """The same phone in the builder's hand, whose register no other journey fills."""
    phone.sign_out()
    owner = running.sign_in_of("bouw")
    phone.sign_in(owner.email, owner.password)
    phone.is_home()
    return phone


def _hire(phone: Phone, number: int) -> None:
    worker = WORKERS[BUILDER][number]
    phone.start_declaring()
    phone.choose_worker(worker.family_name[:3], worker.family_name)
    phone.as_kind("STU")
    phone.answer(start="tomorrow", end_date="2026-12-31", planned_hours="40")
    phone.next()
    phone.is_check()
    phone.send()


def test_what_is_due_is_seen_and_taken_back(builder: Phone, running: Running) -> None:
    page, name = builder.page, WORKERS[BUILDER][4].family_name
    running.house.kill("workers", hold=True)
    try:
        _hire(builder, 4)
        expect(page.locator("#standing")).to_contain_text("Ontvangen")
        builder.open()
        expect(page.locator(".answer", has_text="Wat moet nog")).to_contain_text(name)
        builder.open("more")
        page.get_by_role("link", name="Termijnen").click()
        expect(page.locator(".declaration-row")).to_contain_text("Uiterlijk")
        page.locator(".declaration-row", has_text=name).click()
        page.locator("#withdraw summary").click()
        page.get_by_role("button", name="Intrekken", exact=True).click()
        expect(page.locator("#standing")).to_contain_text("Ingetrokken")
    finally:
        running.house.restart("workers")
    builder.open("deadlines")
    expect(page.locator("main")).to_contain_text("Niets.")


def test_cancel_and_file_anew_is_one_intention(builder: Phone, running: Running) -> None:
    page = builder.page
    _hire(builder, 5)
    first, old = builder.is_accepted(), page.url
    page.locator("#replace summary").click()
    page.get_by_role("button", name="Vul de nieuwe in").click()
    expect(page.locator("#planned_hours")).to_have_value("40")
    expect(page.locator(".calm")).to_contain_text("annuleert")
    builder.answer(planned_hours="50")
    builder.next()
    builder.is_check()
    builder.send()
    expect(page.locator("#standing")).to_be_visible()
    assert page.url != old
    second = builder.is_accepted()
    assert second != first
    filed = running.filed(BUILDER.enterprise_number)
    assert {one["type"] for one in filed if one["worker"]["name"].endswith("Jacobs")} == {"in", "cancel"}
    assert next(one for one in filed if one["type"] == "cancel")["state"] == "accepted"


def test_the_list_is_narrowed(builder: Phone) -> None:
    _hire(builder, 6)
    builder.is_accepted()
    builder.open("declarations")
    page = builder.page
    expect(page.locator(".declaration-row").first).to_be_visible()
    page.locator("#filter summary").click()
    page.locator("#state").select_option("needsHelp")
    page.get_by_role("button", name="Toon deze").click()
    expect(page.locator("main")).to_contain_text("Geen aangiften die daaraan voldoen")
    page.get_by_role("button", name="Toon weer alles").click()
    expect(page.locator(".declaration-row").first).to_be_visible()


def test_settings_are_kept_and_fill_in_the_form(builder: Phone) -> None:
    page = builder.page
    builder.open("settings")
    page.locator("#committee").select_option("302")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.locator(".saved")).to_have_text("Bewaard.")
    page.get_by_text("Donker", exact=True).click()
    expect(page.locator("html")).to_have_attribute("data-look", "dark")
    builder.open()
    expect(page.locator("html")).to_have_attribute("data-look", "dark")
    builder.start_declaring()
    builder.choose_worker("Ben", "Benali")
    builder.as_kind("EXT")
    expect(page.locator("#committee")).to_have_value("302")
    builder.open("settings")
    page.locator("#committee").select_option("XXX")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.locator(".saved")).to_have_text("Bewaard.")


def test_in_french_from_the_first_byte(builder: Phone, running: Running) -> None:
    page = builder.page
    builder.open("settings")
    page.get_by_role("link", name="Français").click()
    expect(page.locator("h1")).to_have_text("Réglages")
    first_bytes = page.request.get(f"{running.web}/fr/settings").text()[:200]
    assert '<html lang="fr"' in first_bytes or 'lang="fr"' in first_bytes.partition("<head")[0]
    french = Phone(builder.context, running.web, "fr")
    french.open()
    french.is_home()
    french.start_declaring()
    worker = WORKERS[BUILDER][8]
    french.choose_worker(worker.family_name[:3], worker.family_name)
    french.as_student(end="2026-12-31", hours="30")
    french.next()
    french.is_check()
    french.send()
    french.is_accepted()
    expect(french.page.locator("body")).not_to_contain_text("Aangifte")
