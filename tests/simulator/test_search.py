"""Asking the RSZ what it has, after an outcome that nobody knows."""

from typing import Any

import pytest

from tests.simulator.client import CAFE, JAN, MIA, Declarant, dimona_in, stranger


def found(rsz: Declarant, what: str, **question: Any) -> list[dict[str, Any]]:
    answer = rsz.post({"employer": CAFE, **question}, f"/{what}/search")
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


def numbers(items: list[dict[str, Any]]) -> list[int]:
    return [item["declarationStatus"]["declarationId"] for item in items]


def file(rsz: Declarant, body: dict[str, Any]) -> tuple[int, int]:
    status = rsz.file(body)["declarationStatus"]
    return status["declarationId"], status["period"]["id"]


def test_an_item_tells_all_that_is_needed(rsz: Declarant) -> None:
    number, period = file(rsz, dimona_in(endDate="2030-12-31"))
    [item] = found(rsz, "declarations", worker={"ssin": JAN})
    assert item["dimonaIn"] == dimona_in(endDate="2030-12-31")["dimonaIn"]
    assert item["receptionInstant"].startswith("2030-09-02T12:00")
    status = item["declarationStatus"]
    assert (status["declarationId"], status["result"], status["period"]["id"]) == (number, "A", period)
    assert item == rsz.get(f"/declarations/{number}").json()


@pytest.fixture
def history(rsz: Declarant) -> dict[str, int]:
    """Jan: IN, a refused OUT, an UPDATE, a CANCEL, another IN. Mia: an IN."""
    first, period = file(rsz, dimona_in(endDate="2030-12-31"))
    out = rsz.file({"dimonaOut": {"periodId": period, "endDate": "2030-11-30"}})["declarationStatus"]
    assert out["result"] == "B"
    change, _ = file(rsz, {"dimonaUpdate": {"periodId": period, "endDate": "2030-11-30"}})
    cancel, _ = file(rsz, {"dimonaCancel": {"periodId": period}})
    again, new_period = file(rsz, dimona_in())
    mia, _ = file(rsz, dimona_in(worker={"ssin": MIA}))
    return {
        "period": period, "first": first, "out": out["declarationId"], "change": change, "cancel": cancel,
        "again": again, "new_period": new_period, "mia": mia,
    }  # fmt: skip


def test_declarations_by_worker_and_by_period(rsz: Declarant, history: dict[str, int]) -> None:
    of_period = [history[name] for name in ("cancel", "change", "out", "first")]
    assert numbers(found(rsz, "declarations", periodId=history["period"])) == of_period
    assert numbers(found(rsz, "declarations", worker={"ssin": JAN})) == [history["again"], *of_period]
    assert numbers(found(rsz, "declarations", worker={"ssin": MIA}, periodId=history["period"])) == []
    assert numbers(found(rsz, "declarations"))[0] == history["mia"]


def test_periods_by_number(rsz: Declarant, history: dict[str, int]) -> None:
    [cancelled] = found(rsz, "periods", periodId=history["period"])
    assert (cancelled["id"], cancelled["cancelled"], cancelled["endDate"]) == (
        history["period"],
        True,
        "2030-11-30",
    )
    [standing] = found(rsz, "relations", periodId=history["new_period"])
    assert (standing["startDate"], standing["worker"]["ssin"]) == ("2030-10-01", JAN)
    assert found(rsz, "relations", periodId=history["period"]) == []
    assert len(found(rsz, "relations")) == 2


def test_what_is_not_processed_is_shown_by_switch(rsz: Declarant) -> None:
    _, period = file(rsz, dimona_in())
    rsz.settings(processingDelay="600")
    waiting = rsz.post({"dimonaCancel": {"periodId": period}}).headers["Location"]
    assert len(found(rsz, "declarations", worker={"ssin": JAN})) == 1
    rsz.settings(searchShowsUnprocessed=True)
    item = found(rsz, "declarations", worker={"ssin": JAN})[0]
    assert waiting.endswith(str(item["declarationStatus"].pop("declarationId")))
    assert (item["declarationStatus"], item["dimonaCancel"]) == ({}, {"periodId": period})


def test_somebody_who_waits_for_identification_is_found_by_employer(rsz: Declarant) -> None:
    rsz.settings(identificationDelay=86_400)
    rsz.post(dimona_in(worker=stranger()))
    [item] = found(rsz, "declarations")
    assert (item["declarationStatus"]["result"], item["worker"]["familyName"]) == ("S", "Voorbeeld")


@pytest.mark.parametrize("what", ["declarations", "periods", "relations"])
def test_pages_lead_through_everything_once(rsz: Declarant, what: str) -> None:
    for ssin in (JAN, MIA, "03060999731", "79520599703", "01483099840"):
        file(rsz, dimona_in(worker={"ssin": ssin}))
    seen: list[str] = []
    path: str | None = f"/REST/dimona/v2/{what}/search?pageSize=2"
    while path:
        page = rsz.http.post(path, json={"employer": CAFE}, headers=rsz.bearer).json()
        seen += [item["worker"]["ssin"] for item in page["items"]]
        path = page.get("next")
    assert len(seen) == len(set(seen)) == 5


def test_nobody_sees_another_employer(rsz: Declarant, history: dict[str, int]) -> None:
    other = {"enterpriseNumber": "0999999823"}
    for what in ("declarations", "periods", "relations"):
        for question in ({}, {"periodId": history["period"]}):
            assert rsz.post({"employer": other, **question}, f"/{what}/search").json()["items"] == []
