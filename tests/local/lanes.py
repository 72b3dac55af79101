"""A queue with a handler of the test's own, for the poller."""

import json
import uuid
from collections.abc import Callable
from typing import Any

from infra.local.invocation import Context, Function
from infra.local.poller import Poller, Queue
from tests.cloud import RunningCloud

RECEIVED: list[dict[str, Any]] = []
ANSWERS: list[Callable[[dict[str, Any]], Any]] = []


def handler(event: dict[str, Any], context: Context) -> Any:
    """Note the event and answer as the test said."""
    assert context.get_remaining_time_in_millis() > 0
    RECEIVED.append(event)
    return ANSWERS[-1](event)


class Lane:
    """A queue that gives up after two receipts, its dead-letter queue, and a poller on it.

    What was received and not deleted stays hidden for `hidden` seconds: far longer than a test, unless it
    waits for that.
    """

    def __init__(
        self, cloud: RunningCloud, answer: Callable[[dict[str, Any]], Any], *, hidden: int = 600
    ) -> None:
        RECEIVED.clear()
        ANSWERS.append(answer)
        self.sqs, name = cloud.clients.sqs, f"lane-{uuid.uuid4().hex[:8]}"
        self.dead_url = self.sqs.create_queue(QueueName=f"{name}-dead")["QueueUrl"]
        dead = self.sqs.get_queue_attributes(QueueUrl=self.dead_url, AttributeNames=["QueueArn"])
        redrive = {"deadLetterTargetArn": dead["Attributes"]["QueueArn"], "maxReceiveCount": 2}
        self.url = self.sqs.create_queue(
            QueueName=name,
            Attributes={"VisibilityTimeout": str(hidden), "RedrivePolicy": json.dumps(redrive)},
        )["QueueUrl"]
        self.queue = Queue(self.sqs, self.url, f"arn:aws:sqs:eu-west-3:000000000000:{name}")
        self.poller = Poller(self.queue, Function(f"{__name__}.handler"), wait_seconds=0)

    def send(self, *bodies: str) -> None:
        """Put messages in the queue."""
        for body in bodies:
            self.sqs.send_message(
                QueueUrl=self.url,
                MessageBody=body,
                MessageAttributes={"lane": {"DataType": "String", "StringValue": "urgent"}},
            )

    def dead(self) -> list[str]:
        """What is in the dead-letter queue."""
        got = self.sqs.receive_message(QueueUrl=self.dead_url, MaxNumberOfMessages=10, VisibilityTimeout=0)
        return sorted(each["Body"] for each in got.get("Messages", []))

    def left(self) -> int:
        """How many messages the queue holds, visible or not."""
        found = self.sqs.get_queue_attributes(
            QueueUrl=self.url,
            AttributeNames=["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
        )["Attributes"]
        return int(found["ApproximateNumberOfMessages"]) + int(found["ApproximateNumberOfMessagesNotVisible"])


def bodies(event: dict[str, Any]) -> list[str]:
    """The bodies of an event's records, sorted."""
    return sorted(each["body"] for each in event["Records"])
