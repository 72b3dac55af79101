"""Messages in SQS: standard queues, one per lane. Order is kept by conditions in the database."""

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.application.errors import QueueUnavailableError
from chalicelib.application.ports import JobMessage, Lane, Message
from chalicelib.domain.filing import Mode

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import SendMessageBatchRequestEntryTypeDef

BATCH = 10


def write_message(message: Message) -> str:
    """Return the body of a message: which declaration, and nothing about it."""
    return json.dumps(
        {"mode": message.mode, "employer": message.employer, "declaration": message.declaration_id}
    )


def read_message(body: str) -> Message:
    """Read the body of a message. Raises ValueError or KeyError on anything else."""
    content = json.loads(body)
    return Message(Mode(content["mode"]), content["employer"], content["declaration"])


def read_job_message(body: str) -> JobMessage:
    """Read the body of a message for a job. Raises ValueError on anything else."""
    return JobMessage.model_validate_json(body)


class SqsQueue:
    """Implements the port Queue. The message group is the employer, for fairness between employers."""

    def __init__(self, sqs: "SQSClient", urls: Mapping[Lane, str]) -> None:
        self._sqs = sqs
        self._urls = urls

    def send(self, lane: Lane, message: Message, delay: timedelta = timedelta(0)) -> None:
        """Send one message."""
        self._send(lane, write_message(message), message.employer, delay)

    def send_job(self, message: JobMessage, delay: timedelta = timedelta(0)) -> None:
        """Send one message for a job."""
        self._send(Lane.JOBS, message.model_dump_json(), message.employer, delay)

    def _send(self, lane: Lane, body: str, employer: str, delay: timedelta) -> None:
        try:
            self._sqs.send_message(
                QueueUrl=self._urls[lane],
                MessageBody=body,
                MessageGroupId=employer,
                DelaySeconds=int(delay.total_seconds()),
            )
        except (BotoCoreError, ClientError) as failure:
            raise QueueUnavailableError from failure

    def send_all(self, lane: Lane, messages: Sequence[Message]) -> None:
        """Send many messages, ten a call; what SQS gives back of a batch is tried once more."""
        if self._given_back(lane, self._given_back(lane, messages)):
            raise QueueUnavailableError

    def _given_back(self, lane: Lane, messages: Sequence[Message]) -> list[Message]:
        """Send all messages and return those that SQS did not take."""
        batches = [messages[start : start + BATCH] for start in range(0, len(messages), BATCH)]
        return [message for batch in batches for message in self._send_batch(lane, batch)]

    def _send_batch(self, lane: Lane, messages: Sequence[Message]) -> list[Message]:
        """Send up to ten messages and return those that SQS did not take."""
        entries: list[SendMessageBatchRequestEntryTypeDef] = [
            {"Id": str(index), "MessageBody": write_message(message), "MessageGroupId": message.employer}
            for index, message in enumerate(messages)
        ]
        try:
            answer = self._sqs.send_message_batch(QueueUrl=self._urls[lane], Entries=entries)
        except (BotoCoreError, ClientError) as failure:
            raise QueueUnavailableError from failure
        return [messages[int(failed["Id"])] for failed in answer.get("Failed", [])]
