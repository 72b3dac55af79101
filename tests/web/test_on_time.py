"""Which share was on time, month by month: counted from what the API says, in the words of the language."""

from dimona_web.pages.on_time import OnTimeState
from tests.web.conftest import Tab, state
from tests.web.stand_in import StandIn

FILING = {"worker": {"id": "wrk_1"}, "workerType": "OTH", "startDate": "2026-12-01"}


def _received(api: StandIn, at: str, timeliness: str, count: int = 1) -> None:
    for _ in range(count):
        api.record(FILING, "accepted", receivedAt=at, timeliness=timeliness)


async def test_each_month_has_its_share_newest_first(tab: Tab, api: StandIn) -> None:
    _received(api, "2026-10-05T10:00:00+02:00", "late")
    # November already in Brussels, still October in London.
    _received(api, "2026-10-31T23:30:00+00:00", "onTime", 2)
    _received(api, "2026-11-30T10:00:00+01:00", "late")
    _received(api, "2026-11-30T11:00:00+01:00", "unknown", 3)
    page = await state(tab("/nl/on-time"), OnTimeState)
    await page.load()
    assert [(one.name, one.share, one.words) for one in page.months] == [
        ("November 2026", 66, "2 van 3, 66%"),
        ("Oktober 2026", 0, "0 van 1, 0%"),
    ]
    assert page.about == "Uw laatste 7 aangiften"
    assert len(api.calls) == 1


async def test_all_but_one_is_not_all(tab: Tab, api: StandIn) -> None:
    _received(api, "2026-11-30T10:00:00+01:00", "onTime", 199)
    _received(api, "2026-11-30T10:00:00+01:00", "late")
    page = await state(tab("/en/on-time"), OnTimeState)
    await page.load()
    assert [one.share for one in page.months] == [99]


async def test_nothing_known_is_no_month(tab: Tab, api: StandIn) -> None:
    _received(api, "2026-11-30T11:00:00+01:00", "unknown")
    page = await state(tab("/fr/on-time"), OnTimeState)
    await page.load()
    assert (page.ready, page.months) == (True, [])


async def test_who_filed_more_may_look_further_back(tab: Tab, api: StandIn) -> None:
    """A month that was counted in part is counted on, and nothing twice."""
    _received(api, "2026-10-05T10:00:00+02:00", "onTime", 30)
    _received(api, "2026-11-30T10:00:00+01:00", "late", 20)
    _received(api, "2026-11-30T11:00:00+01:00", "onTime", 100)
    page = await state(tab("/nl/on-time"), OnTimeState)
    await page.load()
    assert (page.about, page.has_more) == ("Uw laatste 100 aangiften", True)
    await page.more()
    assert [(one.name, one.words) for one in page.months] == [
        ("November 2026", "100 van 120, 83%"),
        ("Oktober 2026", "30 van 30, 100%"),
    ]
    assert (page.about, page.has_more) == ("Uw laatste 150 aangiften", False)
    await page.more()
    assert len(api.calls) == 2
