"""Mail: what SES refuses is sorted by what to do next; the folder of one machine."""

import json
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ConnectTimeoutError
from botocore.stub import Stubber

from chalicelib.adapters.post.mailbox import MailboxMailer
from chalicelib.adapters.post.ses import SesMailer
from chalicelib.application.ports import (
    AddressRefusedError,
    NotNowError,
    NotSentError,
    NotTakenError,
    Words,
)
from tests.fakes.world import CountingIds, FakeClock

SENDER, EVA = "post@dimona24.example", "eva@cafe.example"
WORDS = Words("Geweigerd", "Een aangifte is geweigerd.", "https://dimona24.example/nl", "nl")
MAIL = {
    "FromEmailAddress": SENDER,
    "Destination": {"ToAddresses": [EVA]},
    "Content": {
        "Simple": {
            "Subject": {"Data": WORDS.subject, "Charset": "UTF-8"},
            "Body": {"Text": {"Data": WORDS.text, "Charset": "UTF-8"}},
            "Headers": [
                {"Name": "Auto-Submitted", "Value": "auto-generated"},
                {"Name": "Content-Language", "Value": "nl"},
            ],
        }
    },
}


@pytest.fixture
def ses() -> Stubber:
    client = boto3.client(
        "sesv2", region_name="eu-west-3", aws_access_key_id="test", aws_secret_access_key="test"
    )
    return Stubber(client)


def mailer(ses: Stubber) -> SesMailer:
    client: Any = ses.client
    return SesMailer(client, SENDER)


def test_a_mail_is_handed_to_ses_in_plain_text(ses: Stubber) -> None:
    ses.add_response("send_email", {"MessageId": "1"}, MAIL)
    with ses:
        mailer(ses).send(EVA, WORDS)
    ses.assert_no_pending_responses()


@pytest.mark.parametrize(
    ("code", "said", "error"),
    [
        ("MessageRejected", f"Email address is not verified: {EVA}", AddressRefusedError),
        ("BadRequestException", "Missing final '@domain'", AddressRefusedError),
        ("MessageRejected", f"Email address is not verified: {SENDER}", NotNowError),
        ("NotFoundException", "no such configuration set", NotTakenError),
        ("TooManyRequestsException", "slowly", NotNowError),
        ("LimitExceededException", "enough for today", NotNowError),
        ("SendingPausedException", "paused", NotNowError),
        ("AccountSuspendedException", "suspended", NotNowError),
        ("InternalFailure", "sorry", NotNowError),
    ],
)
def test_what_ses_refuses_is_sorted(ses: Stubber, code: str, said: str, error: type[NotSentError]) -> None:
    ses.add_client_error("send_email", code, said)
    with ses, pytest.raises(error):
        mailer(ses).send(EVA, WORDS)


def test_no_answer_is_tried_again(monkeypatch: pytest.MonkeyPatch, ses: Stubber) -> None:
    def silent(**_: object) -> None:
        raise ConnectTimeoutError(endpoint_url="https://email.example")

    monkeypatch.setattr(ses.client, "send_email", silent)
    with pytest.raises(NotNowError):
        mailer(ses).send(EVA, WORDS)


def test_the_mailbox_keeps_each_mail_and_refuses_some_addresses(tmp_path: Path) -> None:
    mailer = MailboxMailer(tmp_path / "mails", FakeClock(), CountingIds())
    mailer.send(EVA, WORDS)
    mailer.send(EVA, WORDS)
    with pytest.raises(AddressRefusedError):
        mailer.send("somebody@refused.example", WORDS)

    first, second = sorted((tmp_path / "mails").iterdir())
    assert first != second
    assert json.loads(first.read_text()) == {
        "to": EVA,
        "at": "2026-11-24T11:00:00+00:00",
        "subject": WORDS.subject,
        "text": WORDS.text,
        "language": "nl",
    }
