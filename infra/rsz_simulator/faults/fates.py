"""What a fault does to the processing of a declaration: never, twice, later."""

from dataclasses import dataclass

from infra.rsz_simulator.faults.words import (
    DUPLICATE,
    DUPLICATE_ANSWER_SECOND,
    NEVER_PROCESS,
    OVERTAKEN,
    Fault,
)


@dataclass(frozen=True)
class Fate:
    """What happens to a declaration beside the usual."""

    process: bool = True
    later: float = 0.0
    """Seconds its result comes later, so that others overtake it."""
    times: int = 1
    """How often it is executed."""
    answered: int = 0
    """Which of them the client hears of."""


def fate_by(fault: Fault) -> Fate:
    """The fate a fault has in store; the usual one for faults that do not concern the processing."""
    if fault.word in {DUPLICATE, DUPLICATE_ANSWER_SECOND}:
        return Fate(times=2, answered=int(fault.word == DUPLICATE_ANSWER_SECOND))
    return Fate(process=fault.word != NEVER_PROCESS, later=fault.first if fault.word == OVERTAKEN else 0)
