"""A simulation logs more than anybody reads: its lines are judged, and kept nowhere."""

import logging
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _keeps_no_log() -> Iterator[None]:
    logger = logging.getLogger("chalicelib")
    logger.propagate = False
    yield
    logger.propagate = True
