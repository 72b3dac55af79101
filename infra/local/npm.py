"""Fetches what a package-lock.json names, by the machine's npm or by one that comes as a Python package."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from infra import environments


def install(directory: Path, environ: Mapping[str, str]) -> str | None:
    """Fetch what the lock in a directory names; None when it went well, else the last thing npm said."""
    npm = shutil.which("npm", path=environ.get("PATH"))
    if npm and _install(npm, directory, environ) is None:
        return None
    npm = str(environments.ensure(environments.NODE).parent / "npm")
    path = os.pathsep.join([str(Path(npm).parent), environ.get("PATH", "")])
    return _install(npm, directory, {**environ, "PATH": path})


def _install(npm: str, directory: Path, environ: Mapping[str, str]) -> str | None:
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(directory)]
    done = subprocess.run(command, capture_output=True, text=True, env=dict(environ), check=False)  # noqa: S603 - npm that was found
    return None if done.returncode == 0 else (done.stderr.strip().splitlines() or ["no message"])[-1]
