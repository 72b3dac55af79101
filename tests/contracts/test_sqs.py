"""What only SQS has: delays, visibility, dead letters, batches taken in part. The port's fake only sends."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import boto3
import pytest

from chalicelib.adapters.sqs import SqsQueue
from chalicelib.application.errors import QueueUnavailableError
from chalicelib.application.ports import Lane
from tests.cloud import RunningCloud
from tests.contracts.faults import Faults, answered, refused, silent
from tests.contracts.queues import InSqs
from tests.contracts.test_queue_contract import message
from tests.local.polling import until

pytestmark = pytest.mark.cloud
GIVES_UP_AFTER = 5


class Consumer(InSqs):
    """Takes messages of the urgent lane without deleting them."""

    def __init__(self, cloud: RunningCloud) -> None:
        super().__init__(cloud.clients.sqs, cloud.queue_urls)
        self.url, self.dead_url = cloud.queue_urls["urgent"], cloud.queue_urls["urgent-dead"]

    def take(self, url: str | None = None) -> list[Any]:
        answer = self.sqs.receive_message(QueueUrl=url or self.url, MaxNumberOfMessages=10, WaitTimeSeconds=0)
        return list(answer.get("Messages", []))

    def give_back(self, taken: Any) -> None:
        """As when the visibility time is over."""
        handle = taken["ReceiptHandle"]
        self.sqs.change_message_visibility(QueueUrl=self.url, ReceiptHandle=handle, VisibilityTimeout=0)


@pytest.fixture
def consumer(clean_cloud: RunningCloud) -> Consumer:
    return Consumer(clean_cloud)


@pytest.fixture
def faults(consumer: Consumer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Faults]:
    with Faults("sqs", monkeypatch) as laid:
        laid.before(consumer.sqs)
        yield laid


def taken_once(consumer: Consumer, url: str | None = None) -> Any:
    """The one message, as soon as it is there."""
    found: list[Any] = []

    def come() -> bool:
        found.extend(consumer.take(url))
        return bool(found)

    until(come)
    (only,) = found
    return only


def test_a_body_says_which_declaration_and_nothing_about_it(consumer: Consumer) -> None:
    consumer.port.send(Lane.URGENT, message(1))

    body = json.loads(taken_once(consumer)["Body"])
    assert body == {"mode": "live", "employer": "0999999922", "declaration": "dec_1"}


def test_a_delayed_message_waits(consumer: Consumer) -> None:
    consumer.port.send(Lane.URGENT, message(1), timedelta(minutes=10))
    consumer.port.send(Lane.URGENT, message(2), timedelta(seconds=1))

    assert json.loads(taken_once(consumer)["Body"])["declaration"] == "dec_2"
    assert consumer.take() == []


def test_a_message_in_hand_is_hidden_and_comes_back(consumer: Consumer) -> None:
    consumer.port.send(Lane.URGENT, message(1))
    first = taken_once(consumer)

    assert consumer.take() == []
    consumer.give_back(first)
    assert taken_once(consumer)["MessageId"] == first["MessageId"]


def test_a_message_that_fails_five_times_is_a_dead_letter(consumer: Consumer) -> None:
    consumer.port.send(Lane.URGENT, message(1))
    for _ in range(GIVES_UP_AFTER):
        assert consumer.take(consumer.dead_url) == []
        consumer.give_back(taken_once(consumer))
    until(lambda: consumer.take() == [])

    assert json.loads(taken_once(consumer, consumer.dead_url)["Body"])["declaration"] == "dec_1"


def given_back(*places: int) -> dict[str, Any]:
    """The answer to a batch of which some places were not taken."""
    failed = [{"Id": str(place), "Code": "ThrottlingException", "SenderFault": False} for place in places]
    return {"Successful": [], "Failed": failed}


def test_what_is_given_back_of_a_batch_is_sent_once_more(consumer: Consumer, faults: Faults) -> None:
    faults.once("SendMessageBatch", answered(given_back(3, 7)))

    consumer.port.send_all(Lane.URGENT, [message(number) for number in range(12)])

    sizes = [len(each["Entries"]) for each in faults.sent]
    assert sizes == [10, 2, 2]
    repeated = [json.loads(each["MessageBody"])["declaration"] for each in faults.sent[-1]["Entries"]]
    assert repeated == ["dec_3", "dec_7"]


def test_what_is_given_back_twice_is_said_after_all_others_are_sent(
    consumer: Consumer, faults: Faults
) -> None:
    taken = answered({"Successful": [], "Failed": []})
    faults.once("SendMessageBatch", answered(given_back(0)), taken, answered(given_back(0)))

    with pytest.raises(QueueUnavailableError):
        consumer.port.send_all(Lane.URGENT, [message(number) for number in range(12)])

    assert [len(each["Entries"]) for each in faults.sent] == [10, 2, 1]


@pytest.mark.parametrize("fault", [refused("ThrottlingException"), refused("InternalError", 500), silent])
def test_a_moment_of_trouble_is_waited_for_and_a_long_one_is_unavailable(
    consumer: Consumer, faults: Faults, fault: Any
) -> None:
    faults.once("SendMessage", fault)
    consumer.port.send(Lane.URGENT, message(1))
    assert len(faults.pauses) == 1

    faults.always("SendMessage", fault)
    with pytest.raises(QueueUnavailableError):
        consumer.port.send(Lane.URGENT, message(2))


def test_a_queue_where_nobody_listens_is_unavailable() -> None:
    nobody = boto3.client("sqs", region_name="eu-west-3", endpoint_url="http://127.0.0.1:9")
    queue = SqsQueue(nobody, {Lane.URGENT: "http://127.0.0.1:9/000000000000/none"})

    with pytest.raises(QueueUnavailableError):
        queue.send(Lane.URGENT, message(1))
