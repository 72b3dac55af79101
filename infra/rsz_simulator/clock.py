"""The simulator's time, which a demo, a journey or a deadline test may move.

`CLOCK` is what every process of the house reads: empty, a signed number of seconds the clock is
shifted by, or an ISO instant at which it stands when this process starts.
"""

import re
import time
from datetime import datetime
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")
_SHIFT = re.compile(r"[+-]?\d+(\.\d+)?")
MOVABLE_STAGES = frozenset({"local", "test"})


def parse_shift(setting: str, stage: str, now: float) -> float:
    """Seconds by which `CLOCK` moves real time (`now`, epoch seconds); ValueError when it may not or cannot.

    An instant without an offset is read as Brussels time.
    """
    setting = setting.strip()
    if not setting:
        return 0.0
    if stage not in MOVABLE_STAGES:
        raise ValueError(f"CLOCK may move time only in {sorted(MOVABLE_STAGES)}, not in stage {stage!r}")
    if _SHIFT.fullmatch(setting):
        return float(setting)
    instant = datetime.fromisoformat(setting)
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=BRUSSELS)
    return instant.timestamp() - now


class Clock:
    """Real time plus `shift` seconds; `shift` may be changed while the simulator runs."""

    def __init__(self, shift: float = 0.0) -> None:
        self.shift = shift

    def now(self) -> float:
        """Epoch seconds."""
        return time.time() + self.shift


def brussels(instant: float) -> datetime:
    """Epoch seconds as wall-clock time in Brussels, without a zone: the law speaks of local hours."""
    return datetime.fromtimestamp(instant, BRUSSELS).replace(tzinfo=None)


def iso(instant: float) -> str:
    """Epoch seconds as an ISO instant with its Brussels offset."""
    return datetime.fromtimestamp(instant, BRUSSELS).isoformat(timespec="milliseconds")


def instant_of(local: datetime) -> float:
    """Wall-clock time in Brussels as epoch seconds; an hour that comes twice is its first [INF]."""
    return local.replace(tzinfo=BRUSSELS).timestamp()
