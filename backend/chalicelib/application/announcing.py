"""Announce a declaration to a worker: best effort, because the sweep finds whatever is due."""

import logging
from datetime import datetime, timedelta

from chalicelib.application.errors import QueueUnavailableError
from chalicelib.application.lanes import lane_for
from chalicelib.application.ports import Lane, Message, Queue
from chalicelib.domain.declaration import Declaration
from chalicelib.domain.lifecycle import Effect

log = logging.getLogger(__name__)
AT_ONCE = timedelta(0)
FIRST_LOOK = timedelta(seconds=2)
"""The RSZ asks not to be asked sooner."""
FIRST_SEARCH = timedelta(seconds=5)


def follow(queue: Queue, declaration: Declaration, now: datetime) -> None:
    """Send the message that the last move asks for, if it asks for one.

    What is held for others is announced when they end; what is held to be verified is announced now.
    """
    match declaration.effect:
        case Effect.SEND:
            announce(queue, lane_for(declaration.deadline.advised, now), declaration)
        case Effect.ASK_FOR_ANSWER:
            announce(queue, Lane.FOLLOW_UP, declaration, FIRST_LOOK)
        case Effect.ASK_WHETHER_FILED:
            announce(queue, Lane.FOLLOW_UP, declaration, FIRST_SEARCH)
        case Effect.WAIT_FOR_TURN if not declaration.waits_for:
            announce(queue, Lane.URGENT, declaration)
        case Effect.WAIT_FOR_TURN | Effect.AWAIT_OUTCOME | Effect.FOLD | Effect.CALL_A_PERSON:
            return


def announce(queue: Queue, lane: Lane, declaration: Declaration, delay: timedelta = AT_ONCE) -> None:
    """Send a message for a declaration, or leave it to the sweep when the queue cannot take it."""
    announce_message(queue, lane, Message(declaration.mode, declaration.employer, declaration.id), delay)


def announce_message(queue: Queue, lane: Lane, message: Message, delay: timedelta = AT_ONCE) -> None:
    """Send a message, or leave it to the sweep when the queue cannot take it."""
    try:
        queue.send(lane, message, delay)
    except QueueUnavailableError:
        log.warning(
            "declaration %s could not be announced in %s; the sweep will", message.declaration_id, lane
        )
