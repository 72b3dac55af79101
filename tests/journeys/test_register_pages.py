"""The register, lists and the RSZ beside them, on small screens, in light and dark; pictures are kept."""

from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from infra.local.demo_people import CAFE, WORKERS, Worker
from tests.journeys.album import Album
from tests.journeys.conftest import Running, Tour
from tests.journeys.elsewhere import elsewhere
from tests.journeys.office import HORECA, Office
from tests.journeys.phone import Phone

# Newcomers, for whom no other journey has filed.
TWIN = Worker("Tweeling", "Ada", "1991-07-18", 952)
LEAVER = Worker("Vertrekker", "Ann", "1988-11-15", 954)
STRANGER = Worker("Onbekend", "Jo", "1985-02-12", 951)
PAST = ("2026-11-21", "2026-11-14", "2026-11-07")


@pytest.fixture(scope="module")
def story(running: Running) -> dict[str, Any]:
    """Somebody with a past, a present and a future, and a Saturday with three extras."""
    office = Office(running, CAFE)
    mieke, evening = WORKERS[CAFE][11], {"startHour": "18:00", "endHour": "23:00"}
    present = office.hire(mieke, startDate="2026-11-02", endDate="2026-12-18")
    for day in PAST:
        office.hire(WORKERS[CAFE][8], **HORECA, **evening, startDate=day, endDate=day)
    for worker in WORKERS[CAFE][:3]:
        office.hire(worker, **HORECA, **evening, startDate="2026-10-31", endDate="2026-10-31")
    summer = {"startDate": "2026-07-01", "endDate": "2026-08-31"}
    office.hire(mieke, **summer)
    office.file(mieke, startDate="2026-12-21", endDate="2026-12-31")
    known, numberless = office.add(TWIN), office.add(TWIN, numberless=True)
    ended = office.hire(LEAVER, startDate="2026-11-02")
    with elsewhere(running, CAFE) as other:
        other.end(LEAVER, ended["rsz"]["periodId"], date(2026, 12, 18))
        other.hire(STRANGER, date(2026, 12, 10))
    office.keep("Album", known["id"], ended["worker"]["id"], **HORECA, **evening)
    return {
        "period": present["period"]["id"],
        "worker": present["worker"]["id"],
        "numberless": numberless["id"],
    }


def _is_there(page: Page, selector: str) -> None:
    page.locator(selector).first.wait_for()


def test_every_page_of_the_register(tour: Tour, running: Running, story: dict[str, Any]) -> None:
    phone, album = tour
    owner = running.sign_in_of("cafe")
    phone.sign_in(owner.email, owner.password)
    phone.is_home()

    period = f"periods/{story['period']}"
    for name, address, there in (
        ("30-declare", "declare", "#ways"),
        ("31-register", "register", "#found a"),
        ("32-register-new", "register/new", "#ssin"),
        ("33-worker", f"register/{story['worker']}", "#periods a"),
        ("34-periods", "periods", "#found a"),
        ("35-period", period, "#operations a"),
        ("36-change", f"{period}/change?what=endLater", "#end_date"),
        ("37-cancel", f"{period}/cancel", "#anew"),
        ("38-out-not-offered", f"{period}/out", ".calm"),
        ("39-again", "again", ".nothing"),
        ("48-week", "week", ".week-day"),
        ("40-several", "several", ".tick"),
        ("41-upload", "upload", "#templates"),
        ("42-no-period", "periods/per_nothere", ".lead"),
        ("43-no-batch", "batches/bat_nothere", ".lead"),
    ):
        phone.open(address)
        _is_there(phone.page, there)
        album.look(name)
    _again(phone, album)
    _several(phone, album)


def test_every_page_about_people_lists_and_the_rsz(
    tour: Tour, running: Running, story: dict[str, Any]
) -> None:
    phone, album = tour
    owner = running.sign_in_of("cafe")
    phone.sign_in(owner.email, owner.password)
    phone.is_home()
    _people(phone, album, story["numberless"])
    _compared(phone, album)
    _exported(phone, album)
    _kept(phone, album)


def _people(phone: Phone, album: Album, numberless: str) -> None:
    page = phone.page
    for name, address, there in (
        ("50-worker-numberless", f"register/{numberless}", "#number"),
        ("51-edit", f"register/{numberless}/edit", "#street"),
        ("53-number", f"register/{numberless}/number", "#ssin"),
        ("54-nobody", "register/wrk_nothere/edit", ".lead"),
    ):
        phone.open(address)
        _is_there(page, there)
        album.look(name)
    phone.open(f"register/{numberless}/edit")
    page.locator("#familyName").fill("")
    page.locator("button[type=submit]").click()
    phone.problems()
    album.look("52-edit-wrong")
    phone.open(f"register/{numberless}/number")
    page.locator("#ssin").fill(TWIN.ssin)
    page.locator("button[type=submit]").click()
    _is_there(page, "#merge")
    album.look("55-merge")
    phone.open("register/new")
    page.locator("#given_name").fill(TWIN.given_name)
    page.locator("#family_name").fill(TWIN.family_name)
    page.locator("#numberless summary").click()
    page.locator("#birth_date").fill(TWIN.birth_date)
    page.locator("button[type=submit]").click()
    _is_there(page, "#same")
    album.look("56-new-alike")


def _compared(phone: Phone, album: Album) -> None:
    phone.open("compare")
    _is_there(phone.page, "#compare")
    album.look("57-compare")
    phone.page.locator("#compare").click()
    phone.page.locator("#differences article").first.wait_for(timeout=60_000)
    album.look("58-compared")
    phone.open("compare?job=rec_nothere")
    _is_there(phone.page, "#compare")
    album.look("59-comparison-gone")


def _exported(phone: Phone, album: Album) -> None:
    page = phone.page
    phone.open("declarations")
    page.locator("#filter summary").click()
    page.locator("#worker").fill("nobodyhasthisname")
    page.locator("#filter button[type=submit]").click()
    expect(page.locator("#worker-error")).to_be_visible()
    album.look("60-declarations-nobody")
    page.locator("#worker").fill(TWIN.family_name)
    page.locator("#filter button[type=submit]").click()
    _is_there(page, "#alike button")
    album.look("61-declarations-whom")
    phone.open("register")
    page.locator("#export [data-format=csv]").click()
    page.locator("#download").wait_for(timeout=60_000)
    album.look("62-export")
    phone.open("export?job=exp_nothere")
    _is_there(page, ".lead")
    album.look("63-export-gone")


def _kept(phone: Phone, album: Album) -> None:
    page = phone.page
    phone.open("again?template=album")
    expect(page.locator("#lines .tick")).to_have_count(2)
    page.locator("#template summary").click()
    album.look("64-again-kept-group")


def _again(phone: Phone, album: Album) -> None:
    phone.open("again")
    phone.page.locator("[name=day][value=pick]").check()
    phone.page.locator("#date").fill("2026-12-12")
    expect(phone.page.locator("#past")).to_have_value("2026-12-05")
    phone.page.locator("#past").fill("2026-10-31")
    expect(phone.page.locator("#lines .tick")).to_have_count(3)
    album.look("44-again-three")
    phone.page.locator("#keep summary").click()
    phone.page.locator("#keep button").click()
    phone.problems()
    album.look("49-again-keep-wrong")


def _several(phone: Phone, album: Album) -> None:
    phone.open("several")
    for place in (0, 1):
        phone.page.locator(".tick").nth(place).click()
    album.look("45-several-two")
    phone.open("upload")
    wrong: Any = {"name": "x.csv", "mimeType": "text/csv", "buffer": b"\x00nonsense"}
    phone.page.locator("#file").set_input_files(wrong)
    phone.page.locator("button[type=submit]").click()
    phone.problems()
    album.look("46-upload-wrong")
    rows = "Naam;Begindatum;Type werknemer\r\nPeeters;31/02/2027;STU\r\nMaes;later;OTH\r\n"
    bad: Any = {"name": "x.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    phone.page.locator("#file").set_input_files(bad)
    phone.page.locator("button[type=submit]").click()
    phone.page.locator("#corrections").wait_for()
    album.look("47-batch-to-mend")
