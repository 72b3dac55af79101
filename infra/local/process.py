"""One program of the house as a child process: own process group, own log, ended gently and then not."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from infra.environments import ROOT

LEASH = Path(__file__).with_name("leash.py")


class Program(NamedTuple):
    """What to run. `health` is a URL that answers 200 when the program can be used; None: alive is enough."""

    name: str
    command: tuple[str, ...]
    environ: dict[str, str]
    log: Path
    health: str | None = None
    cwd: Path = ROOT


class Child:
    """A running program. Its process group is its own, so that nothing it started is left behind."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._process = _spawn(program)
        self._gone = False
        self.started = time.monotonic()

    @property
    def pid(self) -> int:
        """The process id, and the id of its group."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """False once it has ended by itself, was killed or stopped."""
        return self._process.poll() is None

    def kill(self) -> None:
        """End it at once (kill -9), with everything it started; returns when it is gone."""
        if not self._gone:  # once gone, its number may belong to somebody else
            self._signal(signal.SIGKILL)
            self._process.wait()
            self._gone = True

    def stop(self, patience: float = 30) -> None:
        """Ask it to end, wait so many seconds, then kill what is left of its group."""
        if self.alive:
            self._signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(patience)
        self.kill()

    def last_words(self, lines: int = 15) -> str:
        """The end of its log, for a person who must find out why it did not start."""
        return "\n".join(self.program.log.read_text(errors="replace").splitlines()[-lines:])

    def _signal(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.pid, number)


def _spawn(program: Program) -> subprocess.Popen[bytes]:
    program.log.parent.mkdir(parents=True, exist_ok=True)
    with program.log.open("ab") as log:
        return subprocess.Popen(  # noqa: S603 - programs of this project only
            [sys.executable, "-I", "-S", str(LEASH), *program.command],
            env={**program.environ, "PYTHONUNBUFFERED": "1"},
            cwd=program.cwd,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
