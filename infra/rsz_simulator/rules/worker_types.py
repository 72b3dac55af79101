"""What each worker type requires, allows and forbids, as data.

Marks: R required, O optional, F forbidden. Which hours of the day belong is decided by the form of the
period (`forms.py`). Committees of types that no source lists completely are inferred [INF]; types of
which only the name is known (from DWD down) take any committee and are judged by the common rules only.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Mark = Literal["R", "O", "F"]

COMMITTEES = frozenset({"124", "140", "144", "145", "149", "302", "320", "322", "XXX"})
AGENCY, CONSTRUCTION, HORECA, OTHER = "322", "124", "302", "XXX"
_GENERAL = frozenset({"XXX", "124", "140", "149"})
_ALWAYS, _NEVER_ENDED = date.min, date.max


@dataclass(frozen=True)
class WorkerType:
    """The row of a worker type in the matrix of the glossary."""

    committees: frozenset[str] = COMMITTEES
    end_date: Mark = "O"
    planned_hours: Mark = "F"
    place_of_work: Mark = "F"
    control_cards: Mark = "F"
    """Under the committee for construction; elsewhere they never belong."""
    small_statutes: Mark = "F"
    ssin: Mark = "O"
    one_quarter: bool = False
    """Start and end lie in one quarter (421)."""
    fixed_start_from: date = _NEVER_ENDED
    """An UPDATE may not carry a start date for periods that begin on this day or later."""
    end_may_move_later: bool = True
    days_ahead: int | None = None
    """How many days before the start a declaration is taken at the earliest."""
    since: date = _ALWAYS
    until: date = _NEVER_ENDED
    """First and last day on which a period of this type may begin."""


WORKER_TYPES: dict[str, WorkerType] = {
    "OTH": WorkerType(frozenset({"XXX", "140", "149", "322"})),
    "BCW": WorkerType(frozenset({"124", "322"}), control_cards="R"),
    "STU": WorkerType(
        _GENERAL | {"322"},
        end_date="R",
        planned_hours="R",
        place_of_work="O",
        control_cards="O",
        one_quarter=True,
        fixed_start_from=date(2017, 1, 1),
    ),
    "EXT": WorkerType(frozenset({"144", "145", "302", "320", "322"}), end_date="R", ssin="R"),
    "FLX": WorkerType(frozenset({"XXX", "322"}), end_may_move_later=False),
    "IVT": WorkerType(_GENERAL, end_date="R", control_cards="O", small_statutes="R"),
    "TRI": WorkerType(_GENERAL, end_date="R", control_cards="O", small_statutes="R"),
    "STG": WorkerType(_GENERAL, end_date="R", control_cards="O", small_statutes="R"),
    "RTA": WorkerType(frozenset({"124"}), control_cards="O"),
    "DWD": WorkerType(control_cards="O"),
    "ALT": WorkerType(control_cards="O", since=date(2023, 9, 1)),
    "PMP": WorkerType(control_cards="O"),
    "O17": WorkerType(planned_hours="R", control_cards="O", days_ahead=15, since=date(2022, 1, 1)),
    "S17": WorkerType(planned_hours="R", control_cards="O", days_ahead=15, since=date(2022, 1, 1)),
    "T17": WorkerType(control_cards="O", days_ahead=15, since=date(2022, 1, 1)),
    "A17": WorkerType(control_cards="O", until=date(2021, 12, 31)),
    "TEA": WorkerType(control_cards="O", until=date(2022, 3, 31)),
    "QUA": WorkerType(control_cards="O", until=date(2022, 12, 31)),
    "STX": WorkerType(control_cards="O", until=date(2013, 12, 31)),
}
UNKNOWN = WorkerType(
    end_date="O", planned_hours="O", place_of_work="O", control_cards="O", small_statutes="O"
)
"""A type that does not exist: 00655-003 says so, and no other rule guesses what it might have needed."""

SMALL_STATUTES_SINCE = date(2020, 1, 1)
"""From this start on the accident insurance of trainees is told in the declaration."""


def row(worker_type: str) -> WorkerType:
    """The row of a type."""
    return WORKER_TYPES.get(worker_type, UNKNOWN)


def exists(worker_type: str, on: date) -> bool:
    """Whether a period of this type may begin on a day."""
    kind = WORKER_TYPES.get(worker_type)
    return kind is not None and kind.since <= on <= kind.until
