"""The queues that must keep the contract: in memory, and SQS in the local cloud."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from chalicelib.adapters.sqs import SqsQueue, read_message
from chalicelib.application.ports import Lane, Message, Queue
from tests.fakes.queue import FakeQueue

PATIENCE = 120


class Queues(Protocol):
    """What a contract test needs of queues beside the port."""

    @property
    def port(self) -> Queue:
        """The port under test."""

    def arrived(self, lane: Lane, count: int) -> list[Message]:
        """What comes out of a lane until so many different messages have, or patience ends."""

    def go_away(self) -> None:
        """Be out of reach from now on."""


@dataclass
class InMemory:
    """The fake."""

    port: FakeQueue = field(default_factory=FakeQueue)

    def arrived(self, lane: Lane, count: int) -> list[Message]:
        return self.port.take(lane)

    def go_away(self) -> None:
        self.port.is_down = True


class InSqs:
    """The real adapter, and a consumer beside it."""

    def __init__(self, sqs: Any, urls: Mapping[str, str]) -> None:
        self.sqs = sqs
        self.urls = {Lane.URGENT: urls["urgent"], Lane.BULK: urls["bulk"], Lane.FOLLOW_UP: urls["follow-up"]}
        self.port = SqsQueue(sqs, self.urls)

    def arrived(self, lane: Lane, count: int) -> list[Message]:
        found: list[Message] = []
        deadline = time.monotonic() + (PATIENCE if count else 0)
        while True:
            got = self.sqs.receive_message(
                QueueUrl=self.urls[lane], MaxNumberOfMessages=10, WaitTimeSeconds=1
            ).get("Messages", [])
            for each in got:
                found.append(read_message(each["Body"]))
                self.sqs.delete_message(QueueUrl=self.urls[lane], ReceiptHandle=each["ReceiptHandle"])
            if len(set(found)) >= count or time.monotonic() > deadline:
                return found

    def go_away(self) -> None:
        for lane, url in self.urls.items():
            self.urls[lane] = f"{url}-that-never-was"
