"""The lanes: how soon an urgent filing reaches the RSZ while thousands wait in bulk, and what bulk pays.

The moments are the house's own (received, received by the RSZ), so nothing is polled while it is measured.
Windows in which only bulk is sent and windows with urgent filings take turns, while the queue is long.
"""

import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx

from infra.local.house import House
from tests.api.callers import SETTLED, Caller, caller_with, new_ssin, student
from tests.chaos.witnesses import received
from tests.performance.measure import Spread, ratios, spread
from tests.performance.report import Figure

LANES = "Lanes: urgent filings while bulk waits"
WAITING = 2_000
EMPLOYERS = ("0999999922", "0999999823")
IDLE_FILINGS = 12
WINDOW, PAIRS = 3.0, 5
DRAINED_WITHIN = 900.0
PAUSE = 0.4
"""Seconds between two urgent filings."""
URGENT_START = "2026-12-01"
"""The day on which the clock of the house stands: such a filing is late already."""
FIRST_BULK, FIRST_URGENT = 1_000, 4_000
REACHED = {*SETTLED, "submitted"}


@dataclass
class Desk:
    """Files at the house and reads its own times."""

    house: House
    caller: Caller
    used: int = FIRST_URGENT

    def urgent(self) -> str:
        """File one whose deadline has passed; its id."""
        self.used += 1
        return str(self.caller.file(student(new_ssin(self.used), startDate=URGENT_START))["id"])

    def seconds_to_submitted(self, declaration_id: str) -> float:
        """How long it took from our 202 to the RSZ's 201."""
        found = self.caller.until(declaration_id, REACHED)
        return (_moment(found, "receivedByRszAt") - _moment(found, "receivedAt")).total_seconds()

    def sent(self) -> int:
        """How many declarations the RSZ has received."""
        return received(self.house.plan.state_dir)


def figures(house: House) -> Iterator[Figure]:
    """Measure an idle house, then one with a long bulk queue, then the idle one again."""
    with httpx.Client(base_url=house.urls["api"], timeout=60, trust_env=False) as http:
        desk = Desk(house, caller_with(http, house, employer=EMPLOYERS[0], mode="live"))
        idle = _idle(desk)
        before = desk.sent()
        took = _fill(house)
        taken = _windows(desk, before + WAITING)
        _drain(desk, before + WAITING + len(taken.latencies))
        idle += _idle(desk)
    urgent, calm = spread(taken.latencies), spread(idle)
    yield Figure(
        LANES,
        f"urgent, POST until submitted, {WAITING} in bulk",
        f"{urgent.median / calm.median:.2f} x",
        "an idle system; at most 2 x",
        f"{_ms(urgent)} against {_ms(calm)}, {urgent.count} and {calm.count} filings",
    )
    kept = ratios({"with": taken.beside_urgent, "alone": taken.alone}, "with", "alone")
    yield Figure(
        LANES,
        "bulk, declarations sent a second beside urgent ones",
        f"{kept.median:.2f} x ({kept.low:.2f}-{kept.high:.2f})",
        "bulk alone; at least 0.6 x",
        f"{statistics.median(taken.beside_urgent):.0f}/s against {statistics.median(taken.alone):.0f}/s, "
        f"{kept.count} pairs of windows; {WAITING} were accepted in {took:.0f} s",
    )


@dataclass
class Taken:
    """What the windows showed."""

    alone: list[float]
    beside_urgent: list[float]
    latencies: list[float]


def _idle(desk: Desk) -> list[float]:
    desk.seconds_to_submitted(desk.urgent())  # warms the workers up
    taken = []
    for _ in range(IDLE_FILINGS):
        taken.append(desk.seconds_to_submitted(desk.urgent()))
        time.sleep(PAUSE)
    return taken


def _fill(house: House) -> float:
    """Accept all that is to wait, while no worker is there to send it; the seconds that took."""
    house.kill("workers", hold=True)
    started = time.monotonic()
    with ThreadPoolExecutor(len(EMPLOYERS)) as threads:
        list(threads.map(lambda place: _file_many(house, place), range(len(EMPLOYERS))))
    took = time.monotonic() - started
    house.restart("workers")
    return took


def _file_many(house: House, place: int) -> None:
    share = WAITING // len(EMPLOYERS)
    with httpx.Client(base_url=house.urls["api"], timeout=60, trust_env=False) as http:
        caller = caller_with(http, house, employer=EMPLOYERS[place], mode="live")
        for number in range(share):
            caller.file(student(new_ssin(FIRST_BULK + place * share + number)))


def _windows(desk: Desk, in_all: int) -> Taken:
    taken = Taken([], [], [])
    _window(desk)  # warms the workers up
    for _ in range(PAIRS):
        taken.alone.append(_window(desk))
        filed: list[str] = []
        taken.beside_urgent.append(_window(desk, filed))
        taken.latencies += [desk.seconds_to_submitted(each) for each in filed]
        if desk.sent() > in_all - 100:
            raise RuntimeError("bulk was sent before the windows were over: nothing would be measured")
    return taken


def _window(desk: Desk, urgent: list[str] | None = None) -> float:
    """Bulk declarations sent a second in one window; urgent ones are filed meanwhile when they are wanted."""
    started, before = time.monotonic(), desk.sent()
    while time.monotonic() - started < WINDOW:
        if urgent is not None:
            urgent.append(desk.urgent())
        time.sleep(PAUSE)
    sent = desk.sent() - before - len(urgent or [])
    return sent / (time.monotonic() - started)


def _drain(desk: Desk, goal: int) -> None:
    """Wait until everything was sent."""
    patience = time.monotonic() + DRAINED_WITHIN
    while desk.sent() < goal:
        if time.monotonic() > patience:
            raise RuntimeError(f"only {desk.sent()} of {goal} were sent in {DRAINED_WITHIN:.0f} s")
        time.sleep(1)


def _moment(found: dict[str, Any], name: str) -> datetime:
    return datetime.fromisoformat(found[name])


def _ms(of: Spread) -> str:
    return f"{of.median * 1000:.0f} ms ({of.low * 1000:.0f}-{of.high * 1000:.0f})"
