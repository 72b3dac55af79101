"""A started filing is kept at the API at each answer, taken up anywhere, filed once, and then gone."""

from datetime import date
from typing import Any

import pytest
import reflex as rx

from chalicelib.domain.draft import unknown_names
from chalicelib.domain.law.committees import JOINT_COMMITTEES
from chalicelib.domain.law.worker_types import WORKER_TYPES
from chalicelib.edge.reference_views import committee_view
from chalicelib.edge.worker_type_views import worker_type_view
from dimona_web.api.shapes import Workplace
from dimona_web.api.tables import Committee, WorkerType
from dimona_web.pages.declare.answers import FIELDS, read
from dimona_web.pages.declare.check import CheckState
from dimona_web.pages.declare.draft import Draft
from dimona_web.pages.declare.kept import answers_of, kept
from dimona_web.pages.declare.kind import KindState
from dimona_web.pages.declare.sheet import Tables
from dimona_web.pages.declare.terms import TermsState
from dimona_web.pages.declare.who import WhoState
from dimona_web.pages.drafts.listed import DraftsState
from dimona_web.pages.drafts.one import DraftState
from dimona_web.pages.home import HomeState
from tests.web.conftest import Tab, path_of, state, visit
from tests.web.stand_in import PLACE, StandIn

TODAY = date(2026, 12, 1)
PLACES = (Workplace.of(PLACE),)
FORMS: dict[str, tuple[str, dict[str, str]]] = {
    "ordinary, starting today": ("OTH", {"committee": "302", "start": "today", "works_start": "18:00"}),
    "extra by the hour": (
        "EXT",
        {
            "committee": "302",
            "variant": "hours",
            "start": "tomorrow",
            "start_hour": "18:00",
            "end_hour": "02:00",
        },
    ),
    "extra for the day": ("EXT", {"committee": "302", "variant": "dayLump", "start": "today"}),
    "flexi for a period": (
        "FLX",
        {
            "committee": "302",
            "variant": "period",
            "start": "pick",
            "start_date": "2026-12-05",
            "end_date": "2026-12-20",
        },
    ),
    "flexi for a day, hours still missing": ("FLX", {"committee": "302", "variant": "day", "start": "today"}),
    "student on the terrace": (
        "STU",
        {
            "committee": "302",
            "start": "today",
            "end_date": "2026-12-31",
            "planned_hours": "38",
            "place": "wpl_1",
        },
    ),
    "student elsewhere": (
        "STU",
        {
            "committee": "302",
            "start": "today",
            "place": "elsewhere",
            "place_name": "Feest",
            "place_street": "Markt",
            "place_house": "1",
            "place_post": "9000",
            "place_town": "Gent",
        },
    ),
    "trainee": (
        "TRI",
        {"committee": "XXX", "start": "today", "nature": "WORKER", "status": "F1", "risk": "1"},
    ),
    "agency": (
        "OTH",
        {"committee": "322", "start": "today", "user_number": "0999.999.922", "user_name": "X"},
    ),
    "construction": (
        "BCW",
        {"committee": "124", "start": "today", "card_first": "C123", "card_next": "C124"},
    ),
    "not to be read yet": (
        "EXT",
        {"committee": "302", "variant": "hours", "start": "pick", "start_hour": "x"},
    ),
}


def _tables(code: str) -> Tables:
    kind = worker_type_view(WORKER_TYPES[code], "nl").model_dump(by_alias=True, mode="json")
    committees = (
        committee_view(one, "nl").model_dump(by_alias=True, mode="json") for one in JOINT_COMMITTEES.values()
    )
    return Tables(WorkerType.of(kind), tuple(Committee.of(one) for one in committees), PLACES)


def test_a_worker_type_alone_leaves_the_form_as_it_starts() -> None:
    assert answers_of(kept("STU", {}, PLACES, TODAY), PLACES, TODAY) == {}


@pytest.mark.parametrize("name", FORMS)
def test_what_is_kept_comes_back_and_makes_the_same_filing(name: str) -> None:
    """The same body, for its key is the same: another body under it would be refused."""
    code, said = FORMS[name]
    form = dict.fromkeys(FIELDS, "") | said
    filing = kept(code, form, PLACES, TODAY)
    assert unknown_names(filing) == [], "the API would refuse the draft"
    again = answers_of(filing, PLACES, TODAY)
    named = {"start_date"} if form["start"] != "pick" else set()
    told = {question: answer for question, answer in again.items() if answer and question not in named}
    assert told == {question: answer for question, answer in form.items() if answer}
    tables = _tables(code)
    assert read(tables, again, TODAY) == read(tables, form, TODAY)


async def _at_terms(root: rx.State, code: str = "STU") -> Any:
    who = await state(root, WhoState)
    await who.load()
    await who.choose("wrk_2")
    kinds = await state(root, KindState)
    await kinds.load()
    await kinds.choose(code)
    visit(root, "/nl/declare/terms")
    terms = await state(root, TermsState)
    await terms.load()
    return terms


def _saves(api: StandIn) -> int:
    return sum(method == "PUT" and path.startswith("/v1/drafts/") for method, path, _ in api.calls)


async def _all(events: Any) -> list[Any]:
    return [event async for event in events]


async def _forgotten(tab: Tab, root: rx.State, address: str) -> rx.State:
    """The same tab before a server that has lost all it knew: only the browser remembers the draft's id."""
    fresh = tab(address)
    (await state(fresh, Draft)).number = (await state(root, Draft)).number
    return fresh


async def test_nothing_is_kept_before_the_first_answer(tab: Tab, api: StandIn) -> None:
    root = tab("/nl/declare")
    who = await state(root, WhoState)
    await who.load()
    await who.choose("wrk_1")
    assert api.drafts.by_id == {}


async def test_each_answer_is_kept_and_none_twice(tab: Tab, api: StandIn) -> None:
    root = tab("/nl/declare")
    terms = await _at_terms(root)
    assert _saves(api) == 1
    await terms.rest("planned_hours", "38")
    await terms.rest("planned_hours", "38")
    assert _saves(api) == 2
    (one,) = api.drafts.by_id.values()
    assert one["id"] == (await state(root, Draft)).key, "the key of the filing lives in the draft"
    assert one["filing"]["worker"] == {"id": "wrk_2", "familyName": "Noor Peeters"}
    assert one["filing"]["plannedHours"] == "38"


async def test_no_empty_name_is_kept(tab: Tab, api: StandIn) -> None:
    root = tab("/nl/declare")
    terms = await _at_terms(root)
    (await state(root, Draft)).worker_name = ""
    await terms.rest("planned_hours", "40")
    (one,) = api.drafts.by_id.values()
    assert one["filing"]["worker"] == {"id": "wrk_2"}


async def test_what_cannot_be_kept_stops_nobody(tab: Tab, api: StandIn) -> None:
    api.drafts.away = True
    root = tab("/nl/declare")
    terms = await _at_terms(root)
    assert path_of(await terms.submit(terms.form | {"end_date": "2026-12-31"})) == "/nl/declare/check"
    check = await state(root, CheckState)
    await _all(check.send())
    assert len(api.filed) == 1


async def test_a_server_that_forgot_the_tab_takes_the_form_up_again(tab: Tab, api: StandIn) -> None:
    before = tab("/nl/declare")
    terms = await _at_terms(before)
    await terms.rest("planned_hours", "38")
    await terms.rest("end_date", "2026-12-31")
    root = await _forgotten(tab, before, "/nl/declare/terms")
    fresh = await state(root, TermsState)
    assert await fresh.load() is None
    assert (fresh.form["planned_hours"], fresh.form["end_date"]) == ("38", "2026-12-31")
    draft = await state(root, Draft)
    assert (draft.worker_name, draft.key) == ("Noor Peeters", (await state(before, Draft)).key)


async def test_a_press_on_send_before_a_server_that_forgot_files_what_was_checked(
    tab: Tab, api: StandIn
) -> None:
    before = tab("/nl/declare")
    terms = await _at_terms(before)
    await terms.submit(terms.form | {"end_date": "2026-12-31", "planned_hours": "38"})
    body = (await state(before, Draft)).body
    root = await _forgotten(tab, before, "/nl/declare/check")
    await _all((await state(root, CheckState)).send())
    assert api.filed == [body]
    assert api.drafts.by_id == {}


async def test_a_draft_left_behind_by_a_crash_leads_to_what_it_became(tab: Tab, api: StandIn) -> None:
    """The API filed it; then the web app died, before it threw the draft away."""
    before = tab("/nl/declare")
    terms = await _at_terms(before)
    await terms.submit(terms.form | {"end_date": "2026-12-31", "planned_hours": "38"})
    left_behind = dict(api.drafts.by_id)
    await _all((await state(before, CheckState)).send())
    assert api.drafts.by_id == {}
    api.drafts.by_id.update(left_behind)

    (number,) = left_behind
    root = tab(f"/nl/drafts/{number}")
    page = await state(root, DraftState)
    await page.load()
    assert path_of(await page.go_on()) == "/nl/declare/terms"
    visit(root, "/nl/declare/terms")
    terms = await state(root, TermsState)
    await terms.load()
    assert path_of(await terms.submit(terms.form)) == "/nl/declare/check"
    (_, led) = await _all((await state(root, CheckState)).send())
    assert path_of(led) == "/nl/declarations/dec_1"
    assert (len(api.filed), len(api.declarations), api.drafts.by_id) == (1, 1, {})


async def test_a_draft_that_is_gone_begins_anew(tab: Tab, api: StandIn) -> None:
    root = tab("/nl/declare/terms")
    draft = await state(root, Draft)
    draft.number = "long-gone"
    assert path_of(await (await state(root, TermsState)).load()) == "/nl/declare"
    assert draft.number == ""
    assert api.calls


async def test_home_lists_the_most_urgent_first_and_says_not_filed(tab: Tab, api: StandIn) -> None:
    worker = {"id": "wrk_1", "familyName": "Lou Voorbeeld"}
    api.drafts.add("undated", {"worker": worker})
    api.drafts.add("later", {"worker": worker, "workerType": "STU", "startDate": "2026-12-05"})
    shift = {"worker": worker, "workerType": "EXT", "startDate": "2026-12-01", "startHour": "11:30"}
    api.drafts.add("soon", shift)
    home = await state(tab("/nl"), HomeState)
    await home.load()
    assert [one.href.rpartition("/")[2] for one in home.drafts] == ["soon", "later", "undated"]
    assert {one.word for one in home.drafts} == {"Niet ingediend"}
    assert home.drafts[0].near.startswith("Nog 8"), "almost ninety minutes, and counting"
    assert home.drafts[0].counts.endswith("|Nog {left}|De termijn liep af: vandaag om 11:30")
    assert home.drafts[1].counts == ""
    listed = await state(tab("/nl/drafts"), DraftsState)
    await listed.load()
    assert listed.rows == home.drafts


async def test_a_draft_about_somebody_without_a_name_says_so(tab: Tab, api: StandIn) -> None:
    api.drafts.add("mine", {"worker": {"id": "wrk_1"}})
    listed = await state(tab("/nl/drafts"), DraftsState)
    await listed.load()
    page = await state(tab("/nl/drafts/mine"), DraftState)
    await page.load()
    assert [one.name for one in listed.rows] == [page.name] == ["Nog zonder naam"]


async def test_a_draft_is_thrown_away(tab: Tab, api: StandIn) -> None:
    api.drafts.add("mine", {"worker": {"id": "wrk_1", "familyName": "Lou"}, "startDate": "not a day"})
    page = await state(tab("/nl/drafts/mine"), DraftState)
    await page.load()
    assert (page.name, page.missing) == ("Lou", False)
    assert path_of(await page.throw_away()) == "/nl/drafts"
    assert api.drafts.by_id == {}
    await page.load()
    assert page.missing
    assert await page.go_on() is None


async def test_a_draft_about_somebody_who_is_gone_is_told_so(tab: Tab, api: StandIn) -> None:
    api.drafts.add("mine", {"worker": {"id": "wrk_99"}})
    page = await state(tab("/nl/drafts/mine"), DraftState)
    await page.load()
    assert await page.go_on() is None
    assert page.missing
