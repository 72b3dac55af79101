"""Logging as JSON lines, with the trace id, and never with a national number in it.

Nothing is meant to log personal data; the scrubbing formatter is the net below.
"""

import logging
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


def set_up_logging(level: str) -> None:
    """Send everything to standard error as scrubbed JSON; replaces what a runtime set up before."""
    handler = logging.StreamHandler()
    handler.setFormatter(ScrubbingFormatter())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for chatty in ("botocore", "boto3", "urllib3", "httpx", "httpcore", "pynamodb"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
