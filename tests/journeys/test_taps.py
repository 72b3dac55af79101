"""What the everyday costs a thumb: counted by the page itself, and docs/web-app.md says what was counted.

A day of the calendar is typed here, eight keys; a phone shows its own wheel for it.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import httpx
import pytest
from playwright.sync_api import BrowserContext, expect

from infra.environments import ROOT
from infra.local.demo_people import BUILDER, CAFE, Employer, Worker, national_number
from tests.journeys.conftest import Running
from tests.journeys.office import HORECA, Office
from tests.journeys.phone import Phone
from tests.journeys.thumb import Effort, Thumb

# Newcomers, for whom no other journey has filed.
KNOWN = Worker("Abeel", "Kim", "1999-08-17", 919)
LEAVING = Worker("Aaltink", "Mats", "1988-06-03", 921)
ABSENT = Worker("Afwezig", "Nell", "1996-02-20", 922)
REFUSED = Worker("Wilgenhout", "Otto", "1985-01-12", 923)
TEAM = tuple(Worker("Zaterdag", name, f"1990-03-0{day}", 931) for day, name in enumerate("ABCDE", start=1))
LAST_SATURDAY = "2026-11-28"
_ROW = re.compile(r"^\| (?P<task>[^|]+?) \| (?P<taps>\d+) \| (?P<keys>\d+) \|$", re.MULTILINE)


def _documented() -> dict[str, Effort]:
    page = (ROOT / "docs" / "web-app.md").read_text("utf-8")
    return {row["task"]: Effort(int(row["taps"]), int(row["keys"])) for row in _ROW.finditer(page)}


@contextmanager
def forbidden_day(running: Running) -> Iterator[str]:
    """A day on which the RSZ takes no extras, which nobody can know before."""
    day = "2027-03-06"
    settings = f"{running.house.urls['rsz']}/_simulator/settings"

    def forbid(bans: list[dict[str, str]]) -> None:
        httpx.patch(settings, json={"bans": bans}, trust_env=False, timeout=20).raise_for_status()

    forbid([{"workerType": "EXT", "firstDay": day, "lastDay": day}])
    try:
        yield day
    finally:
        forbid([])


def _on_phone(running: Running, context: BrowserContext, employer: Employer) -> tuple[Phone, Thumb]:
    context.add_cookies([running.session_of(employer.owner_email)])
    phone = Phone(context, running.web)
    thumb = Thumb(phone.page)
    return phone, thumb


def _evening(day: str, start: str = "18:00") -> dict[str, str]:
    return {**HORECA, "startDate": day, "startHour": start, "endDate": day, "endHour": "23:00"}


def _at_home(phone: Phone, thumb: Thumb) -> None:
    phone.open()
    phone.is_home()
    thumb.begins()


def _declare(phone: Phone, thumb: Thumb) -> None:
    thumb.taps(phone.page.get_by_role("link", name="Aangeven", exact=True))
    # The heading takes the focus first, which scrolls; nobody taps before they have seen the list.
    expect(phone.page.locator("h1")).to_be_focused()


def _check_and_send(phone: Phone, thumb: Thumb) -> None:
    thumb.taps(phone.button("next"))
    phone.is_check()
    thumb.taps(phone.button("send"))
    expect(phone.page.locator("#standing")).to_be_visible()


def known_extra(running: Running, phone: Phone, thumb: Thumb) -> None:
    Office(running, CAFE).hire(KNOWN, **_evening("2026-11-29"))
    _at_home(phone, thumb)
    _declare(phone, thumb)
    thumb.taps(phone.page.locator("button.row", has_text=KNOWN.family_name))
    expect(phone.page.locator("#start_hour")).to_have_value("18:00")
    expect(phone.page.locator("#left")).to_contain_text("uur")
    _check_and_send(phone, thumb)
    filed = running.filed(CAFE.enterprise_number)[0]
    assert (filed["startDate"], filed["startHour"], filed["endHour"]) == ("2026-12-01", "18:00", "23:00")


def new_student(running: Running, phone: Phone, thumb: Thumb) -> None:
    _at_home(phone, thumb)
    _declare(phone, thumb)
    thumb.taps("#new")
    thumb.types("#ssin", national_number(dt.date(2007, 4, 9), 924))
    thumb.types("#given_name", "Sam")
    thumb.types("#family_name", "Testers")
    thumb.taps(phone.button("next"))
    thumb.taps("[data-kind=STU]")
    thumb.types_day("#end_date", dt.date(2026, 12, 20))
    thumb.types("#planned_hours", "38")
    _check_and_send(phone, thumb)
    filed = running.filed(CAFE.enterprise_number)[0]
    assert (filed["worker"]["name"], filed["endDate"], filed["plannedHours"]) == (
        "Sam Testers",
        "2026-12-20",
        38,
    )


def close_a_period(running: Running, phone: Phone, thumb: Thumb) -> None:
    period = Office(running, CAFE).hire(LEAVING, startDate="2026-11-02")["period"]["id"]
    _at_home(phone, thumb)
    thumb.taps(phone.page.get_by_role("link", name="Personeel", exact=True))
    thumb.taps(phone.page.locator("#found a", has_text=LEAVING.family_name))
    thumb.taps(phone.page.locator("#periods a").first)
    thumb.taps(phone.page.locator("#operations a", has_text="Uit dienst melden"))
    expect(phone.page.locator("#deadline")).to_contain_text("Uiterlijk")
    thumb.taps("#send")
    phone.is_accepted()
    assert Office(running, CAFE).get(f"/v1/periods/{period}")["endDate"] == "2026-12-01"


def cancel_a_no_show(running: Running, phone: Phone, thumb: Thumb) -> None:
    period = Office(running, CAFE).hire(ABSENT, **_evening("2026-12-01", "19:00"))["period"]["id"]
    _at_home(phone, thumb)
    thumb.taps(phone.page.locator(".answer a", has_text=ABSENT.family_name))
    thumb.taps(phone.page.locator("#operations a", has_text="Annuleren"))
    thumb.taps("#send")
    phone.is_accepted()
    assert Office(running, CAFE).get(f"/v1/periods/{period}")["status"] == "cancelled"


def last_saturday_again(running: Running, phone: Phone, thumb: Thumb) -> None:
    office = Office(running, BUILDER)
    for filed in [office.file(worker, **_evening(LAST_SATURDAY)) for worker in TEAM]:
        office.settle(filed)
    _at_home(phone, thumb)
    _declare(phone, thumb)
    thumb.taps(phone.page.locator("#ways a", has_text="Zoals vorige keer"))
    thumb.taps(phone.page.get_by_text("Andere dag", exact=True))
    thumb.types_day("#date", dt.date(2026, 12, 5))
    expect(phone.page.locator("#past")).to_have_value(LAST_SATURDAY)
    expect(phone.page.locator("#lines .tick")).to_have_count(len(TEAM))
    thumb.taps(phone.page.get_by_role("button", name="Geef 5 mensen aan"))
    expect(phone.page.locator("#standing")).to_contain_text("5 aangegeven", timeout=60_000)


def mend_a_refused_one(running: Running, phone: Phone, thumb: Thumb) -> None:
    office = Office(running, CAFE)
    with forbidden_day(running) as day:
        assert office.answered(office.file(REFUSED, **_evening(day)))["state"] == "refused"
    _at_home(phone, thumb)
    thumb.taps(phone.page.locator(".answer a", has_text=REFUSED.family_name))
    thumb.taps("#fileAnew button")
    thumb.types_day("#start_date", dt.date(2027, 3, 13))
    _check_and_send(phone, thumb)
    filed = running.filed(CAFE.enterprise_number)[0]
    assert (filed["startDate"], filed["startHour"]) == ("2027-03-13", "18:00")


TASKS: Mapping[str, tuple[Callable[[Running, Phone, Thumb], None], Employer]] = {
    "A known extra for tonight": (known_extra, CAFE),
    "A new student": (new_student, CAFE),
    "Somebody leaves today": (close_a_period, CAFE),
    "Tonight's extra does not come": (cancel_a_no_show, CAFE),
    "Five extras as last Saturday": (last_saturday_again, BUILDER),
    "A refused one on another day": (mend_a_refused_one, CAFE),
}


@pytest.mark.parametrize("task", TASKS)
def test_a_task_costs_what_the_docs_say(running: Running, context: BrowserContext, task: str) -> None:
    does, employer = TASKS[task]
    phone, thumb = _on_phone(running, context, employer)
    does(running, phone, thumb)
    assert thumb.effort() == _documented()[task]


def test_the_docs_count_these_tasks_and_a_known_extra_costs_four_taps_at_most() -> None:
    assert _documented().keys() == TASKS.keys()
    assert _documented()["A known extra for tonight"].taps <= 4
