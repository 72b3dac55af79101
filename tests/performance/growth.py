"""Reads of an employer with 100,000 workers beside those of one with 100.

On Amazon's DynamoDB Local, when DYNAMODB=jar asks for it (its licence is for whoever sets that to keep).
MiniStack's Query grows with the partition, so there a read is compared with a bare Query of the same size.
"""

import os
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from pynamodb.expressions.condition import Condition

from chalicelib.adapters.dynamo import keys
from chalicelib.adapters.dynamo.row import BY_DEADLINE, BY_EMPLOYER, BY_WORKER, Row, Table
from chalicelib.application.days import MOST_CONTRACTS, LookUpDay
from chalicelib.application.ports import Acceptance, DeclarationFilter, PeriodFilter
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.period import period_of
from chalicelib.domain.phase import Phase
from infra.local import dynamodb_jar, emulator, ports, resources
from infra.local.health import wait_until_healthy
from infra.local.process import Child, Program
from infra.template import Place, read
from tests.api.growing import copies, put_all, rows_by_kind
from tests.cloud import RunningCloud
from tests.contracts.stores import Stores, in_dynamo
from tests.performance.measure import Spread, interleaved, ratios, spread
from tests.performance.report import Figure
from tests.synthetic import LIVE_BUILDER, LIVE_CAFE, NOON, acceptance, student_terms

GROUP = "Growth of an employer"
ON_THE_JAR = "Growth of an employer: 100,000 workers with a period and a declaration each, DynamoDB Local"
ROUNDS, PAGE = 60, 25
PLACE = Place("growth")
DAY = date(2026, 12, 12)
"""Within the periods of all copies, and long after NOON, when they were filed."""


class Size(NamedTuple):
    """How many an employer has: workers, with a period and a declaration each; and rows for one day."""

    workers: int
    on_a_day: int


FEW, MANY, MANY_ON_MINISTACK = Size(100, 100), Size(100_000, 20_000), Size(2_000, 2_000)

Read = Callable[[], object]


def on_the_jar() -> bool:
    """Whether DynamoDB Local was asked for."""
    return os.environ.get("DYNAMODB") == "jar"


def figures(folder: Path) -> Iterator[Figure]:
    """Measure on the jar if that is asked for, else on MiniStack."""
    port = ports.any_free()
    if on_the_jar():
        jar = dynamodb_jar.program(port, folder / "jar", folder / "jar.log")
        with _running(_in_memory(jar), port) as cloud:
            yield from _beside_few(cloud, folder)
        return
    ministack = emulator.program(port, folder / "state", folder / "aws.log", snapshot_seconds=emulator.SELDOM)
    with _running(ministack, port) as cloud:
        yield from _beside_bare_queries(cloud, folder)


def _beside_few(cloud: RunningCloud, folder: Path) -> Iterator[Figure]:
    stores = _filled(cloud, folder, MANY)
    few, many = _reads(stores, LIVE_BUILDER), _reads(stores, LIVE_CAFE)
    for name, read_many in many.items():
        taken = interleaved({"many": read_many, "few": few[name]}, rounds=ROUNDS, warm_up=5)
        baseline = f"that with {FEW.workers}; at most 1.3"
        yield _figure(name, ratios(taken, "many", "few"), baseline, _milliseconds(taken, "many", "few"))


def _beside_bare_queries(cloud: RunningCloud, folder: Path) -> Iterator[Figure]:
    stores = _filled(cloud, folder, MANY_ON_MINISTACK)
    ours = _reads(stores, LIVE_CAFE)
    for name, bare in _bare(Table(cloud.table_name, PLACE.region), LIVE_CAFE).items():
        taken = interleaved({"ours": ours[name], "bare": bare}, rounds=ROUNDS, warm_up=5)
        yield _figure(
            name, ratios(taken, "ours", "bare"), "bare Queries of it", _milliseconds(taken, "ours", "bare")
        )


def _milliseconds(taken: Mapping[str, list[float]], name: str, baseline: str) -> str:
    mine, theirs = (spread(taken[each]).median * 1000 for each in (name, baseline))
    return f"{mine:.1f} ms against {theirs:.1f} ms"


def _figure(name: str, ratio: Spread, against: str, note: str) -> Figure:
    value = f"{ratio.median:.2f} x ({ratio.low:.2f} to {ratio.high:.2f})"
    return Figure(ON_THE_JAR if on_the_jar() else GROUP, name, value, against, note)


def _reads(stores: Stores, scope: EmployerScope) -> Mapping[str, Read]:
    """The reads that must not grow, as the use cases make them."""

    def listed(wanted: PeriodFilter) -> Read:
        return lambda: stores.periods.listed(scope, wanted, DAY, PAGE, None)

    return {
        "find workers by name": lambda: stores.register.search(scope, "voor", PAGE, None),
        "one worker": lambda: stores.register.worker(scope, "wrk_1"),
        "the periods of a worker": listed(PeriodFilter(worker_id="wrk_1")),
        "open periods": listed(PeriodFilter(frozenset({Phase.OPEN, Phase.ENDING}))),
        "one period": lambda: stores.periods.one(scope, "per_1"),
        "newest declarations": lambda: stores.declarations.newest(scope, DeclarationFilter(), PAGE, None),
        "who works on a day": lambda: LookUpDay(stores.periods)(scope, DAY, PAGE, None),
    }


def _bare(table: Table, scope: EmployerScope) -> Mapping[str, Read]:
    """The same lists without our code: from the same partitions, with rows left as they are."""
    owner, worker, by_end = keys.of_scope(scope), keys.periods_of_worker(scope, "wrk_1"), str(DAY)

    def query(
        partition: str, range_: Condition | None = None, index: str | None = None, size: int = PAGE
    ) -> list[Row]:
        found = table.row.query(partition, range_, index_name=index, scan_index_forward=False, limit=size)
        return list(found)

    def day() -> None:
        query(keys.week(scope, date(2026, 12, 7)))
        query(keys.contracts(scope), size=MOST_CONTRACTS)

    return {
        "find workers by name": lambda: query(keys.names(scope), Row.sk.between("voor", "voos")),
        "the periods of a worker": lambda: query(worker, index=BY_WORKER),
        "open periods": lambda: query(keys.periods(scope), Row.deadline_sk >= by_end, BY_DEADLINE),
        "newest declarations": lambda: query(owner, index=BY_EMPLOYER),
        "who works on a day": day,
    }


def _filled(cloud: RunningCloud, folder: Path, size: Size) -> Stores:
    """An employer with few and one with many, by copies of one real filing of each."""
    stores = in_dynamo(Table(cloud.table_name, PLACE.region), folder)
    for scope in (LIVE_BUILDER, LIVE_CAFE):
        stores.declarations.accept(scope, acceptance(scope, 1))
        stores.declarations.accept(scope, _contract(scope))
    rows = rows_by_kind(cloud)
    for scope, count in ((LIVE_BUILDER, FEW), (LIVE_CAFE, size)):
        for kind, renamed, many in (
            ("NAME", "wrk_", count.workers),
            ("PERIOD", "per_", count.workers),
            ("DECLARATION", "dec_", count.workers),
            ("WEEK", "per_", count.on_a_day),
            ("CONTRACT", "per_", count.on_a_day),
        ):
            put_all(cloud, copies(_model(rows[kind], scope), many, renamed))
    return stores


def _contract(scope: EmployerScope) -> Acceptance:
    """A filing of somebody whose period has no end: a day only counts it."""
    filed = acceptance(scope, 2)
    terms = student_terms(worker_type="OTH", end_date=None, planned_hours=None)
    period = period_of(terms, "per_2", "dec_2", NOON.date())
    return replace(filed, change=replace(filed.change, periods=(period,)))


def _model(rows: list[dict[str, Any]], scope: EmployerScope) -> dict[str, Any]:
    """The row of a scope that the reads find: by family name, of the first worker, in the week of the day."""
    owner, monday = keys.of_scope(scope), keys.week(scope, date(2026, 12, 7))
    found = {
        "NAME": lambda row: row["sk"]["S"].startswith("voor"),
        "PERIOD": lambda row: row["sk"]["S"].endswith("per_1"),
        "WEEK": lambda row: row["pk"]["S"] == monday,
    }
    return next(
        row for row in rows if row["pk"]["S"].startswith(owner) and found.get(row["kind"]["S"], bool)(row)
    )


def _in_memory(jar: Program) -> Program:
    """The jar without its file: writing that takes a hundred times as long, and no read waits for it."""
    before, after = (list(part) for part in _around(jar.command, "-dbPath"))
    return jar._replace(command=(*before, "-inMemory", *after[1:]))


def _around(words: tuple[str, ...], word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    place = words.index(word)
    return words[:place], words[place + 1 :]


@contextmanager
def _running(program: Program, port: int) -> Iterator[RunningCloud]:
    url = f"http://127.0.0.1:{port}"
    kept = dict(os.environ)
    os.environ.update(AWS_ENDPOINT_URL=url, AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test")
    child = Child(program)
    try:
        wait_until_healthy(child)
        _wait_until_open(port)
        yield _with_table(url)
    finally:
        child.stop()
        os.environ.clear()
        os.environ.update(kept)


def _wait_until_open(port: int, patience: float = 30) -> None:
    """The jar has no page that says it is ready: it is when its port takes a call."""
    deadline = time.monotonic() + patience
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return


def _with_table(url: str) -> RunningCloud:
    clients = resources.connect(url)
    (table,) = [each for each in read(PLACE) if each.type == "AWS::DynamoDB::Table"]
    wanted = {key: table.properties[key] for key in resources.CREATE_TABLE}
    clients.dynamodb.create_table(**wanted)
    name = table.properties["TableName"]
    clients.dynamodb.get_waiter("table_exists").wait(TableName=name)
    return RunningCloud(url, name, {}, clients)
