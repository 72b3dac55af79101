"""The main flows in every language, on the narrowest phone, in large letters and with the keyboard alone.

Each starts at the address of the sign-in page and ends with the RSZ holding exactly what was declared.
`make test-full` runs them all; `make test` has each flow in Dutch and one in French and English.
"""

import csv
import datetime as dt
import io
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, FilePayload, Locator, Page, expect

from dimona_web.i18n.catalogue import catalogues, counted, text
from infra.environments import ROOT
from infra.local.demo_people import CAFE, Worker
from tests.journeys.conftest import Running
from tests.journeys.hands import Hand, hand_on
from tests.journeys.office import HORECA, Office
from tests.journeys.phone import Phone

pytestmark = pytest.mark.full
TODAY = dt.date(2026, 12, 1)
# Letters twice as large by a style that is no part of the page, so that it stays from page to page.
_LARGE_LETTERS = """(() => {
  const large = new CSSStyleSheet();
  large.replaceSync("html { font-size: 200% !important }");
  document.adoptedStyleSheets = [large];
})()"""


@dataclass(frozen=True)
class Variant:
    """For whom the flows are made: the language, the screen, the size of letters, and what is used."""

    language: str
    screen: Mapping[str, Any] = field(default_factory=dict)
    large_letters: bool = False
    keyboard_alone: bool = False


VARIANTS: Mapping[str, Variant] = {
    "French": Variant("fr"),
    "German": Variant("de"),
    "English": Variant("en"),
    "320 pixels": Variant("de", {"viewport": {"width": 320, "height": 640}}),
    "200 % text": Variant("fr", large_letters=True),
    "keyboard alone": Variant("nl", keyboard_alone=True),
}
# Flows need people for whom nobody else has filed; a line each.
FLOWS = ("student", "newcomer", "extra", "out", "end", "cancel", "again", "several", "list", "found")


class Traveller:
    """Somebody who makes one flow in one variant."""

    def __init__(self, running: Running, context: BrowserContext, number: int, variant: Variant) -> None:
        self._running, self._number, self._variant = running, number, variant
        self.office = Office(running, CAFE)
        self.phone = Phone(context, running.web, variant.language)
        self.hand: Hand = hand_on(self.phone.page, keyboard_alone=variant.keyboard_alone)

    @property
    def page(self) -> Page:
        return self.phone.page

    def says(self, key: str, **values: object) -> str:
        return text(self.phone.language, key, **values)

    def somebody(self, flow: str, more: int = 0) -> Worker:
        """A person of this flow and variant alone; also their name is nobody else's."""
        born = dt.date(1970 + self._number, 1 + FLOWS.index(flow), 1 + more)
        name = f"Reis{flow}{'abcdef'[self._number]}{'xyz'[more]}"
        return Worker(name, "Robin", born.isoformat(), 951)

    def evening(self, day: dt.date) -> dict[str, str]:
        """The terms of an extra on one evening."""
        on = day.isoformat()
        return {**HORECA, "startDate": on, "startHour": "18:00", "endDate": on, "endHour": "23:00"}

    def another_day(self) -> dt.date:
        """A day on which only this variant has people work again."""
        return dt.date(2026, 12, 7) + dt.timedelta(days=self._number)

    def comes_in(self) -> None:
        """Open the address and sign in."""
        person = self._running.sign_in_of("cafe")
        self.phone.open("sign-in")
        self.hand.write(self.page.locator("#email"), person.email)
        self.hand.write(self.page.locator("#password"), person.password)
        self.hand.press(self.phone.button("signIn"))
        self.phone.is_home()
        expect(self.page.locator("html")).to_have_attribute("lang", self.phone.language)
        letters = "32px" if self._variant.large_letters else "16px"
        expect(self.page.locator("html")).to_have_css("font-size", letters)

    def follows(self, key: str, within: str = "body") -> None:
        """Follow a link by what the catalogue calls it."""
        self.follows_named(self.says(key), within)

    def follows_named(self, name: str, within: str = "body") -> None:
        """Follow a link by its name."""
        self.hand.press(self.page.locator(within).get_by_role("link", name=name, exact=True))

    def opens(self, key: str, door: str = "#operations") -> None:
        """Go through a door that has a deadline below its name."""
        self.hand.press(self.page.locator(f"{door} a", has_text=self.says(key)))

    def presses(self, key: str) -> None:
        self.hand.press(self.page.get_by_role("button", name=self.says(key), exact=True))

    def answers(self, question: str, choice: str) -> None:
        self.hand.choose(self.page.locator(f"input[name={question}][value={choice}]"))

    def writes(self, field_id: str, words: str) -> None:
        self.hand.write(self.page.locator(f"#{field_id}"), words)

    def is_on(self, key: str) -> None:
        """The page has come, under its heading; from here on one looks around."""
        expect(self.page.locator("h1")).to_have_text(self.says(key))
        self.hand.has_arrived()

    def starts_declaring(self) -> None:
        self.follows("frame.declare")
        self.is_on("who.title")

    def finds(self, person: Worker, row: Locator) -> None:
        """Search until only this person is shown, and take the row."""
        self.writes("search", person.family_name)
        expect(row).to_have_count(1)
        expect(row).to_contain_text(person.family_name)
        self.hand.press(row)

    def chooses(self, person: Worker) -> None:
        self.finds(person, self.page.locator("#found button.row"))
        expect(self.page.locator(".for-whom")).to_contain_text(person.family_name)

    def goes_on(self) -> None:
        self.presses("declare.next")

    def checks_and_sends(self) -> None:
        self.goes_on()
        self.is_on("check.title")
        self.presses("check.send")

    def sends(self, key: str) -> str:
        """Press the one button of an act on a period; return the number of the RSZ."""
        expect(self.page.locator("#deadline")).to_be_visible()
        self.presses(key)
        return self.is_accepted()

    def is_accepted(self) -> str:
        number = self.phone.is_accepted()
        self.hand.has_arrived()
        return number

    def to_period_of(self, person: Worker) -> None:
        """From home over the register to the one period of a worker."""
        self.follows("frame.register")
        self.is_on("register.title")
        self.finds(person, self.page.locator("#found a.row"))
        expect(self.page.locator("h1")).to_contain_text(person.family_name)
        self.hand.has_arrived()
        self.hand.press(self.page.locator("#periods a").first)
        self.page.locator("#operations a").first.wait_for()
        self.hand.has_arrived()


@pytest.fixture(params=VARIANTS)
def traveller(
    request: pytest.FixtureRequest, running: Running, new_context: Callable[..., BrowserContext]
) -> Iterator[Traveller]:
    variant = VARIANTS[request.param]
    context = new_context(**variant.screen)
    if variant.large_letters:
        context.add_init_script(_LARGE_LETTERS)
    one = Traveller(running, context, list(VARIANTS).index(request.param), variant)
    errors: list[str] = []
    one.page.on("pageerror", lambda error: errors.append(str(error)))
    yield one
    assert errors == []


@pytest.fixture
def received(running: Running) -> Callable[[], list[tuple[str, str, str]]]:
    """What the RSZ has received since it was asked for: kind, worker type, result."""
    seen = 0

    def new() -> list[tuple[str, str, str]]:
        nonlocal seen
        everything = running.received()
        since, seen = everything[seen:], len(everything)
        return [(one["kind"], one["workerType"] or "", one["result"]) for one in since]

    return new


Received = Callable[[], list[tuple[str, str, str]]]


def _filed_as(running: Running, number: str, kind: str) -> dict[str, Any]:
    """The one declaration of a kind that has this number of the RSZ."""
    filed = running.filed(CAFE.enterprise_number)
    (one,) = [one for one in filed if one["rsz"]["periodId"] == number and one["type"] == kind]
    return one


def test_a_student_is_hired(traveller: Traveller, running: Running, received: Received) -> None:
    person = traveller.somebody("student")
    traveller.office.add(person)
    received()
    traveller.comes_in()
    traveller.starts_declaring()
    traveller.chooses(person)
    traveller.hand.press(traveller.page.locator("[data-kind=STU]"))
    traveller.is_on("terms.title")
    traveller.answers("start", "tomorrow")
    traveller.hand.write_day(traveller.page.locator("#end_date"), dt.date(2026, 12, 20))
    traveller.writes("planned_hours", "38")
    traveller.checks_and_sends()

    filed = _filed_as(running, traveller.is_accepted(), "in")
    assert (filed["worker"]["name"], filed["workerType"]) == (f"Robin {person.family_name}", "STU")
    assert (filed["startDate"], filed["endDate"], filed["plannedHours"]) == ("2026-12-02", "2026-12-20", 38)
    assert received() == [("dimonaIn", "STU", "A")]


def test_a_new_worker_is_hired(traveller: Traveller, running: Running, received: Received) -> None:
    person = traveller.somebody("newcomer")
    received()
    traveller.comes_in()
    traveller.starts_declaring()
    traveller.follows("who.new")
    traveller.is_on("newWorker.title")
    traveller.writes("ssin", person.ssin)
    traveller.writes("given_name", person.given_name)
    traveller.writes("family_name", person.family_name)
    traveller.goes_on()
    traveller.is_on("kind.title")
    traveller.hand.press(traveller.page.locator("[data-kind=OTH]"))
    traveller.is_on("terms.title")
    traveller.answers("start", "tomorrow")
    traveller.checks_and_sends()

    filed = _filed_as(running, traveller.is_accepted(), "in")
    assert (filed["worker"]["name"], filed["startDate"]) == (f"Robin {person.family_name}", "2026-12-02")
    assert received() == [("dimonaIn", "OTH", "A")]


def test_a_known_extra_works_tonight(traveller: Traveller, running: Running, received: Received) -> None:
    person = traveller.somebody("extra")
    traveller.office.hire(person, **traveller.evening(dt.date(2026, 11, 29)))
    received()
    traveller.comes_in()
    traveller.starts_declaring()
    traveller.chooses(person)
    traveller.is_on("terms.title")
    expect(traveller.page.locator("#start_hour")).to_have_value("18:00")
    traveller.checks_and_sends()

    filed = _filed_as(running, traveller.is_accepted(), "in")
    assert (filed["startDate"], filed["startHour"], filed["endHour"]) == ("2026-12-01", "18:00", "23:00")
    assert received() == [("dimonaIn", "EXT", "A")]


def test_somebody_leaves_tomorrow(traveller: Traveller, running: Running, received: Received) -> None:
    person = traveller.somebody("out")
    period = traveller.office.hire(person, startDate="2026-11-02")["period"]["id"]
    received()
    traveller.comes_in()
    traveller.to_period_of(person)
    traveller.opens("operation.out")
    traveller.is_on("out.title")
    traveller.answers("day", "tomorrow")
    number = traveller.sends("out.send")

    assert traveller.office.get(f"/v1/periods/{period}")["endDate"] == "2026-12-02"
    assert _filed_as(running, number, "out")["endDate"] == "2026-12-02"
    assert received() == [("dimonaOut", "", "A")]


def test_an_evening_ends_later(traveller: Traveller, running: Running, received: Received) -> None:
    person = traveller.somebody("end")
    evening = traveller.evening(dt.date(2026, 12, 5))
    period = traveller.office.hire(person, **evening)["period"]["id"]
    received()
    traveller.comes_in()
    traveller.to_period_of(person)
    traveller.opens("operation.endLater")
    traveller.is_on("change.title")
    traveller.hand.write_hour(traveller.page.locator("#end_hour"), dt.time(23, 30))
    traveller.sends("change.send")

    assert traveller.office.get(f"/v1/periods/{period}")["endHour"] == "23:30"
    assert received() == [("dimonaUpdate", "", "A")]


def test_an_evening_is_cancelled(traveller: Traveller, received: Received) -> None:
    person = traveller.somebody("cancel")
    evening = traveller.evening(dt.date(2026, 12, 5))
    period = traveller.office.hire(person, **evening)["period"]["id"]
    received()
    traveller.comes_in()
    traveller.to_period_of(person)
    traveller.opens("operation.cancel")
    traveller.is_on("cancel.title")
    traveller.sends("cancel.send")

    assert traveller.office.get(f"/v1/periods/{period}")["status"] == "cancelled"
    assert received() == [("dimonaCancel", "", "A")]


def _all_accepted(traveller: Traveller, count: int) -> None:
    traveller.is_on("batch.title")
    badges = traveller.page.locator("#filed .badge")
    expect(badges.filter(has_text=traveller.says("state.accepted"))).to_have_count(count, timeout=120_000)


def test_two_extras_as_last_time(traveller: Traveller, received: Received) -> None:
    people, day = [traveller.somebody("again", more) for more in range(2)], traveller.another_day()
    for person in people:
        traveller.office.hire(person, **traveller.evening(day))
    week_later = day + dt.timedelta(days=7)
    received()
    traveller.comes_in()
    traveller.starts_declaring()
    traveller.follows("again.title", "#ways")
    traveller.is_on("again.title")
    traveller.answers("day", "pick")
    traveller.hand.write_day(traveller.page.locator("#date"), week_later)
    expect(traveller.page.locator("#past")).to_have_value(day.isoformat())
    expect(traveller.page.locator("#lines .tick")).to_have_count(2)
    send = counted(traveller.phone.language, "again.send", 2)
    traveller.hand.press(traveller.page.get_by_role("button", name=send, exact=True))

    _all_accepted(traveller, 2)
    there = traveller.office.get(f"/v1/days/{week_later}")["items"]
    names = {f"{one.given_name} {one.family_name}" for one in people}
    assert {one["worker"]["name"] for one in there if one["startHour"] == "18:00"} == names
    assert received() == [("dimonaIn", "EXT", "A")] * 2


def test_two_start_with_one_form(traveller: Traveller, received: Received) -> None:
    people = [traveller.somebody("several", more) for more in range(2)]
    for person in people:
        traveller.office.add(person)
    received()
    traveller.comes_in()
    traveller.starts_declaring()
    traveller.follows("several.title", "#ways")
    traveller.is_on("several.title")
    for person in people:
        traveller.writes("search", person.family_name)
        ticks = traveller.page.locator("#found .tick")
        expect(ticks).to_have_count(1)
        expect(ticks).to_contain_text(person.family_name)
        traveller.hand.choose(ticks.locator("input"))
        expect(traveller.page.locator(".chosen")).to_contain_text(person.family_name)
    traveller.goes_on()
    traveller.is_on("kind.title")
    traveller.hand.press(traveller.page.locator("[data-kind=OTH]"))
    traveller.is_on("terms.title")
    traveller.answers("start", "tomorrow")
    traveller.checks_and_sends()

    _all_accepted(traveller, 2)
    assert received() == [("dimonaIn", "OTH", "A")] * 2


_COLUMNS = ROOT / "backend" / "chalicelib" / "application" / "batches" / "columns.toml"
_TERMS = {"workerType": "STU", "jointCommittee": "XXX", "startDate": "01/02/2027", "plannedHours": "20"}
_LAST_DAY, _NO_DAY = "28/02/2027", "31/02/2027"


def _headings(language: str) -> dict[str, str]:
    """The headings of our own files in a language, by column."""
    columns = tomllib.loads(_COLUMNS.read_text("utf-8"))
    return {name: column[language][0] for name, column in columns.items()}


def _rows(traveller: Traveller) -> list[dict[str, str]]:
    """Two students; the last day of the second is none."""
    people = [traveller.somebody("list", more) for more in range(2)]
    rows = [
        {
            "ssin": one.ssin,
            "familyName": one.family_name,
            "givenName": one.given_name,
            "endDate": last,
            **_TERMS,
        }
        for one, last in zip(people, (_LAST_DAY, _NO_DAY), strict=True)
    ]
    called = _headings(traveller.phone.language)
    return [{called[name]: said for name, said in row.items()} for row in rows]


def _as_file(rows: list[dict[str, str]]) -> FilePayload:
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return {"name": "list.csv", "mimeType": "text/csv", "buffer": written.getvalue().encode("utf-8-sig")}


def _uploads(traveller: Traveller, rows: list[dict[str, str]]) -> None:
    traveller.is_on("upload.title")
    traveller.hand.attach(traveller.page.locator("#file"), _as_file(rows))
    traveller.presses("upload.send")
    traveller.is_on("batch.title")


def test_a_list_with_a_bad_row_is_mended(traveller: Traveller, received: Received, tmp_path: Path) -> None:
    received()
    traveller.comes_in()
    traveller.starts_declaring()
    traveller.follows("upload.title", "#ways")
    _uploads(traveller, _rows(traveller))
    last_day = _headings(traveller.phone.language)["endDate"]
    expect(traveller.page.locator("#rejected li")).to_have_count(1, timeout=120_000)
    expect(traveller.page.locator("#rejected li")).to_contain_text(last_day)
    _all_accepted(traveller, 1)
    with traveller.page.expect_download() as downloading:
        traveller.follows_named(traveller.says("batch.download", kind="CSV"))
    downloading.value.save_as(tmp_path / "corrections.csv")
    assert received() == [("dimonaIn", "STU", "A")]

    with (tmp_path / "corrections.csv").open(encoding="utf-8-sig", newline="") as saved:
        (bad,) = csv.DictReader(saved, delimiter=";")
    traveller.follows("batch.sendAgain")
    _uploads(traveller, [bad | {last_day: _LAST_DAY}])
    expect(traveller.page.locator("#standing")).to_contain_text(traveller.says("batch.done.all"))
    _all_accepted(traveller, 1)
    assert received() == [("dimonaIn", "STU", "A")]


def test_somebody_is_found_in_the_register(traveller: Traveller, received: Received) -> None:
    person = traveller.somebody("found")
    filed = traveller.office.hire(person, startDate="2026-11-02")
    received()
    traveller.comes_in()
    traveller.to_period_of(person)
    traveller.follows("period.toWorker")
    expect(traveller.page).to_have_url(re.compile(f"/register/{filed['worker']['id']}$"))
    expect(traveller.page.locator("h1")).to_contain_text(person.family_name)
    traveller.hand.has_arrived()
    assert received() == []


def test_another_language_is_chosen_and_stays(traveller: Traveller, received: Received) -> None:
    received()
    traveller.comes_in()
    traveller.follows("frame.more")
    traveller.is_on("more.title")
    traveller.opens("more.settings", "main")
    traveller.is_on("settings.title")
    other = next(one for one in catalogues().values() if one.language != traveller.phone.language)
    traveller.follows_named(other.autonym)
    expect(traveller.page.locator("html")).to_have_attribute("lang", other.language)
    traveller.phone.language = other.language
    traveller.is_on("settings.title")
    traveller.follows("frame.home")
    traveller.is_on("home.title")
    assert received() == []
