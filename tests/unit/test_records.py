"""What becomes of queue messages that fail: reported alone, logged, and the last time as an error."""

import json
import logging
from pathlib import Path
from typing import Any

import pytest
import yaml
from chalice.app import SQSEvent

from chalicelib.adapters.sqs import read_message
from chalicelib.application.ports import Message
from chalicelib.edge import records

RESOURCES = Path(__file__).parents[2] / "infra" / "resources.yaml"


@pytest.fixture(autouse=True)
def _logs_stay_with_pytest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "set_up_logging", lambda: None)


def _record(name: str, times: int) -> dict[str, Any]:
    body = json.dumps({"mode": "live", "employer": "0999999922", "declaration": name})
    attributes = {"ApproximateReceiveCount": str(times)}
    return {"messageId": name, "body": body, "attributes": attributes, "eventSource": "aws:sqs"}


def _fails_for_bad(message: Message) -> None:
    if message.declaration_id.startswith("bad"):
        raise ConnectionError("the store is away")


def _handle(*of: dict[str, Any]) -> Any:
    return records.handle(SQSEvent({"Records": list(of)}, None), _fails_for_bad, read_message)


def test_what_fails_is_reported_alone_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        answer = _handle(_record("good", 1), _record("bad", 1))

    assert answer == {"batchItemFailures": [{"itemIdentifier": "bad"}]}
    assert [each.levelno for each in caplog.records] == [logging.WARNING]
    assert "the store is away" in caplog.text


def test_the_last_failure_says_that_the_message_is_a_dead_letter(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        _handle(_record("bad", records.RECEIVED_AT_MOST - 1), _record("good", records.RECEIVED_AT_MOST))
        assert not caplog.records
        _handle(_record("bad-again", records.RECEIVED_AT_MOST))

    assert [each.getMessage() for each in caplog.records] == [
        "message bad-again failed 5 times and is a dead letter now"
    ]


def test_the_last_time_is_the_one_of_the_queues() -> None:
    declared = yaml.safe_load(RESOURCES.read_text(encoding="utf-8"))["Resources"].values()
    policies = [
        each["Properties"]["RedrivePolicy"] for each in declared if "RedrivePolicy" in each["Properties"]
    ]

    assert {each["maxReceiveCount"] for each in policies} == {records.RECEIVED_AT_MOST}
