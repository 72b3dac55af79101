"""The register's pages: found while one types, added, and everything about one worker on one axis."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest

from dimona_web.api.period_shapes import Period
from dimona_web.pages.declare.draft import Draft
from dimona_web.pages.period.timeline import WIDTH, axis_of
from dimona_web.pages.periods import FILTERS, PeriodsState
from dimona_web.pages.register.new import RegisterNewState
from dimona_web.pages.register.register import RegisterState
from dimona_web.pages.register.worker import WorkerState
from tests.synthetic import MAN_1990, MAN_2003, WOMAN_2007, WRONG_SSIN
from tests.web.conftest import Tab, path_of, reference_of, state, visit
from tests.web.stand_in import StandIn

TODAY = date(2026, 12, 1)
NEW = {"ssin": MAN_2003, "given_name": "Jonas", "family_name": "Testaert"}


async def _all(events: AsyncIterator[Any]) -> list[Any]:
    return [event async for event in events]


def _period(**more: Any) -> Period:
    known = {"id": "per_1", "status": "open", "startDate": "2026-11-02", "worker": {"id": "wrk_1"}}
    return Period.of(known | more)


@pytest.mark.parametrize(
    ("written", "found"), [("", 2), ("  ", 2), ("pee", 1), ("xyz", 0), (WOMAN_2007, 1), ("0702", 0)]
)
async def test_the_register_is_searched_while_one_types(
    tab: Tab, api: StandIn, written: str, found: int
) -> None:
    register = await state(tab("/nl/register"), RegisterState)
    await _all(register.load())
    await register.search(written)
    assert (len(register.people), register.ready, register.asked) == (found, True, bool(written.strip()))
    assert not any(written.strip() and written in path for _, path, _ in api.calls)


async def test_a_long_register_comes_in_pages_and_a_search_ends_them(tab: Tab, api: StandIn) -> None:
    for number in range(25):
        api.workers.append({"id": f"wrk_x{number}", "givenName": "Zoë", "familyName": "Z", "ssin": "masked"})
    register = await state(tab("/nl/register"), RegisterState)
    await _all(register.load())
    assert (len(register.people), register.has_more) == (20, True)
    await register.more()
    assert (len(register.people), register.has_more) == (27, False)
    assert register.people[0].href == "/nl/register/wrk_1"
    await _all(register.load())
    await register.search("lou")
    assert (len(register.people), register.has_more) == (1, False)
    await register.more()
    assert len(register.people) == 1
    loading = register.load()
    await anext(loading)
    assert (register.people, register.ready) == ([], False), "no row of the search moves under the thumb"
    await _all(loading)
    assert len(register.people) == 20


async def test_somebody_new_is_added_once_and_shown(tab: Tab, api: StandIn) -> None:
    form = await state(tab("/nl/register/new"), RegisterNewState)
    assert path_of(await form.submit(NEW)) == "/nl/register/wrk_3"
    assert path_of(await form.submit(NEW | {"ssin": MAN_1990})) == "/nl/register/wrk_2"
    assert len(api.workers) == 3


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"ssin": WRONG_SSIN}, "ssin"), ({"ssin": "1"}, "ssin"), ({"given_name": " "}, "given_name")],
)
async def test_a_wrong_person_is_said_at_the_field(
    tab: Tab, api: StandIn, changes: dict[str, str], field: str
) -> None:
    form = await state(tab("/nl/register/new"), RegisterNewState)
    assert reference_of(await form.submit(NEW | changes)) == "ref_problems"
    assert list(form.errors) == [field]
    assert len(api.workers) == 2


async def test_a_worker_is_shown_with_periods_and_declarations(tab: Tab, api: StandIn) -> None:
    api.periods.add(
        onItsWay=[{"declarationId": "dec_7", "type": "out", "changes": {"endDate": "2026-12-18"}}]
    )
    api.periods.add("per_2", worker={"id": "wrk_2", "name": "Noor"})
    api.record({"worker": {"id": "wrk_1"}, "workerType": "OTH", "startDate": "2026-11-02"}, "accepted")
    api.record({"worker": {"id": "wrk_2"}, "workerType": "OTH", "startDate": "2026-11-02"}, "accepted")
    page = await state(tab("/nl/register/wrk_1"), WorkerState)
    assert await _all(page.load()) == [None]
    (drawn,) = page.timeline.periods
    assert (page.name, page.ready, page.missing) == ("Lou Voorbeeld", True, False)
    assert drawn.row.href == "/nl/periods/per_1"
    assert (drawn.row.name, drawn.row.what) == ("Gewone werknemer", "vanaf ma 2 nov")
    assert drawn.row.pending == "Einde onderweg: tot en met vr 18 dec"
    assert [(line.href, line.name) for line in page.declarations] == [
        ("/nl/declarations/dec_1", "Gewone werknemer")
    ]
    assert await _all(page.load()) == [], "a second look at the same worker does not empty the page first"


async def test_the_next_worker_never_shows_the_last_one(tab: Tab, api: StandIn) -> None:
    root = tab("/nl/register/wrk_1")
    page = await state(root, WorkerState)
    await _all(page.load())
    visit(root, "/nl/register/wrk_9")
    loading = page.load()
    await anext(loading)
    assert (page.name, page.ready) == ("", False)
    await _all(loading)
    assert page.missing
    assert await page.declare() is None
    assert api.calls


async def test_declaring_for_a_worker_begins_at_the_kind(tab: Tab, api: StandIn) -> None:
    root = tab("/en/register/wrk_2")
    page = await state(root, WorkerState)
    await _all(page.load())
    assert path_of(await page.declare()) == "/en/declare/kind"
    assert (await state(root, Draft)).worker_id == "wrk_2"
    assert api.calls


async def test_periods_are_filtered_and_come_in_pages(tab: Tab, api: StandIn) -> None:
    for number in range(23):
        api.periods.add(f"per_{number}")
    api.periods.add("per_p", status="planned", startDate="2026-12-08")
    page = await state(tab("/nl/periods"), PeriodsState)
    await page.load()
    assert (len(page.rows), page.has_more) == (20, True)
    await page.more()
    assert (len(page.rows), page.has_more) == (23, False)
    await page.show("planned")
    assert [(one.href, one.word) for one in page.rows] == [("/nl/periods/per_p", "Gepland")]
    await page.show("evil")
    assert page.status == "planned"
    for status in FILTERS:
        await page.show(status)
        assert page.ready


def test_bars_lie_where_their_days_are() -> None:
    past = _period(startDate="2026-11-01", endDate="2026-11-10", status="ended")
    open_end = _period()
    planned = _period(startDate="2026-12-11", endDate="2026-12-31", status="planned")
    axis = axis_of([past, open_end, planned], TODAY)
    assert (axis.first, axis.last) == (date(2026, 11, 1), date(2027, 1, 10))
    bars = [axis.bar(one) for one in (past, open_end, planned)]
    assert [bar.look for bar in bars] == ["bar-ended", "bar-open", "bar-planned"]
    assert bars[0].x == 0
    assert bars[0].x + bars[0].width < axis.at(TODAY) < bars[2].x
    assert bars[1].x + bars[1].width == WIDTH
    assert bars[2].width == axis.at(date(2027, 1, 1)) - axis.at(date(2026, 12, 11))


def test_what_lies_off_the_axis_has_no_bar_and_a_day_is_never_too_narrow_to_see() -> None:
    long_ago = _period(startDate="2019-01-01", endDate="2019-12-31", status="ended")
    one_day = _period(startDate="2026-12-05", endDate="2026-12-05")
    axis = axis_of([long_ago, one_day], TODAY)
    assert axis.bar(long_ago).width == 0
    assert axis.bar(one_day).width >= 12
    waiting = _period(onItsWay=[{"declarationId": "dec_1", "type": "in"}])
    assert axis.bar(waiting).look == "bar-pending"
    assert axis_of([], TODAY).at(TODAY) == 0
