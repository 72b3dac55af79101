"""The queues of the simulation behave as the deployed ones are told to."""

from datetime import timedelta
from pathlib import Path

import yaml

from chalicelib.application.ports import Lane, Message
from chalicelib.domain.filing import Mode
from tests.fakes.timed_queue import MOST_RECEIVES, VISIBILITY, Entry, TimedQueue
from tests.fakes.world import FakeClock

RESOURCES = Path(__file__).parents[2] / "infra" / "resources.yaml"
MESSAGE = Message(Mode.LIVE, "0999999922", "dec_1")


def test_visibility_and_dead_letters_are_those_of_the_resources() -> None:
    resources = yaml.safe_load(RESOURCES.read_text(encoding="utf-8"))["Resources"].values()
    queues = [each["Properties"] for each in resources if each["Type"] == "AWS::SQS::Queue"]
    lanes = [each for each in queues if "RedrivePolicy" in each and "jobs" not in str(each["QueueName"])]

    assert {each["VisibilityTimeout"] for each in lanes} == {VISIBILITY.total_seconds()}
    assert {each["RedrivePolicy"]["maxReceiveCount"] for each in lanes} == {MOST_RECEIVES}


def seen(queue: TimedQueue, clock: FakeClock) -> list[Entry]:
    return [entry for entry in queue.entries if entry.visible_at <= clock.now()]


def test_a_message_is_seen_after_its_delay_and_again_when_nobody_deleted_it() -> None:
    clock = FakeClock()
    queue = TimedQueue(clock)
    queue.send(Lane.URGENT, MESSAGE, timedelta(seconds=2))
    assert seen(queue, clock) == []

    clock.advance(timedelta(seconds=2))
    (entry,) = seen(queue, clock)
    queue.receive(entry)
    assert seen(queue, clock) == []

    clock.advance(VISIBILITY)
    (again,) = seen(queue, clock)
    assert (again.message, again.receives) == (MESSAGE, 1)
    queue.delete(again)
    assert queue.entries == ()


def test_what_was_received_too_often_is_a_dead_letter() -> None:
    clock = FakeClock()
    queue = TimedQueue(clock)
    queue.send(Lane.BULK, MESSAGE)

    for _ in range(MOST_RECEIVES + 1):
        queue.receive(queue.entries[0])

    assert queue.entries == ()
    assert [entry.message for entry in queue.dead] == [MESSAGE]
