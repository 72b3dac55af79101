"""The states of the wizard beyond one worker type: the last time, answers at rest, filing anew."""

from typing import Any

import pytest
import reflex as rx

from dimona_web.api.errors import UnreachableError
from dimona_web.pages.declaration.state import DeclarationState
from dimona_web.pages.declare.check import CheckState
from dimona_web.pages.declare.draft import Draft
from dimona_web.pages.declare.kind import KindState
from dimona_web.pages.declare.terms import TermsState
from dimona_web.pages.declare.who import WhoState
from tests.web.conftest import Tab, path_of, reference_of, state, visit
from tests.web.stand_in import PLACE, StandIn, problem

SHIFT: dict[str, Any] = {
    "type": "in",
    "worker": {"id": "wrk_1"},
    "workerType": "EXT",
    "jointCommittee": "302",
    "lump": "hours",
    "startDate": "2026-11-28",
    "startHour": "18:00",
    "endDate": "2026-11-29",
    "endHour": "02:00",
}
ADDRESS = {"street": "Markt", "houseNumber": "2", "postCode": "9000", "municipality": {"name": "Gent"}}
STUDENT: dict[str, Any] = {
    "type": "in",
    "worker": {"id": "wrk_1"},
    "workerType": "STU",
    "jointCommittee": "302",
    "startDate": "2026-11-28",
    "endDate": "2026-11-29",
    "plannedHours": 8,
}


async def _chosen(root: rx.State, worker: str = "wrk_1") -> Any:
    who = await state(root, WhoState)
    await who.load()
    return await who.choose(worker)


async def _terms_of(root: rx.State, code: str) -> Any:
    await _chosen(root, "wrk_2")
    kinds = await state(root, KindState)
    await kinds.load()
    await kinds.choose(code)
    visit(root, "/nl/declare/terms")
    terms = await state(root, TermsState)
    await terms.load()
    return terms


async def test_the_last_time_is_filled_in_but_never_its_days(tab: Tab, api: StandIn) -> None:
    api.record(SHIFT | {"workerType": "OTH"}, "accepted")
    api.record(SHIFT, "accepted")
    api.record(SHIFT | {"startHour": "09:00"}, "refused")
    root = tab("/nl/declare")
    assert path_of(await _chosen(root)) == "/nl/declare/terms"
    terms = await state(root, TermsState)
    await terms.load()
    told = ("start", "start_hour", "end_hour", "committee", "variant", "end_date")
    assert [terms.form[name] for name in told] == ["today", "18:00", "02:00", "302", "hours", ""]
    assert terms.last_time
    assert path_of(await terms.submit(terms.form)) == "/nl/declare/check"
    filing = (await state(root, Draft)).body
    assert (filing["startDate"], filing["endDate"]) == ("2026-12-01", "2026-12-02")


async def test_only_a_kind_that_was_shown_can_be_chosen(tab: Tab, api: StandIn) -> None:
    root = tab("/nl/declare")
    await _chosen(root)
    kinds = await state(root, KindState)
    await kinds.load()
    assert [one.value for one in kinds.kinds] == ["OTH", "BCW", "STU", "EXT", "FLX", "IVT", "TRI", "STG"]
    assert await kinds.choose("XYZ") is None
    assert api.calls


async def test_the_form_of_another_filing_is_never_shown(tab: Tab, api: StandIn) -> None:
    """The page draws the form only when its turn is the draft's: not while the next one is on its way."""
    root = tab("/nl/declare")
    terms = await _terms_of(root, "OTH")
    draft = await state(root, Draft)
    assert terms.turn == draft.turn
    await terms.load()
    assert terms.turn == draft.turn
    await (await state(root, KindState)).choose("BCW")
    assert terms.turn != draft.turn
    await terms.load()
    assert (terms.turn, terms.form["committee"]) == (draft.turn, "124")
    await _chosen(root)
    assert terms.turn != draft.turn
    assert api.calls


async def test_the_table_is_asked_once_an_hour_not_once_a_page(tab: Tab, api: StandIn) -> None:
    for _ in range(2):
        await _terms_of(tab("/nl/declare"), "STU")
    asked = [path for _, path, _ in api.calls if path == "/v1/workerTypes"]
    assert len(asked) == 1


async def test_an_answer_at_rest_shows_what_follows_from_it(tab: Tab, api: StandIn) -> None:
    terms = await _terms_of(tab("/nl/declare"), "EXT")
    assert (terms.form["committee"], "variant" in terms.sheet.shown) == ("302", True)
    await terms.rest("committee", "145")
    assert "variant" not in terms.sheet.shown
    await terms.rest("start_hour", "18:00")
    assert api.tried[-1]["startHour"] == "18:00"
    assert terms.outlook.left == "Nog 8 uur"
    tried = len(api.tried)
    await terms.rest("evil", "x")
    assert len(api.tried) == tried


async def test_no_answer_at_rest_stops_nobody(tab: Tab, api: StandIn) -> None:
    terms = await _terms_of(tab("/nl/declare"), "OTH")
    api.refuse_try = problem(503, "away")
    await terms.rest("end_date", "2026-12-31")
    assert terms.outlook.deadline == ""


async def test_a_reconnect_keeps_what_is_being_typed(tab: Tab, api: StandIn) -> None:
    terms = await _terms_of(tab("/nl/declare"), "EXT")
    edition = terms.edition
    await terms.rest("committee", "145")
    await terms.load()
    assert (terms.edition, terms.committee) == (edition, "145")
    assert "variant" not in terms.sheet.shown
    assert api.calls


async def test_what_was_typed_is_there_when_the_worker_type_stays_after_all(tab: Tab, api: StandIn) -> None:
    root = tab("/nl/declare")
    terms = await _terms_of(root, "STU")
    await terms.rest("planned_hours", "38")
    await terms.rest("place", "elsewhere")
    await terms.rest("place_street", "Markt")
    edition, kept = terms.edition, dict(api.drafts.by_id)
    visit(root, "/nl/declare/kind")
    kinds = await state(root, KindState)
    await kinds.load()
    assert path_of(await kinds.choose("STU")) == "/nl/declare/terms"
    assert api.drafts.by_id == kept
    assert kept.popitem()[1]["filing"]["placeOfWork"] == {"address": {"street": "Markt"}}
    visit(root, "/nl/declare/terms")
    await terms.load()
    assert terms.edition == edition
    told = ("planned_hours", "place", "place_street")
    assert [terms.form[name] for name in told] == ["38", "elsewhere", "Markt"]


async def test_a_place_that_is_not_whole_yet_hides_no_deadline(tab: Tab, api: StandIn) -> None:
    terms = await _terms_of(tab("/nl/declare"), "STU")
    await terms.rest("place", "elsewhere")
    assert "placeOfWork" not in api.tried[-1]
    await terms.submit(terms.form | {"end_date": "2026-12-31"})
    assert "placeOfWork" in api.tried[-1]


async def test_the_committee_that_is_being_chosen_is_not_folded_away(tab: Tab, api: StandIn) -> None:
    api.employer["defaultJointCommittee"] = "XXX"
    terms = await _terms_of(tab("/nl/declare"), "EXT")
    assert terms.asks_committee
    await terms.rest("committee", "302")
    assert (terms.asks_committee, terms.form["committee"]) == (True, "302")


async def test_what_the_dry_run_objects_to_is_said_at_its_question(tab: Tab, api: StandIn) -> None:
    terms = await _terms_of(tab("/nl/declare"), "STU")
    api.dry_run |= {
        "issues": [
            {"name": "plannedHours", "detail": "Too many.", "code": "x"},
            {"name": "worker.ssin", "detail": "No number.", "code": "y"},
        ]
    }
    form = {"start": "today", "committee": "XXX", "planned_hours": "96", "end_date": "2026-12-31"}
    assert reference_of(await terms.submit(form)) == "ref_problems"
    assert terms.errors == {"planned_hours": "Too many.", "terms": "No number."}
    assert (await state(terms, Draft)).body == {}


async def test_the_check_shows_what_would_come_of_it(tab: Tab, api: StandIn) -> None:
    root = tab("/nl/declare")
    terms = await _terms_of(root, "OTH")
    await terms.submit(terms.form | {"works_start": "17:30"})
    check = await state(root, CheckState)
    assert await check.load() is None
    assert [line.value for line in check.lines] == [
        "Gewone werknemer",
        "Di 1 dec 2026",
        "Vandaag om 17:30",
        "XXX",
    ]
    assert check.outlook.deadline == "Uiterlijk vandaag om 18:00"
    assert api.tried[-1]["worker"] == {"id": "wrk_2"}


async def test_what_was_checked_before_is_never_shown_beside_somebody_else(tab: Tab, api: StandIn) -> None:
    """The page draws what it tells only when its version is the draft's."""
    root = tab("/nl/declare")
    draft, check = await state(root, Draft), await state(root, CheckState)
    told = set[int]()
    for hour in ("17:30", "18:30"):
        terms = await _terms_of(root, "OTH")
        for works_start in (hour, "19:30"):
            await terms.submit(terms.form | {"works_start": works_start})
            assert check.version != draft.version, "not yet: another answer is another filing"
            await check.load()
            assert (check.version, check.lines[2].value) == (draft.version, f"Vandaag om {works_start}")
            told.add(check.version)
    assert len(told) == 4
    await _chosen(root)
    assert check.version != draft.version
    assert api.calls


async def test_what_nobody_could_look_ahead_at_can_be_sent_all_the_same(tab: Tab, api: StandIn) -> None:
    root = tab("/nl/declare")
    terms = await _terms_of(root, "OTH")
    await terms.submit(terms.form)
    check, draft = await state(root, CheckState), await state(root, Draft)
    await check.load()
    assert check.outlook.deadline
    await terms.submit(terms.form | {"works_start": "17:30"})
    api.refuse_try = problem(503, "away")
    with pytest.raises(UnreachableError):
        await check.load()
    assert (check.version, check.outlook.deadline) == (draft.version, ""), (
        "nothing of what was checked before"
    )
    assert len(check.lines) == 4


@pytest.mark.parametrize(("standing", "replaces"), [("accepted", "per_1"), ("refused", "")])
async def test_filing_anew_starts_from_what_was_filed(
    tab: Tab, api: StandIn, standing: str, replaces: str
) -> None:
    api.record(SHIFT | {"period": {"id": "per_1"}}, standing)
    root = tab("/nl/declarations/dec_1")
    page = await state(root, DeclarationState)
    await _all(page.load())
    assert path_of(await page.file_anew()) == "/nl/declare/terms"
    visit(root, "/nl/declare/terms")
    terms = await state(root, TermsState)
    await terms.load()
    assert (terms.form["start"], terms.form["start_date"]) == ("pick", "2026-11-28")
    await terms.submit(terms.form)
    draft = await state(root, Draft)
    assert draft.body.get("replaces", "") == replaces
    assert (draft.replacing, draft.body["endDate"]) == (bool(replaces), "2026-11-29")


@pytest.mark.parametrize(
    ("filed", "named", "sent"),
    [
        # As the API shows it: the name of the place, and more of its address than the form asks.
        (PLACE["address"] | {"boxNumber": None, "country": 150}, ("wpl_1", ""), PLACE["address"]),
        (ADDRESS, ("elsewhere", "Markt"), ADDRESS),
    ],
)
async def test_the_place_of_work_stays_when_it_is_filed_anew_or_as_the_last_time(
    tab: Tab, api: StandIn, filed: dict[str, Any], named: tuple[str, str], sent: dict[str, Any]
) -> None:
    api.record(STUDENT | {"placeOfWork": {"name": "Terras", "address": filed}}, "refused")
    api.record(STUDENT | {"placeOfWork": {"name": "Terras", "address": filed}}, "accepted")
    for begin in (_filed_anew, _chosen):
        root = tab("/nl/declarations/dec_1")
        assert path_of(await begin(root)) == "/nl/declare/terms"
        visit(root, "/nl/declare/terms")
        terms = await state(root, TermsState)
        await terms.load()
        assert (terms.form["place"], terms.form["place_street"]) == named
        await terms.submit(terms.form | {"end_date": "2026-12-02"})
        assert (await state(root, Draft)).body["placeOfWork"] == {"name": "Terras", "address": sent}


async def _filed_anew(root: rx.State) -> Any:
    page = await state(root, DeclarationState)
    await _all(page.load())
    return await page.file_anew()


async def _all(events: Any) -> list[Any]:
    return [event async for event in events]


async def test_a_declaration_is_shown_at_its_own_address_only(tab: Tab, api: StandIn) -> None:
    """The browser shows what the page is `about` where the address says the same."""
    for standing in ("accepted", "refused"):
        api.record(SHIFT, standing)
    root = tab("/nl/declarations/dec_1")
    page = await state(root, DeclarationState)
    assert await _all(page.load()) == [None], "told that there is nothing yet, then shown"
    assert (page.about, page.story.id, page.ready) == ("dec_1", "dec_1", True)
    assert await _all(page.load()) == [], "who comes back sees it at once"
    visit(root, "/nl/declarations/dec_2")
    opening = page.load()
    await anext(opening)
    assert (page.about, page.story.id, page.ready) == ("dec_2", "", False)
    await _all(opening)
    assert (page.about, page.story.id, page.ready) == ("dec_2", "dec_2", True)
    visit(root, "/nl/declarations/dec_9")
    await _all(page.load())
    assert (page.about, page.missing) == ("dec_9", True)


async def test_a_declaration_is_taken_back(tab: Tab, api: StandIn) -> None:
    api.record(SHIFT)
    page = await state(tab("/nl/declarations/dec_1"), DeclarationState)
    await _all(page.withdraw())
    assert api.declarations["dec_1"]["state"] == "withdrawn"
    assert page.errors == {}


async def test_what_cannot_be_taken_back_any_more_is_said(tab: Tab, api: StandIn) -> None:
    api.record(SHIFT)
    api.refuse_act = problem(409, "Already sent.")
    page = await state(tab("/nl/declarations/dec_1"), DeclarationState)
    events = await _all(page.withdraw())
    assert reference_of(events[0]) == "ref_problems"
    assert page.errors == {"withdraw": "Already sent."}


@pytest.mark.parametrize(
    ("choice", "state_now", "is_said"),
    [
        ("", "withdrawn", False),
        ("", "submitted", True),
        ("sendAgain", "submitted", False),
        ("sendAgain", "withdrawn", True),
        ("adopt", "accepted", False),
        ("withdraw", "withdrawn", False),
        ("withdraw", "needsHelp", True),
    ],
)
async def test_a_second_tap_finds_done_what_the_first_has_done(
    tab: Tab, api: StandIn, choice: str, state_now: str, *, is_said: bool
) -> None:
    api.record(SHIFT, state_now)
    api.refuse_act = problem(409, "Not allowed now.")
    page = await state(tab("/nl/declarations/dec_1"), DeclarationState)
    events = await _all(page.resolve(choice, {}) if choice else page.withdraw())
    assert list(page.errors.values()) == ["Not allowed now."] * is_said
    assert (events[0] is not None) is is_said


@pytest.mark.parametrize(
    ("choice", "body"),
    [
        ("sendAgain", {"as": "sendAgain"}),
        ("adopt", {"as": "adopt", "rszNumber": "900000000116"}),
        ("withdraw", {"as": "withdraw"}),
    ],
)
async def test_what_needs_help_is_settled_by_a_person(
    tab: Tab, api: StandIn, choice: str, body: dict[str, str]
) -> None:
    api.record(SHIFT, "needsHelp")
    page = await state(tab("/nl/declarations/dec_1"), DeclarationState)
    await _all(page.resolve(choice, {"rsz_number": "9000 0000 0116"}))
    assert api.acts == [("resolve", body)]
    assert page.errors == {}


async def test_a_strangers_number_is_said_at_the_field(tab: Tab, api: StandIn) -> None:
    api.record(SHIFT, "needsHelp")
    api.refuse_act = problem(400, "x", {"name": "rszNumber", "detail": "Not this one."})
    page = await state(tab("/nl/declarations/dec_1"), DeclarationState)
    await _all(page.resolve("adopt", {"rsz_number": "1"}))
    assert page.errors == {"rsz_number": "Not this one."}
