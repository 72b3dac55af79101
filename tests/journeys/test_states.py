"""Every page empty, full, dark, unanswered and filled in wrongly: axe is content, nothing sticks out."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from dimona_web import paths
from infra.local.demo_people import BUILDER, Employer, Worker
from tests.journeys.addresses import EVERY_PAGE
from tests.journeys.album import PICTURES, Album
from tests.journeys.conftest import SCREEN, Running
from tests.journeys.elsewhere import elsewhere
from tests.journeys.office import HORECA, Office
from tests.journeys.phone import Phone
from tests.journeys.slow import slow_down
from tests.journeys.states import PAGES, STATES, State, Story, come_to, states_of
from tests.local.newcomers import settle_in
from tests.local.sessions import cookie, session

# An employer without anything, and somebody with something of everything, for whom no other journey files.
NOBODY_YET = Employer(
    "0999999625", "Bakkerij Nog Niets", "199999740", "XXX", "nele@bakkerij.example", "Nele Nieuw"
)
SOMEBODY = Worker("Aalbers", "Allegra", "1987-05-06", 926)
FOR_EVER = Worker("Altijd", "Bruno", "1983-04-05", 925)
DUE = Worker("Aanstaande", "Cas", "1992-07-08", 924)
NUMBERLESS = Worker("Anoniem", "Dora", "1994-09-10", 927)
STRANGER = Worker("Andermans", "Emiel", "1981-11-12", 928)
# What is there only once somebody was chosen.
STARTED = (paths.KIND, paths.TERMS, paths.CHECK, paths.DRAFTS, paths.DRAFT)
LIGHT, DARK = {"color_scheme": "light"}, {"color_scheme": "dark"}
JUST_OPENED = ("empty", "full")
_PLAIN = str.maketrans("", "", "[]")
NewContext = Callable[..., BrowserContext]


@pytest.fixture(scope="module")
def story(running: Running) -> Iterator[Story]:
    """Something of everything; as long as it is told, something waits to be sent to the RSZ."""
    office = Office(running, BUILDER)
    filed = office.hire(SOMEBODY, startDate="2026-11-02", endDate="2026-12-18")
    evening = {"startHour": "18:00", "endHour": "23:00"}
    for day in ("2026-11-24", "2026-12-01"):
        office.hire(SOMEBODY, **HORECA, **evening, startDate=day, endDate=day)
    open_period = office.hire(FOR_EVER, startDate="2026-11-03")["period"]["id"]
    with elsewhere(running, BUILDER) as other:
        other.hire(STRANGER, date(2026, 12, 10))
    told = Story(
        declaration=filed["id"],
        worker=filed["worker"]["id"],
        name=SOMEBODY.family_name,
        period=filed["period"]["id"],
        open_period=open_period,
        batch=office.list_of(SOMEBODY),
        numberless=office.add(NUMBERLESS, numberless=True)["id"],
        export=office.job_done("/v1/exports", {"kind": "workers", "format": "csv"}),
        comparison=office.job_done("/v1/reconciliations", {"import": False}),
    )
    running.house.kill("workers", hold=True)
    office.file(DUE, startDate="2027-01-04")
    yield told
    running.house.restart("workers")


@pytest.fixture(scope="module")
def newcomer(running: Running) -> Any:
    """The session of somebody whose employer has nothing yet."""
    email = NOBODY_YET.owner_email
    password = settle_in(running.house.plan.state_dir, email, [(NOBODY_YET, "owner")])
    return cookie(session(running.web, email, password))


@pytest.fixture(scope="module")
def owner(running: Running) -> Any:
    return running.session_of(BUILDER.owner_email)


def _phone(running: Running, context: BrowserContext, signed_in: Any) -> Phone:
    context.add_cookies([signed_in])
    return Phone(context, running.web)


def _look(phone: Phone, page: str, state: str) -> None:
    folder = PICTURES / "states"
    folder.mkdir(parents=True, exist_ok=True)
    album = Album(phone.page, Path(folder), large_text=True)
    name = f"{page.replace('/', '-').translate(_PLAIN) or 'home'}-{state}"
    if state in JUST_OPENED:
        album.is_steady(name)
    album.look(name)
    if state != "full":
        album.is_narrow_too(name)
    assert album.faults == []


def _choose_somebody(phone: Phone, story: Story, page: str) -> None:
    """Begin a filing, as far as this page needs it."""
    phone.open("declare")
    phone.page.locator("button.row").first.wait_for()
    phone.choose_worker(story.name[:3], story.name)
    if page not in {paths.KIND, paths.TERMS}:
        phone.as_kind("OTH")
        phone.next()
        phone.is_check()


@pytest.mark.parametrize("page", states_of("empty"), ids=lambda page: page or "home")
def test_with_nothing_on_it(running: Running, new_context: NewContext, newcomer: Any, page: str) -> None:
    phone = _phone(running, new_context(**LIGHT), newcomer)
    slow_down(phone.page)
    come_to(phone, page, "empty", None)
    _look(phone, page, "empty")


@pytest.mark.parametrize("page", states_of("full"), ids=lambda page: page or "home")
def test_with_something_on_it_in_light_and_dark(
    running: Running, new_context: NewContext, owner: Any, story: Story, page: str
) -> None:
    phone = _phone(running, new_context(**LIGHT), owner)
    if page in STARTED:
        _choose_somebody(phone, story, page)
    slow_down(phone.page)
    come_to(phone, page, "full", story)
    _look(phone, page, "full")
    phone.page.emulate_media(color_scheme="dark")
    _look(phone, page, "dark")


def test_every_page_has_its_states_or_a_reason() -> None:
    assert PAGES.keys() == set(EVERY_PAGE)
    for page, states in PAGES.items():
        assert tuple(states) == STATES, page
        assert isinstance(states["full"], State), page
        assert all(isinstance(one, State) or len(one) > 10 for one in states.values()), page


@pytest.mark.parametrize("page", states_of("wrong"), ids=lambda page: page or "home")
def test_with_a_mistake_in_it(
    running: Running, new_context: NewContext, owner: Any, story: Story, page: str
) -> None:
    """The summary of what is wrong has the focus, and each of its lines leads to where it is mended."""
    phone = _phone(running, new_context(**LIGHT), owner)
    if page in STARTED:
        _choose_somebody(phone, story, page)
    come_to(phone, page, "wrong", story)
    summary = phone.problems()
    _look(phone, page, "wrong")
    for line in summary.locator("a").all():
        line.click()
        expect(phone.page.locator(str(line.get_attribute("href")))).to_be_focused()


@pytest.fixture(scope="module")
def nobody_answers(running: Running, browser: Browser, owner: Any, story: Story) -> Iterator[Phone]:
    """The API is gone until the last of these tests; a phone on which somebody was chosen before."""
    context = browser.new_context(**(SCREEN | DARK))
    phone = _phone(running, context, owner)
    _choose_somebody(phone, story, paths.CHECK)
    running.house.kill("api", hold=True)
    yield phone
    running.house.restart("api")
    context.close()


@pytest.mark.parametrize("page", states_of("unanswered"), ids=lambda page: page or "home")
def test_when_nobody_answers(nobody_answers: Phone, running: Running, story: Story, page: str) -> None:
    """No page goes on asking for patience; one that could not be loaded offers to try again."""
    started = page in {paths.KIND, paths.TERMS, paths.CHECK}
    phone = nobody_answers if started else Phone(nobody_answers.context, running.web)
    phone.page.set_viewport_size(SCREEN["viewport"])
    come_to(phone, page, "unanswered", story)
    _look(phone, page, "unanswered")
    if not started:
        phone.page.close()
