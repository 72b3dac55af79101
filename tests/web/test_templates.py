"""Groups kept under a name: saved, proposed for a day, renamed, thrown away."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import reflex as rx

from dimona_web.api.shapes import Filed, Worker
from dimona_web.pages.many.again import PAST_DAY, AgainState
from dimona_web.pages.many.batch import BatchState
from dimona_web.pages.many.keeping import LONGEST_NAME, Keeping, recurring
from tests.web.conftest import Tab, reference_of, state, visit
from tests.web.stand_in import StandIn, problem
from tests.web.stand_in_batches import proposal

TODAY = "2026-12-01"
KEPT = {
    "workerType": "EXT",
    "jointCommittee": "302",
    "lump": "hours",
    "startHour": "18:00",
    "endHour": "23:00",
    "endsAfterDays": 0,
}


async def _all(events: AsyncIterator[Any]) -> list[Any]:
    return [event async for event in events]


async def _again(root: rx.State, api: StandIn) -> Any:
    api.batches.proposals = [proposal(1, TODAY), proposal(2, TODAY)]
    page = await state(root, AgainState)
    await page.load()
    return page


async def test_those_chosen_are_kept_and_proposed_for_another_day(tab: Tab, api: StandIn) -> None:
    root = tab("/nl/again")
    page = await _again(root, api)
    assert page.sources == []
    page.toggle(page.offer, "per_2", False)
    assert await page.keep(page.offer, {"group_name": " Zaterdagavond "}) is None
    (kept,) = api.batches.templates.values()
    assert (kept["name"], kept["filings"]) == ("Zaterdagavond", [KEPT | {"workerId": "wrk_1"}])
    assert "Zaterdagavond" in (await state(root, Keeping)).kept
    assert [one.label for one in page.sources] == ["Zaterdagavond"]

    await page.choose_source(kept["id"])
    assert (page.heading, [one.name for one in page.lines]) == (
        "Zaterdagavond, voor vandaag",
        ["Lou Voorbeeld"],
    )
    assert (await state(root, Keeping)).kept == "", "another group is shown"
    page.picked = "2026-12-12"
    await page.choose(page.redrawn, "pick")
    assert api.batches.asked[-1] == (kept["id"], "2026-12-12")
    await _all(page.send(page.offer, page.day, page.picked))
    ((_, _, body),) = api.batches.sent
    (filing,) = json.loads(body)["declarations"]
    assert (filing["worker"], filing["startDate"]) == ({"id": "wrk_1"}, "2026-12-12")
    assert (page.source, page.sources, page.lines) == (PAST_DAY, [], [])
    assert (page.heading, page.ready) == ("", False), "what was filed would show until the page opens anew"
    await page.load()
    assert (page.source, [one.label for one in page.sources], page.ready) == (
        PAST_DAY,
        ["Zaterdagavond"],
        True,
    )


async def test_the_same_group_is_kept_once_and_another_beside_it(tab: Tab, api: StandIn) -> None:
    page = await _again(tab("/nl/again"), api)
    for _ in range(2):
        await page.keep(page.offer, {"group_name": "A"})
    await page.keep(page.offer, {"group_name": "B"})
    page.toggle(page.offer, "per_1", False)
    await page.keep(page.offer, {"group_name": "B"})
    assert [one["name"] for one in api.batches.templates.values()] == ["A", "B", "B"]


@pytest.mark.parametrize(("name", "left_out"), [("", ()), ("A", ("per_1", "per_2"))])
async def test_a_group_needs_a_name_and_people(
    tab: Tab, api: StandIn, name: str, left_out: tuple[str, ...]
) -> None:
    root = tab("/nl/again")
    page = await _again(root, api)
    for line in left_out:
        page.toggle(page.offer, line, False)
    assert reference_of(await page.keep(page.offer, {"group_name": name})) == "ref_problems"
    assert list((await state(root, Keeping)).errors) == ["group_name"]
    assert api.batches.templates == {}


async def test_what_cannot_be_kept_is_said(tab: Tab, api: StandIn) -> None:
    root = tab("/nl/again")
    page = await _again(root, api)
    api.batches.refuse = problem(400, "x", {"name": "filings", "detail": "Too long for a template."})
    assert reference_of(await page.keep(page.offer, {"group_name": "A" * 200})) == "ref_problems"
    assert (await state(root, Keeping)).errors == {"group_name": "Too long for a template."}
    api.batches.refuse = None
    await page.keep(page.offer, {"group_name": "A" * 200})
    assert len(page.sources[0].label) == LONGEST_NAME


async def test_a_template_gets_another_name_or_goes(tab: Tab, api: StandIn) -> None:
    page = await _again(tab("/nl/again"), api)
    await page.keep(page.offer, {"group_name": "Oud"})
    (kept,) = list(api.batches.templates)
    await page.rename(page.offer, {"template_name": "Nieuw"})
    assert page.sources[0].label == "Oud", "a past day is shown, no template"
    await page.choose_source(kept)
    await page.rename(page.offer, {"template_name": " "})
    await page.rename(page.offer, {"template_name": "Nieuw"})
    assert (page.sources[0].label, page.heading) == ("Nieuw", "Nieuw, voor vandaag")
    assert len(api.batches.templates[kept]["filings"]) == 2
    await page.remove(page.offer)
    assert (page.source, page.sources, api.batches.templates) == (PAST_DAY, [], {})
    assert len(page.lines) == 2
    await page.choose_source(kept)
    assert page.source == PAST_DAY, "one that is gone cannot be chosen"


async def test_what_was_not_seen_is_neither_kept_nor_renamed_nor_thrown_away(tab: Tab, api: StandIn) -> None:
    page = await _again(tab("/nl/again"), api)
    await page.keep(page.offer, {"group_name": "Zaterdag"})
    (kept,) = list(api.batches.templates)
    seen = page.offer
    await page.choose_source(kept)
    await page.rename(seen, {"template_name": "Zondag"})
    await page.remove(seen)
    assert reference_of(await page.keep(seen, {"group_name": "Zondag"})) == "ref_problems"
    assert "een ander voorstel" in page.errors["lines"]
    assert [one["name"] for one in api.batches.templates.values()] == ["Zaterdag"]


async def test_the_address_names_a_template_and_a_gone_one_does_no_harm(tab: Tab, api: StandIn) -> None:
    root = tab("/nl/again")
    page = await _again(root, api)
    await page.keep(page.offer, {"group_name": "A"})
    (kept,) = list(api.batches.templates)
    visit(root, f"/nl/again?template={kept}")
    await page.load()
    assert page.source == kept
    api.batches.templates.clear()
    await page.load()
    assert (page.source, len(page.lines)) == (PAST_DAY, 2)


async def test_a_group_that_was_filed_can_be_kept(tab: Tab, api: StandIn) -> None:
    terms = {"workerType": "STU", "jointCommittee": "XXX", "startDate": TODAY, "endDate": "2026-12-04"}
    rows = []
    for number in (1, 2):
        filed = api.record({"type": "in", "worker": {"id": f"wrk_{number}"}, **terms}, "accepted")
        rows.append({"row": number, "state": "recorded", "issues": [], "declarationId": filed["id"]})
    api.batches.add("bat_1", rows)
    api.batches.add("bat_2", rows[:1])
    root = tab("/nl/batches/bat_1")
    page = await state(root, BatchState)
    await _all(page.load())
    assert page.may_keep
    await page.keep({"group_name": "Week"})
    (kept,) = api.batches.templates.values()
    same = {"workerType": "STU", "jointCommittee": "XXX", "endsAfterDays": 3}
    assert kept["filings"] == [same | {"workerId": "wrk_1"}, same | {"workerId": "wrk_2"}]
    visit(root, "/nl/batches/bat_2")
    await _all(page.load())
    assert not page.may_keep, "one person is no group"


def test_an_open_end_stays_open() -> None:
    filed = Filed.of({"workerType": "OTH", "jointCommittee": "200", "startDate": TODAY})
    assert recurring(Worker("wrk_1", "", ""), filed)["endsAfterDays"] is None
