"""Time and chance, so that the use cases have neither of their own."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The one clock."""

    def now(self) -> datetime:
        """Return the present instant, with offset."""
        ...


class Ids(Protocol):
    """New identifiers and secrets."""

    def new(self, prefix: str) -> str:
        """Return ``prefix_`` and a part nobody can guess, of lower-case letters and digits."""
        ...
