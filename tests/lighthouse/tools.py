"""Finds what Lighthouse is and runs on, or fetches it: the lock beside this file, and a Node.

The machine's own Node when it is new enough, else the one that comes as a Python package.
"""

import os
import re
import shutil
from functools import cache
from pathlib import Path

from infra import environments
from infra.local import javascript, npm

FOLDER = Path(__file__).parent
# What Lighthouse 13 asks for.
OLDEST_NODE = (22, 19)


class NoLighthouseError(RuntimeError):
    """Lighthouse could not be fetched; the message says why."""


@cache
def node() -> Path:
    """The Node to run Lighthouse with; Lighthouse itself is fetched unless it is there."""
    if not (FOLDER / "node_modules" / "lighthouse").exists():
        environments.say("Fetching Lighthouse, which measures the pages …")
        if problem := npm.install(FOLDER, os.environ):
            raise NoLighthouseError(f"Lighthouse could not be fetched: {problem}")
    found = shutil.which("node")
    if found and is_new_enough(javascript.version(Path(found))):
        return Path(found)
    return environments.ensure(environments.NODE).parent / "node"


def is_new_enough(said: str) -> bool:
    """True when a Node said a version that Lighthouse takes."""
    numbers = re.match(r"v(\d+)\.(\d+)", said)
    return numbers is not None and tuple(map(int, numbers.groups())) >= OLDEST_NODE
