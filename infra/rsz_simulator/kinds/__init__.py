"""The four kinds of declaration: what each would make of the file, and which rules judge it."""

from collections.abc import Callable
from dataclasses import dataclass

from infra.rsz_simulator.books import Books
from infra.rsz_simulator.numbers import is_dimona_number
from infra.rsz_simulator.period import Period
from infra.rsz_simulator.rules import Rule
from infra.rsz_simulator.wire import Declaration


@dataclass(frozen=True)
class Draft:
    """The period as it is (None for an IN) and as it would be."""

    before: Period | None
    after: Period


@dataclass(frozen=True)
class Kind:
    """One kind of declaration."""

    block: str
    """Glossary block of its anomalies."""
    draft: Callable[[Declaration, int, Books], Draft]
    """Makes the draft from declaration and number; Impossible when there is nothing to apply it to."""
    form_rules: tuple[Rule, ...]
    """Rules on the declaration itself; the others are not asked when one of these blocks."""
    file_rules: tuple[Rule, ...]
    """Rules that need to know who the worker is and what is in the file."""


class Impossible(Exception):  # noqa: N818 - a verdict, not a programming error
    """There is no such period, or it takes no declaration; `codes` are the anomalies."""

    def __init__(self, *codes: str) -> None:
        super().__init__(*codes)
        self.codes = codes


def standing_period(number: int, books: Books) -> Period:
    """The period a declaration speaks of: it exists and is not cancelled."""
    if not is_dimona_number(number):
        raise Impossible("00913-003")
    period = books.period(number)
    if period is None:
        raise Impossible("00913-354")
    if period.cancelled:
        raise Impossible("00913-355")
    return period
