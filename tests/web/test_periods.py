"""One period and what is done with it: ended, changed, cancelled, filed anew; once, and never blindly."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import httpx
import pytest
import reflex as rx

from dimona_web.api.client import Api
from dimona_web.api.errors import UnreachableError
from dimona_web.api.period_shapes import Period
from dimona_web.pages.declare.draft import Draft
from dimona_web.pages.period.act import Act
from dimona_web.pages.period.cancel import CancelState
from dimona_web.pages.period.change import ChangeState
from dimona_web.pages.period.change_rules import WISHES, changed, unreadable, wish_of
from dimona_web.pages.period.days import day_of
from dimona_web.pages.period.out import OutState
from dimona_web.pages.period.page import OPERATIONS, PeriodState
from dimona_web.pages.period.words import STATUSES, span
from dimona_web.platform.visit import Visit
from tests.web.conftest import Tab, path_of, reference_of, state, visit
from tests.web.stand_in import StandIn, problem
from tests.web.stand_in_periods import deadline, operation

SHIFT = {
    "workerType": "EXT",
    "jointCommittee": "302",
    "lump": "hours",
    "startDate": "2026-12-05",
    "startHour": "18:00",
    "endDate": "2026-12-05",
    "endHour": "23:00",
    "status": "planned",
}
CHANGES = [operation("update", change) for change in ("startHour", "endEarlier", "endLater", "endHour")]


class _Dead(httpx.AsyncBaseTransport):
    """A line on which nobody answers."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectTimeout("nobody answers", request=request)


async def _all(events: AsyncIterator[Any]) -> list[Any]:
    return [event async for event in events]


async def _opened(root: rx.State, kind: type[rx.State]) -> tuple[Any, Any]:
    page = await state(root, kind)
    await _all(page.load())
    return page, await state(root, Act)


async def test_a_period_shows_exactly_what_the_api_offers(tab: Tab, api: StandIn) -> None:
    api.periods.add(
        operations=[
            operation("out", deadline=deadline(assumed=True)),
            operation("update", "endEarlier", note="Nobody knows for sure."),
            operation("update", "somethingNew"),
            operation("cancel", deadline=deadline("2026-11-30T23:59:59+01:00")),
        ],
        onItsWay=[{"declarationId": "dec_4", "type": "update", "changes": {}}],
    )
    page = await state(tab("/nl/periods/per_1"), PeriodState)
    await _all(page.load())
    assert [(one.href, one.words) for one in page.told.doors] == [
        ("/nl/periods/per_1/out", "Uit dienst melden"),
        ("/nl/periods/per_1/change?what=endEarlier", "Vroeger laten eindigen"),
        ("/nl/periods/per_1/cancel", "Annuleren"),
    ]
    out, earlier, cancel = page.told.doors
    assert (out.deadline, out.late) == ("Termijn volgt uit de gekozen dag", False)
    assert (earlier.deadline, earlier.note) == (
        "morgen om 23:59 · nog 37 uur",
        "Nobody knows for sure.",
    )
    assert cancel.late
    assert out.counts == ""
    assert earlier.counts.partition("|")[2].startswith("morgen om 23:59 · nog {left}|")
    assert [(one.href, one.words) for one in page.told.pending] == [
        ("/nl/declarations/dec_4", "Wijziging onderweg")
    ]


async def test_a_period_that_is_not_there(tab: Tab, api: StandIn) -> None:
    page = await state(tab("/nl/periods/per_9"), PeriodState)
    await _all(page.load())
    assert (page.missing, page.ready) == (True, True)
    out, act = await _opened(tab("/nl/periods/per_9/out"), OutState)
    assert (act.missing, out.today, act.back) == (True, "", "/nl/periods")
    assert api.calls


def test_every_offer_of_the_api_has_words_and_a_place() -> None:
    of_updates = set().union(*WISHES.values())
    assert set(OPERATIONS) == of_updates | {"out", "cancel"}
    assert wish_of("endLater") == "end"
    assert wish_of("evil") == ""


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "vanaf ma 2 nov"),
        ({"endDate": "2026-12-18"}, "ma 2 nov tot en met vr 18 dec"),
        (SHIFT, "za 5 dec 18:00\N{EN DASH}23:00"),
        (SHIFT | {"endDate": "2026-12-06", "endHour": "02:00"}, "za 5 dec 18:00 tot zo 6 dec 02:00"),
    ],
)
def test_the_days_and_hours_of_a_period(fields: dict[str, str], said: str) -> None:
    known = {"id": "per_1", "status": "open", "startDate": "2026-11-02"}
    assert span("nl", Period.of(known | fields)) == said


def test_every_status_of_the_api_has_words() -> None:
    listed = {"open", "ending", "planned", "ended", "cancelled", "notCreated", "unverified"}
    assert set(STATUSES) == listed


async def test_an_out_starts_with_today_and_shows_what_follows(tab: Tab, api: StandIn) -> None:
    api.periods.add()
    api.dry_run |= {"warnings": [{"code": "own.x", "detail": "Look out."}]}
    out, act = await _opened(tab("/nl/periods/per_1/out"), OutState)
    assert (out.day, out.today, out.tomorrow) == ("today", "di 1 dec", "wo 2 dec")
    assert api.tried == [{"type": "out", "period": "per_1", "endDate": "2026-12-01"}]
    assert (act.outlook.deadline, act.name) == ("Uiterlijk vandaag om 18:00", "Lou Voorbeeld")
    assert [one.value for one in act.outlook.warnings] == ["Look out."]
    await out.choose("tomorrow")
    await out.choose("pick")
    assert act.outlook.deadline == "", "no day, no deadline"
    await out.pick("2026-12-24")
    assert [one["endDate"] for one in api.tried[1:]] == ["2026-12-02", "2026-12-24"]


async def test_a_period_that_has_not_begun_ends_on_its_first_day_at_the_earliest(
    tab: Tab, api: StandIn
) -> None:
    api.periods.add(startDate="2026-12-08", status="planned")
    out, _ = await _opened(tab("/nl/periods/per_1/out"), OutState)
    assert (out.day, out.date) == ("pick", "2026-12-08")


async def test_a_deadline_that_has_passed_is_said_loudly_and_does_not_stop_anybody(
    tab: Tab, api: StandIn
) -> None:
    api.periods.add()
    late = {"level": "late", "minutesLeft": -600, "text": "Too late.", "consequences": []}
    api.dry_run |= {"deadline": deadline("2026-11-30T23:59:59+01:00"), "lateRisk": late}
    out, act = await _opened(tab("/nl/periods/per_1/out"), OutState)
    assert act.outlook.level == "late"
    assert "liep af: gisteren om 23:59" in act.outlook.deadline
    assert path_of((await _all(out.send({"day": "today"})))[-1]) == "/nl/declarations/dec_1"
    assert len(api.filed) == 1


async def test_an_out_is_filed_once_however_often_it_is_pressed(tab: Tab, api: StandIn) -> None:
    api.periods.add()
    root = tab("/nl/periods/per_1/out")
    out, act = await _opened(root, OutState)
    for _ in range(3):
        events = await _all(out.send({"day": "tomorrow", "date": ""}))
        assert path_of(events[-1]) == "/nl/declarations/dec_1"
        assert act.busy is False
    assert api.filed == [{"type": "out", "period": "per_1", "endDate": "2026-12-02"}]
    await _all(out.load())
    await _all(out.send({"day": "today"}))
    assert len(api.filed) == 2, "a new visit is a new intention"


async def test_another_period_has_another_key_and_a_reconnect_has_not(tab: Tab, api: StandIn) -> None:
    api.periods.add()
    api.periods.add("per_2")
    root = tab("/nl/periods/per_1/out")
    out, act = await _opened(root, OutState)
    first = act.key
    await _all(out.load())
    assert act.key == first
    visit(root, "/nl/periods/per_2/out")
    await _all(out.load())
    assert act.key != first


async def test_a_period_that_nobody_tells_shows_nothing_of_the_one_before(
    tab: Tab, api: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    api.periods.add()
    api.periods.add("per_2", worker={"id": "wrk_2", "name": "Noor Peeters", "ssin": "masked"})
    root = tab("/nl/periods/per_1/cancel")
    cancel, act = await _opened(root, CancelState)
    visit(root, "/nl/periods/per_2/cancel")
    with monkeypatch.context() as dead:
        dead.setattr("dimona_web.pages.period.act.api", lambda: Api("http://api.example", "k", _Dead()))
        with pytest.raises(UnreachableError):
            await _all(cancel.load())
    assert (act.ready, act.name, act.period_words) == (False, "", "")
    assert act.about == "periods/per_2/cancel"
    assert act.outlook.deadline == ""
    assert act.back == "/nl/periods/per_2"
    assert await _all(cancel.send({})) == []
    assert api.filed == []


async def test_nothing_is_sent_from_the_page_of_another_period(tab: Tab, api: StandIn) -> None:
    api.record({**SHIFT, "type": "in", "worker": {"id": "wrk_1"}, "period": "per_1"}, "accepted")
    api.periods.add(declarationId="dec_1")
    api.periods.add("per_2")
    root = tab("/nl/periods/per_1/cancel")
    cancel, _ = await _opened(root, CancelState)
    visit(root, "/nl/periods/per_2/cancel")
    assert await _all(cancel.send({})) == [CancelState.load]
    assert await cancel.file_anew() is CancelState.load
    visit(root, "/nl/periods/per_1/out")
    out = await state(root, OutState)
    assert await _all(out.send({"day": "pick", "date": "2026-12-01"})) == [OutState.load]
    assert api.filed == []


async def test_a_page_is_about_its_own_place_only_and_keeps_its_key_in_any_language(
    tab: Tab, api: StandIn
) -> None:
    """The browser draws the form where the address is what the page is `about`."""
    api.periods.add()
    api.periods.add("per_2")
    root = tab("/nl/periods/per_2/cancel")
    cancel, act = await _opened(root, CancelState)
    visit(root, "/nl/periods/per_1/cancel")
    opening = cancel.load()
    await anext(opening)
    shown = (act.about, act.ready, act.name, act.period)
    assert shown == ("periods/per_1/cancel", False, "", None), "told that there is nothing yet, then shown"
    await _all(opening)
    key = act.key
    assert (act.about, act.ready, act.name) == ("periods/per_1/cancel", True, "Lou Voorbeeld")
    visit(root, "/fr/periods/per_1/cancel")
    await _all(cancel.load())
    assert (act.name, act.key) == ("Lou Voorbeeld", key), "sending it again is harmless, in any language"


async def test_today_is_the_day_that_the_page_says_also_after_midnight(
    tab: Tab, api: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    api.periods.add()
    root = tab("/nl/periods/per_1/out")
    out, _ = await _opened(root, OutState)
    monkeypatch.setattr("dimona_web.clock.today", lambda: date(2026, 12, 2))
    await _all(out.send({"day": "today"}))
    assert out.today == "di 1 dec"
    assert api.filed == [{"type": "out", "period": "per_1", "endDate": "2026-12-01"}]


async def test_a_lost_line_leaves_the_chosen_day_and_asks_nothing_anew(tab: Tab, api: StandIn) -> None:
    api.periods.add()
    root = tab("/nl/periods/per_1/out")
    out, _ = await _opened(root, OutState)
    await out.choose("tomorrow")
    place = str(root.router.url)
    stay: Visit = await root.get_state(Visit)
    stay.open(place)
    stay.opened()  # type: ignore[operator] # a handler, called as a method
    stay.connect(place, is_new=False)
    await _all(out.load())
    assert out.day == "tomorrow"


async def test_no_day_is_said_at_the_field(tab: Tab, api: StandIn) -> None:
    api.periods.add()
    out, act = await _opened(tab("/nl/periods/per_1/out"), OutState)
    events = await _all(out.send({"day": "pick", "date": ""}))
    assert reference_of(events[-1]) == "ref_problems"
    assert act.errors == {"date": "Vul een bestaande datum in."}
    assert api.filed == []


@pytest.mark.parametrize(
    ("answer", "field", "said"),
    [
        (problem(400, "x", {"name": "endDate", "detail": "Too early."}), "date", "Too early."),
        (problem(400, "x", {"name": "period", "detail": "Not now."}), "act", "Not now."),
        (problem(403, "You may only look."), "act", "You may only look."),
        (problem(409, "x"), "act", "nog verwerkt"),
        (problem(422, "x"), "/nl/declarations", "mogelijk al verstuurd"),
    ],
)
async def test_what_the_api_refuses_is_said(
    tab: Tab, api: StandIn, answer: Any, field: str, said: str
) -> None:
    api.periods.add()
    out, act = await _opened(tab("/nl/periods/per_1/out"), OutState)
    api.refuse_declaration = answer
    events = await _all(out.send({"day": "today"}))
    assert reference_of(events[-1]) == "ref_problems"
    assert said in act.errors[field]


async def test_no_answer_keeps_the_key(tab: Tab, api: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    api.periods.add()
    out, act = await _opened(tab("/nl/periods/per_1/out"), OutState)
    stand_in = httpx.ASGITransport(api.app())

    class LosesTheAnswer(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            await stand_in.handle_async_request(request)
            raise httpx.ReadTimeout("lost", request=request)

    with monkeypatch.context() as lossy:
        lossy.setattr(
            "dimona_web.pages.period.act.api", lambda: Api("http://api.example", "k", LosesTheAnswer())
        )
        assert reference_of((await _all(out.send({"day": "today"})))[-1]) == "ref_problems"
    assert "Druk opnieuw" in act.errors["act"]
    assert path_of((await _all(out.send({"day": "today"})))[-1]) == "/nl/declarations/dec_1"
    assert len(api.filed) == 1


async def test_what_the_dry_run_forbids_stands_at_its_field(tab: Tab, api: StandIn) -> None:
    api.periods.add()
    api.dry_run |= {"valid": False, "issues": [{"name": "endDate", "detail": "Before the start."}]}
    _, act = await _opened(tab("/nl/periods/per_1/out"), OutState)
    assert act.errors == {"date": "Before the start."}
    api.refuse_try = problem(400, "x", {"name": "endDate", "detail": "No such day."})
    out, act = await _opened(tab("/nl/periods/per_1/out"), OutState)
    await out.pick("2026-12-24")
    assert act.errors == {"date": "No such day."}
    assert act.outlook.deadline == ""


async def test_what_is_not_offered_is_not_asked(tab: Tab, api: StandIn) -> None:
    api.periods.add(operations=[operation("cancel")])
    for kind, page in ((OutState, "out"), (ChangeState, "change")):
        _, act = await _opened(tab(f"/nl/periods/per_1/{page}"), kind)
        assert (act.ready, act.offered, act.back) == (True, False, "/nl/periods/per_1")
    assert api.tried == []


async def test_a_change_offers_only_what_the_law_allows(tab: Tab, api: StandIn) -> None:
    api.periods.add(**SHIFT, operations=CHANGES)
    change, act = await _opened(tab("/nl/periods/per_1/change?what=startHour"), ChangeState)
    assert (change.wishes, change.wish, change.by_hours) == (["end", "start"], "start", True)
    assert api.tried == [], "nothing has changed yet"
    await change.write("start_hour", "17:00")
    assert api.tried == [{"type": "update", "period": "per_1", "startHour": "17:00"}]
    assert act.outlook.deadline
    await change.choose("hours")
    await change.write("evil", "x")
    assert (change.wish, "evil" in change.form) == ("start", False)


async def test_a_change_is_filed_with_what_changed_and_nothing_else(tab: Tab, api: StandIn) -> None:
    api.periods.add(**SHIFT, operations=CHANGES)
    change, _ = await _opened(tab("/nl/periods/per_1/change"), ChangeState)
    assert change.wish == "end"
    events = await _all(change.send({"wish": "end", "end_date": "2026-12-06", "end_hour": "02:00"}))
    assert path_of(events[-1]) == "/nl/declarations/dec_1"
    assert api.filed == [{"type": "update", "period": "per_1", "endDate": "2026-12-06", "endHour": "02:00"}]


async def test_a_change_that_changes_nothing_files_nothing(tab: Tab, api: StandIn) -> None:
    api.periods.add(**SHIFT, operations=CHANGES)
    change, act = await _opened(tab("/nl/periods/per_1/change"), ChangeState)
    events = await _all(change.send({"end_date": "2026-12-05", "end_hour": "23:00"}))
    assert reference_of(events[-1]) == "ref_problems"
    assert "verandert nog niets" in act.errors["act"]
    await _all(change.send({"end_hour": "25:00"}))
    assert act.errors == {"end_hour": "Vul een uur in zoals 17:30."}
    assert api.filed == []


def test_the_changes_a_form_makes() -> None:
    period = Period.of({"id": "per_1", "status": "open", "plannedHours": 40} | {"startDate": "2026-11-02"})
    assert changed("removeEnd", {}, period) == {"endDate": None}
    assert changed("hours", {"planned_hours": "60", "end_date": "2026-12-01"}, period) == {"plannedHours": 60}
    assert changed("hours", {"planned_hours": "40"}, period) == {}
    assert changed("hours", {"planned_hours": "0"}, period) == {}
    assert changed("end", {"end_date": "2026-12-31"}, period) == {"endDate": "2026-12-31"}
    assert changed("evil", {"end_date": "2026-12-31"}, period) == {}
    assert unreadable({"end_date": "x", "planned_hours": "1,5", "start_hour": ""}, tuple(WISHES)) == {}
    assert unreadable({"end_date": "x", "planned_hours": "1,5"}, ("end_date", "planned_hours")) == {
        "end_date": "error.date",
        "planned_hours": "error.hours",
    }


async def test_a_cancel_alone(tab: Tab, api: StandIn) -> None:
    api.periods.add()
    cancel, act = await _opened(tab("/nl/periods/per_1/cancel"), CancelState)
    assert cancel.may_file_anew is False
    assert await cancel.file_anew() is None
    assert act.outlook.deadline
    events = await _all(cancel.send({}))
    assert path_of(events[-1]) == "/nl/declarations/dec_1"
    assert api.filed == [{"type": "cancel", "period": "per_1"}]


async def test_filing_anew_begins_with_what_was_filed_and_cancels_by_it(tab: Tab, api: StandIn) -> None:
    api.record({**SHIFT, "type": "in", "worker": {"id": "wrk_1"}, "period": "per_1"}, "accepted")
    api.periods.add(**SHIFT, declarationId="dec_1")
    root = tab("/nl/periods/per_1/cancel")
    cancel, _ = await _opened(root, CancelState)
    assert cancel.may_file_anew
    assert path_of(await cancel.file_anew()) == "/nl/declare/terms"
    intent = (await state(root, Draft)).intent
    assert (intent.kind, intent.replaces) == ("EXT", "per_1")
    assert intent.answers["start_hour"] == "18:00"
    assert api.filed == []


def test_a_near_day_or_one_of_the_calendar() -> None:
    today = date(2026, 12, 1)
    assert day_of("tomorrow", "2027-01-01", today) == date(2026, 12, 2)
    assert day_of("pick", "2027-01-01", today) == date(2027, 1, 1)
    assert day_of("pick", "nonsense", today) is None
