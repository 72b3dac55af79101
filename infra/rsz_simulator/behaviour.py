"""What can be changed while the simulator runs: its manner, and the facts of its small world.

Manner (delays, clock, readings of unclear rules) belongs to the process and is back to its start
values after a restart. Facts (hours worked elsewhere, missing mandates) are stored, like declarations.
"""

import random
import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

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


class Setting(BaseModel):
    """Base of both groups: camelCase outside, unknown names refused."""

    model_config = ConfigDict(
        alias_generator=to_camel, populate_by_name=True, extra="forbid", coerce_numbers_to_str=True
    )


class Behaviour(Setting):
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
    overlap_across_committees: bool = False
    """[INF] Whether periods of one type under different joint committees count as crossing."""
    accept_same_start_for_student: bool = False
    """[UNC] Whether an UPDATE of a student may repeat the unchanged start date."""
    accept_extra_under_other: bool = False
    """[UNC] Whether EXT under XXX is accepted."""
    saturday_is_working_day: bool = True
    """[UNC] Whether Saturday counts as a working day for lateness."""

    def draw_delay(self, kind: str, dice: random.Random) -> float:
        """Seconds until the declaration that is received now will have its result."""
        low, high = delay_bounds(self.processing_delay)
        if kind == "dimonaCancel":
            high *= _CANCEL_FACTOR
            if self.cancel_delay is not None:
                low, high = delay_bounds(self.cancel_delay)
        return dice.uniform(low, high)


class Facts(Setting):
    """What the simulated RSZ knows beside declarations; kept over restarts, cleared by a reset."""

    quota_used: dict[str, int] = Field(default_factory=dict)
    """Student hours already reserved elsewhere, by SSIN, in every calendar year."""
    without_mandate: list[str] = Field(default_factory=list)
    """Enterprise numbers for which every declaration gets HTTP 403."""
    inactive_employers: list[str] = Field(default_factory=list)
    """Enterprise numbers that are not (or no longer) active: 90373-343."""
    flexi_refused: list[str] = Field(default_factory=list)
    """SSINs that do not meet the conditions of a flexi-job: 90017-510."""
