"""What each worker type requires, allows and forbids, as data.

Marks: R required, O optional, F forbidden, C decided by the form of the period (see presence.py).
Committees of types that no source lists completely are inferred [INF].
"""

from dataclasses import dataclass
from typing import Literal

Mark = Literal["R", "O", "F", "C"]

COMMITTEES = frozenset({"124", "140", "144", "145", "149", "302", "320", "322", "XXX"})
_GENERAL = frozenset({"XXX", "124", "140", "149"})


@dataclass(frozen=True)
class WorkerType:
    """The row of a worker type in the matrix of the glossary."""

    committees: frozenset[str]
    end_date: Mark = "O"
    hours: Mark = "F"
    planned_hours: Mark = "F"
    place_of_work: Mark = "F"
    control_cards: Mark = "F"
    small_statutes: Mark = "F"
    ssin: Mark = "O"
    one_quarter: bool = False
    """Start and end lie in one quarter (421)."""
    start_may_move: bool = True
    """Whether an UPDATE may carry a start date."""
    end_may_move_later: bool = True


WORKER_TYPES: dict[str, WorkerType] = {
    "OTH": WorkerType(frozenset({"XXX", "140", "149", "322"})),
    "STU": WorkerType(
        _GENERAL | {"322"},
        end_date="R",
        planned_hours="R",
        place_of_work="O",
        one_quarter=True,
        start_may_move=False,
    ),
    "EXT": WorkerType(frozenset({"144", "145", "302", "320", "322"}), end_date="R", hours="C", ssin="R"),
    "FLX": WorkerType(frozenset({"XXX", "322"}), hours="C", end_may_move_later=False),
    "IVT": WorkerType(_GENERAL, end_date="R", small_statutes="R"),
    "TRI": WorkerType(_GENERAL, end_date="R", small_statutes="R"),
    "STG": WorkerType(_GENERAL, end_date="R", small_statutes="R"),
    "BCW": WorkerType(frozenset({"124", "322"}), control_cards="R"),
    "RTA": WorkerType(frozenset({"124"})),
    "DWD": WorkerType(_GENERAL),
    "ALT": WorkerType(_GENERAL),
    "PMP": WorkerType(frozenset({"XXX"})),
    "O17": WorkerType(frozenset({"XXX"}), end_date="R", planned_hours="R"),
    "S17": WorkerType(frozenset({"XXX"}), end_date="R", planned_hours="R"),
    "T17": WorkerType(frozenset({"XXX"}), end_date="R"),
}


def row(worker_type: str) -> WorkerType | None:
    """The row of a type; None for a type that does not exist (any more)."""
    return WORKER_TYPES.get(worker_type)
