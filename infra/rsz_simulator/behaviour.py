"""What can be changed while the simulator runs: its manner, and the facts of its small world.

Manner (delays, clock, limits, readings of unclear rules) belongs to the process and is back to its
start values after a restart. Facts (`facts.py`) are stored, like declarations.
"""

import random
import re
from typing import Annotated

from pydantic import AfterValidator, Field

from infra.rsz_simulator.readings import Readings

_DELAY = re.compile(r"(?P<low>\d+(\.\d+)?)(-(?P<high>\d+(\.\d+)?))?")
_CANCEL_FACTOR = 9  # 2-5 seconds become 2-45: a CANCEL is known to take longer


def _checked_delay(delay: str) -> str:
    low, high = delay_bounds(delay)
    if high < low:
        raise ValueError("the longest delay is shorter than the shortest")
    return delay


def delay_bounds(delay: str) -> tuple[float, float]:
    """Shortest and longest seconds of a delay written "2-5" or "0"."""
    found = _DELAY.fullmatch(delay.strip())
    if found is None:
        raise ValueError('a delay is written as seconds: "2-5" or "0"')
    return float(found["low"]), float(found["high"] or found["low"])


Delay = Annotated[str, AfterValidator(_checked_delay)]


class Behaviour(Readings):
    """How the simulator behaves; every field has the value a fresh start would give it."""

    processing_delay: Delay = "2-5"
    """Seconds between the 201 and the result."""
    cancel_delay: Delay | None = None
    """The same for a CANCEL; unset: up to nine times the longest processing delay."""
    identification_delay: float = Field(default=60.0, ge=0)
    """Seconds a person without SSIN stays S, counted from the first result."""
    clock_shift: float = 0.0
    """Seconds the RSZ's own clock is moved. Token checks stay on the clock of the start."""
    token_lifetime: int = Field(default=600, ge=0)
    """Seconds an access token is valid."""
    requests_per_minute: int = Field(default=0, ge=0)
    """More Dimona requests than this in a minute get HTTP 429; 0: no limit (none is published)."""
    search_shows_unprocessed: bool = False
    """[INF] Whether the search also shows declarations that have no result yet."""

    def draw_delay(self, kind: str, dice: random.Random) -> float:
        """Seconds until the declaration that is received now will have its result."""
        low, high = delay_bounds(self.processing_delay)
        if kind == "dimonaCancel":
            high *= _CANCEL_FACTOR
            if self.cancel_delay is not None:
                low, high = delay_bounds(self.cancel_delay)
        return dice.uniform(low, high)
