"""Log lines without national numbers: whatever a library writes, eleven digits never get through."""

import logging
import re
import sys

_NATIONAL_NUMBER = re.compile(r"(?<!\d)\d{2}[ .]?\d{2}[ .]?\d{2}[ .-]?\d{3}[ .]?\d{2}(?!\d)")
_BLACKED_OUT = "[national number]"


def scrubbed(line: str) -> str:
    """Return the line with everything that looks like a national number blacked out."""
    return _NATIONAL_NUMBER.sub(_BLACKED_OUT, line)


class ScrubbingFormatter(logging.Formatter):
    """Formats as usual, trace included, then blacks out."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the finished line."""
        return scrubbed(super().format(record))


def set_up_logs() -> None:
    """Send every logger's lines, scrubbed, to the standard error output."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(ScrubbingFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    # httpx names every call; uvicorn names every socket with its tab's token, which opens the tab's state.
    for talkative in ("httpx", "uvicorn.error"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
