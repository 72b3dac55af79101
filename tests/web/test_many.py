"""Many at once: chosen, proposed or uploaded; filed as one batch, once, and followed row by row."""

import json
from collections.abc import AsyncIterator
from typing import Any, Self

import pytest
import reflex as rx

from dimona_web.pages.declare.check import CheckState
from dimona_web.pages.declare.draft import Draft
from dimona_web.pages.declare.team import outlook_of_team
from dimona_web.pages.declare.terms import TermsState
from dimona_web.pages.many.again import AgainState
from dimona_web.pages.many.batch import FEW, BatchState
from dimona_web.pages.many.several import MOST, SeveralState
from dimona_web.pages.many.upload import UploadState
from dimona_web.platform.session import seal, seal_words
from dimona_web.platform.visit import Visit
from dimona_web.platform.visitor import caller
from tests.web.conftest import Tab, path_of, reference_of, state, visit
from tests.web.stand_in import DRY_RUN, StandIn, problem
from tests.web.stand_in_batches import POLL, proposal
from tests.web.stand_in_periods import deadline

TODAY, LAST_WEEK = "2026-12-01", "2026-11-24"
FILING = {"type": "in", "workerType": "OTH", "jointCommittee": "XXX", "startDate": TODAY}


async def _all(events: AsyncIterator[Any]) -> list[Any]:
    return [event async for event in events]


async def _pressed(page: Any) -> Any:
    """The button of what is shown now; what it leads to."""
    return (await _all(page.send(page.offer, page.day, page.picked)))[-1]


async def _again(root: rx.State, api: StandIn) -> Any:
    overlap = {"code": "90017-333", "title": "x", "detail": "There already."}
    warned = {"code": "own.thirdExtDay", "title": "x", "detail": "Third day."}
    api.batches.proposals = [
        proposal(1, TODAY),
        proposal(2, TODAY, warnings=[warned]),
        proposal(3, TODAY, warnings=[overlap]),
        proposal(4, TODAY, valid=False, issues=[{"name": "x", "detail": "Too young."}]),
    ]
    page = await state(root, AgainState)
    await page.load()
    return page


async def test_again_proposes_last_week_for_today_and_leaves_out_what_is_not_allowed(
    tab: Tab, api: StandIn
) -> None:
    page = await _again(tab("/nl/again"), api)
    assert api.batches.asked == [(LAST_WEEK, TODAY)]
    assert [one.chosen for one in page.lines] == [True, True, False, False]
    assert [one.what for one in page.lines][:1] == ["Extra · 18:00\N{EN DASH}23:00"]
    assert (page.lines[1].warned, page.lines[3].refused) == (["Third day."], ["Too young."])
    assert (page.count, page.deadline) == ("Geef 2 mensen aan", "vandaag om 18:00 · nog 7 uur")


async def test_the_past_day_follows_the_new_one_and_what_was_typed_into_the_old_field_is_not_taken(
    tab: Tab, api: StandIn
) -> None:
    page = await _again(tab("/nl/again"), api)
    await page.choose(page.redrawn, "tomorrow")
    await page.choose(page.redrawn, "pick")
    assert page.lines == []
    await page.pick(page.redrawn, "2026-12-05")
    await page.look_at("2026-11-28", "2026-11-21")
    await page.look_at("2026-11-25", "2026-11-14")
    assert api.batches.asked[1:] == [
        ("2026-11-25", "2026-12-02"),
        ("2026-11-28", "2026-12-05"),
        ("2026-11-21", "2026-12-05"),
    ]
    assert page.heading == "Zoals op zaterdag 21 november 2026, nu voor za 5 dec"
    before = len(api.batches.asked)
    await page.look_at(page.edition, "nonsense")
    assert (page.lines, len(api.batches.asked)) == ([], before)


async def test_what_is_forbidden_cannot_be_chosen_and_the_rest_can(tab: Tab, api: StandIn) -> None:
    page = await _again(tab("/nl/again"), api)
    for line, wanted in (("per_1", False), ("per_3", True), ("per_4", True), ("per_evil", True)):
        page.toggle(page.offer, line, wanted)
    assert [one.id for one in page.lines if one.chosen] == ["per_2", "per_3"]


async def test_a_line_is_as_it_was_tapped_however_often_that_arrives(tab: Tab, api: StandIn) -> None:
    page = await _again(tab("/nl/again"), api)
    for _ in range(2):
        page.toggle(page.offer, "per_1", False)
    assert [one.id for one in page.lines if one.chosen] == ["per_2"]


async def test_whom_nobody_has_seen_is_neither_filed_nor_left_out(tab: Tab, api: StandIn) -> None:
    """A day tapped and the button pressed before its people were drawn; a page that comes back, likewise."""
    page = await _again(tab("/nl/again"), api)
    for moves_on in (lambda: page.choose(page.redrawn, "tomorrow"), page.load):
        seen = page.offer
        await moves_on()
        page.toggle(seen, "per_1", False)
        assert reference_of((await _all(page.send(seen, page.day, page.picked)))[-1]) == "ref_problems"
        assert "een ander voorstel" in page.errors["lines"]
        assert [one.id for one in page.lines if one.chosen] == ["per_1", "per_2"]
        assert (page.busy, api.batches.sent) == (False, [])
    assert path_of(await _pressed(page)) == "/nl/batches/bat_1", "now it was seen"


@pytest.mark.parametrize(
    ("marked", "picked", "asked"),
    [("tomorrow", "", ("2026-11-25", "2026-12-02")), ("pick", "2026-12-05", ("2026-11-28", "2026-12-05"))],
)
async def test_a_marked_day_that_never_arrived_is_proposed_and_not_filed(
    tab: Tab, api: StandIn, marked: str, picked: str, asked: tuple[str, str]
) -> None:
    page = await _again(tab("/nl/again"), api)
    seen, drawn = page.offer, page.redrawn
    assert reference_of((await _all(page.send(seen, marked, picked)))[-1]) == "ref_problems"
    assert (page.day, page.picked, api.batches.asked[-1]) == (marked, picked, asked)
    assert page.offer != seen
    assert page.redrawn > drawn, "the line may have drawn the questions anew since the press"
    assert api.batches.sent == []


async def test_what_the_hidden_calendar_holds_is_no_other_day(tab: Tab, api: StandIn) -> None:
    page = await _again(tab("/nl/again"), api)
    assert path_of((await _all(page.send(page.offer, "today", "2026-12-05")))[-1]) == "/nl/batches/bat_1"


async def test_a_day_of_the_calendar_is_taken_though_the_tap_that_opened_it_was_lost(
    tab: Tab, api: StandIn
) -> None:
    page = await _again(tab("/nl/again"), api)
    await page.pick(page.redrawn, "2026-12-05")
    assert (page.day, api.batches.asked[-1]) == ("pick", ("2026-11-28", "2026-12-05"))


async def test_the_questions_are_drawn_anew_once_the_line_is_back(tab: Tab, api: StandIn) -> None:
    root = tab("/nl/again")
    page = await _again(root, api)
    drawn, offer, asked = page.redrawn, page.offer, len(api.calls)
    opened = await state(root, Visit)
    opened.connect(str(root.router.url), is_new=True)
    opened.open(str(root.router.url))
    opened.opened()
    opened.connect(str(root.router.url), is_new=False)
    await page.load()
    assert page.redrawn != drawn
    assert (page.offer, len(api.calls)) == (offer, asked), "what is proposed stays"
    anew = page.redrawn
    await page.choose(drawn, "tomorrow")
    assert page.redrawn not in {drawn, anew}, "tapped on questions that were drawn anew meanwhile"
    anew = page.redrawn
    await page.choose(anew, "today")
    assert page.redrawn == anew, "nothing is drawn anew under the finger"


async def test_again_files_once_however_often_it_is_pressed(tab: Tab, api: StandIn) -> None:
    page = await _again(tab("/nl/again"), api)
    for _ in range(2):
        assert path_of(await _pressed(page)) == "/nl/batches/bat_1"
    ((_, _, body),) = api.batches.sent
    filed = json.loads(body)["declarations"]
    assert [one["worker"]["id"] for one in filed] == ["wrk_1", "wrk_2"]
    assert page.busy is False
    await page.load()
    await _pressed(page)
    assert len({key for key, _, _ in api.batches.sent}) == 2, "a new visit is a new intention"


async def test_again_with_nobody_files_nothing(tab: Tab, api: StandIn) -> None:
    page = await _again(tab("/nl/again"), api)
    for line in ("per_1", "per_2"):
        page.toggle(page.offer, line, False)
    assert reference_of(await _pressed(page)) == "ref_problems"
    assert (page.errors, api.batches.sent) == ({"lines": "Kies minstens één persoon."}, [])


@pytest.mark.parametrize(
    ("answer", "at", "said"),
    [
        (problem(422, "x"), "/nl/declarations", "mogelijk al verstuurd"),
        (problem(403, "No."), "lines", "No."),
    ],
)
async def test_a_refused_batch_is_said(tab: Tab, api: StandIn, answer: Any, at: str, said: str) -> None:
    page = await _again(tab("/nl/again"), api)
    api.batches.refuse = answer
    assert reference_of(await _pressed(page)) == "ref_problems"
    assert said in page.errors[at]


async def test_several_stay_chosen_while_one_searches_on(tab: Tab, api: StandIn) -> None:
    root = tab("/nl/several")
    page = await state(root, SeveralState)
    await _all(page.load())
    assert reference_of(await page.go_on()) == "ref_problems"
    await page.search("pee")
    page.choose("wrk_1", True)  # tapped a moment before the search took the row away
    page.choose("wrk_1", True)
    page.choose("wrk_2", True)
    page.choose("wrk_evil", True)
    assert (page.count, list(page.chosen.values())) == ("2 gekozen", ["Lou Voorbeeld", "Noor Peeters"])
    page.choose("wrk_1", False)
    page.choose("wrk_2", False)
    assert page.chosen == {}
    page.choose("wrk_2", True)
    assert page.errors == {}
    assert path_of(await page.go_on()) == "/nl/declare/kind"
    draft = await state(root, Draft)
    assert ([one.id for one in draft.team], draft.worker_name) == (["wrk_2"], "Noor Peeters")
    assert api.calls


async def test_who_has_no_name_is_chosen_by_number(tab: Tab, api: StandIn) -> None:
    api.workers[0] |= {"givenName": "", "familyName": "", "name": ""}
    page = await state(tab("/nl/several"), SeveralState)
    await _all(page.load())
    page.choose("wrk_1", True)
    assert list(page.chosen.values()) == [page.found[0].ssin]


async def test_there_is_a_limit_to_several(tab: Tab, api: StandIn) -> None:
    page = await state(tab("/nl/several"), SeveralState)
    page.chosen = {f"wrk_{number}": "x" for number in range(MOST + 1)}
    assert reference_of(await page.go_on()) == "ref_problems"
    assert str(MOST) in page.errors["found"]


async def _team(root: rx.State) -> Any:
    page = await state(root, SeveralState)
    await _all(page.load())
    for worker in ("wrk_1", "wrk_2"):
        page.choose(worker, True)
    await page.go_on()
    draft = await state(root, Draft)
    draft.as_kind("OTH", "Gewone werknemer")
    draft.answer({}, FILING)
    return draft


async def test_the_same_is_filed_for_everybody_once(tab: Tab, api: StandIn) -> None:
    root = tab("/nl/declare/check")
    draft = await _team(root)
    check = await state(root, CheckState)
    for _ in range(2):
        assert path_of((await _all(check.send()))[-1]) == "/nl/batches/bat_1"
    ((key, _, body),) = api.batches.sent
    assert key == draft.key
    assert json.loads(body)["declarations"] == [
        FILING | {"worker": {"id": "wrk_1"}},
        FILING | {"worker": {"id": "wrk_2"}},
    ]
    assert api.declarations == {}
    assert path_of(await check.load()) == "/nl/batches/bat_1"


async def test_what_forbids_or_warns_is_told_by_name(tab: Tab, api: StandIn) -> None:
    root = tab("/nl/declare/check")
    draft = await _team(root)
    warned = {"code": "x", "title": "t", "detail": "Look out."}
    api.dry_run = {"issues": [{"name": "y", "detail": "Not now."}], "warnings": [warned]}
    api.dry_run |= {"deadline": deadline(), "valid": False}
    told = await outlook_of_team(caller(root), draft)
    assert [(one.label, one.value) for one in told.warnings] == [
        ("Lou Voorbeeld", "Not now."),
        ("Lou Voorbeeld", "Look out."),
        ("Noor Peeters", "Not now."),
        ("Noor Peeters", "Look out."),
    ]
    assert told.deadline == "Uiterlijk morgen om 23:59"


def _issue(name: str, code: str) -> dict[str, str]:
    return {"name": name, "code": code, "detail": f"{code} says no."}


THIRD_DAY, NAMELESS = _issue("startDate", "00910-459"), _issue("worker", "90017-363")
NO_END = _issue("endDate", "00911-001")


@pytest.mark.parametrize(
    ("first", "second", "errors"),
    [
        ((THIRD_DAY, NAMELESS), (), {}),
        ((NAMELESS,), (NAMELESS,), {}),
        ((THIRD_DAY, NO_END), (NO_END,), {"end_date": "00911-001 says no."}),
    ],
)
async def test_a_team_is_held_up_only_by_what_is_in_the_way_of_all(
    tab: Tab, api: StandIn, first: tuple[Any, ...], second: tuple[Any, ...], errors: dict[str, str]
) -> None:
    root = tab("/nl/declare/terms")
    await _team(root)
    api.dry_runs = {"wrk_1": DRY_RUN | {"issues": first}, "wrk_2": DRY_RUN | {"issues": second}}
    terms = await state(root, TermsState)
    await terms.load()
    led = await terms.submit({"start": "today", "committee": "XXX"})
    assert terms.errors == errors
    assert errors or path_of(led) == "/nl/declare/check"


async def test_what_is_said_of_the_first_is_not_said_of_all(tab: Tab, api: StandIn) -> None:
    root = tab("/nl/declare/terms")
    await _team(root)
    quota = {"kind": "student", "year": 2026, "unit": "hours", "limit": 650, "usedHere": 12}
    warned = {"code": "x", "title": "t", "detail": "Look out."}
    told = {"quotas": [quota | {"reservedByThis": 8}], "warnings": [warned]}
    api.dry_runs = {"wrk_1": DRY_RUN | told}
    terms = await state(root, TermsState)
    await terms.load()
    assert (terms.outlook.quotas, terms.outlook.warnings) == ([], [])
    assert terms.outlook.deadline == "Uiterlijk vandaag om 18:00"


async def test_one_worker_after_a_team_is_one_again(tab: Tab, api: StandIn) -> None:
    draft = await _team(tab("/nl/declare/check"))
    draft.start(draft.team[0])
    assert (draft.team, draft.bodies) == ((), [])
    assert api.calls


def _row(number: int, state: str, **more: Any) -> dict[str, Any]:
    return {"row": number, "state": state, "issues": []} | more


async def test_a_batch_says_what_became_of_each_row(tab: Tab, api: StandIn) -> None:
    api.record({"worker": {"id": "wrk_1"}, "workerType": "OTH", "startDate": TODAY}, "accepted")
    issue = {"column": "Begindatum", "title": "Date", "detail": "No such day."}
    unnamed = {"column": None, "title": "Twice", "detail": "Filed too often."}
    rows = [
        _row(1, "recorded", declarationId="dec_1"),
        _row(2, "rejected", issues=[issue, unnamed]),
        _row(3, "alreadyRecorded", declarationId="dec_1"),
    ]
    api.batches.add("bat_1", rows, ignoredColumns=["Kleur"])
    page = await state(tab("/nl/batches/bat_1"), BatchState)
    assert await _all(page.load()) == [None], "nothing moves, so nothing is watched"
    told = page.told
    assert (told.standing, told.tone) == ("Klaar. Niet alles kon worden aangegeven.", "warn")
    assert told.counts == ["1 aangegeven", "1 was al aangegeven", "1 te verbeteren"]
    assert [(one.row, one.said) for one in told.rejected] == [
        ("Rij 2", ["Begindatum: No such day.", "Filed too often."])
    ]
    assert (told.ignored, told.until) == (
        "Niet gelezen kolommen: Kleur",
        "Te downloaden tot morgen om 10:00.",
    )
    assert [one.word for one in page.rows] == ["Aanvaard", "Aanvaard"]


async def test_a_batch_is_watched_until_nothing_moves(tab: Tab, api: StandIn) -> None:
    api.record({"worker": {"id": "wrk_1"}, "startDate": TODAY})
    rows = [_row(1, "recorded", declarationId="dec_1")]
    batch = api.batches.add("bat_1", rows, state="processing", total=2, pollAfter=POLL)
    page = await state(tab("/nl/batches/bat_1"), BatchState)
    assert len(await _all(page.load())) == 2
    assert (page.told.standing, page.told.is_done) == ("Bezig: 1 van 2", False)
    batch |= {"state": "completed", "pollAfter": None}
    assert len(await _all(page.load())) == 1, "its declaration still moves"
    for _ in range(3):
        await _all(page.load())
    assert page._pause == 0
    assert [one.word for one in page.rows] == ["Aanvaard"]


class _InBackground:
    """A page as a background event has it: entered before it is touched."""

    def __init__(self, page: Any) -> None:
        self._page = page

    def __getattr__(self, name: str) -> Any:
        return getattr(self._page, name)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *failed: object) -> None:
        return None


async def test_a_batch_is_looked_at_when_the_api_says_so(tab: Tab, api: StandIn) -> None:
    rows = [_row(number, "recorded", declarationId=f"dec_{number}") for number in (1, 2, 3)]
    for after in ("2026-12-01T10:00:40+01:00", "2026-12-01T10:00:20+01:00"):
        api.record({"worker": {"id": "wrk_1"}, "startDate": TODAY}, "submitted", pollAfter=after)
    api.record({"worker": {"id": "wrk_1"}, "startDate": TODAY}, "waiting")
    api.batches.add("bat_1", rows)
    page = await state(tab("/nl/batches/bat_1"), BatchState)
    await _all(page.load())
    assert 10 < page._pause <= 20, "the soonest of those that move"


@pytest.mark.parametrize("is_seen", [True, False])
async def test_a_page_that_nobody_sees_is_not_watched(
    tab: Tab, api: StandIn, monkeypatch: pytest.MonkeyPatch, *, is_seen: bool
) -> None:
    api.record({"worker": {"id": "wrk_1"}, "startDate": TODAY})
    api.batches.add("bat_1", [_row(1, "recorded", declarationId="dec_1")], pollAfter=POLL)
    page = await state(tab("/nl/batches/bat_1"), BatchState)
    await _all(page.load())
    api.batches.by_id["bat_1"]["pollAfter"] = None
    looks, slept = len(api.calls), list[float]()

    async def sleep(pause: float) -> None:
        slept.append(pause)

    monkeypatch.setattr("dimona_web.pages.watching.asyncio.sleep", sleep)
    monkeypatch.setattr("dimona_web.pages.watching.has_socket", lambda _tab: is_seen)
    await BatchState.event_handlers["watch"].fn(_InBackground(page))
    assert slept
    assert (len(api.calls) > looks) is is_seen


async def test_of_a_large_batch_only_the_rows_to_mend_are_shown(tab: Tab, api: StandIn) -> None:
    rows = [_row(number, "rejected") for number in range(1, 121)]
    rows += [_row(number, "recorded", declarationId="dec_9") for number in range(121, 121 + FEW)]
    api.batches.add("bat_1", rows)
    page = await state(tab("/nl/batches/bat_1"), BatchState)
    await _all(page.load())
    assert (len(page.told.rejected), page.rows) == (100, [])
    assert page.told.more_rejected == "En nog 20 rijen in het bestand."


async def test_a_batch_that_is_not_there(tab: Tab, api: StandIn) -> None:
    root = tab("/nl/batches/bat_9")
    page = await state(root, BatchState)
    await _all(page.load())
    assert (page.missing, page.ready) == (True, True)
    api.batches.add("bat_1", [_row(1, "rejected")])
    visit(root, "/nl/batches/bat_1")
    await _all(page.load())
    assert (page.missing, page.told.tone) == (False, "warn")


async def test_the_upload_page_says_our_words_and_nobody_elses(tab: Tab, api: StandIn) -> None:
    root = tab("/nl/upload")
    page = await state(root, UploadState)
    assert page.load() is None
    first = page.key
    root.router_data = root._update_router_vars(
        {"asPath": f"/nl/upload?said={seal_words('No heading.')}", "pathname": "/nl/upload"}, root.router_data
    )
    assert reference_of(page.load()) == "ref_problems"
    assert page.errors == {"file": "No heading."}
    assert page.key != first
    root.router_data = root._update_router_vars(
        {"asPath": f"/nl/upload?said={seal_words('Gone.')}&about=templates", "pathname": "/nl/upload"},
        root.router_data,
    )
    assert reference_of(page.load()) == "ref_problems"
    assert page.errors == {"templates": "Gone."}, "a download that failed is not an upload"
    for foreign in ("You won!", seal("tok_eva")):
        root.router_data = root._update_router_vars(
            {"asPath": f"/nl/upload?said={foreign}", "pathname": "/nl/upload"}, root.router_data
        )
        assert page.load() is None
        assert page.errors == {}
    assert api.calls == []
