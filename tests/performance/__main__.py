"""`make bench`: measure, say how it goes, and write docs/bench/latest.md and latest.json.

`DYNAMODB=jar make bench` measures the growth alone, on DynamoDB Local, into dynamodb-local.md and .json.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from infra.local import emulator
from infra.local.house import House, Plan
from tests.performance import (
    accepting,
    batches,
    dispatch,
    growth,
    importing,
    lanes,
    pages,
    rows,
    validating,
    whole_house,
)
from tests.performance.inside import api_inside
from tests.performance.report import Figure, write


def main() -> int:
    """Measure everything, one thing after the other."""
    started = time.monotonic()
    figures: list[Figure] = []
    made = ("dynamodb-local", "DYNAMODB=jar make bench") if growth.on_the_jar() else ("latest", "make bench")
    with tempfile.TemporaryDirectory() as folder:
        if not growth.on_the_jar():
            _take_all_but_growth(figures, Path(folder))
        _take(figures, "growth", growth.figures(Path(folder)))
    page = write(figures, time.monotonic() - started, *made)
    _say(page.read_text())
    return 0


def _take_all_but_growth(figures: list[Figure], folder: Path) -> None:
    _take(figures, "cold imports", importing.figures(folder))
    _take(figures, "dispatch", dispatch.figures())
    _take(figures, "validating", validating.figures())
    with api_inside(folder) as inside:
        _take(figures, "calls, capacity, accepting", accepting.figures(inside))
        _take(figures, "rows of a list", rows.figures(inside))
    _take(figures, "the whole house", _of_the_house(folder / "house"))


def _of_the_house(folder: Path) -> Iterable[Figure]:
    quick = {"RSZ_PROCESSING_DELAY": "0", "LOG_LEVEL": "WARNING"}
    environ = {**_without_ours(), "CLOCK": "2026-12-01T12:00:00+01:00"}
    plan = Plan(
        folder, ports="free", stage="local", environ=environ, extra=quick, snapshot_seconds=emulator.SELDOM
    )
    house = House(plan)
    house.start()
    try:
        yield from whole_house.figures(house)
        yield from pages.figures(house)
        yield from lanes.figures(house)
        yield from batches.figures(house)
    finally:
        house.stop()


def _without_ours() -> dict[str, str]:
    """The environment without what the part before set for itself: the house has a cloud of its own."""
    ours = ("AWS_ENDPOINT_URL", "STAGE", "TABLE_NAME", "KEY_FILE", "CLOCK")
    return {name: value for name, value in os.environ.items() if name not in ours}


def _take(figures: list[Figure], words: str, found: Iterable[Figure]) -> None:
    started = time.monotonic()
    _say(f"Measuring {words} …")
    figures.extend(found)
    _say(f"  done in {time.monotonic() - started:.0f} s")


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
