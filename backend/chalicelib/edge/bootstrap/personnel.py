"""The register seen from its people: workers, periods and days."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chalicelib.edge.bootstrap.neighbours import clock, ids
from chalicelib.edge.bootstrap.stores import employers, periods, register

if TYPE_CHECKING:
    from chalicelib.application.days import LookUpDay
    from chalicelib.application.merging import MergeWorkers
    from chalicelib.application.periods import LookUpPeriods
    from chalicelib.application.workers import AddWorker, ChangeWorker, FindWorkers


@cache
def add_worker() -> AddWorker:
    """Add a worker."""
    from chalicelib.application.workers import AddWorker

    return AddWorker(register(), clock(), ids())


@cache
def change_worker() -> ChangeWorker:
    """Change a worker."""
    from chalicelib.application.workers import ChangeWorker

    return ChangeWorker(register(), clock())


@cache
def merge_workers() -> MergeWorkers:
    """Make two entries one."""
    from chalicelib.application.merging import MergeWorkers

    return MergeWorkers(register())


@cache
def find_workers() -> FindWorkers:
    """Find workers."""
    from chalicelib.application.workers import FindWorkers

    return FindWorkers(register())


@cache
def look_up_periods() -> LookUpPeriods:
    """List periods and look at one."""
    from chalicelib.application.periods import LookUpPeriods

    return LookUpPeriods(periods(), register(), employers(), clock())


@cache
def look_up_day() -> LookUpDay:
    """Who works on a day."""
    from chalicelib.application.days import LookUpDay

    return LookUpDay(periods())
