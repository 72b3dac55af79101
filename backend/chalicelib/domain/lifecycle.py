"""The life of a declaration: one table of legal moves. Everything else refuses to change a state.

Only what the RSZ itself said leads to accepted, acceptedWithWarning, refused or waiting;
``withdrawn`` was never sent.
"""

from collections.abc import Iterable
from enum import StrEnum


class State(StrEnum):
    """Where a declaration is."""

    RECORDED = "recorded"
    HELD = "held"
    SUBMITTING = "submitting"
    SUBMITTED = "submitted"
    UNCONFIRMED = "unconfirmed"
    WAITING = "waiting"
    ACCEPTED = "accepted"
    ACCEPTED_WITH_WARNING = "acceptedWithWarning"
    REFUSED = "refused"
    NEEDS_HELP = "needsHelp"
    WITHDRAWN = "withdrawn"


class Happening(StrEnum):
    """What can happen to a declaration; past tense, as events are."""

    RECORDED = "recorded"
    HELD = "held"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"
    SENDING_STARTED = "sendingStarted"
    FILED = "filed"
    NOT_EXECUTED = "notExecuted"
    REFUSED_FOR_SHAPE = "refusedForShape"
    NOT_PERMITTED = "notPermitted"
    OUTCOME_UNKNOWN = "outcomeUnknown"
    FOUND = "found"
    PROVEN_ABSENT = "provenAbsent"
    ACCEPTED = "accepted"
    ACCEPTED_WITH_WARNING = "acceptedWithWarning"
    REFUSED = "refused"
    IDENTIFICATION_AWAITED = "identificationAwaited"
    GAVE_UP = "gaveUp"
    UNREADABLE = "unreadable"
    SENT_AGAIN = "sentAgain"
    ADOPTED = "adopted"


class IllegalMoveError(Exception):
    """That cannot happen to a declaration in that state."""

    def __init__(self, state: State | None, happening: Happening) -> None:
        super().__init__(f"{happening} cannot happen in state {state}")
        self.state = state
        self.happening = happening


_ANSWERS = {
    Happening.ACCEPTED: State.ACCEPTED,
    Happening.ACCEPTED_WITH_WARNING: State.ACCEPTED_WITH_WARNING,
    Happening.REFUSED: State.REFUSED,
    Happening.GAVE_UP: State.NEEDS_HELP,
    Happening.UNREADABLE: State.NEEDS_HELP,
}

MOVES: dict[State | None, dict[Happening, State]] = {
    None: {Happening.RECORDED: State.RECORDED},
    State.RECORDED: {
        Happening.HELD: State.HELD,
        Happening.SENDING_STARTED: State.SUBMITTING,
        Happening.WITHDRAWN: State.WITHDRAWN,
    },
    State.HELD: {
        Happening.RELEASED: State.RECORDED,
        Happening.WITHDRAWN: State.WITHDRAWN,
    },
    State.SUBMITTING: {
        Happening.FILED: State.SUBMITTED,
        Happening.NOT_EXECUTED: State.RECORDED,
        Happening.OUTCOME_UNKNOWN: State.UNCONFIRMED,
        Happening.REFUSED: State.REFUSED,
        Happening.REFUSED_FOR_SHAPE: State.NEEDS_HELP,
        Happening.NOT_PERMITTED: State.NEEDS_HELP,
    },
    State.UNCONFIRMED: {
        Happening.FILED: State.SUBMITTED,
        Happening.FOUND: State.SUBMITTED,
        Happening.PROVEN_ABSENT: State.RECORDED,
        Happening.GAVE_UP: State.NEEDS_HELP,
    },
    State.SUBMITTED: {**_ANSWERS, Happening.IDENTIFICATION_AWAITED: State.WAITING},
    State.WAITING: dict(_ANSWERS),
    State.NEEDS_HELP: {
        Happening.SENT_AGAIN: State.RECORDED,
        Happening.ADOPTED: State.SUBMITTED,
        Happening.WITHDRAWN: State.WITHDRAWN,
    },
    State.ACCEPTED: {},
    State.ACCEPTED_WITH_WARNING: {},
    State.REFUSED: {},
    State.WITHDRAWN: {},
}

SETTLED = frozenset({State.ACCEPTED, State.ACCEPTED_WITH_WARNING, State.REFUSED})
"""The RSZ has spoken its last word."""
MOVING = frozenset(
    {State.RECORDED, State.HELD, State.SUBMITTING, State.SUBMITTED, State.UNCONFIRMED, State.WAITING}
)
"""Something will still happen by itself."""


def move(state: State | None, happening: Happening) -> State:
    """Return the state after a happening, or raise IllegalMoveError."""
    try:
        return MOVES[state][happening]
    except KeyError:
        raise IllegalMoveError(state, happening) from None


def fold(happenings: Iterable[Happening]) -> State:
    """Replay a whole life; the stored state must equal this."""
    state: State | None = None
    for happening in happenings:
        state = move(state, happening)
    if state is None:
        raise ValueError("a declaration without events has no state")
    return state
