"""The states of the pages beside the wizard: deadlines, filters, settings, help."""

from typing import Any

import reflex as rx

from dimona_web.pages.deadlines import DeadlinesState
from dimona_web.pages.declarations import DeclarationsState
from dimona_web.pages.help import HelpState
from dimona_web.pages.more import PLACES
from dimona_web.pages.settings import SettingsState
from dimona_web.paths import OFFLINE
from dimona_web.platform.visit import Visit
from tests.journeys.addresses import EVERY_PAGE
from tests.web.conftest import Tab, reference_of, state, visit
from tests.web.stand_in import StandIn, problem

FILING = {"worker": {"id": "wrk_1"}, "workerType": "OTH", "startDate": "2026-12-01"}


async def _arrives(root: rx.State, page: Any = None) -> None:
    """Somebody goes to the address where the tab is; `page` is what opens there."""
    where: Visit = await root.get_state(Visit)
    where.open(str(root.router.url))
    if page is not None:
        await page.load()


async def test_what_is_due_says_until_when(tab: Tab, api: StandIn) -> None:
    for one in ("recorded", "accepted", "unconfirmed"):
        api.record(FILING, one)
    due = await state(tab("/nl/deadlines"), DeadlinesState)
    await due.load()
    await due.load()
    assert [line.due for line in due.rows] == ["Uiterlijk vandaag om 17:00"] * 2
    assert (due.ready, due.has_more) == (True, False)
    await due.more()
    assert len(due.rows) == 2


async def test_the_list_shows_what_was_asked_for(tab: Tab, api: StandIn) -> None:
    for one in ("accepted", "refused", "refused"):
        api.record(FILING, one)
    shown = await state(tab("/nl/declarations"), DeclarationsState)
    await shown.load()
    await shown.filter({"state": "refused", "evil": "x"})
    assert (len(shown.rows), shown.filtered) == (2, True)
    await shown.filter({"state": "held"})
    assert (shown.rows, shown.ready) == ([], True)
    await shown.everything()
    assert (len(shown.rows), shown.filtered) == (3, False)


async def test_a_list_that_is_opened_shows_all_of_it(tab: Tab, api: StandIn) -> None:
    for one in ("accepted", "refused"):
        api.record(FILING, one)
    root = tab("/nl/declarations?worker=wrk_1")
    shown = await state(root, DeclarationsState)
    await _arrives(root, shown)
    await shown.filter({"state": "refused", "worker": shown.worker})
    assert (shown.worker, len(shown.rows)) == ("Lou Voorbeeld", 1)
    visit(root, "/nl/declarations/dec_2")
    await _arrives(root)
    visit(root, "/nl/declarations")
    await _arrives(root, shown)
    assert (shown.worker, len(shown.rows)) == ("Lou Voorbeeld", 1), "one of them was looked at"
    visit(root, "/nl")
    await _arrives(root)
    visit(root, "/nl/declarations")
    await _arrives(root, shown)
    assert (shown.worker, shown.filters["state"], shown.filtered, len(shown.rows)) == ("", "", False, 2)


async def test_a_name_that_nobody_has_is_said_where_it_is_heard(tab: Tab, api: StandIn) -> None:
    api.record(FILING, "accepted")
    shown = await state(tab("/nl/declarations"), DeclarationsState)
    await shown.load()
    assert reference_of(await shown.filter({"worker": "nobody"})) == "ref_problems"
    assert set(shown.errors) == {"worker"}
    assert await shown.filter({"worker": "Lou"}) is None
    assert (shown.errors, shown.worker) == ({}, "Lou Voorbeeld")


async def test_settings_tell_who_and_what(tab: Tab, api: StandIn) -> None:
    page = await state(tab("/nl/settings"), SettingsState)
    await page.load()
    assert (page.name, page.employers, page.role) == ("Eva", ["Café De Kroon"], "Eigenaar")
    assert (page.committee, page.working_days, page.may_change) == ("302", "monSat", True)
    assert page.committees[0].label == "124 · Bouw"
    assert api.calls


async def test_settings_are_kept_with_the_version_that_was_read(tab: Tab, api: StandIn) -> None:
    page = await state(tab("/nl/settings"), SettingsState)
    await page.load()
    assert await page.save({"committee": "XXX", "working_days": "monFri"}) is None
    assert (api.employer["defaultJointCommittee"], api.employer["version"]) == ("XXX", 4)
    assert (page.saved, page.committee, page.working_days) == (True, "XXX", "monFri")
    await page.save({"committee": "302", "working_days": "monFri"})
    assert api.employer["version"] == 5


async def test_settings_that_changed_meanwhile_are_not_overwritten(tab: Tab, api: StandIn) -> None:
    page = await state(tab("/nl/settings"), SettingsState)
    await page.load()
    api.employer |= {"workingDays": "monFri", "version": 4}
    api.refuse_act = problem(409, "Somebody else changed this.")
    assert reference_of(await page.save({"committee": "XXX", "working_days": "monSat"})) == "ref_problems"
    assert page.errors == {"committee": "Somebody else changed this."}
    assert (page.saved, page.working_days) == (False, "monFri")


async def test_consequences_have_figure_day_and_source(tab: Tab, api: StandIn) -> None:
    page = await state(tab("/nl/help"), HelpState)
    await page.load()
    assert (page.note, page.told[0].source) == ("Geen advies.", "Code, art. 181")
    assert page.told[0].since == "(sinds 1 feb 2026)"
    assert page.as_of == "Zoals het geldt op dinsdag 1 december 2026."
    assert api.calls


def test_more_has_no_dead_doors() -> None:
    from dimona_web.dimona_web import PAGES

    assert {place for place, _, _ in PLACES} <= {page.address for page in PAGES}


def test_every_page_stands_among_the_addresses() -> None:
    """What is asked of every page, in a browser, is asked of those; one of them is not Reflex' own."""
    from dimona_web.dimona_web import PAGES

    assert sorted([*(page.address for page in PAGES), OFFLINE]) == sorted(EVERY_PAGE)
