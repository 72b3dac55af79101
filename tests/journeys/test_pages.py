"""Every page on small screens, in light and dark: nothing sticks out, thumbs fit, pictures are kept."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from infra.local.demo_people import BUILDER, WORKERS
from tests.journeys.album import PICTURES, SCREENS, Album
from tests.journeys.conftest import Running
from tests.journeys.phone import Phone


@pytest.mark.parametrize("screen", SCREENS)
def test_every_page(running: Running, new_context: Callable[..., BrowserContext], screen: str) -> None:
    language, look = SCREENS[screen]
    folder = PICTURES / screen
    folder.mkdir(parents=True, exist_ok=True)
    phone = Phone(new_context(**look), running.web, language)
    album = Album(phone.page, folder, large_text=screen == "light")
    owner = running.sign_in_of("bouw")
    errors: list[str] = []
    phone.page.on("pageerror", lambda error: errors.append(str(error)))

    phone.open("sign-in")
    album.look("01-sign-in")
    phone.open("sign-in/wrong")
    album.look("02-sign-in-wrong")
    phone.sign_in(owner.email, owner.password)
    phone.is_home()
    album.look("03-home")
    phone.start_declaring()
    album.look("04-who")
    phone.open("declare/new-worker")
    phone.next()
    phone.problems()
    album.look("05-new-worker-wrong")
    phone.open("declare")
    worker = WORKERS[BUILDER][list(SCREENS).index(screen)]
    phone.choose_worker(worker.family_name[:3], worker.family_name)
    phone.as_student(end="2026-12-31", hours="")
    phone.next()
    phone.problems()
    album.look("06-terms-wrong")
    phone.as_student(end="2026-12-31", hours="64")
    phone.page.locator("#works_start").fill("17:55")
    album.look("07-terms")
    phone.next()
    phone.is_check()
    album.look("08-check")
    phone.send()
    phone.is_accepted()
    album.look("09-declaration")
    phone.open("declarations")
    expect(phone.page.locator(".declaration-row").first).to_be_visible()
    album.look("10-declarations")
    phone.open("account")
    expect(phone.page.locator(".facts")).to_contain_text(owner.email)
    album.look("11-account")
    for number, page in enumerate(("not-there", "error", "declarations/dec_not-there"), start=12):
        phone.open(page)
        album.look(f"{number}-{page.rpartition('/')[2]}")
    assert errors == []
