"""One after the other: the next page never shows the last one, and who comes back waits for nothing."""

import re

import pytest
from playwright.sync_api import Page, expect

from infra.local.demo_people import CAFE, Worker
from tests.journeys.conftest import Running
from tests.journeys.office import Office
from tests.journeys.phone import Phone
from tests.journeys.slow import slow_down

# Newcomers, for whom no other journey has filed.
FOUND = (Worker("Eerstgezien", "An", "1987-03-04", 941), Worker("Daarnagezien", "Bas", "1988-04-05", 942))
OPEN = (Worker("Eerstopen", "Cor", "1989-05-06", 943), Worker("Daarnaopen", "Dina", "1990-06-07", 944))
FILED = (Worker("Eerstgemeld", "Ed", "1985-07-08", 946), Worker("Daarnagemeld", "Flo", "1986-08-09", 947))
LEAVING = (Worker("Eerstweg", "Gil", "1984-09-10", 948), Worker("Daarnaweg", "Hanne", "1983-10-11", 949))
CHECKED = (
    Worker("Eerstnagekeken", "Ine", "1982-11-12", 950),
    Worker("Pasnagekeken", "Jo", "1981-12-13", 951),
)
AGAIN = Worker("Opnieuwgemeld", "Kaat", "1980-01-14", 952)
# In each frame: where the tab is, what the page says there, and where it leads back to.
WATCH = """there => {
    window.seen = new Set();
    const look = () => {
        const said = document.querySelector(there);
        const back = document.querySelector('a.back');
        window.seen.add(`${location.pathname} ${said ? said.textContent : ''} ${back ? back.pathname : ''}`);
        requestAnimationFrame(look);
    };
    look();
}"""


def _seen_at(page: Page, place: str) -> list[str]:
    return [each for each in page.evaluate("() => [...window.seen]") if each.split(" ")[0].endswith(place)]


@pytest.mark.parametrize(
    ("kind", "listed", "people"),
    [("register", "Personeel", FOUND), ("periods", "Periodes", OPEN), ("declarations", "Aangiften", FILED)],
)
def test_the_next_page_of_its_kind_never_shows_the_last_one(
    phone: Phone, running: Running, kind: str, listed: str, people: tuple[Worker, Worker]
) -> None:
    page, (first, second) = phone.page, people
    for worker in people:
        Office(running, CAFE).hire(worker, startDate="2026-12-01")
    slow_down(page, in_turn=True)
    phone.open(kind)
    page.evaluate(WATCH, ".for-whom, h1")
    page.locator("a.row", has_text=first.family_name).first.click()
    expect(page.locator("h1")).to_contain_text(first.family_name)
    page.go_back()
    page.locator("a.row", has_text=second.family_name).first.click()
    expect(page.locator("h1")).to_contain_text(second.family_name)

    place = re.sub(r"^.*/nl/", "", page.url)
    assert not [each for each in _seen_at(page, place) if first.family_name in each]

    page.go_back()
    expect(page.locator("a.row").first).to_be_visible()
    page.evaluate("() => window.seen.clear()")
    page.go_forward()
    expect(page.locator("h1")).to_contain_text(second.family_name)
    waiting = [
        each for each in _seen_at(page, place) if second.family_name not in each and listed not in each
    ]
    assert not waiting, "who comes back sees it at once"


def _to_the_end_of(phone: Phone, worker: Worker) -> None:
    """Come from the list to the page that ends this person's period."""
    phone.page.locator("a.row", has_text=worker.family_name).first.click()
    phone.page.locator("#operations a", has_text="Uit dienst melden").click()
    expect(phone.page.locator(".for-whom")).to_contain_text(worker.family_name)


def test_whose_period_is_ended_is_never_shown_as_somebody_else(phone: Phone, running: Running) -> None:
    """The form of the one is gone before the other's address stands there: nothing can be sent from it."""
    page, (first, second) = phone.page, LEAVING
    office = Office(running, CAFE)
    left, _ = (office.hire(worker, startDate="2026-11-02")["period"]["id"] for worker in LEAVING)
    slow_down(page, in_turn=True)
    phone.open("periods")
    page.evaluate(WATCH, "main")
    _to_the_end_of(phone, first)
    page.go_back()
    page.go_back()
    _to_the_end_of(phone, second)

    place = re.sub(r"^.*/nl/", "", page.url)
    assert place.endswith("/out")
    seen = _seen_at(page, place)
    assert not [each for each in seen if first.family_name in each]
    assert not [each for each in seen if left in each], "nor does it lead back to theirs"


def _to_the_check_of(phone: Phone, worker: Worker, hours: str) -> None:
    phone.choose_worker(worker.family_name, worker.family_name)
    phone.as_student(end="2026-12-20", hours=hours)
    phone.next()
    expect(phone.page.locator(".facts")).to_contain_text(hours)


def test_what_was_checked_for_one_is_never_shown_beside_another(phone: Phone, running: Running) -> None:
    """Nor what was checked before an answer was changed: what can be sent is what is shown."""
    page, (first, second) = phone.page, CHECKED
    for worker in CHECKED:
        Office(running, CAFE).add(worker)
    phone.start_declaring()
    _to_the_check_of(phone, first, "381")
    phone.open()
    phone.is_home()
    slow_down(page)
    phone.open("declare")
    page.evaluate(WATCH, "main")
    _to_the_check_of(phone, second, "174")
    assert not [each for each in _seen_at(page, "declare/check") if "381" in each]
    page.go_back()
    page.locator("#planned_hours").fill("175")
    page.evaluate("() => window.seen.clear()")
    phone.next()
    expect(page.locator(".facts")).to_contain_text("175")
    seen = _seen_at(page, "declare/check")
    assert [each for each in seen if second.family_name in each and "175" in each]
    assert not [each for each in seen if "174" in each]


def test_a_declaration_filed_anew_never_has_the_number_of_the_one_before(
    phone: Phone, running: Running
) -> None:
    page = phone.page
    filed = Office(running, CAFE).hire(AGAIN, startDate="2026-12-08")
    slow_down(page)
    phone.open(f"declarations/{filed['id']}")
    before = phone.is_accepted()
    page.get_by_role("link", name="Naar de periode").click()
    page.locator("#operations a", has_text="Annuleren").click()
    page.locator("#anew").click()
    phone.next()
    phone.is_check()
    page.evaluate(WATCH, "main")
    phone.send()
    page.wait_for_url(lambda url: "/declarations/" in url)
    number = phone.is_accepted()
    place = page.url.rpartition("/")[2]
    assert place != filed["id"]
    assert number != before
    assert not [each for each in _seen_at(page, place) if before in each]
