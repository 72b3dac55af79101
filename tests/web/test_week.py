"""The week of who works: seven days from a Monday, by name with hours, contracts as a count."""

from dimona_web.pages.week import WeekState
from tests.web.conftest import Tab, state
from tests.web.stand_in import StandIn

EVENING = {
    "id": "per_1",
    "worker": {"id": "wrk_1", "name": "Lou Voorbeeld", "ssin": "masked"},
    "workerType": "EXT",
    "startHour": "18:00",
    "endHour": "23:00",
}


async def test_a_week_begins_on_monday_and_names_who_works(tab: Tab, api: StandIn) -> None:
    api.works_today = {"items": [EVENING], "openContracts": {"count": 2, "atLeast": False}}
    page = await state(tab("/nl/week"), WeekState)
    await page.load()
    assert (page.monday, page.heading, len(page.days)) == ("2026-11-30", "ma 30 nov tot en met zo 6 dec", 7)
    assert [day.is_today for day in page.days] == [False, True] + [False] * 5
    tuesday = page.days[1]
    assert (tuesday.name, tuesday.contracts) == (
        "Dinsdag 1 december 2026",
        "En 2 medewerkers met een contract.",
    )
    (work,) = tuesday.works
    assert (work.href, work.name, work.hours) == (
        "/nl/periods/per_1",
        "Lou Voorbeeld",
        "18:00\N{EN DASH}23:00",
    )
    asked = [path for _, path, _ in api.calls]
    assert sorted(asked) == ["/v1/days/2026-11-30", *(f"/v1/days/2026-12-0{day}" for day in range(1, 7))]


async def test_weeks_move_one_at_a_time_and_are_remembered(tab: Tab, api: StandIn) -> None:
    page = await state(tab("/nl/week"), WeekState)
    await page.load()
    await page.move(1)
    assert page.monday == "2026-12-07"
    await page.load()
    assert page.monday == "2026-12-07"
    await page.move(-500)
    assert page.monday == "2026-11-30"
    assert page.days[0].contracts == ""
    assert api.calls
