"""Installs LibreOffice Calc for the tests that let it make a spreadsheet: `python -m infra.local.office`.

It is a help, not a need: where it is missing and cannot be installed, a file that it once made is read.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from infra.environments import say
from infra.local.browser import may_install

INSTALL = (
    ("apt-get", "update", "-q"),
    ("apt-get", "install", "-q", "-y", "--no-install-recommends", "libreoffice-calc-nogui"),
)


def find() -> Path | None:
    """LibreOffice's program, or None."""
    found = shutil.which("soffice")
    return Path(found) if found else None


def main() -> int:
    """Install it when it is missing and that is allowed; never a reason to stop."""
    if find() is None and may_install(os.geteuid(), shutil.which):
        say("Installing LibreOffice Calc from the system's packages; this takes a minute …")
        environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in INSTALL:
            subprocess.run(command, capture_output=True, env=environ, check=False)  # noqa: S603 - fixed commands
    say(f"LibreOffice: {find() or 'none; the file it once made is read instead'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
