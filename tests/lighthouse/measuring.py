"""One look of Lighthouse at one page: a phone on slow 4G with a processor four times slower (simulated)."""

import json
import subprocess
from dataclasses import dataclass
from typing import Any

from infra.local import browser
from tests.lighthouse import tools

# Seconds; one look takes about ten on two cores.
_PATIENCE = 180


class NoFindingError(RuntimeError):
    """Lighthouse found nothing that could be believed; the message says what it said."""


@dataclass(frozen=True)
class Look:
    """What one look found: scores of 0 to 100, layout shift without unit, times in seconds.

    `failed` names the audits of accessibility and best practices that did not pass.
    """

    performance: int
    accessibility: int
    best_practices: int
    layout_shift: float
    largest_paint: float
    blocked: float
    failed: tuple[str, ...]


def look(address: str, cookie: dict[str, str] | None = None) -> Look:
    """Look at a page, with the cookie (`name`, `value`, `domain`, `path`) of a session if one is given.

    Raises `NoFindingError`, also when another page than this one was shown.
    """
    asked = {"browser": str(browser.ensure()), "address": address, "cookie": cookie}
    done = subprocess.run(
        [tools.node(), tools.FOLDER / "measure.mjs"],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        timeout=_PATIENCE,
        check=False,
    )
    if done.returncode:
        raise NoFindingError(done.stderr.strip() or "no message")
    return _told(json.loads(done.stdout), address)


def _told(found: dict[str, Any], address: str) -> Look:
    scores = found["scores"]
    if found["error"] or None in scores.values():
        raise NoFindingError(f"{address}: {found['error'] or scores}")
    if found["shown"] != address:
        raise NoFindingError(f"{address} led to {found['shown']}")
    return Look(
        scores["performance"],
        scores["accessibility"],
        scores["best-practices"],
        found["layoutShift"],
        found["largestPaint"] / 1000,
        found["blocked"] / 1000,
        tuple(found["failed"]),
    )
