"""Logging as JSON lines, with the trace id, and never with a national number in it.

Nothing is meant to log personal data; the scrubbing formatter is the net below.
"""

import logging
import os
import re
from contextvars import ContextVar

from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter

TRACE: ContextVar[str] = ContextVar("trace", default="-")

_NUMBER = re.compile(r"(?<!\d)\d{2}[.\-/ ]?\d{2}[.\-/ ]?\d{2}[.\-/ ]?\d{3}[.\-/ ]?\d{2}(?!\d)")
_SCRUBBED = "***"


def scrub(text: str) -> str:
    """Return a text in which whatever may be a national number is masked, however it was written."""
    return _NUMBER.sub(_SCRUBBED, text)


class ScrubbingFormatter(LambdaPowertoolsFormatter):
    """One JSON object a line, with the trace id, scrubbed as a whole (exceptions included)."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        self.append_keys(traceId=TRACE.get())
        return scrub(super().format(record))


def set_up_logging() -> None:
    """Send everything to standard error as scrubbed JSON; replaces what a runtime set up before.

    The level is the one setting that is read here and not with the others: packaging imports the app
    where there are no settings yet.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(ScrubbingFormatter())
    logging.basicConfig(level=os.environ.get("LOG_LEVEL", "INFO"), handlers=[handler], force=True)
    for chatty in ("botocore", "boto3", "urllib3", "httpx", "httpcore", "pynamodb"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
