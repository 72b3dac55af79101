"""Dead letters: messages that failed five times. Listed with what became of each declaration, or moved back.

`make dead-letters` and `make replay-dead-letters`, beside a running house; with the backend's own settings in
the environment they work on AWS and on any emulator alike, by plain receive, send and delete.

No declaration depends on a message: the sweep finds what is due. A dead letter is a sign that something kept
failing, and replaying it is how one sees whether it still does.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator, MutableMapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import boto3

from chalicelib.adapters.sqs import read_job_message, read_message
from chalicelib.application.ports import Declarations, JobMessage, Message
from chalicelib.application.scope import service_scope
from infra.environments import ROOT
from infra.local.wiring import BACKEND_SETTINGS

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

LANES = {
    "urgent": "QUEUE_URGENT_URL",
    "bulk": "QUEUE_BULK_URL",
    "follow-up": "QUEUE_FOLLOW_UP_URL",
    "jobs": "QUEUE_JOBS_URL",
}
LOOKED_AT_FOR = 300
"""Seconds for which a letter is not shown again: long enough to see each once."""
PAGE = 10


class NoHouseError(RuntimeError):
    """There is no house to look after, or it was never started."""


@dataclass(frozen=True)
class Letter:
    """One dead letter."""

    lane: str
    body: str
    receipt: str


class Office:
    """The dead-letter queues of all lanes: beside each, by the same name with ``-dead``."""

    def __init__(self, sqs: "SQSClient", urls: dict[str, str]) -> None:
        self._sqs = sqs
        self._urls = urls

    def letters(self) -> Iterator[Letter]:
        """Every letter once. None is lost when this is left early: each is shown again after a while."""
        for lane in self._urls:
            while found := self._receive(lane):
                yield from found

    def replay(self, letter: Letter) -> None:
        """Move a letter back: sent first, deleted then, so that it may come twice but is never lost."""
        self._sqs.send_message(
            QueueUrl=self._urls[letter.lane], MessageBody=letter.body, MessageGroupId=_employer(letter.body)
        )
        self._sqs.delete_message(QueueUrl=self._dead(letter.lane), ReceiptHandle=letter.receipt)

    def give_back(self, letters: Sequence[Letter]) -> None:
        """Show letters again at once."""
        for letter in letters:
            self._sqs.change_message_visibility(
                QueueUrl=self._dead(letter.lane), ReceiptHandle=letter.receipt, VisibilityTimeout=0
            )

    def _receive(self, lane: str) -> list[Letter]:
        answer = self._sqs.receive_message(
            QueueUrl=self._dead(lane),
            MaxNumberOfMessages=PAGE,
            WaitTimeSeconds=0,
            VisibilityTimeout=LOOKED_AT_FOR,
        )
        return [Letter(lane, each["Body"], each["ReceiptHandle"]) for each in answer.get("Messages", [])]

    def _dead(self, lane: str) -> str:
        return f"{self._urls[lane]}-dead"


def explain(letter: Letter, declarations: Declarations) -> str:
    """One line: which declaration, where it stands now, and the last thing that happened to it."""
    if (job := _job(letter.body)) is not None:
        return f"{letter.lane}: {job.job_id} of {job.employer} ({job.mode}), long work"
    message = _message(letter.body)
    if message is None:
        return f"{letter.lane}: nobody can read it ({len(letter.body)} characters)"
    scope = service_scope(message.mode, message.employer)
    stored = declarations.get(scope, message.declaration_id)
    about = f"{letter.lane}: {message.declaration_id} of {message.employer} ({message.mode})"
    if stored is None:
        return f"{about} does not exist"
    last = stored.declaration.events[-1]
    why = f", {last.data['why']}" if "why" in last.data else ""
    return (
        f"{about} is {stored.declaration.state}; last {last.at:%Y-%m-%d %H:%M:%S} UTC: {last.happening}{why}"
    )


def _message(body: str) -> Message | None:
    try:
        return read_message(body)
    except (ValueError, KeyError, TypeError):
        return None


def _job(body: str) -> JobMessage | None:
    try:
        return read_job_message(body)
    except ValueError:
        return None


def _employer(body: str) -> str:
    message = _message(body) or _job(body)
    return message.employer if message else "unreadable"


def settle_environment(environ: MutableMapping[str, str], state_dir: Path) -> None:
    """Take the settings of the house on this machine, unless the environment names a table itself."""
    if "TABLE_NAME" in environ:
        return
    settings = state_dir / BACKEND_SETTINGS
    if not settings.exists():
        raise NoHouseError(f"No house was ever started on {state_dir}: `make run` does that.")
    environ.update(json.loads(settings.read_text()))


def main(arguments: Sequence[str]) -> int:
    """List, or replay. The exit code is 0 also when there was nothing to do."""
    parser = argparse.ArgumentParser(prog="make dead-letters", description="Messages that failed five times.")
    parser.add_argument("--replay", action="store_true", help="move them back into their queues")
    parser.add_argument(
        "--state-dir", type=Path, default=ROOT / ".local", help="of the house on this machine"
    )
    asked = parser.parse_args(arguments)
    try:
        settle_environment(os.environ, asked.state_dir)
    except NoHouseError as error:
        _say(str(error))
        return 1
    office = Office(boto3.client("sqs"), {lane: os.environ[name] for lane, name in LANES.items()})
    _look_after(office, replay=asked.replay)
    return 0


def _look_after(office: Office, *, replay: bool) -> None:
    from chalicelib.edge import bootstrap  # noqa: PLC0415 - reads the settings that main has made sure of

    seen: list[Letter] = []
    for letter in office.letters():
        _say(explain(letter, bootstrap.declarations()))
        seen.append(letter)
        if replay:
            office.replay(letter)
    if not replay:
        office.give_back(seen)
    _say(f"{len(seen)} dead letters{', moved back' if replay else ''}")


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
