"""The poller against a real queue, with the rules of Lambda's event source mapping."""

import threading
from collections.abc import Callable
from typing import Any

import pytest

from infra.local.invocation import Outcome
from infra.local.poller import failed_ids
from tests.cloud import RunningCloud
from tests.local.lanes import RECEIVED, Lane, bodies
from tests.local.polling import until

Event = dict[str, Any]


def _fails(body: str) -> Callable[[Event], Event]:
    def answer(event: Event) -> Event:
        bad = [each["messageId"] for each in event["Records"] if each["body"] == body]
        return {"batchItemFailures": [{"itemIdentifier": each} for each in bad]}

    return answer


def _breaks(event: Event) -> None:
    raise ZeroDivisionError(event)


@pytest.mark.cloud
def test_a_batch_that_went_well_is_gone(cloud: RunningCloud) -> None:
    lane = Lane(cloud, lambda _: None)
    lane.send("one", "two")

    assert lane.poller.poll() == 2
    assert lane.left() == 0


@pytest.mark.cloud
def test_a_record_looks_as_it_does_on_lambda(cloud: RunningCloud) -> None:
    lane = Lane(cloud, lambda _: None)
    lane.send("one")
    lane.poller.poll()

    (record,) = RECEIVED[0]["Records"]
    assert set(record) == {
        "messageId", "receiptHandle", "body", "attributes", "messageAttributes", "md5OfBody",
        "eventSource", "eventSourceARN", "awsRegion",
    }  # fmt: skip
    assert record["eventSource"] == "aws:sqs"
    assert record["eventSourceARN"] == lane.queue.arn
    assert record["attributes"]["ApproximateReceiveCount"] == "1"
    assert record["attributes"]["SentTimestamp"].isdigit()
    assert record["messageAttributes"]["lane"]["stringValue"] == "urgent"


@pytest.mark.cloud
def test_of_a_batch_only_what_failed_comes_back_and_ends_as_a_dead_letter(cloud: RunningCloud) -> None:
    lane = Lane(cloud, _fails("bad"), hidden=1)
    lane.send("good", "bad", "fine")

    lane.poller.poll()
    assert (bodies(RECEIVED[0]), lane.left()) == (["bad", "fine", "good"], 1)
    until(lane.poller.poll)
    assert bodies(RECEIVED[1]) == ["bad"]
    assert RECEIVED[1]["Records"][0]["attributes"]["ApproximateReceiveCount"] == "2"
    until(lambda: lane.poller.poll() == 0 and lane.dead() == ["bad"])
    assert (len(RECEIVED), lane.left()) == (2, 0)


@pytest.mark.cloud
@pytest.mark.parametrize(
    "answer", [_breaks, lambda _: "fine", lambda _: {"batchItemFailures": [{"id": "x"}]}]
)
def test_an_error_or_an_answer_nobody_understands_fails_the_whole_batch(
    cloud: RunningCloud, answer: Callable[[Event], Any]
) -> None:
    lane = Lane(cloud, answer, hidden=1)
    lane.send("one", "two")

    lane.poller.poll()
    assert lane.left() == 2
    until(lambda: lane.poller.poll() == 0 and lane.dead() == ["one", "two"])
    assert lane.left() == 0


@pytest.mark.cloud
def test_what_failed_is_not_hurried(cloud: RunningCloud) -> None:
    lane = Lane(cloud, _breaks)
    lane.send("one")

    lane.poller.poll()

    assert lane.poller.poll() == 0  # its visibility time is not over


@pytest.mark.cloud
def test_never_more_than_ten_at_a_time(cloud: RunningCloud) -> None:
    lane = Lane(cloud, lambda _: {"batchItemFailures": []})
    lane.send(*[f"m{number}" for number in range(12)])

    until(lambda: lane.poller.poll() == 0)

    assert max(len(each["Records"]) for each in RECEIVED) == 10
    assert sum(len(each["Records"]) for each in RECEIVED) == 12


@pytest.mark.cloud
def test_a_poller_that_is_asked_to_stop_finishes_its_batch(cloud: RunningCloud) -> None:
    entered, release, stopping = threading.Event(), threading.Event(), threading.Event()

    def slow(_: Event) -> None:
        entered.set()
        assert release.wait(120)

    lane = Lane(cloud, slow)
    lane.send("one")
    running = threading.Thread(target=lane.poller.run, args=(stopping,))
    running.start()
    assert entered.wait(120)
    stopping.set()
    release.set()
    running.join(120)

    assert not running.is_alive()
    assert lane.left() == 0


@pytest.mark.parametrize(
    ("answer", "failed"),
    [
        (None, set()),
        ({}, set()),
        ({"batchItemFailures": []}, set()),
        ({"batchItemFailures": None}, set()),
        ({"batchItemFailures": [{"itemIdentifier": "a"}]}, {"a"}),
        ({"batchItemFailures": [{"itemIdentifier": "a"}, {"itemIdentifier": "a"}]}, {"a"}),
        ({"batchItemFailures": [{"itemIdentifier": "c"}]}, {"a", "b"}),
        ({"batchItemFailures": [{"itemIdentifier": ""}]}, {"a", "b"}),
        ({"batchItemFailures": [{"itemIdentifier": None}]}, {"a", "b"}),
        ({"batchItemFailures": [{"itemIdentifier": {"a": 1}}]}, {"a", "b"}),
        ({"batchItemFailures": ["a"]}, {"a", "b"}),
        ({"batchItemFailures": "a"}, {"a", "b"}),
        ({"batchitemfailures": []}, {"a", "b"}),
        ("a", {"a", "b"}),
        (True, {"a", "b"}),
    ],
)
def test_which_messages_stay(answer: Any, failed: set[str]) -> None:
    assert failed_ids(Outcome(answer, None), {"a", "b"}) == failed
    assert failed_ids(Outcome(answer, ValueError()), {"a", "b"}) == {"a", "b"}
