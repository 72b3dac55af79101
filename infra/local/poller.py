"""Feeds a queue to a Lambda handler with the rules of Lambda's event source mapping.

Up to ten messages per call. The answer lists what failed (`batchItemFailures`); the rest is deleted. An
error, an answer of another shape, or an unknown id means that the whole batch failed. What failed is left
alone: its visibility time brings it back, and the queue itself moves it to its dead-letter queue in time.
"""

import sys
import threading
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from botocore.exceptions import BotoCoreError, ClientError

from infra.local.invocation import Function, Outcome

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import MessageTypeDef

BATCH = 10
PAUSE_AFTER_TROUBLE = 1.0


class Queue(NamedTuple):
    """A queue by its URL and ARN, at a client, and how many messages of it are handed over at once."""

    sqs: "SQSClient"
    url: str
    arn: str
    region: str = "eu-west-3"
    batch: int = BATCH


class Poller:
    """One queue, one function, one batch at a time."""

    def __init__(self, queue: Queue, function: Function, *, wait_seconds: int = 2) -> None:
        self._queue = queue
        self._function = function
        self._wait_seconds = wait_seconds

    def run(self, stopping: threading.Event) -> None:
        """Poll until asked to stop; the batch under way is finished. A cloud that is away is waited for."""
        while not stopping.is_set():
            try:
                self.poll()
            except (BotoCoreError, ClientError) as error:
                sys.stderr.write(f"{self._function.name}: the queue cannot be reached ({error})\n")
                stopping.wait(PAUSE_AFTER_TROUBLE)
        self._function.close()

    def poll(self) -> int:
        """Receive one batch, call the function, delete what succeeded; the number of messages received."""
        messages = self._queue.sqs.receive_message(
            QueueUrl=self._queue.url,
            MaxNumberOfMessages=self._queue.batch,
            WaitTimeSeconds=self._wait_seconds,
            MessageSystemAttributeNames=["All"],
            MessageAttributeNames=["All"],
        ).get("Messages", [])
        if messages:
            outcome = self._function.invoke({"Records": [to_record(each, self._queue) for each in messages]})
            self._delete(messages, failed_ids(outcome, {each["MessageId"] for each in messages}))
        return len(messages)

    def _delete(self, messages: Sequence["MessageTypeDef"], failed: set[str]) -> None:
        entries = [
            {"Id": str(index), "ReceiptHandle": each["ReceiptHandle"]}
            for index, each in enumerate(messages)
            if each["MessageId"] not in failed
        ]
        if entries:
            self._queue.sqs.delete_message_batch(QueueUrl=self._queue.url, Entries=entries)  # type: ignore[arg-type]


def failed_ids(outcome: Outcome, sent: set[str]) -> set[str]:
    """The messages that stay in the queue. Nothing reported = all well; anything unclear = all of them."""
    if outcome.error is not None:
        return sent
    if outcome.answer in (None, {}, []):
        return set()
    if not isinstance(outcome.answer, Mapping) or "batchItemFailures" not in outcome.answer:
        return sent
    return _reported(outcome.answer["batchItemFailures"] or [], sent)


def _reported(failures: Any, sent: set[str]) -> set[str]:
    if not isinstance(failures, list):
        return sent
    names = [each.get("itemIdentifier") if isinstance(each, Mapping) else None for each in failures]
    known = {name for name in names if isinstance(name, str) and name in sent}
    return known if len(known) == len(set(map(str, names))) else sent


def to_record(message: "MessageTypeDef", queue: Queue) -> dict[str, Any]:
    """One record of the event, with the names and shapes that Lambda uses."""
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": dict(message.get("Attributes", {})),
        "messageAttributes": {
            name: _attribute(value) for name, value in message.get("MessageAttributes", {}).items()
        },
        "md5OfBody": message["MD5OfBody"],
        "eventSource": "aws:sqs",
        "eventSourceARN": queue.arn,
        "awsRegion": queue.region,
    }


def _attribute(value: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "dataType": value["DataType"],
        "stringListValues": [],
        "binaryListValues": [],
        **({"stringValue": value["StringValue"]} if "StringValue" in value else {}),
    }
