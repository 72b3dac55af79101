"""A clock that stands still until it is told, and ids that count."""

from datetime import UTC, datetime, timedelta

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)


class FakeClock:
    """Implements the port Clock."""

    def __init__(self, now: datetime = NOON) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def advance(self, by: timedelta) -> None:
        self._now += by


class CountingIds:
    """Implements the port Ids."""

    def __init__(self) -> None:
        self._count = 0

    def new(self, prefix: str) -> str:
        self._count += 1
        return f"{prefix}_{self._count:06d}"
