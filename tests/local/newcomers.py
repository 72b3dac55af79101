"""Employers and people that come to a running house later: by the backend's own use cases."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from infra.environments import ROOT
from infra.local.demo_people import Employer
from infra.local.wiring import BACKEND_SETTINGS

_SCRIPT = """
import json, sys
from chalicelib.edge import bootstrap
asked = json.load(sys.stdin)
made = bootstrap.provisioning()
for employer in asked["employers"]:
    made.create_employer(*employer)
made.create_user(*asked["user"])
"""
PASSWORD = "correct-horse-of-the-tests"


def settle_in(state_dir: Path, email: str, employers: Iterable[tuple[Employer, str]]) -> str:
    """Let somebody sign in to a house, with a role at each employer; returns their password."""
    employers = list(employers)
    asked = {
        "employers": [
            (one.enterprise_number, one.name, one.rsz_number, one.joint_committee) for one, _ in employers
        ],
        "user": (
            email,
            PASSWORD,
            "Nele Nieuw",
            "nl",
            [(one.enterprise_number, role) for one, role in employers],
        ),
    }
    settings = json.loads((state_dir / BACKEND_SETTINGS).read_text())
    environ = {**os.environ, **settings, "PYTHONPATH": str(ROOT / "backend")}
    subprocess.run(
        [sys.executable, "-c", _SCRIPT],
        env=environ,
        cwd=ROOT,
        input=json.dumps(asked),
        text=True,
        check=True,
        capture_output=True,
    )
    return PASSWORD
