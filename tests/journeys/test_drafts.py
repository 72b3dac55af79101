"""Servers that die and forget in the middle, another phone that goes on: filed once, nothing lost."""

import shutil
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from dimona_web.i18n.catalogue import text
from infra.local.demo_people import CAFE, Worker
from tests.journeys.conftest import Running, SignIn
from tests.journeys.office import Office
from tests.journeys.phone import Phone
from tests.journeys.slow import slow_timers

NOT_FILED = text("nl", "drafts.notFiled")


# People of these journeys alone.
PEOPLE = tuple(
    Worker(f"Wacht{ending}", "Kim", f"2005-03-{day:02d}", 940 + day)
    for day, ending in enumerate(("ers", "aal", "eling", "huis", "zaam", "erloo", "kamer"), 1)
)


def _half_way(phone: Phone, running: Running, number: int) -> str:
    """Choose somebody and fill in half of the terms; return the family name."""
    worker = PEOPLE[number]
    Office(running, CAFE).add(worker)
    phone.start_declaring()
    phone.choose_worker(worker.family_name, worker.family_name)
    phone.as_student(end="2026-12-20", hours="38")
    return worker.family_name


def _forgets(running: Running) -> None:
    """Kill the web app and take from it all that it kept, as if another machine had taken over."""
    running.house.kill("web", hold=True)
    shutil.rmtree(running.house.plan.state_dir / "web-states")
    running.house.restart("web")


@pytest.fixture
def filed(running: Running) -> Callable[[], int]:
    """How many declarations the RSZ has received since the test began."""
    before = running.at_rsz()
    return lambda: running.at_rsz() - before


def _goes_on(phone: Phone, filed: Callable[[], int]) -> None:
    expect(phone.page.locator("#planned_hours")).to_have_value("38")
    expect(phone.page.locator("#end_date")).to_have_value("2026-12-20")
    phone.next()
    phone.is_check()
    expect(phone.page.locator(".facts")).to_contain_text("38")
    phone.send()
    phone.is_accepted()
    assert filed() == 1


def test_a_web_server_that_comes_back_without_its_memory(
    phone: Phone, running: Running, filed: Callable[[], int]
) -> None:
    _half_way(phone, running, 0)
    # Still being typed, told to nobody.
    phone.page.locator("#planned_hours").fill("39")
    phone.page.locator("#planned_hours").fill("38")
    _forgets(running)
    phone.has_line()
    expect(phone.page.locator("form.terms")).to_be_visible()
    _goes_on(phone, filed)


def test_what_is_typed_before_the_phone_looks_around_is_kept_too(
    phone: Phone, running: Running, filed: Callable[[], int]
) -> None:
    slow_timers(phone.page)
    phone.open()
    phone.is_home()
    _half_way(phone, running, 6)
    phone.page.locator("#planned_hours").evaluate("field => field.dataset.before = 'yes'")
    _forgets(running)
    # Drawn anew: who presses the button at once sends what was typed.
    assert phone.page.locator("#planned_hours:not([data-before])").input_value() == "38"
    _goes_on(phone, filed)


def test_a_press_on_send_while_the_server_dies_and_forgets(
    phone: Phone, running: Running, filed: Callable[[], int]
) -> None:
    _half_way(phone, running, 1)
    phone.next()
    phone.is_check()
    running.house.kill("web", hold=True)
    phone.has_no_line()
    phone.button("send").click(no_wait_after=True)
    _forgets(running)
    phone.is_accepted()
    assert filed() == 1


def test_the_api_dies_in_the_middle(phone: Phone, running: Running, filed: Callable[[], int]) -> None:
    _half_way(phone, running, 2)
    running.house.kill("api", hold=True)
    phone.next()
    expect(phone.page.locator(".notice")).to_have_text(text("nl", "notice.unreachable"))
    running.house.restart("api")
    _goes_on(phone, filed)


def test_begun_on_one_phone_and_finished_on_another(
    phone: Phone,
    running: Running,
    new_context: Callable[..., BrowserContext],
    cafe: SignIn,
    filed: Callable[[], int],
) -> None:
    name = _half_way(phone, running, 3)
    phone.page.locator("h1").click()
    other = Phone(new_context(), running.web)
    other.sign_in(cafe.email, cafe.password)
    other.is_home()
    begun = other.page.locator("#drafts .row", has_text=name)
    expect(begun).to_contain_text(NOT_FILED)
    begun.click()
    expect(other.page.locator(".for-whom")).to_contain_text(name)
    other.page.locator("#go-on").click()
    _goes_on(other, filed)
    other.open()
    other.is_home()
    expect(other.page.locator("#drafts .row", has_text=name)).to_have_count(0)

    # The first phone still has its page open: sending from there leads to the same declaration.
    phone.next()
    phone.is_check()
    phone.send()
    phone.is_accepted()
    assert filed() == 1


def test_a_look_at_the_other_worker_types_costs_nothing_that_was_typed(
    phone: Phone, running: Running, filed: Callable[[], int]
) -> None:
    _half_way(phone, running, 5)
    phone.page.locator("#place").select_option("elsewhere")
    phone.page.locator("#place_street").fill("Markt")
    phone.page.locator(".kind-line a").click()
    phone.page.locator("[data-kind=STU]").click()
    expect(phone.page.locator("#place_street")).to_have_value("Markt")
    expect(phone.page.locator("#place")).to_have_value("elsewhere")
    phone.page.locator("#place").select_option("")
    _goes_on(phone, filed)


def test_a_start_that_is_thrown_away_is_gone_and_was_never_filed(
    phone: Phone, running: Running, filed: Callable[[], int]
) -> None:
    name = _half_way(phone, running, 4)
    phone.page.locator("h1").click()
    phone.open("drafts")
    phone.page.locator(".row", has_text=name).click()
    expect(phone.page.locator("main")).to_contain_text(NOT_FILED)
    phone.page.locator("summary").click()
    phone.page.locator("#throw-away").click()
    expect(phone.page.locator("h1")).to_have_text(text("nl", "drafts.title"))
    expect(phone.page.locator(".row", has_text=name)).to_have_count(0)
    assert filed() == 0
