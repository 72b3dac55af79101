"""What a cold start imports: processor time and modules of each deployed handler, in fresh processes."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from infra.environments import ROOT
from tests.performance.measure import Spread, spread
from tests.performance.report import Figure

GROUP = "Cold import of each deployed handler (processor time, fresh process each)"
RUNS = 9
HANDLERS = {
    "API (app.app)": "app",
    "submit_urgent, submit_bulk": "chalicelib.edge.submit_worker",
    "follow_up": "chalicelib.edge.follow_up_worker",
    "sweep, tell": "chalicelib.edge.schedule",
    "jobs": "chalicelib.edge.jobs_worker",
}
PLAIN = "from chalice import Chalice\napp = Chalice(app_name='plain')\n"
TIMED = """
import sys, time
started = time.process_time()
import {module}
print(time.process_time() - started, len(sys.modules))
"""


def figures(folder: Path) -> Iterator[Figure]:
    """Import every handler and a plain Chalice app in turn, several times."""
    (folder / "plain_app.py").write_text(PLAIN)
    modules = {"plain Chalice": "plain_app", **HANDLERS}
    taken: dict[str, list[float]] = {name: [] for name in modules}
    counts: dict[str, int] = {}
    for _ in range(RUNS):
        for name, module in modules.items():
            seconds, counts[name] = _imported(module, folder)
            taken[name].append(seconds)
    yield from _rows(taken, counts)


def _rows(taken: Mapping[str, list[float]], counts: Mapping[str, int]) -> Iterator[Figure]:
    plain = spread(taken["plain Chalice"])
    api = spread(taken["API (app.app)"])
    for name in HANDLERS:
        mine = spread(taken[name])
        yield Figure(
            GROUP,
            name,
            f"{_ratio(mine, plain)} x plain, {_ratio(mine, api)} x the API",
            "an empty Chalice app",
            f"{mine.median * 1000:.0f} ms, {counts[name]} modules; plain {plain.median * 1000:.0f} ms",
        )


def _ratio(mine: Spread, other: Spread) -> str:
    return f"{mine.median / other.median:.2f}"


def _imported(module: str, folder: Path) -> tuple[float, int]:
    environ = {"PYTHONPATH": f"{ROOT / 'backend'}:{folder}", "PATH": "/usr/bin:/bin"}
    asked = subprocess.run(
        [sys.executable, "-c", TIMED.format(module=module)],
        env=environ,
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, count = asked.stdout.split()
    return float(seconds), int(count)
