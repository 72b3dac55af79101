"""Somebody is hired from a phone, and the RSZ says yes."""

import datetime as dt
import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from dimona_web.clock import BRUSSELS
from dimona_web.i18n.catalogue import languages, text
from dimona_web.i18n.formats import time_left
from infra.local.demo_people import CAFE, WORKERS, national_number
from tests.journeys.conftest import Running, SignIn
from tests.journeys.office import Office
from tests.journeys.phone import Phone

pytestmark = pytest.mark.cloud  # from the phone to the RSZ and back, on whichever cloud was chosen
_TELL = "(one, [told, language]) => { one.dataset.left = told; document.documentElement.lang = language }"
_RSZ_NUMBER = re.compile(r"\d{12}")


def test_a_student_is_hired_in_dutch(phone: Phone, running: Running) -> None:
    worker = WORKERS[CAFE][0]
    phone.start_declaring()
    phone.choose_worker(worker.family_name[:3].lower(), worker.family_name)
    phone.as_student(end="2026-12-31", hours="96")
    phone.page.locator("#works_start").fill("17:55")
    phone.next()
    phone.is_check()
    expect(phone.page.locator("#deadline")).to_contain_text("17:55")
    left = dt.datetime(2026, 12, 1, 17, 55, tzinfo=BRUSSELS) - Office(running, CAFE).now()
    told = "|".join(time_left("nl", left + dt.timedelta(minutes=minutes)) for minutes in (0, 2))
    expect(phone.page.locator("#left")).to_contain_text(re.compile(f"Nog ({told})"))
    _counts_on(phone.page)
    phone.send()

    number = phone.is_accepted()

    assert _RSZ_NUMBER.fullmatch(number)
    filed = next(one for one in running.filed(CAFE.enterprise_number) if one["rsz"]["periodId"] == number)
    assert (filed["workerType"], filed["plannedHours"], filed["endDate"]) == ("STU", 96, "2026-12-31")
    assert filed["workStartsAt"].startswith("2026-12-01T17:55")


def _counts_on(page: Page) -> None:
    """See the time left go on, in every language as the catalogue says it, by a clock moved by hand."""
    left = page.locator("#left [data-left]")
    page.evaluate("window.real = Date.now; window.at = Date.now(); Date.now = () => window.at")
    for language in languages():
        for minutes in (3000, 200, 14):
            words = text(language, "deadline.left", left="{left}")
            told = f"{minutes * 60}|{words}|Over {language}"
            left.evaluate(_TELL, [told, language])
            expect(left).to_have_text(_left(language, minutes))
            page.evaluate("window.at += 60000 * 10")
            expect(left).to_have_text(_left(language, minutes - 10))
        page.evaluate("window.at += 60000 * 3")
        expect(left).to_have_text(_left(language, 1))
        page.evaluate("window.at += 60001")
        expect(left).to_have_text(f"Over {language}")
    page.evaluate("Date.now = window.real; document.documentElement.lang = 'nl'")


def _left(language: str, minutes: int) -> str:
    return text(language, "deadline.left", left=time_left(language, dt.timedelta(minutes=minutes)))


def test_a_new_worker_is_hired_in_english(running: Running, context: BrowserContext, cafe: SignIn) -> None:
    phone = Phone(context, running.web, "en")
    phone.sign_in(cafe.email, cafe.password)
    phone.is_home()
    expect(phone.page.locator("html")).to_have_attribute("lang", "en")
    phone.start_declaring()
    phone.page.get_by_role("link", name="New worker").click()
    phone.page.locator("#ssin").fill(national_number(dt.date(1994, 5, 17), 944))
    phone.page.locator("#given_name").fill("Jonas")
    phone.page.locator("#family_name").fill("Testaert")
    phone.next()
    phone.as_kind("OTH")
    phone.page.get_by_label("Tomorrow").check()
    phone.next()
    phone.is_check()
    phone.send()

    assert _RSZ_NUMBER.fullmatch(phone.is_accepted())
    phone.open("declarations")
    expect(phone.page.locator(".declaration-row").first).to_contain_text("Jonas Testaert")
