"""Multi-Dimona over HTTP in the whole house: how fast a list is taken, and a row beside a filing."""

import json
import time
import uuid
from collections.abc import Iterator, Mapping

import httpx

from chalicelib.adapters.spreadsheets.csv_file import write_csv
from chalicelib.adapters.spreadsheets.xlsx_writer import Sheet, write_xlsx
from chalicelib.edge.batch_files import CSV, XLSX
from infra.local.house import House
from tests.api.callers import Caller, caller_with, new_ssin, student
from tests.performance.measure import spread
from tests.performance.report import Figure

GROUP = "Multi-Dimona, over HTTP, RSZ simulator without delay"
BATCHES = "/v1/declarationBatches"
MOST = 5_000
ROUNDS, SINGLES, ROWS = 3, 20, 300
HEADINGS = [
    "INSZ",
    "Naam",
    "Voornaam",
    "Type werknemer",
    "PC",
    "Begindatum",
    "Einddatum",
    "Uren",
    "Referentie",
]


def figures(house: House) -> Iterator[Figure]:
    """Measure both; a row and a single filing in turn."""
    with httpx.Client(base_url=house.urls["api"], timeout=60, trust_env=False) as http:
        cafe = caller_with(http, house, employer="0999999922", mode="live")
        yield from _taken(cafe)
        yield _row_beside_filing(cafe)


def _taken(cafe: Caller) -> Iterator[Figure]:
    """Lists of the largest size, with an end date that is none in each row: nothing is filed by the way."""
    lines = [HEADINGS, *(_line(number, end="soon") for number in range(MOST))]
    declarations = [student(new_ssin(number), endDate="soon") for number in range(MOST)]
    contents: Mapping[str, tuple[str, bytes]] = {
        "CSV": (CSV, write_csv(lines)),
        "XLSX": (XLSX, write_xlsx([Sheet("x", lines)])),
        "JSON": ("application/json", json.dumps({"declarations": declarations}).encode()),
    }
    for name, (kind, content) in contents.items():
        started = time.perf_counter()
        batch = _send(cafe, kind, content)
        taken = time.perf_counter() - started
        _completed(cafe, batch)
        note = f"{len(content) / 1000:.0f} kB, sent once"
        yield Figure(GROUP, f"{MOST} rows of {name} until 202", f"{taken:.2f} s", "3 s", note)


def _row_beside_filing(cafe: Caller) -> Figure:
    numbers = iter(range(MOST, 10 * MOST))
    singles, rows = [], []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        for _ in range(SINGLES):
            cafe.file(student(new_ssin(next(numbers))))
        singles.append((time.perf_counter() - started) / SINGLES)
        content = write_csv([HEADINGS, *(_line(next(numbers), end="20/12/2026") for _ in range(ROWS))])
        started = time.perf_counter()
        _completed(cafe, _send(cafe, CSV, content))
        rows.append((time.perf_counter() - started) / ROWS)
        _all_sent(cafe)
    ratio = spread([row / single for row, single in zip(rows, singles, strict=True)])
    return Figure(
        GROUP,
        f"a row of {ROWS}, from sending the list until all are recorded",
        f"{ratio.median:.2f} x ({ratio.low:.2f}-{ratio.high:.2f})",
        "one filing alone; at most 0.4",
        f"{spread(rows).median * 1000:.1f} ms against {spread(singles).median * 1000:.1f} ms",
    )


def _line(number: int, *, end: str) -> list[str]:
    start = "10/12/2026"
    return [new_ssin(number), "Voorbeeld", "Lou", "student", "XXX", start, end, "24", f"row-{number}"]


def _send(cafe: Caller, kind: str, content: bytes) -> str:
    headers = {
        "Authorization": f"Bearer {cafe.key}",
        "Content-Type": kind,
        "Idempotency-Key": str(uuid.uuid4()),
    }
    answer = cafe.http.post(BATCHES, content=content, headers=headers)
    answer.raise_for_status()
    return answer.headers["Location"]


def _completed(cafe: Caller, batch: str) -> None:
    while cafe.get(batch).json()["state"] == "processing":
        time.sleep(0.1)


def _all_sent(cafe: Caller) -> None:
    """Let the house come to rest, so that the next filings are measured beside nothing else."""
    while cafe.get("/v1/declarations", params={"state": "recorded", "pageSize": 1}).json()["items"]:
        time.sleep(0.2)
