"""Finds bun, which builds the web app, and axe, which checks it, or fetches them: nothing by hand.

In order: REFLEX_BUN_PATH; a bun on PATH that is new enough; the one that `frontend/tools` pins, fetched by
the machine's npm, or by the npm of a Node that comes as a Python package into `.venv-node`.
"""

import os
import platform
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from infra.environments import ROOT, say
from infra.local import npm

OLDEST_BUN = (1, 4, 4)
TOOLS = ROOT / "frontend" / "tools"
# By what Python calls the system and the processor: the package that carries bun's binary.
BINARIES = {
    ("Linux", "x86_64"): "bun-linux-x64",
    ("Linux", "aarch64"): "bun-linux-aarch64",
    ("Darwin", "x86_64"): "bun-darwin-x64",
    ("Darwin", "arm64"): "bun-darwin-aarch64",
}


class NoBunError(RuntimeError):
    """bun is neither here nor to be fetched; the message says what would help."""


def bun(environ: Mapping[str, str] = os.environ) -> Path:
    """The path of a bun that is new enough."""
    if given := environ.get("REFLEX_BUN_PATH"):
        return Path(given)
    found = shutil.which("bun", path=environ.get("PATH"))
    if found and is_new_enough(version(Path(found))):
        return Path(found)
    binary = binary_in(TOOLS, platform.system(), platform.machine())
    if not is_new_enough(version(binary)):
        _fetch(environ)
    if not is_new_enough(version(binary)):
        raise NoBunError(
            f"bun was fetched but does not run here ({binary}). Set REFLEX_BUN_PATH to one that does."
        )
    return binary


def axe(environ: Mapping[str, str] = os.environ) -> Path:
    """The script of axe-core that `frontend/tools` pins."""
    script = TOOLS / "node_modules" / "axe-core" / "axe.min.js"
    if not script.exists():
        _fetch(environ)
    return script


def binary_in(tools: Path, system: str, machine: str) -> Path:
    """Where the pinned bun lies once fetched: its own binary, not the stub that needs an install script."""
    if (system, machine) not in BINARIES:
        raise NoBunError(
            f"There is no bun for {system} on {machine}. Set REFLEX_BUN_PATH to one that runs here."
        )
    return tools / "node_modules" / "@oven" / BINARIES[system, machine] / "bin" / "bun"


def is_new_enough(said: str) -> bool:
    """True when a program said a version that Reflex takes."""
    numbers = re.match(r"(\d+)\.(\d+)\.(\d+)", said)
    return numbers is not None and tuple(map(int, numbers.groups())) >= OLDEST_BUN


def version(program: Path) -> str:
    """What the program says its version is; empty when it is missing or does not run."""
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=20, check=False)  # noqa: S603 - a bun that was found
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return said.stdout.strip()


def _fetch(environ: Mapping[str, str]) -> None:
    say("Fetching what builds and checks the web app …")
    if problem := npm.install(TOOLS, environ):
        raise NoBunError(f"bun could not be fetched: {problem}")
