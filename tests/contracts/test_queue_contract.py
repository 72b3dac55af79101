"""The contract of the port Queue: messages arrive in their lane, each of them, whoever else sends."""

import pytest

from chalicelib.application.errors import QueueUnavailableError
from chalicelib.application.ports import Lane, Message
from chalicelib.domain.filing import Mode
from tests.cloud import RunningCloud
from tests.contracts.queues import InMemory, InSqs, Queues
from tests.contracts.together import THREADS, together


def message(number: int) -> Message:
    return Message(Mode.LIVE, "0999999922", f"dec_{number}")


@pytest.fixture(params=["memory", pytest.param("sqs", marks=pytest.mark.cloud)])
def queues(request: pytest.FixtureRequest) -> Queues:
    if request.param == "memory":
        return InMemory()
    cloud: RunningCloud = request.getfixturevalue("clean_cloud")
    return InSqs(cloud.clients.sqs, cloud.queue_urls)


def test_a_message_arrives_in_its_lane_and_in_no_other(queues: Queues) -> None:
    queues.port.send(Lane.URGENT, message(1))

    assert queues.arrived(Lane.BULK, 0) == []
    assert queues.arrived(Lane.URGENT, 1) == [message(1)]
    assert queues.arrived(Lane.URGENT, 0) == []


@pytest.mark.parametrize("count", [0, 1, 10, 23])
def test_many_messages_all_arrive(queues: Queues, count: int) -> None:
    sent = [message(number) for number in range(count)]

    queues.port.send_all(Lane.BULK, sent)

    assert set(queues.arrived(Lane.BULK, count)) == set(sent)


def test_sixteen_who_send_at_once_all_get_through(queues: Queues) -> None:
    together(lambda number: queues.port.send(Lane.FOLLOW_UP, message(number)))

    everything = {message(number) for number in range(THREADS)}
    assert set(queues.arrived(Lane.FOLLOW_UP, THREADS)) == everything


def test_a_queue_out_of_reach_is_unavailable(queues: Queues) -> None:
    queues.go_away()

    with pytest.raises(QueueUnavailableError):
        queues.port.send(Lane.URGENT, message(1))
    with pytest.raises(QueueUnavailableError):
        queues.port.send_all(Lane.URGENT, [message(1)])
