"""The register against what the (simulated) RSZ holds, over HTTP: told, imported, and nobody else's."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from chalicelib.adapters.rsz.client import RszAccount, rsz_client
from chalicelib.adapters.world import ShiftedClock
from chalicelib.application.ports import Employer, Rsz, RszFiling
from chalicelib.domain.filing import InTerms
from chalicelib.domain.worker import WorkerIdentity
from infra.local.house import House
from infra.local.keys import RSZ_CLIENT_ID
from tests.api.callers import Caller, new_ssin
from tests.api.test_periods import accepted, ordinary, until
from tests.contracts.rsz_benches import close
from tests.synthetic import CAFE

ELSEWHERE = new_ssin(880)


@pytest.fixture(scope="module")
def rsz(house: House, cafe: Caller) -> Iterator[Rsz]:
    """The RSZ as another tool of the café's reaches it, past our register, on the house's clock."""
    started = cafe.post("/v1/exports", {"kind": "workers"}).json()["createdAt"]
    account = RszAccount(
        base_url=f"{house.urls['rsz']}/REST/dimona/v2",
        token_url=f"{house.urls['rsz']}/REST/oauth/v5/token",
        client_id=RSZ_CLIENT_ID,
        private_key_pem=(house.plan.state_dir / "keys" / "rsz-private-key.pem").read_text(),
    )
    client = rsz_client(account, ShiftedClock(datetime.fromisoformat(started) - datetime.now(UTC)))
    yield client
    close(client)


@pytest.fixture(scope="module")
def elsewhere(rsz: Rsz) -> str:
    """The number of a period that was declared elsewhere."""
    terms = InTerms(worker_type="OTH", joint_committee="XXX", start_date=date(2026, 12, 3))
    number = rsz.file(RszFiling(Employer(CAFE), WorkerIdentity(ssin=ELSEWHERE), terms))
    raw = until(lambda: rsz.answer(number))
    period = rsz.interpret(raw).period_id
    assert period is not None
    return period


def compared(caller: Caller, **body: Any) -> dict[str, Any]:
    """Reconcile and wait until it is done, with all pages of differences."""
    asked = caller.post("/v1/reconciliations", body, headers={"Accept-Language": "en"})
    assert asked.status_code == 202, asked.text
    location = asked.headers["Location"]
    done = dict(until(lambda: _completed(caller, location)))
    address = done.get("next")
    while address:
        page = caller.get(address).json()
        done["items"] += page["items"]
        address = page.get("next")
    return done


def _completed(caller: Caller, location: str) -> dict[str, Any] | None:
    shown = caller.get(location, params={"pageSize": 2}, headers={"Accept-Language": "en"}).json()
    return shown if shown["state"] == "completed" else None


def of_number(done: dict[str, Any], number: str) -> list[str]:
    return [item["kind"] for item in done["items"] if (item["theirs"] or item["ours"])["rszNumber"] == number]


def test_what_only_the_rsz_has_is_told_then_imported_once(cafe: Caller, elsewhere: str) -> None:
    told = compared(cafe)
    assert of_number(told, elsewhere) == ["theirsOnly"]
    (item,) = [each for each in told["items"] if each["kind"] == "theirsOnly"][:1]
    assert item["text"] == "Only the RSZ has this period."
    assert item["remedy"]
    assert told["counts"]["theirsOnly"] >= 1
    assert cafe.get(f"/v1/periods/{elsewhere}").status_code == 404

    imported = compared(cafe, **{"import": True})
    assert of_number(imported, elsewhere) == ["imported"]
    shown = cafe.get(f"/v1/periods/{elsewhere}").json()
    assert (shown["status"], shown["atRsz"], shown["startDate"]) == ("planned", "active", "2026-12-03")
    assert "out" in {each["type"] for each in shown["operations"]}
    found = cafe.post("/v1/workers/search", {"ssin": ELSEWHERE}, key=None).json()["items"]
    assert [each["id"] for each in found] == [shown["worker"]["id"]]

    again = compared(cafe, **{"import": True})
    assert of_number(again, elsewhere) == []
    closed = accepted(cafe, {"type": "out", "period": elsewhere, "endDate": "2026-12-18"})
    assert closed["period"]["rszNumber"] == elsewhere


def test_what_agrees_is_no_difference(cafe: Caller) -> None:
    number = accepted(cafe, ordinary(881))["period"]["rszNumber"]
    done = compared(cafe)
    assert of_number(done, number) == []
    assert done["progress"]["theirs"] >= 1
    assert done["progress"]["ours"] >= 1


def test_no_national_number_and_no_name_is_in_a_reconciliation(cafe: Caller, elsewhere: str) -> None:
    text = str(compared(cafe))
    assert ELSEWHERE not in text
    assert "Voorbeeld" not in text


def test_the_sandbox_has_nothing_to_compare(cafe_test: Caller) -> None:
    assert compared(cafe_test)["items"] == []


def test_strangers_see_nothing_of_it(
    cafe: Caller, builder: Caller, cafe_test: Caller, elsewhere: str
) -> None:
    done = compared(cafe)
    for stranger in (builder, cafe_test):
        assert stranger.get(f"/v1/reconciliations/{done['id']}").status_code == 404
    assert of_number(compared(builder), elsewhere) == []
    assert builder.get(f"/v1/periods/{elsewhere}").status_code == 404


def test_a_key_is_needed_and_repeats_the_first_answer(cafe: Caller) -> None:
    assert cafe.post("/v1/reconciliations", {}, key=None).status_code == 400
    first = cafe.post("/v1/reconciliations", {}, key="reconcile-1")
    again = cafe.post("/v1/reconciliations", {}, key="reconcile-1")
    assert again.json() == first.json()
    assert cafe.post("/v1/reconciliations", {"import": True}, key="reconcile-1").status_code == 422
    assert cafe.post("/v1/reconciliations", {"imports": True}).status_code == 400
    assert cafe.get("/v1/reconciliations/rec_none").status_code == 404
