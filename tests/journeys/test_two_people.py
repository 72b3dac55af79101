"""Two employers in one tab, one after the other: the second finds nothing of the first."""

import re

from playwright.sync_api import expect

from infra.local.demo_people import CAFE, WORKERS
from tests.journeys.conftest import Running
from tests.journeys.phone import Phone

_TOKEN_IN_PAGE = "Object.values({...sessionStorage, ...localStorage}).join(' ') + document.cookie"


def test_nothing_of_the_first_is_left_for_the_second(phone: Phone, running: Running) -> None:
    worker = WORKERS[CAFE][1]
    phone.start_declaring()
    phone.choose_worker(worker.family_name[:3], worker.family_name)
    phone.as_student(end="2026-12-20", hours="777")
    phone.next()
    phone.is_check()
    # In quotes: three digits alone also turn up in the random names of tabs and sockets.
    secrets = (worker.family_name, worker.given_name, '"777"')
    assert all(secret in " ".join(phone.frames) for secret in secrets)

    phone.sign_out()
    phone.frames.clear()
    second = running.sign_in_of("bouw")
    phone.sign_in(second.email, second.password)
    phone.is_home()
    for page in ("declare/check", "declare/terms", "declarations", "settings"):
        phone.open(page)
        expect(phone.page.locator("h1")).to_be_visible()
        expect(phone.page.locator("body")).not_to_contain_text(worker.family_name)
    expect(phone.page.locator("body")).to_contain_text("Bouwbedrijf")

    seen = " ".join(phone.frames)
    for secret in (*secrets, CAFE.name, CAFE.owner_email):
        assert secret not in seen, secret


def test_the_back_button_after_signing_out_shows_nothing(phone: Phone) -> None:
    phone.start_declaring()
    shown = phone.page.locator("button.row .row-name").last.inner_text()
    assert shown
    phone.sign_out()
    for _ in range(3):
        # The page that one goes back from is one of these, too.
        phone.page.locator("#email").evaluate("field => field.dataset.before = 'yes'")
        phone.page.go_back()
        expect(phone.page.locator("#email:not([data-before])")).to_be_visible()
        expect(phone.page.locator("body")).not_to_contain_text(shown)


def test_the_browser_never_sees_the_session(phone: Phone, running: Running) -> None:
    cookie = next(one for one in phone.context.cookies() if one["name"] == "dimona_session")
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")
    kept = str(phone.page.evaluate(_TOKEN_IN_PAGE))
    assert cookie["value"] not in kept
    phone.open("declarations")
    expect(phone.page.locator("h1")).to_be_visible()
    frames = " ".join(phone.frames)
    assert frames
    assert cookie["value"] not in frames
    assert not re.search(r"Bearer|gAAAAA", frames)


def test_a_declaration_of_another_employer_does_not_exist(phone: Phone, running: Running) -> None:
    second = running.sign_in_of("bouw")
    filed = running.filed(CAFE.enterprise_number)
    phone.sign_out()
    phone.sign_in(second.email, second.password)
    phone.is_home()
    phone.open(f"declarations/{filed[0]['id'] if filed else 'dec_unknown'}")
    expect(phone.page.locator("h1")).to_have_text("Deze aangifte is er niet")


def test_an_ended_session_leads_to_sign_in_with_a_word(phone: Phone) -> None:
    session = next(one for one in phone.context.cookies() if one["name"] == "dimona_session")
    phone.sign_out()
    phone.context.add_cookies([{"name": session["name"], "value": session["value"], "url": phone.url}])
    phone.open("declarations")
    expect(phone.page.locator("#email")).to_be_visible()
    expect(phone.page.locator(".calm")).to_contain_text("sessie is voorbij")


def test_without_a_session_there_is_only_the_sign_in(phone: Phone) -> None:
    phone.context.clear_cookies(name="dimona_session")
    phone.open("declarations")
    expect(phone.page.locator("#email")).to_be_visible()
    expect(phone.page.locator(".calm")).to_have_count(0)
