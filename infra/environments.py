"""Makes the project's Python environments from hashed locks, and nothing when they are already right.

Runs before anything is installed, so it uses the standard library only: `python infra/environments.py`
makes `.venv`, the one environment of product and development. Tools whose pins would hold the product
back live in environments of their own (`.venv-aws`, `.venv-localstack`, `.venv-node`), made by the same
function when needed.

Packages are put in place by a pinned uv; where uv cannot (no build for the machine, an index that only
pip is told about), pip does the same from the same lock. Both refuse whatever does not match the hashes.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
WINDOWS = os.name == "nt"


class Environment(NamedTuple):
    """A virtual environment and the lock that fills it, both relative to the project."""

    directory: str
    lock: str
    purpose: str

    @property
    def path(self) -> Path:
        """Where the environment lives."""
        return ROOT / self.directory

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.path / ("Scripts/python.exe" if WINDOWS else "bin/python")

    @property
    def stamp(self) -> Path:
        """Says from which lock, interpreter and place the environment was made."""
        return self.path / "made-from"


PROJECT = Environment(".venv", "requirements.lock", "the project's packages")
CLOUD = Environment(".venv-aws", "infra/local/ministack.lock", "the local cloud, MiniStack")
LOCALSTACK = Environment(".venv-localstack", "infra/local/localstack.lock", "LocalStack")
NODE = Environment(".venv-node", "infra/local/node.lock", "Node, to fetch bun")
UV = Environment(".venv-uv", "infra/uv.lock", "uv, the package installer")


class EnvironmentNotMadeError(RuntimeError):
    """An environment could not be made; the message says which and what to do."""


def ensure(environment: Environment) -> Path:
    """The environment's interpreter; made or brought up to date first when its lock has changed."""
    wanted = fingerprint(environment)
    if is_made(environment, wanted):
        return environment.python
    started = time.monotonic()
    say(f"Installing {environment.purpose} into {environment.directory} …")
    environment.stamp.unlink(missing_ok=True)
    if environment is UV or not _installed_by_uv(environment):
        _install_by_pip(environment)
    environment.stamp.write_text(wanted)
    say(f"  done in {time.monotonic() - started:.0f} s")
    return environment.python


def fingerprint(environment: Environment) -> str:
    """What the environment must have been made from: lock, Python version, place on disk."""
    lock = hashlib.sha256((ROOT / environment.lock).read_bytes()).hexdigest()
    return f"{lock} {sys.version_info.major}.{sys.version_info.minor} {environment.path}\n"


def is_made(environment: Environment, wanted: str) -> bool:
    """True when the environment was finished from exactly this lock by this Python, here."""
    return (
        environment.python.exists() and environment.stamp.exists() and environment.stamp.read_text() == wanted
    )


def say(words: str) -> None:
    """One line of progress, at once."""
    print(words, flush=True)  # noqa: T201 - progress for the person who typed make


def _installed_by_uv(environment: Environment) -> bool:
    try:
        uv = ensure(UV).parent / ("uv.exe" if WINDOWS else "uv")
        _make_empty(environment, "--without-pip")
        _run(
            [
                str(uv), "pip", "sync", "--quiet", "--require-hashes",
                "--python", str(environment.python), environment.lock,
            ]
        )  # fmt: skip
    except EnvironmentNotMadeError as error:
        say(f"  uv could not ({error}); pip does it instead, which takes longer")
        return False
    return True


def _install_by_pip(environment: Environment) -> None:
    _make_empty(environment)
    _run(
        [
            str(environment.python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
            "--require-hashes", "--no-deps", "-r", environment.lock,
        ]
    )  # fmt: skip


def _make_empty(environment: Environment, *options: str) -> None:
    """A fresh environment, unless one of this Python stands there and can be brought up to date."""
    if _usable(environment, pip="--without-pip" not in options):
        return
    shutil.rmtree(environment.path, ignore_errors=True)
    _run([_base_python(), "-m", "venv", *options, str(environment.path)])


def _usable(environment: Environment, *, pip: bool) -> bool:
    probe = (
        f"import sys; {'import pip; ' if pip else ''}sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    )
    return environment.python.exists() and not _call([str(environment.python), "-c", probe]).returncode


def _base_python() -> str:
    """The interpreter under this one, so that an environment never stands on another environment."""
    return getattr(sys, "_base_executable", None) or sys.executable


def _run(command: list[str]) -> None:
    done = _call(command)
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines() or ["no message"]
        told = next((line for line in lines if "error" in line.lower()), lines[-1])
        raise EnvironmentNotMadeError(f"{Path(command[0]).name} said: {told.strip()}")


def _call(command: list[str]) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "UV_NO_PROGRESS": "1"}
    return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)  # noqa: S603 - commands of this file only


def main() -> int:
    """Make `.venv`; the exit code says whether that went well."""
    try:
        ensure(PROJECT)
    except EnvironmentNotMadeError as error:
        say(f"Could not install {PROJECT.purpose}: {error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
