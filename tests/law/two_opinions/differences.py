"""What only one of the two opinions says, and what a row must have that explains it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatch
from http import HTTPStatus

from chalicelib.domain.filing import InFiling
from tests.law.two_opinions.opinions import Ours, Theirs, World


class Side(StrEnum):
    """Who says what the other does not."""

    OURS = "we"
    THEIRS = "the simulator"


@dataclass(frozen=True)
class Both:
    """A world and the two opinions of it."""

    world: World
    ours: Ours
    theirs: Theirs

    @property
    def hiring(self) -> InFiling | None:
        """The filing, if it is an IN."""
        return self.world.filing if isinstance(self.world.filing, InFiling) else None


@dataclass(frozen=True)
class Difference:
    """One code that only one side says, or that one side refuses for and the other does not."""

    side: Side
    code: str


@dataclass(frozen=True)
class Explained:
    """One row: which codes only that side says, when, why, and where that was read (or was not)."""

    what: str
    side: Side
    codes: tuple[str, ...]
    when: Callable[[Both], bool]
    why: str
    source: str

    def fits(self, both: Both, difference: Difference) -> bool:
        """Tell whether this row explains a difference."""
        named = any(fnmatch(difference.code, pattern) for pattern in self.codes)
        return named and self.side is difference.side and self.when(both)


def differences(both: Both) -> Iterator[Difference]:
    """Name what only one side says; what we refuse must be B there. Our own codes have no other side."""
    for code in sorted(both.ours.codes):
        compared = both.theirs.refused if code in both.ours.refused else both.theirs.codes
        if not code.startswith("own.") and code not in compared:
            yield Difference(Side.OURS, code)
    if both.theirs.status != HTTPStatus.CREATED and not both.ours.refused:
        yield Difference(Side.THEIRS, f"HTTP {both.theirs.status}")
    for code in sorted(both.theirs.codes - both.ours.codes):
        yield Difference(Side.THEIRS, code)
