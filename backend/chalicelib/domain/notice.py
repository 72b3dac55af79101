"""What people are told when they are not looking: which moments of a declaration, and when.

A notice is derived from the declaration itself, so whoever writes the one writes the other. It names nobody:
our own id, the moment, and by when the declaration should be filed.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.domain.declaration import Declaration
from chalicelib.domain.filing import Mode
from chalicelib.domain.law.anomaly_codes import STILL_TO_DO
from chalicelib.domain.lifecycle import UNSENT, State
from chalicelib.domain.schema import Value

BEFORE_THE_DEADLINE = timedelta(minutes=15)
"""How long before its deadline people are told that something is still unsent."""
OURS_TO_MOVE = timedelta(seconds=60)
"""For so long a declaration that was just accepted or just sent is on its way, and nobody is alarmed."""
BY_PERSON = "byPerson"
"""Why a declaration was withdrawn when a person did it: they know."""


class Topic(StrEnum):
    """What a person can choose to hear of, or not."""

    REFUSED = "refused"
    ACTION_NEEDED = "actionNeeded"
    NEEDS_HELP = "needsHelp"
    UNSENT = "unsent"


class Occasion(StrEnum):
    """What happened; each has words of its own."""

    REFUSED = "refused"
    ACTION_NEEDED = "actionNeeded"
    """Accepted with a warning on which the employer must act."""
    TAKEN_BACK = "takenBack"
    """Withdrawn by us, never sent: what it waited for came to nothing."""
    NEEDS_HELP = "needsHelp"
    UNSENT = "unsent"
    UNCONFIRMED = "unconfirmed"
    """Near its deadline, and nobody knows whether the RSZ has it: it may have been sent."""
    TRIAL = "trial"
    """A person tries whether this device shows anything."""


TOPIC_OF = {
    Occasion.REFUSED: Topic.REFUSED,
    Occasion.ACTION_NEEDED: Topic.ACTION_NEEDED,
    Occasion.TAKEN_BACK: Topic.ACTION_NEEDED,
    Occasion.NEEDS_HELP: Topic.NEEDS_HELP,
    Occasion.UNSENT: Topic.UNSENT,
    Occasion.UNCONFIRMED: Topic.UNSENT,
}
"""Under which topic a person hears of an occasion; a trial has none."""
REMINDERS = frozenset({Occasion.UNSENT, Occasion.UNCONFIRMED})
"""These are looked at again before they are told: the declaration may have been sent meanwhile."""


class Notice(Value):
    """One thing to tell the people of an employer. ``at`` is from when on, ``file_by`` the deadline.

    ``declaration_id`` is None when several were put together; ``count`` says how many.
    """

    id: str
    occasion: Occasion
    at: datetime
    file_by: datetime
    declaration_id: str | None
    count: int = 1


def notices_of(declaration: Declaration) -> tuple[Notice, ...]:
    """Return what the last thing that happened to a declaration gives to tell; tests tell nobody.

    What needs a person is told at once, and once more before its deadline while it is still unsent.
    """
    occasion = _occasion(declaration)
    if occasion is None or declaration.mode is not Mode.LIVE:
        return ()
    at = declaration.events[-1].at
    told = _notice(declaration, f"{declaration.id}-{len(declaration.events)}", occasion, at)
    reminder_at = declaration.deadline.advised - BEFORE_THE_DEADLINE
    if occasion is not Occasion.NEEDS_HELP or reminder_at <= at:
        return (told,)
    return told, _reminder(declaration, Occasion.UNSENT, reminder_at)


def reminder_of(declaration: Declaration, now: datetime) -> Notice | None:
    """Return the notice that a declaration is unsent shortly before its deadline, if it is.

    *Unsent* is what the RSZ does not have as far as we know. One that is being sent this minute is not
    unsent; one whose sending has no known outcome is told in other words.
    """
    advised = declaration.deadline.advised
    near = advised - BEFORE_THE_DEADLINE <= now < advised
    if not near or declaration.mode is not Mode.LIVE or declaration.state not in UNSENT:
        return None
    if _is_on_its_way(declaration, now):
        return None
    unknown = declaration.state in {State.SUBMITTING, State.UNCONFIRMED}
    return _reminder(declaration, Occasion.UNCONFIRMED if unknown else Occasion.UNSENT, now)


def _is_on_its_way(declaration: Declaration, now: datetime) -> bool:
    """Tell whether it was accepted, or its sending begun, less than a minute ago."""
    if declaration.state is State.NEEDS_HELP:
        return False
    known = {State.SUBMITTING: declaration.sent_at, State.UNCONFIRMED: declaration.sent_at}
    since = known.get(declaration.state) or declaration.received_at
    return now - since < OURS_TO_MOVE


def _occasion(declaration: Declaration) -> Occasion | None:
    match declaration.state:
        case State.REFUSED:
            return Occasion.REFUSED
        case State.NEEDS_HELP:
            return Occasion.NEEDS_HELP
        case State.WITHDRAWN if declaration.events[-1].data.get("why") != BY_PERSON:
            return Occasion.TAKEN_BACK
        case State.ACCEPTED_WITH_WARNING if any(a.code in STILL_TO_DO for a in declaration.rsz.anomalies):
            return Occasion.ACTION_NEEDED
        case _:
            return None


def _reminder(declaration: Declaration, occasion: Occasion, at: datetime) -> Notice:
    """One reminder for each declaration, whatever it says: they share an id."""
    return _notice(declaration, f"{declaration.id}-unsent", occasion, at)


def _notice(declaration: Declaration, notice_id: str, occasion: Occasion, at: datetime) -> Notice:
    return Notice(
        id=notice_id,
        occasion=occasion,
        at=at,
        file_by=declaration.deadline.advised,
        declaration_id=declaration.id,
    )
