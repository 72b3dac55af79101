"""Houses for tests: on free ports, with a fast RSZ and a clock that starts at noon of 1 December 2026."""

import os
from collections.abc import Mapping
from pathlib import Path

from infra.local.emulator import SNAPSHOT_SECONDS
from infra.local.house import House, Plan

NOON = "2026-12-01T12:00:00+01:00"
NOTHING: Mapping[str, str] = {}
FAST = {"RSZ_PROCESSING_DELAY": "0", "SWEEP_SECONDS": "1", "NOTICE_WINDOW": "0"}


def house(
    state_dir: Path,
    *,
    web: bool = False,
    environ: Mapping[str, str] = NOTHING,
    extra: Mapping[str, str] = NOTHING,
    snapshot_seconds: float = SNAPSHOT_SECONDS,
) -> House:
    """A house that is not started yet; `environ` as if it had been set in the shell, `extra` over it all."""
    given = {**os.environ, "CLOCK": NOON, **environ}
    return House(
        Plan(
            state_dir,
            ports="free",
            web=web,
            stage="test",
            environ=given,
            extra={**FAST, **extra},
            snapshot_seconds=snapshot_seconds,
        )
    )
