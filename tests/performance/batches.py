"""Multi-Dimona over HTTP in the whole house: how fast a list is taken, and a row beside a filing."""

import json
import statistics
import time
import uuid
from collections.abc import Iterator, Mapping
from itertools import count, islice
from pathlib import Path
from typing import Any, NamedTuple, Self

import httpx

from chalicelib.edge.batch_files import CSV, XLSX
from infra.local.house import House
from tests.api.callers import Caller, caller_with, new_ssin, student
from tests.performance.lists import list_of
from tests.performance.report import Figure

GROUP = "Multi-Dimona, over HTTP, sent to the RSZ simulator meanwhile"
BATCHES = "/v1/declarationBatches"
MOST = 5_000
ROUNDS, SINGLES, ROWS = 3, 20, 200
# Written to a process's clear_refs: the peak of its memory is what it holds now.
_FORGET_THE_PEAK = "5"


def figures(house: House) -> Iterator[Figure]:
    """Measure how fast lists are taken, and rows beside single filings, small lists and the largest."""
    with httpx.Client(base_url=house.urls["api"], timeout=60, trust_env=False) as http:
        cafe = caller_with(http, house, employer="0999999922", mode="live")
        with Peak(house) as peak:
            taken = list(_taken(cafe))
        yield from taken
        yield peak.figure(f"memory for {MOST} rows of CSV, then of XLSX, then of JSON")
        people = count(MOST)
        small = []
        for _ in range(ROUNDS):
            small.append(_beside(cafe, people, CSV, ROWS))
            _all_sent(cafe)
        yield _figure(f"a row of {ROWS}, from sending the list until all are recorded", small)
        whole = _beside(cafe, people, XLSX, MOST)
        yield _figure(f"a row of {MOST} of XLSX, from sending until all are recorded", [whole])


def _taken(cafe: Caller) -> Iterator[Figure]:
    """Lists of the largest size, with an end date that is none in each row: nothing is filed by the way."""
    declarations = [student(new_ssin(number), endDate="soon") for number in range(MOST)]
    contents: Mapping[str, tuple[str, bytes]] = {
        "CSV": (CSV, list_of(CSV, range(MOST), Einddatum="soon")),
        "XLSX": (XLSX, list_of(XLSX, range(MOST), Einddatum="soon")),
        "JSON": ("application/json", json.dumps({"declarations": declarations}).encode()),
    }
    for name, (kind, content) in contents.items():
        started = time.perf_counter()
        batch = _send(cafe, kind, content)
        taken = time.perf_counter() - started
        _completed(cafe, batch)
        note = f"{len(content) / 1000:.0f} kB, sent once"
        yield Figure(GROUP, f"{MOST} rows of {name} until 202", f"{taken:.2f} s", "3 s", note)


class Peak:
    """The most memory that the API and the workers took more than before, while something ran (Linux)."""

    def __init__(self, house: House) -> None:
        self._processes = {name: Path(f"/proc/{house.pid(name)}") for name in ("api", "workers")}
        self._before: dict[str, int] = {}

    def __enter__(self) -> Self:
        for name, process in self._processes.items():
            (process / "clear_refs").write_text(_FORGET_THE_PEAK)
            self._before[name] = self._peak(name)
        return self

    def __exit__(self, *_: object) -> None:
        self._more = {name: self._peak(name) - before for name, before in self._before.items()}

    def figure(self, what: str) -> Figure:
        """Tell the larger of the two: each reads the file by itself."""
        note = ", ".join(f"{name} {more / 1000:.0f} MB" for name, more in self._more.items())
        return Figure(
            GROUP, what, f"{max(self._more.values()) / 1000:.0f} MB", "before it; at most 100 MB", note
        )

    def _peak(self, name: str) -> int:
        """Return kilobytes."""
        said = (self._processes[name] / "status").read_text()
        return int(said.partition("VmHWM:")[2].split()[0])


class Pair(NamedTuple):
    """Seconds for a row of a list, and for a single filing just before it."""

    row: float
    single: float


def _beside(cafe: Caller, people: Iterator[int], kind: str, rows: int) -> Pair:
    """File some alone, then send a list. What was recorded is sent meanwhile, also that of a list before."""
    single = _singles(cafe, people)
    content = list_of(kind, islice(people, rows))
    started = time.perf_counter()
    batch = _completed(cafe, _send(cafe, kind, content))
    row = (time.perf_counter() - started) / rows
    if batch["recorded"] != rows:
        raise RuntimeError(f"{batch['recorded']} of {rows} rows were recorded")
    return Pair(row, single)


def _singles(cafe: Caller, people: Iterator[int]) -> float:
    started = time.perf_counter()
    for _ in range(SINGLES):
        cafe.file(student(new_ssin(next(people))))
    return (time.perf_counter() - started) / SINGLES


def _figure(what: str, pairs: list[Pair]) -> Figure:
    ratio = [pair.row / pair.single for pair in pairs]
    row, single = (statistics.median(each) * 1000 for each in zip(*pairs, strict=True))
    value = f"{statistics.median(ratio):.2f} x"
    return Figure(
        GROUP,
        what,
        f"{value} ({min(ratio):.2f}-{max(ratio):.2f})" if len(ratio) > 1 else value,
        "one filing alone; at most 0.4",
        f"{row:.1f} ms against {single:.1f} ms",
    )


def _send(cafe: Caller, kind: str, content: bytes) -> str:
    headers = {
        "Authorization": f"Bearer {cafe.key}",
        "Content-Type": kind,
        "Idempotency-Key": str(uuid.uuid4()),
    }
    answer = cafe.http.post(BATCHES, content=content, headers=headers)
    answer.raise_for_status()
    return answer.headers["Location"]


def _completed(cafe: Caller, batch: str) -> dict[str, Any]:
    while (found := cafe.get(batch).json())["state"] == "processing":
        time.sleep(0.1)
    return dict(found)


def _all_sent(cafe: Caller) -> None:
    """Let the house come to rest, so that the next filings are measured beside nothing else."""
    while cafe.get("/v1/declarations", params={"state": "recorded", "pageSize": 1}).json()["items"]:
        time.sleep(0.2)
