"""A simulation logs more than anybody reads: its lines are judged, and kept nowhere."""

import logging
from collections.abc import Iterator

import pytest


def keep_no_log() -> logging.Logger:
    """Let no line of the use cases go further than those who judge it."""
    logger = logging.getLogger("chalicelib")
    logger.propagate = False
    return logger


@pytest.fixture(autouse=True)
def _keeps_no_log() -> Iterator[None]:
    logger = keep_no_log()
    yield
    logger.propagate = True
