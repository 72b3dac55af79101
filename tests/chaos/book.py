"""What the clients of the chaos remember: every filing that was answered 202, and what it was about."""

import threading
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Fate(StrEnum):
    """How a filing may end when nothing disturbs it."""

    ANY = "any"
    MUST_NOT_REACH = "mustNotReach"
    """It names a stranger's period: nothing of it may ever reach the RSZ."""


@dataclass(frozen=True)
class Accepted:
    """One declaration that the API answered with 202."""

    id: str
    employer: str
    kind: str
    ssin: str
    period_id: str
    start: date | None = None
    """The first day of an IN: with employer and person it names one intent, and no other IN has it."""
    replaces: str | None = None
    fate: Fate = Fate.ANY


@dataclass
class Book:
    """Shared by all clients."""

    accepted: list[Accepted] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    """Answers 4xx by kind of filing and status: nothing was accepted then."""
    abandoned: list[str] = field(default_factory=list)
    """Filings that were never answered, however often they were repeated."""
    repeated: int = 0
    """Requests that were sent again with the same key because no answer, or a failure, came."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def accept(self, one: Accepted) -> None:
        """Note a 202."""
        with self._lock:
            self.accepted.append(one)

    def refuse(self, what: str) -> None:
        """Note an answer that says no."""
        with self._lock:
            self.refused[what] += 1

    def repeat(self) -> None:
        """Note that a request is sent again."""
        with self._lock:
            self.repeated += 1

    def abandon(self, what: str) -> None:
        """Note a request that never got an answer."""
        with self._lock:
            self.abandoned.append(what)
