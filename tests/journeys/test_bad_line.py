"""The line to the phone is cut, frozen, moved to another network; the form goes on, one is filed."""

import pytest
from playwright.sync_api import BrowserContext, expect

from infra.local.demo_people import CAFE, WORKERS, Worker
from tests.journeys.conftest import Running, SignIn
from tests.journeys.line import Line
from tests.journeys.office import HORECA, Office
from tests.journeys.phone import Phone

# Newcomers, for whom no other journey has filed.
LIV, ROB = Worker("Vandaagse", "Liv", "1994-04-11", 938), Worker("Morgense", "Rob", "1989-09-02", 939)
_DAY = "[name=day]"


@pytest.fixture
def far_phone(running: Running, line: Line, context: BrowserContext, cafe: SignIn) -> Phone:
    """A phone that reaches the web app over the line."""
    held = Phone(context, line.url)
    held.sign_in(cafe.email, cafe.password)
    held.is_home()
    return held


def _half_way(phone: Phone, number: int) -> None:
    """Choose somebody and fill in half of the terms, without sending anything yet."""
    worker = WORKERS[CAFE][number]
    phone.start_declaring()
    phone.choose_worker(worker.family_name[:3], worker.family_name)
    phone.as_student(end="2026-12-20", hours="38")


def _goes_on(phone: Phone, running: Running, before: int) -> None:
    """Finish the form with what was typed before, and be filed exactly once."""
    expect(phone.page.locator("#planned_hours")).to_have_value("38")
    phone.next()
    phone.is_check()
    expect(phone.page.locator(".facts")).to_contain_text("38")
    phone.send()
    phone.is_accepted()
    assert len(running.filed(CAFE.enterprise_number)) == before + 1


def test_a_hard_cut_in_the_middle_of_the_form(far_phone: Phone, line: Line, running: Running) -> None:
    before = len(running.filed(CAFE.enterprise_number))
    _half_way(far_phone, 3)
    line.down()
    far_phone.has_no_line()
    line.up()
    far_phone.has_line()
    _goes_on(far_phone, running, before)


def test_another_network_while_the_old_connection_looks_alive(
    far_phone: Phone, line: Line, running: Running
) -> None:
    before = len(running.filed(CAFE.enterprise_number))
    _half_way(far_phone, 4)
    line.change_network()
    _goes_on(far_phone, running, before)


def test_a_line_that_swallows_everything(far_phone: Phone, line: Line, running: Running) -> None:
    before = len(running.filed(CAFE.enterprise_number))
    _half_way(far_phone, 5)
    line.freeze()
    # Noticed because the heartbeat stays away, long before a new connection can fail.
    far_phone.has_no_line()
    line.up()
    line.cut()
    far_phone.has_line()
    _goes_on(far_phone, running, before)


def test_who_was_ticked_before_a_cut_is_ticked_after_it(far_phone: Phone, line: Line) -> None:
    far_phone.open("several")
    first, second = WORKERS[CAFE][5:7]
    far_phone.page.locator(".tick", has_text=first.given_name).click()
    chosen = far_phone.page.locator(".chosen")
    expect(chosen).to_contain_text("1 gekozen")
    line.down()
    far_phone.has_no_line()
    line.up()
    far_phone.has_line()
    far_phone.page.locator(".tick", has_text=second.given_name).click()
    expect(chosen).to_contain_text("2 gekozen")
    expect(chosen).to_contain_text(first.family_name)


def test_the_day_that_was_chosen_stays_on_another_network(far_phone: Phone, line: Line) -> None:
    far_phone.open("again")
    far_phone.page.get_by_label("Andere dag").check()
    # Until the server has taken the day, its loss would be the line's doing: a past day follows it, or none.
    expect(far_phone.page.locator("#past")).to_have_value("")
    with far_phone.page.expect_event("websocket"):
        line.change_network()
    far_phone.page.locator("#date").fill("2026-12-12")
    expect(far_phone.page.locator("#lines h2")).to_contain_text("12 dec")
    expect(far_phone.page.get_by_label("Andere dag")).to_be_checked()


def _marks_tomorrow_and_is_not_heard(phone: Phone, line: Line) -> None:
    """See who is proposed for today, and tap on tomorrow while the line dies."""
    phone.open("again")
    expect(phone.page.locator("#lines h2")).to_contain_text("nu voor vandaag")
    line.freeze()
    phone.page.locator(f"{_DAY}[value=tomorrow]").check()
    line.down()
    phone.has_no_line()


def test_a_day_whose_tap_was_lost_is_not_marked_once_the_line_is_back(far_phone: Phone, line: Line) -> None:
    _marks_tomorrow_and_is_not_heard(far_phone, line)
    line.up()
    far_phone.has_line()
    expect(far_phone.page.locator(f"{_DAY}[value=today]")).to_be_checked()
    expect(far_phone.page.locator("#lines h2")).to_contain_text("nu voor vandaag")


def test_nobody_is_filed_for_another_day_than_the_one_that_is_marked(
    far_phone: Phone, line: Line, running: Running
) -> None:
    office = Office(running, CAFE)
    for worker, day in ((LIV, "2026-11-24"), (ROB, "2026-11-25")):
        office.hire(worker, **HORECA, startDate=day, startHour="18:00", endDate=day, endHour="23:00")
    before = len(running.filed(CAFE.enterprise_number))
    _marks_tomorrow_and_is_not_heard(far_phone, line)
    expect(far_phone.page.locator("#lines")).to_contain_text(LIV.family_name)
    # The tap waits in the page until the line is back.
    far_phone.page.locator("#send").click()
    line.up()
    expect(far_phone.problems()).to_contain_text("een ander voorstel")
    expect(far_phone.page.locator("#lines h2")).to_contain_text("nu voor morgen")
    expect(far_phone.page.locator("#lines")).to_contain_text(ROB.family_name)
    expect(far_phone.page.locator(f"{_DAY}[value=tomorrow]")).to_be_checked()
    assert len(running.filed(CAFE.enterprise_number)) == before


def test_a_double_tap_files_once(far_phone: Phone, running: Running) -> None:
    before = len(running.filed(CAFE.enterprise_number))
    _half_way(far_phone, 6)
    far_phone.next()
    far_phone.is_check()
    far_phone.button("send").dblclick(no_wait_after=True)
    far_phone.is_accepted()
    assert len(running.filed(CAFE.enterprise_number)) == before + 1


def test_a_kill_of_the_web_app_in_the_middle(phone: Phone, running: Running) -> None:
    before = len(running.filed(CAFE.enterprise_number))
    _half_way(phone, 7)
    phone.next()
    phone.is_check()
    running.house.kill("web", hold=True)
    phone.has_no_line()
    # A tap while the web app is away waits in the page, and is carried out once it is back.
    phone.button("send").click(no_wait_after=True)
    running.house.restart("web")
    phone.is_accepted()
    phone.has_line()
    assert len(running.filed(CAFE.enterprise_number)) == before + 1
