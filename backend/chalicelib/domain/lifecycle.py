"""The life of a declaration: one table of legal moves. Everything else refuses to change a state.

A row is (state, happening) → (state, what must follow). Only what the RSZ itself said leads to accepted,
acceptedWithWarning, refused or waiting; ``withdrawn`` was never sent.
"""

from collections.abc import Iterable
from dataclasses import dataclass
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
    EARLIER_FOUND = "earlierFound"
    ACCEPTED = "accepted"
    ACCEPTED_WITH_WARNING = "acceptedWithWarning"
    REFUSED = "refused"
    IDENTIFICATION_AWAITED = "identificationAwaited"
    GAVE_UP = "gaveUp"
    UNREADABLE = "unreadable"
    SENT_AGAIN = "sentAgain"
    ASKED_AGAIN = "askedAgain"
    SEARCHED_AGAIN = "searchedAgain"
    ADOPTED = "adopted"


class Effect(StrEnum):
    """What must follow a move; the due index brings back whatever was not done at once."""

    SEND = "send"
    """Announce it in its lane."""
    WAIT_FOR_TURN = "waitForTurn"
    """Look again when what it waits for has ended."""
    AWAIT_OUTCOME = "awaitOutcome"
    """The POST is under way; judge it when its lease is over."""
    ASK_WHETHER_FILED = "askWhetherFiled"
    """Search at the RSZ: only that can tell."""
    ASK_FOR_ANSWER = "askForAnswer"
    """Ask for the result on the RSZ's rhythm."""
    FOLD = "fold"
    """Write it into the register and let those go that waited for it, in the same transaction."""
    CALL_A_PERSON = "callAPerson"
    """Nothing happens by itself any more."""


@dataclass(frozen=True, slots=True)
class Move:
    """One row: the state after it and what must follow."""

    to: State
    effect: Effect


class IllegalMoveError(Exception):
    """That cannot happen to a declaration in that state."""

    def __init__(self, state: State | None, happening: Happening) -> None:
        super().__init__(f"{happening} cannot happen in state {state}")
        self.state = state
        self.happening = happening


_SEND = Move(State.RECORDED, Effect.SEND)
_WITHDRAW = Move(State.WITHDRAWN, Effect.FOLD)
_HELP = Move(State.NEEDS_HELP, Effect.CALL_A_PERSON)
_POLL = Move(State.SUBMITTED, Effect.ASK_FOR_ANSWER)
_SEARCH = Move(State.UNCONFIRMED, Effect.ASK_WHETHER_FILED)

_ANSWERS = {
    Happening.ACCEPTED: Move(State.ACCEPTED, Effect.FOLD),
    Happening.ACCEPTED_WITH_WARNING: Move(State.ACCEPTED_WITH_WARNING, Effect.FOLD),
    Happening.REFUSED: Move(State.REFUSED, Effect.FOLD),
    Happening.GAVE_UP: _HELP,
    Happening.UNREADABLE: _HELP,
}

MOVES: dict[State | None, dict[Happening, Move]] = {
    None: {Happening.RECORDED: _SEND},
    State.RECORDED: {
        Happening.HELD: Move(State.HELD, Effect.WAIT_FOR_TURN),
        Happening.SENDING_STARTED: Move(State.SUBMITTING, Effect.AWAIT_OUTCOME),
        Happening.WITHDRAWN: _WITHDRAW,
    },
    State.HELD: {
        Happening.RELEASED: _SEND,
        Happening.WITHDRAWN: _WITHDRAW,
    },
    State.SUBMITTING: {
        Happening.FILED: _POLL,
        Happening.NOT_EXECUTED: _SEND,
        Happening.OUTCOME_UNKNOWN: _SEARCH,
        Happening.REFUSED_FOR_SHAPE: _HELP,
        Happening.NOT_PERMITTED: _HELP,
    },
    State.UNCONFIRMED: {
        Happening.FILED: _POLL,
        Happening.FOUND: _POLL,
        Happening.PROVEN_ABSENT: _SEND,
        Happening.GAVE_UP: _HELP,
    },
    State.SUBMITTED: {
        **_ANSWERS,
        Happening.IDENTIFICATION_AWAITED: Move(State.WAITING, Effect.ASK_FOR_ANSWER),
        Happening.EARLIER_FOUND: _POLL,
    },
    State.WAITING: dict(_ANSWERS),
    State.NEEDS_HELP: {
        Happening.SENT_AGAIN: _SEND,
        Happening.ASKED_AGAIN: _POLL,
        Happening.SEARCHED_AGAIN: _SEARCH,
        Happening.ADOPTED: _POLL,
        Happening.WITHDRAWN: _WITHDRAW,
    },
    State.ACCEPTED: {},
    State.ACCEPTED_WITH_WARNING: {},
    State.REFUSED: {},
    State.WITHDRAWN: {},
}

SETTLED = frozenset({State.ACCEPTED, State.ACCEPTED_WITH_WARNING, State.REFUSED})
"""The RSZ has spoken its last word."""
ENDED = SETTLED | {State.WITHDRAWN}
"""Nothing will happen any more."""
MOVING = frozenset(
    {State.RECORDED, State.HELD, State.SUBMITTING, State.SUBMITTED, State.UNCONFIRMED, State.WAITING}
)
"""Something will still happen by itself."""
UNSENT = frozenset({State.RECORDED, State.HELD, State.SUBMITTING, State.UNCONFIRMED, State.NEEDS_HELP})
"""The RSZ does not have it yet, as far as we know: its deadline is still ours to keep."""


SURELY_NOT_EXECUTED = frozenset({Happening.REFUSED_FOR_SHAPE, Happening.NOT_PERMITTED})
"""What needs help after one of these cannot be at the RSZ; after anything else it may be."""


def move(state: State | None, happening: Happening) -> State:
    """Return the state after a happening, or raise IllegalMoveError."""
    return move_of(state, happening).to


def move_of(state: State | None, happening: Happening) -> Move:
    """Return the row of the table, or raise IllegalMoveError."""
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
