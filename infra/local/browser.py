"""Finds the browser of the journeys, or installs it where it may: `python -m infra.local.browser`.

In order: the environment variable CHROMIUM, a Chromium or Chrome on PATH, the system's own packages.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from infra.environments import say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALL = (
    ("apt-get", "update", "-q"),
    ("apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium"),
)


class NoBrowserError(RuntimeError):
    """There is no browser and none can be installed; the message says what would help."""


def find(
    environ: Mapping[str, str] = os.environ, which: Callable[[str], str | None] = shutil.which
) -> Path | None:
    """The browser to use, or None. One that CHROMIUM names is used or refused, never replaced."""
    if given := environ.get("CHROMIUM"):
        found = which(given)
        if found is None:
            raise NoBrowserError(f"CHROMIUM={given} is not a program.")
        return Path(found)
    return next((Path(path) for path in map(which, NAMES) if path), None)


def ensure() -> Path:
    """The browser to use; when it is missing it is installed from the system's packages, if allowed."""
    browser = find()
    if browser is None and may_install(os.geteuid(), shutil.which):
        _install()
        browser = find()
    if browser is None:
        raise NoBrowserError(
            "The journeys need Chromium. Install it (apt-get install chromium), or set CHROMIUM to its path."
        )
    return browser


def may_install(user: int, which: Callable[[str], str | None]) -> bool:
    """True for root on a system with apt."""
    return user == 0 and which("apt-get") is not None


def _install() -> None:
    say("Installing Chromium from the system's packages; this takes a minute or two …")
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in INSTALL:
        done = subprocess.run(command, capture_output=True, text=True, env=environ, check=False)  # noqa: S603 - fixed commands
        if done.returncode:
            say(f"  {' '.join(command)} failed: {(done.stderr.strip().splitlines() or ['no message'])[-1]}")


def main() -> int:
    """Print the browser's path; the exit code says whether there is one."""
    try:
        say(str(ensure()))
    except NoBrowserError as error:
        say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
