"""Many at once from a phone: five extras as last Saturday, several with one form, a list that is mended."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from infra.local.demo_people import BUILDER, CAFE, WORKERS, Worker
from tests.journeys.conftest import Running
from tests.journeys.office import HORECA, Office
from tests.journeys.phone import Phone
from tests.journeys.slow import Held

pytestmark = pytest.mark.cloud  # from the phone to the RSZ and back, on whichever cloud was chosen
LAST_SATURDAY, NEXT_SATURDAY = "2026-11-28", "2026-12-05"
EXTRAS = WORKERS[CAFE][:5]
# Newcomers, for whom no other journey has filed.
SEEN, UNSEEN = Worker("Gezienen", "Ada", "1992-03-21", 940), Worker("Ongezienen", "Bas", "1987-10-06", 941)
HEADING = (
    "Rijksregisternummer",
    "Naam",
    "Voornaam",
    "Type werknemer",
    "Paritair comité",
    "Begindatum",
    "Einddatum",
    "Geplande uren",
)
# What is wrong with three of the five rows: the column, what stands there, and what should.
MISTAKES = {1: ("Begindatum", "31/02/2027", "01/02/2027"), 3: ("Geplande uren", "", "20")}
MISTAKES[4] = ("Einddatum", "01/01/2027", "28/02/2027")


def _all_accepted(page: Page, count: int) -> None:
    badges = page.locator("#filed .badge")
    expect(badges).to_have_count(count, timeout=120_000)
    expect(badges.filter(has_text="Aanvaard")).to_have_count(count, timeout=120_000)


def test_five_extras_as_last_saturday(phone: Phone, running: Running) -> None:
    office = Office(running, CAFE)
    evening = {"startDate": LAST_SATURDAY, "startHour": "18:00", "endDate": LAST_SATURDAY, "endHour": "23:00"}
    for filed in [office.file(worker, **HORECA, **evening) for worker in EXTRAS]:
        office.settle(filed)

    phone.page.get_by_role("link", name="Aangeven", exact=True).click()
    phone.page.locator("#ways a", has_text="Zoals vorige keer").click()
    phone.page.get_by_label("Andere dag").check()
    phone.page.locator("#date").fill(NEXT_SATURDAY)
    expect(phone.page.locator("#past")).to_have_value(LAST_SATURDAY)
    expect(phone.page.locator("#lines .tick")).to_have_count(5)
    expect(phone.page.locator("#lines")).to_contain_text("18:00\N{EN DASH}23:00")
    phone.page.get_by_role("button", name="Geef 5 mensen aan").click()

    expect(phone.page.locator("#standing")).to_contain_text("5 aangegeven", timeout=120_000)
    _all_accepted(phone.page, 5)
    there = office.get(f"/v1/days/{NEXT_SATURDAY}")["items"]
    evenings = [one for one in there if one["startHour"] == "18:00"]
    assert {one["worker"]["name"] for one in evenings} >= {
        f"{one.given_name} {one.family_name}" for one in EXTRAS
    }

    phone.open("again")
    phone.page.get_by_label("Andere dag").check()
    phone.page.locator("#date").fill(NEXT_SATURDAY)
    expect(phone.page.locator("#lines .row-warned").first).to_be_visible()
    expect(phone.page.get_by_role("button", name="Geef 0 mensen aan")).to_be_visible()


def test_people_who_were_not_seen_yet_are_not_filed(phone: Phone, running: Running) -> None:
    office, page, words = Office(running, CAFE), phone.page, Held(phone.page)
    for worker, day in ((SEEN, "2026-11-24"), (UNSEEN, "2026-11-25")):
        office.hire(worker, **HORECA, startDate=day, startHour="18:00", endDate=day, endHour="23:00")
    before = len(running.filed(CAFE.enterprise_number))
    phone.open("again")
    expect(page.locator("#lines")).to_contain_text(SEEN.family_name)
    words.holds()
    page.get_by_label("Morgen").check()
    page.locator("#send").click()
    words.lets_go()
    expect(phone.problems()).to_contain_text("een ander voorstel")
    expect(page.locator("#lines")).to_contain_text(UNSEEN.family_name)
    assert len(running.filed(CAFE.enterprise_number)) == before


def test_the_day_that_was_picked_is_still_marked_on_a_page_that_is_loaded_anew(phone: Phone) -> None:
    phone.open("again")
    day, picked = phone.page.get_by_label("Andere dag"), phone.page.locator("#date")
    day.check()
    picked.fill("2026-12-12")
    for _ in range(2):
        expect(phone.page.locator("#past")).to_have_value("2026-12-05")
        expect(day).to_be_checked()
        expect(picked).to_have_value("2026-12-12")
        phone.page.reload()


def test_no_day_can_be_tapped_before_the_page_hears_it(
    running: Running, new_context: Callable[..., BrowserContext]
) -> None:
    """A page whose script has not begun yet, as every one is for a moment."""
    phone = Phone(new_context(java_script_enabled=False), running.web)
    phone.open("again")
    for day in ("today", "tomorrow", "pick"):
        expect(phone.page.locator(f"[name=day][value={day}]")).to_be_disabled()


def test_the_same_for_three_with_one_form(phone: Phone, running: Running) -> None:
    phone.page.get_by_role("link", name="Aangeven", exact=True).click()
    phone.page.locator("#ways a", has_text="Voor meerdere mensen").click()
    ticks = phone.page.locator("#found .tick")
    ticks.nth(1).wait_for()
    for worker in WORKERS[CAFE][5:8]:
        phone.page.locator("#search").fill(worker.family_name)
        expect(ticks).to_have_count(1)
        ticks.filter(has_text=worker.given_name).click()
        expect(phone.page.locator(".chosen")).to_contain_text(worker.family_name)
    expect(phone.page.locator(".chosen")).to_contain_text("3 gekozen")
    phone.next()
    phone.page.locator("button.row", has_text="Gewone werknemer").click()
    phone.page.get_by_label("Morgen").check()
    phone.next()
    phone.is_check()
    phone.send()
    expect(phone.page.locator("#standing")).to_contain_text("3 aangegeven", timeout=120_000)
    _all_accepted(phone.page, 3)


def _list(rows: list[dict[str, str]]) -> bytes:
    """A list as a Dutch Excel writes it."""
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, HEADING, delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue().encode("cp1252")


def _rows() -> list[dict[str, str]]:
    rows = []
    for number, worker in enumerate(WORKERS[BUILDER][5:10]):
        person = (worker.ssin, worker.family_name, worker.given_name)
        good = dict(zip(HEADING, (*person, "STU", "XXX", "01/02/2027", "28/02/2027", "20"), strict=True))
        column, wrong, _ = MISTAKES.get(number, ("Naam", worker.family_name, ""))
        rows.append(good | {column: wrong})
    return rows


def _mended(corrections: bytes) -> bytes:
    """What a person does with the file: look at the last column, and put right what it says."""
    lines = list(csv.reader(io.StringIO(corrections.decode("utf-8-sig")), delimiter=";"))
    heading, *bad = lines
    assert len(bad) == 3
    for line, (column, _, right) in zip(bad, MISTAKES.values(), strict=True):
        assert column in line[-1], line[-1]
        line[heading.index(column)] = right
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=";").writerows([heading, *bad])
    return written.getvalue().encode("utf-8-sig")


def _upload(page: Page, content: bytes) -> None:
    file: Any = {"name": "lijst.csv", "mimeType": "text/csv", "buffer": content}
    page.locator("#file").set_input_files(file)
    page.get_by_role("button", name="Versturen").click()


def test_a_list_with_three_bad_rows_is_mended_and_sent_again(
    phone: Phone, running: Running, tmp_path: Path
) -> None:
    builder = running.sign_in_of("bouw")
    phone.sign_out()
    phone.sign_in(builder.email, builder.password)
    phone.is_home()
    before = len(running.filed(BUILDER.enterprise_number))
    phone.page.get_by_role("link", name="Aangeven", exact=True).click()
    phone.page.locator("#ways a", has_text="Met een bestand").click()
    _upload(phone.page, _list(_rows()))

    page = phone.page
    expect(page.locator("#standing")).to_contain_text("2 aangegeven", timeout=120_000)
    expect(page.locator("#standing")).to_contain_text("3 te verbeteren")
    expect(page.locator("#rejected")).to_contain_text("Rij 2")
    expect(page.locator("#rejected")).to_contain_text("Begindatum:")
    with page.expect_download() as downloading:
        page.locator("#corrections a", has_text="CSV").click()
    saved = tmp_path / "corrections.csv"
    downloading.value.save_as(saved)
    numbers = [worker.ssin for worker in WORKERS[BUILDER][5:10]]
    assert not any(number in saved.read_text("utf-8-sig") for number in numbers), "numbers stay masked"

    page.locator("#corrections a", has_text="Verbeterde lijst").click()
    _upload(page, _mended(saved.read_bytes()))
    expect(page.locator("#standing")).to_contain_text("Klaar. Alle rijen zijn aangegeven.", timeout=120_000)
    _all_accepted(page, 3)
    assert len(running.filed(BUILDER.enterprise_number)) == before + 5


def test_a_file_that_is_no_list_comes_back_with_words(phone: Phone) -> None:
    phone.open("upload")
    _upload(phone.page, b"\x00\x01\x02nonsense")
    expect(phone.problems()).to_contain_text("Niets verstuurd")
    expect(phone.page.locator("#file-error")).to_be_visible()
