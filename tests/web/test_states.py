"""The states behind the pages, handler by handler, against the stand-in; no browser."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import reflex as rx

from dimona_web.api import client
from dimona_web.api.client import Api
from dimona_web.api.errors import BusyError, NoSessionError, SignedOutError, UnreachableError
from dimona_web.pages.declaration.state import DeclarationState
from dimona_web.pages.declarations import DeclarationsState
from dimona_web.pages.declare.check import CheckState
from dimona_web.pages.declare.draft import Draft
from dimona_web.pages.declare.kind import KindState
from dimona_web.pages.declare.new_worker import NewWorkerState
from dimona_web.pages.declare.terms import TermsState
from dimona_web.pages.declare.who import WhoState
from dimona_web.pages.home import HomeState
from dimona_web.platform.notice import Notice, on_exception
from dimona_web.platform.visitor import caller, language
from tests.synthetic import MAN_1990, MAN_2003, WOMAN_2007, WRONG_SSIN
from tests.web.conftest import Tab, path_of, reference_of, state, visit
from tests.web.stand_in import StandIn, problem

STUDENT = {"start": "today", "end_date": "2026-12-31", "planned_hours": "96", "committee": "XXX"}
NEW = {"ssin": MAN_2003, "given_name": "Jonas", "family_name": "Testaert"}


async def _all(events: AsyncIterator[Any]) -> list[Any]:
    return [event async for event in events]


async def _choose(root: rx.State, worker: str) -> None:
    who = await state(root, WhoState)
    await who.load()
    await who.choose(worker)
    assert who.found == [], "the next search starts from nothing"


async def _as_kind(root: rx.State, code: str) -> None:
    kinds = await state(root, KindState)
    await kinds.load()
    assert path_of(await kinds.choose(code)) == "/nl/declare/terms"


async def _checked(root: rx.State) -> Any:
    """Fill in the wizard up to its last page."""
    await _choose(root, "wrk_1")
    await _as_kind(root, "STU")
    visit(root, "/nl/declare/terms")
    assert path_of(await (await state(root, TermsState)).submit(STUDENT)) == "/nl/declare/check"
    visit(root, "/nl/declare/check")
    return await state(root, CheckState)


async def test_home_answers_three_questions(tab: Tab, api: StandIn) -> None:
    filing = {"worker": {"id": "wrk_1"}, "workerType": "OTH", "startDate": "2026-12-01"}
    for number, one in enumerate(("accepted", "refused", "submitted", "recorded", "needsHelp")):
        api.record(filing | {"startDate": f"2026-12-0{number + 1}"}, one)
    shift = {"id": "per_1", "worker": {"name": "Lou"}, "workerType": "EXT", "declarationId": "dec_1"}
    hours = {"startHour": "18:00", "endHour": "02:00"}
    api.works_today = {"items": [shift | hours, {**shift, "endDate": "2026-12-31"}]}
    api.works_today["openContracts"] = {"count": 1, "atLeast": False}
    home = await state(tab(), HomeState)
    await home.load()
    assert [[line.href[-1] for line in lines] for lines in (home.wrong, home.due)] == [["5", "2"], ["4"]]
    assert [line.what for line in home.today] == [
        "Extra · 18:00\N{EN DASH}02:00",
        "Extra · tot en met do 31 dec",
    ]
    assert home.today[0].href == "/nl/periods/per_1"
    assert home.under_way == "Bij de RSZ wacht 1 aangifte op antwoord."
    assert home.open_contracts == "En 1 medewerker met een contract zonder uren."
    assert (home.day, home.is_empty, home.ready) == ("Dinsdag 1 december 2026", False, True)
    assert home.due[0].due == "Uiterlijk vandaag om 17:00"


async def test_home_of_somebody_new_is_empty(tab: Tab, api: StandIn) -> None:
    home = await state(tab("/en"), HomeState)
    await home.load()
    assert (home.is_empty, home.day) == (True, "Tuesday 1 December 2026")
    assert api.calls[0][2]["accept-language"] == "en"


@pytest.mark.parametrize(
    "works_today",
    [
        {"items": [{"id": "per_1", "worker": {"name": "Lou"}, "workerType": "EXT", "declarationId": None}]},
        {"items": [], "openContracts": {"count": 1, "atLeast": False}},
    ],
)
async def test_home_of_who_took_over_periods_shows_who_works(
    tab: Tab, api: StandIn, works_today: dict[str, Any]
) -> None:
    api.works_today = works_today
    home = await state(tab(), HomeState)
    await home.load()
    assert home.is_empty is False


async def test_a_long_list_comes_in_pages(tab: Tab, api: StandIn) -> None:
    for _ in range(45):
        api.record({"worker": {"id": "wrk_1"}, "startDate": "2026-12-01"})
    shown = await state(tab(), DeclarationsState)
    lengths = []
    await shown.load()
    while True:
        lengths.append((len(shown.rows), shown.has_more))
        if not shown.has_more:
            break
        await shown.more()
    assert lengths == [(20, True), (40, True), (45, False)]
    assert len({line.href for line in shown.rows}) == 45
    await shown.more()
    assert len(shown.rows) == 45


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("", 2),
        ("Pee", 1),
        ("xyz", 0),
        (WOMAN_2007, 1),
        ("07.02.28-998.01", 1),
        (MAN_2003, 0),
        (WRONG_SSIN, 0),
        ("0702", 0),
    ],
)
async def test_a_worker_is_found_by_name_or_by_whole_number(
    tab: Tab, api: StandIn, written: str, found: int
) -> None:
    who = await state(tab(), WhoState)
    await who.search(written)
    assert (len(who.found), who.ready, who.asked) == (found, True, bool(written))
    assert not any(written and written in path for _, path, _ in api.calls)


async def test_a_search_that_comes_after_the_choice_shows_nothing(tab: Tab, api: StandIn) -> None:
    who = await state(tab(), WhoState)
    await who.load()
    await who.choose("wrk_2")
    await who.search("Pee")
    assert (who.found, who.ready) == ([], False)
    await who.load()
    await who.search("Pee")
    assert len(who.found) == 1
    assert api.calls


async def test_only_somebody_who_was_shown_can_be_chosen(tab: Tab, api: StandIn) -> None:
    who = await state(tab(), WhoState)
    await who.load()
    assert await who.choose("wrk_999") is None
    assert path_of(await who.choose("wrk_2")) == "/nl/declare/kind"
    assert (await state(who, Draft)).worker_name == "Noor Peeters"
    await who.search("noor")
    assert who.found == [], "what was still being typed leaves no row for the next visit"
    await who.load()
    await who.search("noor")
    assert [one.name for one in who.found] == ["Noor Peeters"]
    assert api.calls


async def test_a_new_worker_is_added_and_chosen(tab: Tab, api: StandIn) -> None:
    form = await state(tab("/en/declare/new-worker"), NewWorkerState)
    form.forget()
    assert path_of(await form.submit(NEW)) == "/en/declare/kind"
    draft = await state(form, Draft)
    assert (draft.worker_id, draft.worker_name) == ("wrk_3", "Jonas Testaert")
    added = next(headers for method, path, headers in api.calls if (method, path) == ("POST", "/v1/workers"))
    assert added["idempotency-key"]


async def test_somebody_we_know_is_not_added_twice(tab: Tab, api: StandIn) -> None:
    form = await state(tab("/nl/declare/new-worker"), NewWorkerState)
    await form.submit(NEW | {"ssin": MAN_1990})
    assert (await state(form, Draft)).worker_id == "wrk_2"
    assert len(api.workers) == 2


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"ssin": WRONG_SSIN}, {"ssin": "The check digits do not fit."}),
        ({"ssin": "12"}, {"ssin": "Vul een rijksregisternummer van 11 cijfers in."}),
        ({"family_name": " "}, {"family_name": "Vul de familienaam in."}),
    ],
)
async def test_a_wrong_worker_is_said_at_the_field(
    tab: Tab, api: StandIn, changes: dict[str, str], errors: dict[str, str]
) -> None:
    form = await state(tab("/nl/declare/new-worker"), NewWorkerState)
    assert reference_of(await form.submit(NEW | changes)) == "ref_problems"
    assert form.errors == errors
    assert len(api.workers) == 2


async def test_no_national_number_stays_in_the_tab(tab: Tab, api: StandIn) -> None:
    root = tab("/nl/declare/new-worker")
    await (await state(root, WhoState)).search(MAN_1990)
    await (await state(root, NewWorkerState)).submit(NEW)
    await (await state(root, NewWorkerState)).submit(NEW | {"ssin": WRONG_SSIN})
    kept = str(root.dict()) + str([vars(await state(root, one)) for one in (WhoState, NewWorkerState, Draft)])
    for number in (MAN_1990, MAN_2003, WRONG_SSIN):
        assert number not in kept
    assert api.calls


async def test_the_wizard_asks_first_what_is_missing(tab: Tab, api: StandIn) -> None:
    root = tab("/nl/declare/check")
    assert path_of(await (await state(root, TermsState)).load()) == "/nl/declare"
    assert path_of(await (await state(root, CheckState)).load()) == "/nl/declare"
    assert path_of(await (await state(root, KindState)).load()) == "/nl/declare"
    (await state(root, Draft))._worker_id = "wrk_1"
    assert path_of(await (await state(root, CheckState)).load()) == "/nl/declare/terms"
    assert path_of(await (await state(root, TermsState)).load()) == "/nl/declare/kind"
    assert path_of(await (await state(root, TermsState)).submit({})) == "/nl/declare"


async def test_wrong_terms_are_said_and_not_kept(tab: Tab, api: StandIn) -> None:
    root = tab("/nl/declare")
    await _checked(root)
    terms, draft = await state(root, TermsState), await state(root, Draft)
    kept = draft.body
    assert reference_of(await terms.submit(STUDENT | {"planned_hours": "0", "evil": "1"})) == "ref_problems"
    assert list(terms.errors) == ["planned_hours"]
    assert draft.body == kept
    assert api.declarations == {}


async def test_the_terms_are_drawn_anew_only_when_they_changed(tab: Tab, api: StandIn) -> None:
    root = tab("/nl/declare")
    await _checked(root)
    terms = await state(root, TermsState)
    await terms.load()
    first = terms.edition
    await terms.load()
    assert terms.edition == first, "a reconnect must not touch what is being typed"
    assert terms.form["planned_hours"] == "96"
    await terms.submit(STUDENT | {"planned_hours": "40"})
    await terms.load()
    assert (terms.edition != first, terms.form["planned_hours"]) == (True, "40")
    assert api.calls


async def test_another_worker_starts_without_the_errors_of_the_first(tab: Tab, api: StandIn) -> None:
    root = tab("/nl/declare")
    await _checked(root)
    terms = await state(root, TermsState)
    await terms.load()
    await terms.submit(STUDENT | {"planned_hours": "0"})
    await _choose(root, "wrk_2")
    await _as_kind(root, "STU")
    await terms.load()
    assert terms.errors == {}
    assert api.calls


async def test_sending_files_once_however_often_it_is_pressed(tab: Tab, api: StandIn) -> None:
    root = tab("/nl/declare")
    check = await _checked(root)
    await check.load()
    assert next(iter(check.lines)).value == "Student"
    for _ in range(3):
        events = await _all(check.send())
        assert path_of(events[-1]) == "/nl/declarations/dec_1"
        assert check.busy is False
    assert len(api.declarations) == 1
    assert path_of(await check.load()) == "/nl/declarations/dec_1"


async def test_no_answer_keeps_the_key_and_says_so(
    tab: Tab, api: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The API took the declaration and the answer was lost: pressing again leads to that very declaration."""
    root = tab("/nl/declare")
    check = await _checked(root)
    stand_in = httpx.ASGITransport(api.app())

    class LosesTheAnswer(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            await stand_in.handle_async_request(request)
            raise httpx.ReadTimeout("lost", request=request)

    with monkeypatch.context() as lossy:
        lossy.setattr(
            "dimona_web.pages.declare.check.api", lambda: Api("http://api.example", "k", LosesTheAnswer())
        )
        events = await _all(check.send())
    assert reference_of(events[-1]) == "ref_problems"
    assert "Druk opnieuw" in check.errors["send"]
    assert len(api.declarations) == 1

    events = await _all(check.send())
    assert path_of(events[-1]) == "/nl/declarations/dec_1"
    assert len(api.declarations) == 1


async def test_what_the_api_objects_to_goes_back_to_its_field(tab: Tab, api: StandIn) -> None:
    root = tab("/nl/declare")
    check = await _checked(root)
    await (await state(root, TermsState)).load()
    api.refuse_declaration = problem(400, "x", {"name": "endDate", "detail": "Not in one quarter."})
    events = await _all(check.send())
    assert path_of(events[-1]) == "/nl/declare/terms"
    terms = await state(root, TermsState)
    assert reference_of(await terms.load()) == "ref_problems"
    assert await terms.load() is None, "the summary takes focus once"
    assert terms.errors == {"end_date": "Not in one quarter."}


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (problem(400, "x", {"name": "worker.id", "detail": "Unknown worker."}), "Unknown worker."),
        (problem(403, "You may only look."), "You may only look."),
        (problem(409, "x"), "nog verwerkt"),
        (problem(422, "x"), "mogelijk al verstuurd"),
    ],
)
async def test_what_belongs_to_no_field_is_said_on_the_page(
    tab: Tab, api: StandIn, answer: Any, said: str
) -> None:
    check = await _checked(tab("/nl/declare"))
    api.refuse_declaration = answer
    events = await _all(check.send())
    assert reference_of(events[-1]) == "ref_problems"
    assert said in check.errors["send"]


async def test_a_filed_draft_is_followed_by_a_new_one(tab: Tab, api: StandIn) -> None:
    root = tab("/nl/declare")
    check = await _checked(root)
    draft = await state(root, Draft)
    first = draft.key
    await _all(check.send())
    await _choose(root, "wrk_2")
    assert draft.key != first
    assert (draft.body, draft.filed) == ({}, "")
    assert len(api.declarations) == 1


async def test_the_page_of_a_declaration_shows_it(tab: Tab, api: StandIn) -> None:
    api.record({"worker": {"id": "wrk_1"}, "workerType": "STU", "startDate": "2026-12-01"}, "refused")
    page = await state(tab("/nl/declarations/dec_1"), DeclarationState)
    events = await _all(page.load())
    assert (page.story.name, page.story.word, page.ready) == ("Lou Voorbeeld", "Geweigerd", True)
    assert (page.moving, page.missing) == (False, False)
    assert events == [None], "one yield to show the empty page; nothing moves, so nothing is watched"


async def test_a_moving_declaration_is_watched(tab: Tab, api: StandIn) -> None:
    api.record({"worker": {"id": "wrk_1"}, "startDate": "2026-12-01"})
    page = await state(tab("/nl/declarations/dec_1"), DeclarationState)
    events = await _all(page.load())
    assert page.moving
    assert len(events) == 2
    first = page._turn
    await _all(page.load())
    assert page._turn == first + 1, "the watch of an earlier visit ends"


async def test_a_declaration_that_is_not_there(tab: Tab, api: StandIn) -> None:
    page = await state(tab("/nl/declarations/dec_9"), DeclarationState)
    await _all(page.load())
    assert (page.missing, page.ready) == (True, True)
    assert api.calls


async def test_the_next_declaration_never_shows_the_last_one(tab: Tab, api: StandIn) -> None:
    for worker in ("wrk_1", "wrk_2"):
        api.record({"worker": {"id": worker}, "startDate": "2026-12-01"}, "accepted")
    root = tab("/nl/declarations/dec_1")
    page = await state(root, DeclarationState)
    await _all(page.load())
    visit(root, "/nl/declarations/dec_2")
    loading = page.load()
    await anext(loading)
    assert (page.story.name, page.ready) == ("", False)
    await _all(loading)
    assert page.story.name == "Noor Peeters"


async def test_nobody_signed_in_may_ask_nothing(tab: Tab, api: StandIn) -> None:
    root = tab("/en/declarations", token="")
    assert language(root) == "en"
    with pytest.raises(SignedOutError):
        caller(root)
    with pytest.raises(SignedOutError):
        await (await state(root, DeclarationsState)).load()
    assert api.calls == []


def test_an_address_without_a_language_is_dutch(tab: Tab) -> None:
    assert language(tab("/xx/declare")) == "nl"
    assert caller(tab("/")).language == "nl"
    assert caller(tab("/")).address == "127.0.0.9"


@pytest.mark.parametrize(
    ("error", "handled"),
    [
        (SignedOutError(401), "sign_in"),
        (NoSessionError("no session"), "sign_in"),
        (UnreachableError(503), "say"),
        (BusyError(429), "say"),
        (KeyError("a bug"), "own_up"),
    ],
)
def test_every_failure_becomes_something_a_person_sees(error: Exception, handled: str) -> None:
    assert on_exception(error).handler.fn.__name__ == handled


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ("ended", "/en/sign-in/ended?to=declare"),
        ("", "/en/sign-in?to=declare"),
        ("\\evil", "/en/sign-in?to=declare"),
    ],
)
async def test_who_is_signed_out_signs_in_again_in_their_language(tab: Tab, said: str, where: str) -> None:
    root = tab("/en/declare")
    draft = await state(root, Draft)
    draft.worker_name = "Lou Voorbeeld"
    assert path_of((await state(root, Notice)).sign_in(said)) == where
    assert draft.worker_name == ""


async def test_our_own_fault_is_told_in_the_language_of_the_page(tab: Tab) -> None:
    assert path_of((await state(tab("/fr/declare"), Notice)).own_up()) == "/fr/error"


def test_the_one_client_is_made_once() -> None:
    async def twice() -> bool:
        return client.api() is client.api()

    assert asyncio.run(twice())
