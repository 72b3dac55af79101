"""Mail through Amazon SES, plain text."""

import logging
from collections.abc import Mapping
from typing import Any, Protocol

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.application.ports import AddressRefusedError, NotNowError, NotSentError, NotTakenError, Words

log = logging.getLogger(__name__)
UTF8 = "UTF-8"
_OF_CODE: Mapping[str, type[NotSentError]] = {
    "BadRequestException": AddressRefusedError,
    "MessageRejected": AddressRefusedError,
    "NotFoundException": NotTakenError,
}
"""Whatever else SES says (throttled, paused, suspended, broken) is a matter of time or of the operator."""


class Ses(Protocol):
    """What is used of the SDK's client for SES, version 2 of its API."""

    def send_email(self, **mail: Any) -> Any:
        """Take over a mail."""
        ...


class SesMailer:
    """Implements the port Mailer. What bounces later is SES's to count: nothing of it is read here yet."""

    def __init__(self, ses: Ses, sender: str) -> None:
        self._ses = ses
        self._sender = sender

    def send(self, to: str, words: Words) -> None:
        """Hand a mail to SES; see the port."""
        try:
            self._ses.send_email(
                FromEmailAddress=self._sender,
                Destination={"ToAddresses": [to]},
                Content={
                    "Simple": {
                        "Subject": {"Data": words.subject, "Charset": UTF8},
                        "Body": {"Text": {"Data": words.text, "Charset": UTF8}},
                        "Headers": [
                            {"Name": "Auto-Submitted", "Value": "auto-generated"},
                            {"Name": "Content-Language", "Value": words.language},
                        ],
                    }
                },
            )
        except ClientError as failure:
            raise self._sorted(failure) from failure
        except BotoCoreError as failure:
            raise NotNowError(type(failure).__name__) from failure

    def _sorted(self, failure: ClientError) -> NotSentError:
        """Sort what SES refuses. A sender that is not verified is our trouble, never the reader's."""
        error = failure.response["Error"]
        code, said = error.get("Code", ""), error.get("Message", "")
        if self._sender in said:
            log.error("SES does not let us send as we do (%s): a person must look at the sender", code)
            return NotNowError(code)
        return _OF_CODE.get(code, NotNowError)(code)
