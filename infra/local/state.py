"""One house per state directory: the second one is refused instead of mixing its data with the first."""

import fcntl
import os
from pathlib import Path
from typing import IO


class StateInUseError(RuntimeError):
    """Another house runs on this state directory."""


class StateLock:
    """Held while a house runs. The system lets go of it by itself when the holder dies."""

    def __init__(self, state_dir: Path) -> None:
        self._path = state_dir / "lock"
        self._file: IO[str] | None = None

    def take(self) -> None:
        """Take the lock or raise."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = self._path.open("a+")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.seek(0)
            holder = file.read().strip()
            file.close()
            raise StateInUseError(
                f"It is running already (process {holder}, data in {self._path.parent})."
            ) from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        self._file = file

    def release(self) -> None:
        """Let go, if held."""
        if self._file:
            self._file.close()
            self._file = None
