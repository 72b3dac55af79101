"""The contract of the port Queue, on SQS in the local cloud."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import boto3
import pytest

from chalicelib.adapters.sqs import SqsQueue, read_message
from chalicelib.application.errors import QueueUnavailableError
from chalicelib.application.ports import Lane, Message
from chalicelib.domain.filing import Mode
from tests.cloud import RunningCloud

pytestmark = pytest.mark.cloud


def message(number: int) -> Message:
    return Message(Mode.LIVE, "0999999922", f"dec_{number}")


@pytest.fixture
def queue(clean_cloud: RunningCloud) -> SqsQueue:
    urls = clean_cloud.queue_urls
    lanes = {Lane.URGENT: urls["urgent"], Lane.BULK: urls["bulk"], Lane.FOLLOW_UP: urls["follow-up"]}
    return SqsQueue(clean_cloud.clients.sqs, lanes)


@pytest.fixture
def receive(clean_cloud: RunningCloud) -> Callable[[str], list[Any]]:
    def take(lane: str) -> list[Any]:
        answer = clean_cloud.clients.sqs.receive_message(
            QueueUrl=clean_cloud.queue_urls[lane], MaxNumberOfMessages=10, WaitTimeSeconds=1
        )
        return list(answer.get("Messages", []))

    return take


def test_a_message_arrives_in_its_lane_and_says_only_which_declaration(
    queue: SqsQueue, receive: Callable[[str], list[Any]]
) -> None:
    queue.send(Lane.URGENT, message(1))

    assert receive("bulk") == []
    (received,) = receive("urgent")
    assert json.loads(received["Body"]) == {
        "mode": "live",
        "employer": "0999999922",
        "declaration": "dec_1",
    }
    assert read_message(received["Body"]) == message(1)


def test_a_delayed_message_waits(queue: SqsQueue, receive: Callable[[str], list[Any]]) -> None:
    queue.send(Lane.FOLLOW_UP, message(1), timedelta(seconds=3))
    assert receive("follow-up") == []

    arrived: list[Any] = []
    for _ in range(10):
        arrived = receive("follow-up")
        if arrived:
            break
    assert len(arrived) == 1


def test_many_messages_all_arrive(queue: SqsQueue, receive: Callable[[str], list[Any]]) -> None:
    queue.send_all(Lane.BULK, [message(number) for number in range(23)])

    seen: set[str] = set()
    for _ in range(10):
        seen |= {read_message(each["Body"]).declaration_id for each in receive("bulk")}
        if len(seen) == 23:
            break
    assert seen == {f"dec_{number}" for number in range(23)}


def test_a_queue_that_does_not_answer_is_unavailable() -> None:
    nobody = boto3.client("sqs", region_name="eu-west-3", endpoint_url="http://127.0.0.1:9")
    queue = SqsQueue(nobody, {Lane.URGENT: "http://127.0.0.1:9/000000000000/none"})

    with pytest.raises(QueueUnavailableError):
        queue.send(Lane.URGENT, message(1))
    with pytest.raises(QueueUnavailableError):
        queue.send_all(Lane.URGENT, [message(1)])
