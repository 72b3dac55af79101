"""An owner types the RSZ number of somebody else: by it nobody reads, changes or files anything of theirs.

Both employers gave a mandate, so that the (simulated) RSZ itself would not stand in the way.
"""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from infra.local.house import House
from tests.api.callers import SETTLED, Caller, filing, new_ssin
from tests.api.test_periods import accepted, ordinary
from tests.api.test_reconciliations import compared, of_number

BUILDER, CAFE_AT_RSZ = "0999999823", "199999837"


@pytest.fixture(scope="module")
def thief(builder: Caller, owner: Caller) -> Iterator[Caller]:
    """The building firm, with the café's RSZ number among its settings."""
    address = f"/v1/employers/{BUILDER}"
    before = owner.get(address).json()["rszNumber"]
    assert owner.patch(address, {"rszNumber": CAFE_AT_RSZ}).json()["rszNumber"] == CAFE_AT_RSZ
    yield builder
    assert owner.patch(address, {"rszNumber": before}).status_code == 200


@pytest.fixture(scope="module")
def hired(cafe: Caller) -> dict[str, Any]:
    """Somebody the café hired."""
    return accepted(cafe, ordinary(890))


def test_an_import_brings_nobody_elses_periods_and_persons(thief: Caller, hired: dict[str, Any]) -> None:
    number = hired["period"]["rszNumber"]

    assert of_number(compared(thief, **{"import": True}), number) == []

    assert thief.get(f"/v1/periods/{number}").status_code == 404
    assert thief.post("/v1/workers/search", {"ssin": new_ssin(890)}, key=None).json()["items"] == []


def test_a_change_of_anothers_period_ends_like_one_of_an_unknown_number(
    thief: Caller, cafe: Caller, hired: dict[str, Any]
) -> None:
    filed = thief.file({"type": "cancel", "period": hired["period"]["rszNumber"]})
    ended = thief.until(filed["id"], SETTLED | {"withdrawn"})

    assert (ended["state"], ended["reason"]["code"], ended["sentAt"]) == ("withdrawn", "noPeriod", None)
    assert cafe.get(f"/v1/periods/{hired['period']['id']}").json()["atRsz"] == "active"
    assert of_number(compared(cafe), hired["period"]["rszNumber"]) == []


@pytest.mark.usefixtures("hired")
def test_a_filing_for_an_unknown_number_leaves_nobody_in_the_register(cafe: Caller) -> None:
    """Who has no name stands first, so that one page shows it."""
    filed = cafe.file({"type": "cancel", "period": "900000999923"})
    held = {each["id"] for each in cafe.get("/v1/workers").json()["items"]}

    assert cafe.until(filed["id"], {"withdrawn"})["reason"]["code"] == "noPeriod"

    after = cafe.get("/v1/workers").json()["items"]
    assert filed["worker"]["id"] not in held | {each["id"] for each in after}
    assert after


def test_what_is_filed_is_filed_for_ones_own_enterprise(thief: Caller, cafe: Caller) -> None:
    said = filing(new_ssin(891), "OTH")
    assert thief.validate(said)["rszRequest"]["employer"] == {"enterpriseNumber": BUILDER}

    number = accepted(thief, said)["period"]["rszNumber"]

    assert of_number(compared(cafe), number) == []
    assert of_number(compared(thief), number) == []


def test_nobody_adopts_anothers_declaration(thief: Caller, cafe: Caller, house: House) -> None:
    malformed = {"faults": {"post": "status:400", "times": 1}}
    settings = f"{house.urls['rsz']}/_simulator/settings"
    httpx.patch(settings, json=malformed, trust_env=False, timeout=60).raise_for_status()
    stuck = thief.settled(thief.file(filing(new_ssin(892), "OTH"))["id"])
    assert stuck["state"] == "needsHelp"
    theirs = accepted(cafe, filing(new_ssin(892), "OTH"))["rsz"]["declarationId"]

    adopted = thief.post(
        f"/v1/declarations/{stuck['id']}/resolve", {"as": "adopt", "rszNumber": theirs}, key=None
    )

    assert adopted.status_code == 400, adopted.text
    assert [issue["code"] for issue in adopted.json()["issues"]] == ["own.rszNumberOther"]
    assert thief.get(f"/v1/declarations/{stuck['id']}").json()["state"] == "needsHelp"
    withdrawn = thief.post(f"/v1/declarations/{stuck['id']}/resolve", {"as": "withdraw"}, key=None)
    assert withdrawn.status_code == 200, withdrawn.text
