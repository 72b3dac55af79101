"""What goes to the device and comes back: names alone, to their owner alone; one draft, never a filing."""

import json
from typing import Any
from uuid import UUID

import httpx
import pytest
from starlette.applications import Starlette

from dimona_web.device_routes import ROUTES
from dimona_web.platform.session import COOKIE, seal
from tests.web.stand_in import StandIn

OWN = {"origin": "http://127.0.0.1:3000"}
STARTED: dict[str, Any] = {
    "id": str(UUID(int=7)),
    "worker": "wrk_1",
    "name": "Lou Voorbeeld",
    "kind": "",
    "startDate": "2026-12-01",
    "startHour": "18:00",
    "endHour": "",
}
LAST = {
    "type": "in",
    "worker": {"id": "wrk_1"},
    "workerType": "EXT",
    "jointCommittee": "302",
    "lump": "hours",
    "startDate": "2026-11-28",
    "startHour": "17:00",
    "endDate": "2026-11-29",
    "endHour": "02:00",
}


@pytest.fixture
def device() -> httpx.AsyncClient:
    """The browser of somebody who is signed in."""
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(Starlette(routes=list(ROUTES)), client=("127.0.0.9", 1)),
        base_url="http://127.0.0.1:3000",
        headers=OWN | {"cookie": f"{COOKIE}={seal('tok_eva')}"},
    )


async def _started(device: httpx.AsyncClient, **changes: Any) -> dict[str, Any]:
    owner = (await device.get("/device/people")).json()["owner"]
    return STARTED | {"owner": owner} | changes


async def test_names_and_ids_go_and_nothing_else(device: httpx.AsyncClient, api: StandIn) -> None:
    answer = await device.get("/device/people")
    told = answer.json()
    assert answer.headers["cache-control"] == "no-store"
    assert told.keys() == {"owner", "people"}
    assert told["people"] == [
        {"id": "wrk_1", "name": "Lou Voorbeeld"},
        {"id": "wrk_2", "name": "Noor Peeters"},
    ]
    assert "eva" not in told["owner"]
    assert api.calls


async def test_a_large_register_is_cut_short(device: httpx.AsyncClient, api: StandIn) -> None:
    api.workers = [
        {"id": f"wrk_{n}", "givenName": "A", "familyName": str(n), "ssin": "x"} for n in range(400)
    ]
    assert len((await device.get("/device/people")).json()["people"]) == 300


@pytest.mark.parametrize("cookie", ["", f"{COOKIE}=forged"])
async def test_nobody_signed_in_is_told_nothing(device: httpx.AsyncClient, api: StandIn, cookie: str) -> None:
    assert (await device.get("/device/people", headers={"cookie": cookie})).status_code == 401
    answer = await device.post("/device/drafts", json=STARTED, headers={"cookie": cookie})
    assert answer.status_code == 401
    assert api.calls == []


async def test_a_session_that_ended_is_told_as_such(device: httpx.AsyncClient, api: StandIn) -> None:
    started = await _started(device)
    api.tokens.clear()
    assert (await device.get("/device/people")).status_code == 401
    assert (await device.post("/device/drafts", json=started)).status_code == 401
    assert api.drafts.by_id == {}


async def test_handed_over_twice_it_is_one_draft_and_never_a_filing(
    device: httpx.AsyncClient, api: StandIn
) -> None:
    api.record(LAST, "accepted")
    filings = len(api.declarations)
    started = await _started(device)
    for _ in range(2):
        answer = await device.post("/device/drafts", json=started)
        assert (answer.status_code, answer.json()) == (200, {"draft": STARTED["id"]})
    (one,) = api.drafts.by_id.values()
    filing = one["filing"]
    assert (filing["startDate"], filing["startHour"]) == ("2026-12-01", "18:00"), "as said on the device"
    assert (filing["workerType"], filing["jointCommittee"], filing["endHour"]) == ("EXT", "302", "02:00")
    assert filing["worker"] == {"id": "wrk_1", "familyName": "Lou Voorbeeld"}
    assert (len(api.declarations), api.filed) == (filings, [])


async def test_what_was_changed_since_is_not_overwritten(device: httpx.AsyncClient, api: StandIn) -> None:
    api.drafts.add(STARTED["id"], {"type": "in", "startDate": "2026-12-09"})
    assert (await device.post("/device/drafts", json=await _started(device))).status_code == 200
    assert api.drafts.by_id[STARTED["id"]]["filing"]["startDate"] == "2026-12-09"


async def test_another_kind_than_last_time_takes_nothing_of_it(
    device: httpx.AsyncClient, api: StandIn
) -> None:
    api.record(LAST, "accepted")
    await device.post("/device/drafts", json=await _started(device, kind="STU"))
    (one,) = api.drafts.by_id.values()
    assert one["filing"]["workerType"] == "STU"
    assert "jointCommittee" not in one["filing"]


async def test_what_another_person_started_is_refused(device: httpx.AsyncClient, api: StandIn) -> None:
    answer = await device.post("/device/drafts", json=STARTED | {"owner": "somebody else"})
    assert answer.status_code == 409
    assert api.drafts.by_id == {}


@pytest.mark.parametrize("origin", ["", "https://evil.example", "http://127.0.0.1:3001"])
async def test_another_page_hands_over_nothing(device: httpx.AsyncClient, api: StandIn, origin: str) -> None:
    answer = await device.post("/device/drafts", json=STARTED, headers={"origin": origin})
    assert answer.status_code == 403
    assert api.calls == []


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{",
        json.dumps(STARTED | {"id": "07022899801"}),
        json.dumps(STARTED | {"worker": "07022899801"}),
        json.dumps(STARTED | {"startDate": "tomorrow"}),
        json.dumps(STARTED | {"name": "x" * 3000}),
    ],
)
async def test_what_does_not_look_as_it_must_is_refused(
    device: httpx.AsyncClient, api: StandIn, body: str
) -> None:
    assert (await device.post("/device/drafts", content=body)).status_code == 400
    assert api.drafts.by_id == {}


async def test_while_the_api_is_away_the_device_keeps_it(device: httpx.AsyncClient, api: StandIn) -> None:
    started = await _started(device)
    api.drafts.away = True
    assert (await device.post("/device/drafts", json=started)).status_code == 503


async def test_somebody_whom_the_register_no_longer_has(device: httpx.AsyncClient, api: StandIn) -> None:
    answer = await device.post("/device/drafts", json=await _started(device, worker="wrk_99"))
    assert answer.status_code == 404
    assert api.drafts.by_id == {}
