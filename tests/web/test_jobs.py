"""Exports and comparisons with the RSZ: begun once, followed, and each difference with its remedy."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from chalicelib.domain.comparing import Difference as Known
from dimona_web.api.job_shapes import Comparison, Difference
from dimona_web.pages.compare.differences import REMEDIES, Beside, shown, told
from dimona_web.pages.compare.page import CompareState
from dimona_web.pages.declarations import DeclarationsState
from dimona_web.pages.declare.draft import Draft
from dimona_web.pages.export import ExportState
from dimona_web.pages.register.register import RegisterState
from dimona_web.platform import session
from dimona_web.platform.file_routes import ROUTES
from tests.synthetic import WOMAN_2007
from tests.web.conftest import Tab, path_of, state, visit
from tests.web.stand_in import StandIn
from tests.web.stand_in_jobs import difference, period


async def _all(events: AsyncIterator[Any]) -> list[Any]:
    return [event async for event in events]


async def test_an_export_has_the_filters_of_the_list(tab: Tab, api: StandIn) -> None:
    page = await state(tab("/nl/declarations"), DeclarationsState)
    await page.load()
    await page.filter({"state": "accepted", "from": "2026-12-01", "worker": "lou", "reference": "R 1"})
    assert path_of(await page.export("xlsx")) == "/nl/export?job=exp_1"
    assert api.jobs.ordered == [
        {
            "kind": "declarations",
            "format": "xlsx",
            "state": "accepted",
            "from": "2026-12-01",
            "reference": "R 1",
            "workerId": "wrk_1",
        }
    ]
    assert await page.export("exe") is None
    assert len(api.jobs.ordered) == 1


async def test_the_register_is_exported_by_its_words_but_never_by_a_number(tab: Tab, api: StandIn) -> None:
    page = await state(tab("/nl/register"), RegisterState)
    await _all(page.load())
    for written in ("pee", WOMAN_2007, ""):
        await page.search(written)
        await page.export("csv")
    orders = [order.get("q", "") for order in api.jobs.ordered]
    assert orders == ["pee", "", ""]


async def test_an_export_is_followed_until_its_file_is_there(tab: Tab, api: StandIn) -> None:
    export = api.jobs.add_export(rows=100)
    page = await state(tab("/nl/export?job=exp_1"), ExportState)
    assert len(await _all(page.load())) == 2, "it is watched"
    assert (page.told.tone, page.told.rows, page.told.download) == ("busy", "100 regels", "")
    export |= {"state": "completed", "pollAfter": None}
    assert await _all(page.load()) == [None]
    assert page.told.download == "/files/exports/exp_1?language=nl"
    assert (page.told.name, page.told.until) == ("Aangiften · CSV", "Te downloaden tot morgen om 10:00.")
    export["state"] = "failed"
    await _all(page.load())
    assert (page.told.tone, page.told.download) == ("bad", "")


async def test_a_job_is_shown_at_its_own_address_only(tab: Tab, api: StandIn) -> None:
    """The browser shows what the page is `about` where the address asks for the same."""
    for _ in range(2):
        api.jobs.add_export(state="completed", pollAfter=None)
        api.jobs.add_comparison([difference("oursOnly")])
    for page, kind, job in (("export", ExportState, "exp"), ("compare", CompareState, "rec")):
        root = tab(f"/nl/{page}")
        shown = await state(root, kind)
        await _all(shown.load())
        assert shown.about == ""
        for number in (1, 2):
            visit(root, f"/nl/{page}?job={job}_{number}")
            opening = shown.load()
            await anext(opening)
            assert (shown.about, shown.ready) == (f"{job}_{number}", False)
            await _all(opening)
            assert (shown.about, shown.ready, shown.missing) == (f"{job}_{number}", True, False)


async def test_an_export_that_is_gone_says_so(tab: Tab, api: StandIn) -> None:
    for address in ("/nl/export?job=exp_9", "/nl/export"):
        page = await state(tab(address), ExportState)
        await _all(page.load())
        assert (page.missing, page.ready) == (True, True)
    assert api.calls


async def test_the_file_comes_through_our_own_process(api: StandIn) -> None:
    transport = httpx.ASGITransport(Starlette(routes=list(ROUTES)))
    cookies = {session.COOKIE: session.seal("tok_eva")}
    browser = httpx.AsyncClient(transport=transport, base_url="http://web.example", cookies=cookies)
    api.jobs.add_export(state="completed")
    answer = await browser.get("/files/exports/exp_1?language=nl")
    assert (answer.status_code, answer.content) == (200, b"a;b")
    assert (answer.headers["cache-control"], answer.headers["content-type"]) == (
        "no-store",
        "text/csv; charset=utf-8",
    )
    gone = await browser.get("/files/exports/exp_9?language=fr")
    assert gone.headers["location"] == "/fr/export?job=exp_9"
    api.tokens.clear()
    ended = await browser.get("/files/exports/exp_1?language=nl")
    assert ended.headers["location"] == "/nl/sign-in/ended?to=export%3Fjob%3Dexp_1"


async def test_declarations_of_a_worker_by_name_or_by_the_address(tab: Tab, api: StandIn) -> None:
    for worker in ("wrk_1", "wrk_2"):
        api.record({"worker": {"id": worker}, "workerType": "OTH", "startDate": "2026-12-01"}, "accepted")
    root = tab("/nl/declarations")
    page = await state(root, DeclarationsState)
    await page.load()
    await page.filter({"worker": "noor"})
    assert ([one.name for one in page.rows], page.worker) == (["Noor Peeters"], "Noor Peeters")
    await page.filter({"worker": "Noor Peeters", "type": "out"})
    assert (page.rows, page.worker) == ([], "Noor Peeters")
    await page.filter({"worker": "xyz"})
    assert (list(page.errors), page.worker) == (["worker"], "")
    api.workers.append({"id": "wrk_3", "givenName": "Noor", "familyName": "Pauwels", "ssin": None})
    await page.filter({"worker": "noor"})
    assert [one.id for one in page.alike] == ["wrk_2", "wrk_3"]
    await page.choose("wrk_9")
    await page.choose("wrk_2")
    assert ([one.name for one in page.rows], page.alike) == (["Noor Peeters"], [])
    visit(root, "/nl/declarations?worker=wrk_1")
    await page.load()
    assert ([one.name for one in page.rows], page.filtered) == (["Lou Voorbeeld"], True)
    await page.everything()
    assert (len(page.rows), page.filtered, page.worker) == (2, False, "")
    visit(root, "/nl/declarations?worker=wrk_9")
    await page.load()
    assert len(page.rows) == 2, "somebody who is gone does no harm"


def test_every_difference_the_api_knows_has_a_remedy() -> None:
    assert set(REMEDIES) == {kind.value for kind in Known}


@pytest.mark.parametrize(
    ("kind", "href", "act"),
    [
        ("theirsOnly", "", "import"),
        ("imported", "/nl/periods/per_1", ""),
        ("pendingHere", "/nl/declarations", ""),
        ("namelessThere", "/nl/register", ""),
        ("oursOnly", "", "declare"),
        ("cancelledThere", "", "declare"),
        ("cancelledHere", "/nl/periods/per_1", ""),
        ("datesDiffer", "/nl/periods/per_1", ""),
        ("hoursDiffer", "/nl/periods/per_1/change?what=endHour", ""),
        ("plannedHoursDiffer", "/nl/periods/per_1/change?what=plannedHours", ""),
        ("typeDiffers", "/nl/periods/per_1/cancel", ""),
        ("fromTomorrow", "", ""),
    ],
)
def test_a_remedy_leads_to_the_right_place(kind: str, href: str, act: str) -> None:
    told = shown("nl", Difference.of(difference(kind)), {"wrk_1": "Lou"})
    assert (told.href, told.act, bool(told.words)) == (href, act, bool(href or act))
    assert (told.name, told.text, told.remedy) == ("Lou", "It differs.", "Mend it.")


def test_both_sides_are_told_beside_each_other() -> None:
    hours: dict[str, Any] = {
        "startHour": "18:00",
        "endHour": "23:00",
        "endDate": "2026-11-02",
        "plannedHours": 8,
    }
    one = Difference.of(difference("datesDiffer", theirs=period(**hours)))
    told = shown("nl", one, {})
    dash = "\N{EN DASH}"
    assert told.ours == Beside(f"2 nov 2026 {dash} Geen einddatum", "Gewone werknemer · 900000000217")
    there = f"2 nov 2026 18:00 {dash} 2 nov 2026 23:00"
    assert told.theirs == Beside(there, "Gewone werknemer · 8 uur gepland · 900000000217")
    alone = shown("nl", Difference.of(difference("theirsOnly", worker=None)), {})
    assert (alone.ours, alone.name) == (Beside("Niet aanwezig"), "")


@pytest.mark.parametrize(
    ("kinds", "more", "tone", "standing"),
    [
        ([], {}, "ok", "Alles komt overeen."),
        (["imported"], {}, "ok", "Alles komt overeen."),
        (["oursOnly", "imported"], {}, "warn", "1 verschil"),
        ([], {"state": "processing"}, "busy", "We vergelijken."),
        ([], {"state": "failed", "failure": "No mandate."}, "bad", "No mandate."),
    ],
)
def test_where_a_comparison_stands(kinds: list[str], more: dict[str, Any], tone: str, standing: str) -> None:
    counts = {kind: kinds.count(kind) for kind in kinds}
    json = {"id": "rec_1", "state": "completed", "counts": counts, "progress": {"theirs": 1200}} | more
    seen = told("nl", Comparison.of(json, ""))
    assert (seen.tone, seen.standing) == (tone, standing)
    assert seen.looked == "Bekeken: 1.200 bij de RSZ, 0 bij u."
    assert bool(seen.found) == ("imported" in kinds)


async def test_a_comparison_begins_once_however_often_it_is_pressed(tab: Tab, api: StandIn) -> None:
    root = tab("/nl/compare")
    page = await state(root, CompareState)
    assert await _all(page.load()) == [None]
    assert (page.told.id, page.ready) == ("", True)
    addresses = [path_of(await page.begin(False)) for _ in range(2)]
    assert addresses == ["/nl/compare?job=rec_1"] * 2
    assert path_of(await page.begin(True)) == "/nl/compare?job=rec_2"
    assert api.jobs.ordered == [{"import": False}, {"import": True}]
    visit(root, addresses[0])
    assert len(await _all(page.load())) == 2, "it is watched"
    assert (page.told.tone, page.rows) == ("busy", [])
    visit(root, "/nl/compare?job=rec_9")
    await _all(page.load())
    assert (page.missing, page.ready) == (True, True)


async def test_differences_come_in_pages_with_names(tab: Tab, api: StandIn) -> None:
    api.jobs.add_comparison([difference("datesDiffer", "wrk_2"), difference("oursOnly", "wrk_9")])
    api.jobs.page_size = 1
    page = await state(tab("/nl/compare?job=rec_1"), CompareState)
    assert await _all(page.load()) == [None]
    assert ([one.name for one in page.rows], page.has_more) == (["Noor Peeters"], True)
    await page.more()
    assert ([one.name for one in page.rows], page.has_more) == (["Noor Peeters", ""], False)
    await page.more()
    assert len(page.rows) == 2


async def test_remedies_that_do_something(tab: Tab, api: StandIn) -> None:
    api.jobs.add_comparison([difference("oursOnly"), difference("theirsOnly", None)])
    root = tab("/nl/compare?job=rec_1")
    page = await state(root, CompareState)
    await _all(page.load())
    assert path_of(await page.mend("declare", "wrk_1")) == "/nl/declare/kind"
    assert (await state(root, Draft)).worker_id == "wrk_1"
    assert path_of(await page.mend("import", "")) == "/nl/compare?job=rec_2"
    assert api.jobs.ordered == [{"import": True}]
    assert await page.mend("declare", "wrk_2") is None, "only for somebody who is shown"
    assert await page.mend("evil", "wrk_1") is None
