"""What a read costs does not grow with what is kept: counted by the store at 100 items and at 2,000."""

import os
from typing import Any

import pytest

from chalicelib.application.days import MOST_CONTRACTS
from tests.api.callers import new_ssin, student
from tests.api.growing import Meter, copies, put_all, rows_like
from tests.api.inside import Inside
from tests.cloud import RunningCloud

pytestmark = pytest.mark.cloud
# MiniStack writes ever slower: 20,000 of each take minutes there, so that is asked for.
FEW, MANY = 100, int(os.environ.get("GROWTH_ITEMS", "2000"))
PAGE = 25
ONE_THING = ("/v1/workers/{worker}", "/v1/periods/{period}")
READS = [
    "/v1/workers?q=voor",
    "/v1/workers",
    "/v1/workers/{worker}",
    "/v1/workers/{worker}/periods",
    "/v1/periods",
    "/v1/periods?status=open",
    "/v1/periods?status=ending",
    "/v1/periods?status=planned",
    "/v1/periods?status=ended",
    "/v1/periods?status=cancelled",
    "/v1/periods/{period}",
    "/v1/declarations",
    "/v1/declarations?state=recorded",
    "/v1/deadlines",
    "/v1/days/2026-12-12",
]


@pytest.fixture
def meter(inside: Inside, monkeypatch: pytest.MonkeyPatch) -> Meter:
    made = Meter()
    made.attach(monkeypatch)
    return made


def test_no_read_grows_with_what_is_kept(inside: Inside, meter: Meter, clean_cloud: RunningCloud) -> None:
    filed = [inside("POST", "/v1/declarations", body) for body in bodies()]
    where = {"worker": filed[0]["worker"]["id"], "period": filed[0]["period"]["id"]}
    grow(clean_cloud, FEW)
    few = {read: cost(inside, meter, read, where) for read in READS}
    grow(clean_cloud, MANY)
    many = {read: cost(inside, meter, read, where) for read in READS}

    assert many == few
    for read, (calls, scanned, capacity) in many.items():
        reads = 2 if read.startswith("/v1/days") else 1
        assert (calls[0], len(calls) - 1) == ("GetItem", reads), read
        assert set(calls[1:]) <= ({"GetItem"} if read in ONE_THING else {"Query"}), read
        assert scanned <= PAGE + (reads - 1) * MOST_CONTRACTS, read
        assert capacity > 0, read


def cost(inside: Inside, meter: Meter, read: str, where: dict[str, str]) -> Any:
    path = read.format(**where)
    page = "" if read in ONE_THING else f"{'&' if '?' in path else '?'}pageSize={PAGE}"
    meter.start()
    inside("GET", path + page)
    return meter.cost


def bodies() -> list[dict[str, Any]]:
    """One of each phase, as seen on 1 December 2026; the first is open."""
    ordinary = {"workerType": "OTH", "plannedHours": None}
    return [
        student(new_ssin(600), **ordinary, startDate="2026-12-01", endDate=None),
        student(new_ssin(601), **ordinary, startDate="2026-11-02", endDate="2026-12-18"),
        student(new_ssin(602), **ordinary, startDate="2026-12-02", endDate=None),
        student(new_ssin(603), **ordinary, startDate="2026-10-01", endDate="2026-10-30"),
        student(new_ssin(604)),
    ]


def grow(cloud: RunningCloud, count: int) -> None:
    """Have so many more periods, declarations, names and contracts: as real ones, under other keys."""
    periods = [row for row in rows_like(cloud, "PERIOD") if "x0" not in row["sk"]["S"]]
    gone = {**periods[0], "deadlinePk": {"S": periods[0]["deadlinePk"]["S"] + "#cancelled"}}
    gone["sk"] = {"S": gone["sk"]["S"].replace("per_", "per_gone")}
    for row in (*periods, gone):
        put_all(cloud, copies(row, count // 4, "per_"))
    for kind, name in (("DECLARATION", "dec_"), ("NAME", "wrk_"), ("CONTRACT", "per_")):
        row = next(row for row in rows_like(cloud, kind) if "x0" not in row["sk"]["S"] + row["pk"]["S"])
        put_all(cloud, copies(row, count, name))
