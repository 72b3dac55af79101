"""Signing in leads on to what one came for: from a mail, or where a session ended; not to another's."""

import re

import httpx
from playwright.sync_api import BrowserContext, expect

from dimona_web.i18n.catalogue import text
from infra.local.demo_people import BUILDER, WORKERS
from tests.journeys.conftest import Running, SignIn
from tests.journeys.office import Office
from tests.journeys.phone import Phone
from tests.journeys.test_notifications import refused, until


def _fill_in(phone: Phone, password: str, email: str | None = None) -> None:
    if email is not None:
        phone.page.locator("#email").fill(email)
    phone.page.locator("#password").fill(password)
    phone.button("signIn").click()


def test_a_link_in_a_mail_leads_by_way_of_signing_in_to_the_declaration(
    running: Running, context: BrowserContext
) -> None:
    declaration = refused(running, BUILDER, WORKERS[BUILDER][11], "2027-02-04")
    mailbox, person = running.house.mailbox, running.sign_in_of("bouw")
    until(lambda: declaration in httpx.get(mailbox, trust_env=False, timeout=60).text)
    phone = Phone(context, running.web)
    phone.page.goto(mailbox)
    mail = phone.page.locator("section", has_text="bart.owner@bouw.example").locator(
        "article", has_text=declaration
    )
    language = mail.get_attribute("lang")
    assert language
    phone = Phone(context, running.web, language)
    phone.page.goto(mailbox)
    mail = phone.page.locator("article", has_text=declaration).first
    wanted = mail.locator("a").first.get_attribute("href")
    mail.locator("a").first.click()

    expect(phone.page).to_have_url(f"{running.web}/{language}/sign-in?to=declarations/{declaration}")
    _fill_in(phone, "not-his-password", person.email)
    expect(phone.problems()).to_contain_text(text(language, "signIn.wrong"))
    expect(phone.page.locator("#email")).to_have_value(person.email)
    assert person.email not in phone.page.url
    _fill_in(phone, person.password)

    expect(phone.page).to_have_url(f"{running.web}/{language}/declarations/{declaration}")
    assert wanted == phone.page.url
    expect(phone.page.locator("#standing")).to_contain_text(text(language, "state.refused"))
    kept = phone.page.evaluate("Object.values({...sessionStorage, ...localStorage}).join(' ')")
    assert person.email not in kept


def test_who_reads_another_language_comes_to_the_same_page_in_it(phone: Phone, cafe: SignIn) -> None:
    phone.context.clear_cookies(name="dimona_session")
    phone.open("week")
    expect(phone.page).to_have_url(re.compile("/nl/sign-in.to=week$"))
    phone.page.locator(".languages a[lang=de]").click()
    expect(phone.page).to_have_url(re.compile("/de/sign-in.to=week$"))
    phone.page.locator("#email").fill(cafe.email)
    phone.page.locator("#password").fill(cafe.password)
    phone.page.get_by_role("button", name=text("de", "signIn.do"), exact=True).click()
    expect(phone.page).to_have_url(f"{phone.url}/de/week")
    expect(phone.page.locator("h1")).to_have_text(text("de", "week.title"))


def test_the_next_person_does_not_come_to_the_page_of_the_one_before(
    phone: Phone, running: Running, cafe: SignIn
) -> None:
    """The one before goes back after signing out; who then signs in begins at home, unless it is theirs."""
    filed = Office(running, BUILDER).hire(WORKERS[BUILDER][11], startDate="2027-02-05", endDate="2027-02-05")
    builder = running.sign_in_of("bouw")
    phone.sign_out()
    phone.open(f"declarations/{filed['id']}")
    expect(phone.page).to_have_url(re.compile(f"/nl/sign-in.to=declarations/{filed['id']}$"))
    _fill_in(phone, cafe.password, cafe.email)
    phone.is_home()
    expect(phone.page).to_have_url(f"{phone.url}/nl")
    phone.sign_out()
    phone.open(f"declarations/{filed['id']}")
    expect(phone.page.locator("#email")).to_have_value("")
    _fill_in(phone, builder.password, builder.email)
    expect(phone.page).to_have_url(f"{phone.url}/nl/declarations/{filed['id']}")
    expect(phone.page.locator("#standing")).to_be_visible()
