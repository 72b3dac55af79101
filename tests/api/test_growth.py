"""What a read costs does not grow with what is kept: counted by the store at 100 items and at 20,000.

How long a read takes is not looked at: MiniStack goes through the whole partition for each Query, which at
this size takes it a second. So its callers wait longer here than they would for DynamoDB.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from chalicelib.adapters.dynamo.rows import PRIMARY
from chalicelib.application.days import MOST_CONTRACTS
from tests.api.callers import new_ssin, student
from tests.api.growing import Meter, copies, put_all, rows_by_kind
from tests.api.inside import Inside
from tests.cloud import RunningCloud

pytestmark = pytest.mark.cloud
FEW, MANY = 100, 20_000
PAGE = 25
PATIENT = 60.0
"""Seconds that a Query of the emulator may take on a busy machine."""
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


class Model(NamedTuple):
    """A real row of which there are to be many, the id that tells the copies apart, and their part of all."""

    row: dict[str, Any]
    renamed: str
    part: float = 1


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chalicelib.adapters.dynamo.row._Settings.read_timeout_seconds", PATIENT)


@pytest.fixture
def meter(inside: Inside, monkeypatch: pytest.MonkeyPatch) -> Meter:
    made = Meter()
    made.attach(monkeypatch)
    return made


def test_no_read_grows_with_what_is_kept(inside: Inside, meter: Meter, clean_cloud: RunningCloud) -> None:
    filed = [inside("POST", "/v1/declarations", body) for body in bodies()]
    where = {"worker": filed[0]["worker"]["id"], "period": filed[0]["period"]["id"]}
    models = list(models_in(clean_cloud, where["worker"]))
    grow(clean_cloud, models, FEW)
    few = {read: cost(inside, meter, read, where) for read in READS}
    grow(clean_cloud, models, MANY)
    many = {read: cost(inside, meter, read, where) for read in READS}

    assert many == few
    for read, (calls, scanned, capacity) in many.items():
        one, day = read in ONE_THING, read.startswith("/v1/days")
        assert calls == ("GetItem", "GetItem") if one else ("GetItem", "Query", *["Query"] * day), read
        assert scanned == (0 if one else PAGE + day * MOST_CONTRACTS), read
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


def models_in(cloud: RunningCloud, worker: str) -> Iterator[Model]:
    """Choose a row for each partition that is read; all periods are of one worker, as many in each phase."""
    rows = rows_by_kind(cloud)
    periods = [row for row in rows["PERIOD"] if "STU" not in row["document"]["S"]]
    of_worker = next(row["workerPk"] for row in periods if worker in row["workerPk"]["S"])
    for row in periods:
        yield Model({**row, "workerPk": of_worker}, "per_", 1 / len(periods))
    yield Model(cancelled(periods[0]), "per_", 1 / len(periods))
    yield Model(rows["DECLARATION"][0], "dec_")
    yield Model(starting(rows["NAME"], "sk", "voorbeeld"), "wrk_")
    yield Model(starting(rows["NAME"], "sk", PRIMARY + "voorbeeld"), "wrk_")
    yield Model(starting(rows["CONTRACT"], "sk", "9999"), "per_")
    yield Model(next(row for row in rows["WEEK"] if row["pk"]["S"].endswith("2026-12-07")), "per_")


def cancelled(row: dict[str, Any]) -> dict[str, Any]:
    """Return a period as the index of cancelled ones has it, under another id."""
    id_ = {"S": row["sk"]["S"].replace("per_", "per_gone")}
    return {**row, "sk": id_, "deadlinePk": {"S": row["deadlinePk"]["S"] + "#cancelled"}}


def starting(rows: list[dict[str, Any]], name: str, start: str) -> dict[str, Any]:
    return next(row for row in rows if row[name]["S"].startswith(start))


def grow(cloud: RunningCloud, models: list[Model], count: int) -> None:
    """Have so many of each in its partition."""
    for row, renamed, part in models:
        put_all(cloud, copies(row, round(count * part), renamed))
