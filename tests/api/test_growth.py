"""What a read costs does not grow with what is kept: counted by the store at 100 items and at 20,000."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.api.callers import new_ssin, student
from tests.api.growing import Meter, copies, put_all, rows_like
from tests.api.test_budget import Inside
from tests.cloud import RunningCloud

pytestmark = pytest.mark.cloud
FEW, MANY = 100, 20_000
PAGE = 25
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
def meter(inside: Inside, monkeypatch: pytest.MonkeyPatch) -> Iterator[Meter]:
    made = Meter()
    made.attach(monkeypatch)
    yield made


def test_no_read_grows_with_what_is_kept(inside: Inside, meter: Meter, clean_cloud: RunningCloud) -> None:
    filed = [
        inside("POST", "/v1/declarations", _open(600)),
        inside("POST", "/v1/declarations", student(new_ssin(601))),
    ]
    where = {"worker": filed[0]["worker"]["id"], "period": filed[0]["period"]["id"]}
    grow(clean_cloud, FEW)
    few = {read: cost(inside, meter, read.format(**where)) for read in READS}
    grow(clean_cloud, MANY)
    many = {read: cost(inside, meter, read.format(**where)) for read in READS}

    assert many == few
    for read, (calls, scanned, capacity) in many.items():
        assert calls in {("GetItem", "Query"), ("GetItem", "GetItem"), ("GetItem", "Query", "Query")}, read
        assert (len(calls) == 3) == read.startswith("/v1/days"), read
        assert scanned <= PAGE * (len(calls) - 1), read
        assert capacity > 0, read


def cost(inside: Inside, meter: Meter, path: str) -> Any:
    meter.start()
    inside(
        "GET", path + ("&" if "?" in path else "?") + f"pageSize={PAGE}" * ("{" not in path and _paged(path))
    )
    return meter.cost


def _paged(path: str) -> bool:
    return path.count("/") == 2 or path.endswith("periods") or "?" in path or "days" in path


def _open(number: int) -> dict[str, Any]:
    return student(
        new_ssin(number), workerType="OTH", startDate="2026-12-01", endDate=None, plannedHours=None
    )


def grow(cloud: RunningCloud, count: int) -> None:
    """Have so many periods, declarations and names: as real ones, under other keys."""
    for kind, name in (("PERIOD", "per_"), ("DECLARATION", "dec_"), ("NAME", "wrk_"), ("CONTRACT", "per_")):
        put_all(cloud, copies(rows_like(cloud, kind)[0], count, name))
