"""The names of faults: what a plan, a rate or the header of a request may ask for."""

from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator

Operation = Literal["post", "get", "search", "token"]
OPERATIONS: tuple[Operation, ...] = get_args(Operation)

DROP_BEFORE, DROP_AFTER, CUT_BODY = "dropBeforeCommit", "dropAfterCommit", "cutBody"
STATUS, STATUS_AFTER, SLOW = "status", "statusAfterCommit", "slow"
NEVER_PROCESS, DUPLICATE, DUPLICATE_ANSWER_SECOND = "neverProcess", "duplicate", "duplicateAnswerSecond"
OVERTAKEN = "overtaken"
MALFORMED = frozenset(
    {"badJson", "missingBlocks", "strangeLocation", "unknownFields", "unknownResult", "unknownAnomaly"}
)
_BARE = MALFORMED | {DROP_BEFORE, DROP_AFTER, CUT_BODY, NEVER_PROCESS, DUPLICATE, DUPLICATE_ANSWER_SECOND}
_WITH_NUMBERS = {STATUS: 2, STATUS_AFTER: 2, SLOW: 1, OVERTAKEN: 1}
"""How many numbers may follow: status:503:120 is a 503 with Retry-After: 120."""


@dataclass(frozen=True)
class Fault:
    """One fault; its numbers are a status and seconds to wait, or seconds."""

    word: str
    numbers: tuple[int, ...] = ()

    @property
    def first(self) -> int:
        """The status, or the seconds."""
        return self.numbers[0]

    @property
    def retry_after(self) -> int | None:
        """Seconds for Retry-After, when other than usual."""
        return self.numbers[1] if len(self.numbers) > 1 else None


def parse(written: str) -> Fault:
    """The fault of a written one; ValueError for none that exists."""
    word, *rest = written.split(":")
    digits = all(part.isascii() and part.isdigit() for part in rest)
    most = _WITH_NUMBERS.get(word, 0)
    if digits and (word in _BARE or most) and min(most, 1) <= len(rest) <= most:
        return Fault(word, tuple(int(part) for part in rest))
    raise ValueError(f"a fault is one of {sorted(_BARE)}, or one of {sorted(_WITH_NUMBERS)} with :number")


def _known(written: str) -> str:
    parse(written)
    return written


WrittenFault = Annotated[str, AfterValidator(_known)]
