"""Queues in memory, which can be told to fail."""

from collections.abc import Sequence
from datetime import timedelta

from chalicelib.application.errors import QueueUnavailableError
from chalicelib.application.ports import JobMessage, Lane, Message


class FakeQueue:
    """Implements the port Queue."""

    def __init__(self) -> None:
        self.sent: list[tuple[Lane, Message, timedelta]] = []
        self.jobs: list[JobMessage] = []
        self.is_down = False

    def send(self, lane: Lane, message: Message, delay: timedelta = timedelta(0)) -> None:
        if self.is_down:
            raise QueueUnavailableError
        self.sent.append((lane, message, delay))

    def send_job(self, message: JobMessage, delay: timedelta = timedelta(0)) -> None:
        if self.is_down:
            raise QueueUnavailableError
        self.jobs.append(message)

    def send_all(self, lane: Lane, messages: Sequence[Message]) -> None:
        for message in messages:
            self.send(lane, message)

    def take(self, lane: Lane) -> list[Message]:
        """Return and remove what lies in a lane."""
        taken = [message for where, message, _ in self.sent if where is lane]
        self.sent = [entry for entry in self.sent if entry[0] is not lane]
        return taken
