"""What is filled in wrongly is said at the field and in a summary that takes focus; nothing is filed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from infra.local.demo_people import CAFE, WORKERS
from tests.journeys.conftest import Running, SignIn
from tests.journeys.phone import Phone
from tests.synthetic import WRONG_SSIN


@pytest.fixture
def nothing_is_filed(running: Running) -> Callable[[], bool]:
    before = len(running.filed(CAFE.enterprise_number))
    return lambda: len(running.filed(CAFE.enterprise_number)) == before


def _is_said(page: Page, field: str, words: str) -> None:
    """The error stands in the summary, whose link leads to the field, and at the field itself."""
    link = page.locator(f"#problems a[href='#{field}']")
    expect(link).to_contain_text(words)
    expect(page.locator(f"#{field}-error")).to_contain_text(words)
    expect(page.locator(f"#{field}")).to_have_attribute("aria-invalid", "true")
    link.click()
    expect(page.locator(f"#{field}")).to_be_focused()


@pytest.mark.parametrize(
    ("language", "address", "asked"),
    [("fr", "declarations", "sign-in?to=declarations"), ("de", "", "sign-in")],
)
def test_who_is_not_signed_in_is_asked_to_in_the_language_of_the_page(
    running: Running, context: BrowserContext, language: str, address: str, asked: str
) -> None:
    phone = Phone(context, running.web, language)
    phone.open(address)
    expect(phone.page).to_have_url(f"{running.web}/{language}/{asked}")


def test_a_wrong_password_is_said_without_saying_which(
    running: Running, context: BrowserContext, cafe: SignIn
) -> None:
    phone = Phone(context, running.web)
    phone.sign_in(cafe.email, "not-her-password")
    expect(phone.problems()).to_contain_text("horen niet bij elkaar")
    assert context.cookies() == [] or all(each["name"] != "dimona_session" for each in context.cookies())
    phone.open()
    expect(phone.page.locator("#email")).to_be_visible()


@pytest.mark.parametrize(
    ("number", "words"),
    [(WRONG_SSIN, "geldig rijksregisternummer"), ("123", "11 cijfers"), ("", "11 cijfers")],
)
def test_a_wrong_national_number(
    phone: Phone, nothing_is_filed: Callable[[], bool], number: str, words: str
) -> None:
    phone.open("declare/new-worker")
    phone.page.locator("#ssin").fill(number)
    phone.page.locator("#given_name").fill("Jonas")
    phone.page.locator("#family_name").fill("Testaert")
    phone.next()
    phone.problems()
    _is_said(phone.page, "ssin", words)
    expect(phone.page.locator("#ssin")).to_have_value(number)
    assert nothing_is_filed()


def test_impossible_terms(phone: Phone, nothing_is_filed: Callable[[], bool]) -> None:
    worker = WORKERS[CAFE][2]
    phone.start_declaring()
    phone.choose_worker(worker.family_name[:3], worker.family_name)
    page = phone.page

    phone.as_student(end="", hours="")
    phone.next()
    phone.problems()
    _is_said(page, "end_date", "Vul")
    _is_said(page, "planned_hours", "geplande uren nodig")

    page.locator("#end_date").fill("2026-11-30")
    page.locator("#planned_hours").fill("12,5")
    phone.next()
    phone.problems()
    _is_said(page, "planned_hours", "1 tot 999")

    page.locator("#planned_hours").fill("12")
    phone.next()
    phone.problems()
    _is_said(page, "end_date", "begindatum")

    page.get_by_label("Andere dag").check()
    phone.next()
    phone.problems()
    _is_said(page, "start_date", "Kies de dag")
    assert nothing_is_filed()


def test_what_only_the_api_knows_comes_back_to_the_field(
    phone: Phone, nothing_is_filed: Callable[[], bool]
) -> None:
    """A student's dates must lie in one quarter: the form does not know that, the API does."""
    worker = WORKERS[CAFE][2]
    phone.start_declaring()
    phone.choose_worker(worker.family_name[:3], worker.family_name)
    phone.as_student(end="2027-02-15", hours="20")
    phone.next()
    phone.problems()
    expect(phone.page.locator("#end_date-error")).to_be_visible()
    expect(phone.page.locator("#end_date")).to_have_value("2027-02-15")
    expect(phone.page.locator("#planned_hours")).to_have_value("20")
    assert nothing_is_filed()
