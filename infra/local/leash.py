"""Starts a program that ends when its parent does, even when the parent was killed with -9.

`python leash.py <program> <arguments…>` asks Linux to send SIGTERM on the parent's death and
then becomes the program. On other systems it only becomes the program; the parent ends it when it can.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # <linux/prctl.h>; kept across exec


def main(command: list[str]) -> None:
    """Never returns: this process becomes the command."""
    if sys.platform == "linux":
        parent = os.getppid()
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it died in between: nobody waits for the program
            sys.exit(1)
    os.execvp(command[0], command)  # noqa: S606 - the very purpose; the command is this project's own


if __name__ == "__main__":
    main(sys.argv[1:])
