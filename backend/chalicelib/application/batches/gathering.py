"""What many rows share: their messages go together, and what is known of everybody is read once."""

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from threading import Lock
from typing import Any, cast

from chalicelib.application.announcing import announce_message
from chalicelib.application.errors import QueueUnavailableError
from chalicelib.application.ports import JobMessage, Lane, Message, Queue, Register
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.registered import Relation

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Gathering:
    """A queue that keeps the messages for declarations until they can go together."""

    queue: Queue
    _kept: list[tuple[Lane, Message]] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def send(self, lane: Lane, message: Message, delay: timedelta = timedelta(0)) -> None:
        """Keep a message; one that is to come later goes on at once."""
        if delay:
            announce_message(self.queue, lane, message, delay)
            return
        with self._lock:
            self._kept.append((lane, message))

    def send_job(self, message: JobMessage, delay: timedelta = timedelta(0)) -> None:
        """Send a message for a job at once."""
        self.queue.send_job(message, delay)

    def send_all(self, lane: Lane, messages: Sequence[Message]) -> None:
        """Keep many messages."""
        for message in messages:
            self.send(lane, message)

    def flush(self) -> None:
        """Send what was kept, the urgent first, or leave it to the sweep."""
        with self._lock:
            kept, self._kept = self._kept, []
        for lane in (Lane.URGENT, Lane.BULK):
            messages = [message for where, message in kept if where is lane]
            try:
                if messages:
                    self.queue.send_all(lane, messages)
            except QueueUnavailableError:
                log.warning("%d declarations could not be announced; the sweep will", len(messages))


def days_read_once(register: Register) -> Register:
    """Return a register that reads the days of extras, a row for each worker, once and not for each row.

    The port allows them to lag: a warning about the employer's own quota comes some rows late at most.
    """
    return cast("Register", _DaysReadOnce(register))


def without(register: Register, absent: Collection[str]) -> Register:
    """Return a register that knows of some ids that nobody has them, and does not read their relations.

    For what is written on the condition that nobody has them: an absence does not last.
    """
    return cast("Register", _Without(register, absent))


class _Without:
    def __init__(self, register: Register, absent: Collection[str]) -> None:
        self._register = register
        self._absent = absent

    def __getattr__(self, name: str) -> Any:
        return getattr(self._register, name)

    def relation(self, scope: EmployerScope, worker_id: str) -> Relation:
        return Relation() if worker_id in self._absent else self._register.relation(scope, worker_id)


class _DaysReadOnce:
    def __init__(self, register: Register) -> None:
        self._register = register
        self._days: dict[tuple[EmployerScope, int], Mapping[str, frozenset[date]]] = {}
        self._lock = Lock()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._register, name)

    def extra_days(self, scope: EmployerScope, year: int) -> Mapping[str, frozenset[date]]:
        with self._lock:
            if (scope, year) not in self._days:
                self._days[scope, year] = self._register.extra_days(scope, year)
            return self._days[scope, year]
