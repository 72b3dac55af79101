"""The chaos run in short: one kill of each kind, faults on, then the history must agree."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from infra.environments import ROOT

SHORT = (
    "--minutes", "0.5", "--seed", "24", "--each-once", "--at-least", "20", "--hurry", "--kill-every", "2",
    "--sweep-seconds", "2", "--pace", "1.5", "--still", "8", "--bound", "240",
)  # fmt: skip


@pytest.mark.stack
@pytest.mark.timeout(1500)
def test_nothing_is_lost_or_twice_when_everything_is_killed_once(tmp_path: Path) -> None:
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "backend"), str(ROOT)])}
    command = [sys.executable, "-m", "tests.chaos", *SHORT, "--state-dir", str(tmp_path)]

    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)

    last = done.stdout.rstrip().rpartition("\n")[2]
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-5000:]
    assert "lost 0, twice 0, not ended 0, differing 0, wrong in all 0" in last
    accepted, kills = re.search(r"(\d+) accepted, .* (\d+) kills", last).groups()  # type: ignore[union-attr]
    assert (int(accepted) >= 20, kills) == (True, "7")
