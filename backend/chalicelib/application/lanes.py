"""Which lane a declaration takes, and when it is looked at again should its message be lost."""

from datetime import datetime, timedelta

from chalicelib.application.ports import Lane
from chalicelib.domain.clock.late_risk import NEAR

SWEPT_AFTER = timedelta(seconds=60)
"""When a recorded declaration is due again, should its message be lost."""


def lane_for(file_by: datetime, now: datetime) -> Lane:
    """Return the lane: urgent when the deadline is near or past."""
    return Lane.URGENT if file_by - now <= NEAR else Lane.BULK
