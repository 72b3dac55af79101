"""The register from a phone: people once and whole, groups kept, lists taken along, the RSZ beside it."""

import csv
import io
import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from infra.local.demo_people import CAFE, NEWCOMER, WORKERS, Worker
from tests.journeys.axe import violations
from tests.journeys.conftest import Running
from tests.journeys.elsewhere import elsewhere
from tests.journeys.office import HORECA, Office
from tests.journeys.phone import Phone
from tests.journeys.slow import slow_down

pytestmark = pytest.mark.cloud  # from the phone to the RSZ and back, on whichever cloud was chosen
# Newcomers, for whom no other journey has filed.
BO = Worker("Zondernummer", "Bo", "2003-04-05", 916)
WOUTER = Worker("Eldersman", "Wouter", "1985-02-12", 931)
GREET = Worker("Eldersman", "Greet", "1991-07-18", 932)
PIET = Worker("Deelvandelijst", "Piet", "1990-03-14", 936)
LATER = Worker("Uitdienst", "Pia", "1988-11-15", 934)
EVENING = {"startHour": "17:00", "endHour": "21:00"}


def _fill(page: Page, **fields: str) -> None:
    for name, said in fields.items():
        page.locator(f"#{name}").fill(said)


def test_a_number_that_comes_later_shows_that_two_are_one(phone: Phone, running: Running) -> None:
    page = phone.page
    page.get_by_role("link", name="Personeel", exact=True).click()
    page.get_by_role("link", name="Nieuwe medewerker").click()
    _fill(page, given_name="Bo", family_name="Zondernummer")
    page.locator("#numberless summary").click()
    page.locator("#birth_date").fill(BO.birth_date)
    page.get_by_role("button", name="Toevoegen").click()
    expect(page.locator("h1")).to_have_text("Gegevens wijzigen")
    _fill(page, placeOfBirth="Gent", street="Kaai", houseNumber="1", postCode="9000", municipality="Gent")
    _fill(page, countryOfBirth="1500")
    expect(page.locator("#countryOfBirth")).to_have_value("150")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.locator(".lead")).to_have_text("Nog geen rijksregisternummer")
    gone = page.url.rpartition("/")[2]

    known = Office(running, CAFE).add(BO)
    page.locator("#number").click()
    page.locator("#ssin").fill(BO.ssin)
    page.get_by_role("button", name="Toevoegen").click()
    expect(page.locator("h1")).to_have_text("Is dit dezelfde persoon?")
    expect(page.locator(".dots li")).to_have_count(4)
    expect(page.locator(".calm")).to_contain_text("niet ongedaan")
    page.locator("#merge").click()
    expect(page.locator(".lead")).to_contain_text("03.04.05-***.**")
    assert page.url.endswith(known["id"])
    merged = Office(running, CAFE).get(f"/v1/workers/{gone}")
    assert (merged["id"], merged["placeOfBirth"]) == (known["id"], "Gent")


def test_nobody_is_added_twice_by_mistake(phone: Phone, running: Running) -> None:
    page, lou = phone.page, WORKERS[CAFE][0]
    phone.open("register/new")
    _fill(page, given_name=lou.given_name, family_name=lou.family_name)
    page.locator("#numberless summary").click()
    page.locator("#birth_date").fill(lou.birth_date)
    page.get_by_role("button", name="Toevoegen").click()
    expect(phone.problems()).to_contain_text("of deze persoon er al staat")
    page.locator("#same label", has_text="07.02.28").click()
    page.get_by_role("button", name="Toevoegen").click()
    expect(page.locator("h1")).to_have_text(f"{lou.given_name} {lou.family_name}")
    found = Office(running, CAFE).get(f"/v1/workers?q={lou.given_name} {lou.family_name}")["items"]
    assert len(found) == 1


def test_a_group_is_kept_and_the_rest_filed_where_one_is_there_already(
    phone: Phone, running: Running
) -> None:
    office, page = Office(running, CAFE), phone.page
    first, second = WORKERS[CAFE][1:3]
    for worker in (first, second):
        office.hire(worker, **HORECA, **EVENING, startDate="2026-11-27", endDate="2026-11-27")
    office.hire(second, **HORECA, **EVENING, startDate="2026-12-17", endDate="2026-12-17")

    phone.open("again")
    page.get_by_label("Andere dag").check()
    page.locator("#date").fill("2026-12-04")
    expect(page.locator("#past")).to_have_value("2026-11-27")
    expect(page.locator("#lines .tick")).to_have_count(2)
    page.locator("#keep summary").click()
    page.locator("#group_name").fill("Vrijdagavond")
    page.get_by_role("button", name="Bewaar de groep").click()
    expect(page.locator("#keep .saved")).to_contain_text("Vrijdagavond is bewaard")

    phone.open("again")
    page.get_by_label("Andere dag").check()
    page.locator("#date").fill("2026-12-17")
    page.locator("#source").select_option("Vrijdagavond")
    expect(page.locator("#lines h2")).to_contain_text("Vrijdagavond, voor do 17 dec")
    expect(page.locator("#lines .tick", has_text=first.family_name)).to_contain_text("17:00")
    there = page.locator("#lines .tick", has_text=second.family_name)
    expect(there.locator(".row-warned, .row-near").first).to_be_visible()
    page.get_by_role("button", name="Geef 1 persoon aan").click()
    expect(page.locator("#standing")).to_contain_text("1 aangegeven", timeout=60_000)
    expect(page.locator("#filed .badge", has_text="Aanvaard")).to_have_count(1, timeout=60_000)

    slow_down(page, in_turn=True)
    phone.open("again")
    page.locator("#source").select_option("Vrijdagavond")
    page.locator("#template summary").click()
    page.locator("#template_name").fill("Vrijdag")
    page.get_by_role("button", name="Hernoem").click()
    expect(page.locator("#lines h2")).to_contain_text("Vrijdag, voor")
    page.locator("#remove-template").click()
    expect(page.locator("#template")).to_have_count(0)
    expect(page.locator("#source option", has_text="Vrijdag")).to_have_count(0)
    assert "Vrijdag" not in {one["name"] for one in office.get("/v1/templates")["items"]}


def test_a_list_in_part_says_so_and_is_whole_when_it_is_opened_anew(phone: Phone, running: Running) -> None:
    page, worker = phone.page, PIET
    Office(running, CAFE).hire(worker, startDate="2026-12-07", endDate="2026-12-08")
    phone.open("declarations")
    expect(page.locator(".declaration-row").first).to_be_visible()
    page.locator("#filter summary").click()
    page.locator("#worker").fill("nobodyhasthisname")
    page.get_by_role("button", name="Toon deze").click()
    expect(page.locator("#problems")).to_be_focused()
    page.locator("#worker").fill(worker.family_name)
    page.get_by_role("button", name="Toon deze").click()
    expect(page.locator("#in-part")).to_be_visible()
    page.locator(".declaration-row").first.click()
    expect(page.locator("#standing")).to_be_visible()
    page.go_back()
    expect(page.locator("#in-part")).to_be_visible()
    expect(page.locator("#of")).to_contain_text(worker.family_name)
    page.locator(".bar-item").first.click()
    expect(page.locator(".day")).to_contain_text(re.compile(r"\d{4}"))
    page.locator(".bar-item").nth(1).click()
    expect(page.locator(".declaration-row").first).to_be_visible()
    expect(page.locator("#in-part")).to_have_count(0)
    expect(page.locator("#of")).to_have_count(0)


def test_what_is_shown_is_taken_along_as_a_file(phone: Phone, running: Running, tmp_path: Path) -> None:
    office, page, worker = Office(running, CAFE), phone.page, WORKERS[CAFE][3]
    filed = office.hire(worker, startDate="2026-12-07", endDate="2026-12-08")
    phone.open("declarations")
    page.locator("#filter summary").click()
    page.locator("#worker").fill(worker.family_name)
    page.locator("#type").select_option("in")
    page.get_by_role("button", name="Toon deze").click()
    expect(page.locator("#of")).to_contain_text(worker.family_name)
    page.locator("#export [data-format=csv]").click()
    with page.expect_download(timeout=60_000) as downloading:
        page.locator("#download").click(timeout=60_000)
    saved = tmp_path / "declarations.csv"
    downloading.value.save_as(saved)
    content = saved.read_text("utf-8-sig")
    heading, *rows = csv.reader(io.StringIO(content), delimiter=";")
    assert filed["id"] in {row[0] for row in rows}
    assert {row[heading.index("Werknemer")] for row in rows} == {f"{worker.given_name} {worker.family_name}"}
    assert worker.ssin not in content
    phone.open("export?job=exp_nothere")
    expect(page.locator("main")).to_contain_text("24 uur")


def test_on_the_first_day_periods_are_taken_over(phone: Phone, running: Running) -> None:
    with elsewhere(running, NEWCOMER) as other:
        for worker in (WOUTER, GREET):
            other.hire(worker, date(2026, 12, 10))
    fee, page = running.sign_in_of("frituur"), phone.page
    phone.sign_out()
    phone.sign_in(fee.email, fee.password)
    expect(page.locator(".empty")).to_contain_text("al mensen in dienst")
    assert violations(page) == []
    page.get_by_role("link", name="Personeel", exact=True).click()
    expect(page.locator(".empty h2")).to_have_text("Uw personeelsbestand is nog leeg")
    assert violations(page) == []
    page.locator("#first-day").click()
    page.locator("#import").click()
    expect(page.locator("#standing")).to_contain_text("2 periodes overgenomen", timeout=60_000)
    expect(page.locator("#standing")).to_contain_text("Alles komt overeen")
    page.get_by_role("link", name="Naar de periode").first.click()
    expect(page.locator("#standing")).to_contain_text("Gepland")
    page.get_by_role("link", name="Personeel", exact=True).click()
    expect(page.locator("#found .row")).to_have_count(2)
    expect(page.locator("#found")).to_contain_text("91.07.18-***.**")


def test_a_difference_leads_to_its_remedy(phone: Phone, running: Running) -> None:
    office, page = Office(running, CAFE), phone.page
    hired = office.hire(LATER, startDate="2026-11-02")
    number = hired["rsz"]["periodId"]
    with elsewhere(running, CAFE) as other:
        other.end(LATER, number, date(2026, 12, 18))
        abroad = other.hire(GREET, date(2026, 12, 10))

    page.get_by_role("link", name="Personeel", exact=True).click()
    page.get_by_role("link", name="Vergelijken met de RSZ").click()
    page.locator("#compare").click()
    differs = page.locator("#differences article", has_text=number)
    expect(differs).to_contain_text(LATER.family_name, timeout=60_000)
    expect(differs).to_contain_text("Begin of einde is anders bij de RSZ.")
    expect(differs).to_contain_text("18 dec 2026")
    compared = page.url
    differs.get_by_role("link", name="Verbeter de periode").click()
    expect(page.locator("h1")).to_contain_text(LATER.family_name)
    expect(page.locator("#operations a", has_text="Uit dienst melden")).to_be_visible()

    page.goto(compared)
    theirs = page.locator("#differences article", has_text=abroad)
    expect(theirs).to_contain_text("Iemand die nog niet in uw bestand staat")
    theirs.get_by_role("button", name="Overnemen").click()
    imported = page.locator("#differences article", has_text=abroad)
    expect(imported).to_contain_text("staat nu in uw register", timeout=60_000)
    assert office.get(f"/v1/periods/{abroad}")["startDate"] == "2026-12-10"
