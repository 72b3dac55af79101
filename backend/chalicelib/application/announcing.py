"""Announce a declaration to a worker: best effort, because the sweep finds whatever is due."""

import logging
from datetime import timedelta

from chalicelib.application.errors import QueueUnavailableError
from chalicelib.application.ports import Lane, Message, Queue
from chalicelib.domain.declaration import Declaration

log = logging.getLogger(__name__)
AT_ONCE = timedelta(0)


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
