"""Messages between the API and the workers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Protocol

from chalicelib.application.ports.jobs import JobMessage
from chalicelib.domain.filing import Mode


class Lane(StrEnum):
    """The queues."""

    URGENT = "urgent"
    BULK = "bulk"
    FOLLOW_UP = "followUp"
    JOBS = "jobs"


@dataclass(frozen=True, slots=True)
class Message:
    """What travels in a queue: which declaration, and nothing about it."""

    mode: Mode
    employer: str
    declaration_id: str


class Queue(Protocol):
    """At-least-once messages. Correctness never depends on one: the sweep finds what is due."""

    def send(self, lane: Lane, message: Message, delay: timedelta = timedelta(0)) -> None:
        """Send one message. Raises QueueUnavailableError."""
        ...

    def send_job(self, message: JobMessage, delay: timedelta = timedelta(0)) -> None:
        """Send a message for a job. Raises QueueUnavailableError."""
        ...

    def send_all(self, lane: Lane, messages: Sequence[Message]) -> None:
        """Send many messages in as few calls as possible. Raises QueueUnavailableError if any failed."""
        ...
