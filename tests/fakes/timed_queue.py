"""Queues in memory as SQS is one: delay, visibility time, redelivery, dead letters; no order is promised."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chalicelib.application.ports import Clock, JobMessage, Lane, Message

VISIBILITY = timedelta(seconds=360)
"""As in infra/resources.yaml."""
MOST_RECEIVES = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """One copy of a message in a lane; nobody is given it before ``visible_at``."""

    id: int
    lane: Lane
    message: Message
    visible_at: datetime
    receives: int = 0


class TimedQueue:
    """Implements the port Queue, and what a worker does at the other end."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.entries: tuple[Entry, ...] = ()
        self.dead: tuple[Entry, ...] = ()
        self.jobs: tuple[tuple[JobMessage, datetime], ...] = ()
        self.sent = 0

    # the port

    def send(self, lane: Lane, message: Message, delay: timedelta = timedelta(0)) -> None:
        self.sent += 1
        self.entries += (Entry(self.sent, lane, message, self._clock.now() + delay),)

    def send_job(self, message: JobMessage, delay: timedelta = timedelta(0)) -> None:
        self.jobs += ((message, self._clock.now() + delay),)

    def send_all(self, lane: Lane, messages: Sequence[Message]) -> None:
        for message in messages:
            self.send(lane, message)

    # the worker's end

    def receive(self, entry: Entry) -> None:
        """Hide an entry for its visibility time; one that was received too often is a dead letter."""
        taken = replace(entry, visible_at=self._clock.now() + VISIBILITY, receives=entry.receives + 1)
        self._swap(entry, taken)
        if taken.receives > MOST_RECEIVES:
            self.delete(entry)
            self.dead += (entry,)

    def delete(self, entry: Entry) -> None:
        """Forget an entry that was handled."""
        self.entries = tuple(each for each in self.entries if each.id != entry.id)

    def postpone(self, entry: Entry, by: timedelta) -> None:
        """Let others go before an entry."""
        self._swap(entry, replace(entry, visible_at=self._clock.now() + by))

    def empty(self) -> None:
        """Lose every message."""
        self.entries = ()

    def _swap(self, old: Entry, new: Entry) -> None:
        self.entries = tuple(new if each.id == old.id else each for each in self.entries)
