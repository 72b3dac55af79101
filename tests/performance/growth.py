"""Reads of an employer with 100,000 workers beside those of one with 100.

On Amazon's DynamoDB Local, when DYNAMODB=jar asks for it (its licence is for whoever sets that to keep).
MiniStack's Query grows with the partition, so there a read is compared with a bare Query of the same size.
"""

import os
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from chalicelib.adapters.dynamo import keys
from chalicelib.adapters.dynamo.row import Row, Table
from chalicelib.application.ports import PeriodFilter
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.brussels import local_date
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
from tests.synthetic import LIVE_BUILDER, LIVE_CAFE, NOON, acceptance

GROUP = "Growth of an employer"
FEW, MANY, MANY_ON_MINISTACK, PERIODS = 100, 100_000, 2_000, 20_000
ROUNDS, PAGE = 60, 25
PLACE = Place("growth")
TODAY = local_date(NOON)


def figures(folder: Path) -> Iterator[Figure]:
    """Measure on the jar if that is asked for, else on MiniStack."""
    port = ports.any_free()
    if os.environ.get("DYNAMODB") == "jar":
        jar = dynamodb_jar.program(port, folder / "jar", folder / "jar.log")
        with _running(_in_memory(jar), port) as cloud:
            yield from _beside_few(cloud, folder)
        return
    with _running(emulator.program(port, folder / "state", folder / "aws.log"), port) as cloud:
        yield from _beside_bare_queries(cloud, folder)


def _beside_few(cloud: RunningCloud, folder: Path) -> Iterator[Figure]:
    stores = _filled(cloud, folder, MANY, PERIODS)
    few, many = _reads(stores, LIVE_BUILDER), _reads(stores, LIVE_CAFE)
    for name, read_many in many.items():
        taken = interleaved({"many": read_many, "few": few[name]}, rounds=ROUNDS, warm_up=5)
        yield _figure(name, ratios(taken, "many", "few"), spread(taken["many"]), "that with 100")


def _beside_bare_queries(cloud: RunningCloud, folder: Path) -> Iterator[Figure]:
    stores = _filled(cloud, folder, MANY_ON_MINISTACK, MANY_ON_MINISTACK)
    bare = Table(cloud.table_name, PLACE.region)
    partition = keys.names(LIVE_CAFE)

    def bare_query() -> object:
        return list(bare.row.query(partition, Row.sk.startswith("voor"), limit=PAGE))

    search = _reads(stores, LIVE_CAFE)["find workers by name"]
    taken = interleaved({"ours": search, "bare": bare_query}, rounds=ROUNDS, warm_up=5)
    yield _figure(
        "find workers by name", ratios(taken, "ours", "bare"), spread(taken["ours"]), "a bare Query"
    )


def _figure(name: str, ratio: Spread, took: Spread, against: str) -> Figure:
    return Figure(
        GROUP,
        name,
        f"{ratio.median:.2f} x ({ratio.low:.2f} to {ratio.high:.2f})",
        against,
        f"{took.median * 1000:.1f} ms; at most 1.3 is wanted on DynamoDB Local",
    )


def _reads(stores: Stores, scope: EmployerScope) -> Mapping[str, Callable[[], object]]:
    """The reads that must not grow, as the use cases make them."""

    def listed(wanted: PeriodFilter) -> Callable[[], object]:
        return lambda: stores.periods.listed(scope, wanted, TODAY, PAGE, None)

    return {
        "find workers by name": lambda: stores.register.search(scope, "voor", PAGE, None),
        "one worker": lambda: stores.register.worker(scope, "wrk_1"),
        "the periods of a worker": listed(PeriodFilter(worker_id="wrk_1")),
        "planned periods": listed(PeriodFilter(frozenset({Phase.PLANNED}))),
        "one period": lambda: stores.periods.one(scope, "per_1"),
    }


def _filled(cloud: RunningCloud, folder: Path, workers: int, periods: int) -> Stores:
    """An employer with few and one with many, by copies of one real filing of each."""
    stores = in_dynamo(Table(cloud.table_name, PLACE.region), folder)
    for scope in (LIVE_BUILDER, LIVE_CAFE):
        stores.declarations.accept(scope, acceptance(scope, 1))
    rows = rows_by_kind(cloud)
    names, kept = rows["NAME"], rows["PERIOD"]
    for scope, people, held in ((LIVE_BUILDER, FEW, FEW), (LIVE_CAFE, workers, periods)):
        owner = keys.of_scope(scope)
        name = next(row for row in names if row["pk"]["S"].startswith(owner) and "voor" in row["sk"]["S"])
        period = next(row for row in kept if row["pk"]["S"].startswith(owner))
        put_all(cloud, copies(name, people, "wrk_"))
        put_all(cloud, copies(period, held, "per_"))
    return stores


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
