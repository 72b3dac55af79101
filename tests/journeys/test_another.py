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
# In each frame: where the tab is, and what the page says it is about.
WATCH = """() => {
    window.seen = new Set();
    const look = () => {
        const about = document.querySelector('.for-whom, h1');
        window.seen.add(`${location.pathname} ${about ? about.textContent : ''}`);
        requestAnimationFrame(look);
    };
    look();
}"""


def _seen_at(page: Page, place: str) -> list[str]:
    return [each for each in page.evaluate("() => [...window.seen]") if each.split(" ")[0].endswith(place)]


@pytest.mark.parametrize(
    ("kind", "listed", "people"), [("register", "Personeel", FOUND), ("periods", "Periodes", OPEN)]
)
def test_the_next_page_of_its_kind_never_shows_the_last_one(
    phone: Phone, running: Running, kind: str, listed: str, people: tuple[Worker, Worker]
) -> None:
    page, (first, second) = phone.page, people
    for worker in people:
        Office(running, CAFE).hire(worker, startDate="2026-12-01")
    slow_down(page, in_turn=True)
    phone.open(kind)
    page.evaluate(WATCH)
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
