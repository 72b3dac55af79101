"""Announce a declaration to a worker: best effort, because the sweep finds whatever is due."""

import logging
from datetime import timedelta

from chalicelib.application.errors import QueueUnavailableError
from chalicelib.application.ports import Lane, Message, Queue
from chalicelib.domain.declaration import Declaration

log = logging.getLogger(__name__)


def announce(queue: Queue, lane: Lane, declaration: Declaration, delay: timedelta = timedelta(0)) -> None:
    """Send a message for a declaration, or leave it to the sweep when the queue cannot take it."""
    message = Message(declaration.mode, declaration.employer, declaration.id)
    try:
        queue.send(lane, message, delay)
    except QueueUnavailableError:
        log.warning("declaration %s could not be announced in %s; the sweep will", declaration.id, lane)
