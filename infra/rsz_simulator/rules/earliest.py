"""Filed too early: flexi-jobs before the quarter comes near, article 17 more than 15 days ahead.

No code is known for this; which one is used is a switch (00910-008: outside the domain of the start date).
"""

from collections.abc import Iterator
from datetime import date, timedelta

from infra.rsz_simulator.rules import Case
from infra.rsz_simulator.rules.worker_types import row

_BEFORE_QUARTER = timedelta(days=31)


def _is_too_early(worker_type: str, start: date, today: date) -> bool:
    if worker_type == "FLX":
        quarter_begins = date(start.year, (start.month - 1) // 3 * 3 + 1, 1)
        return quarter_begins - today > _BEFORE_QUARTER
    days_ahead = row(worker_type).days_ahead
    return days_ahead is not None and start - today > timedelta(days=days_ahead)


def too_early(case: Case) -> Iterator[str]:
    """The code of the switch, by default 00910-008."""
    code = case.world.behaviour.code_for_too_early
    if code and _is_too_early(case.period.worker_type, case.period.start_date, case.received.date()):
        yield code
