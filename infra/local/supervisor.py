"""Keeps the programs of the house running: one that dies is started again, soon, then more slowly."""

import threading
import time
from collections.abc import Callable

from infra.local.health import NotHealthyError, is_healthy, wait_until_healthy
from infra.local.process import Child, Program

LOOK_EVERY = 0.1
STEADY_AFTER = 5.0  # seconds a program must live for its next death to count as the first
LONGEST_PAUSE = 5.0


class Supervisor:
    """The children by name. A thread looks after them from `watch` until `stop`."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._children: dict[str, Child] = {}
        self._held: set[str] = set()
        self._deaths: dict[str, int] = {}
        self._afterwards: dict[str, Callable[[], None]] = {}
        self._closing = threading.Event()
        self._change = threading.RLock()
        self._thread = threading.Thread(target=self._watch, name="supervisor", daemon=True)

    def start(self, program: Program) -> Child:
        """Start a program; from `watch` on it is kept running."""
        with self._change:
            self._children[program.name] = Child(program)
            return self._children[program.name]

    def after_restart(self, name: str, do: Callable[[], None]) -> None:
        """Say what is to be done whenever a program that died answers again."""
        self._afterwards[name] = do

    def watch(self) -> None:
        """Begin to start again whatever dies."""
        self._thread.start()

    def stop(self) -> None:
        """End everything, the last started first, each gently."""
        self._closing.set()
        with self._change:
            for child in reversed(self._children.values()):
                child.stop()
        if self._thread.is_alive():
            self._thread.join()

    def child(self, name: str) -> Child:
        """The present child of that name."""
        return self._children[name]

    def kill(self, name: str, *, hold: bool = False) -> None:
        """End a program at once (kill -9), and all it started. It comes back; if held, after `release`."""
        with self._change:
            if hold:
                self._held.add(name)
            self._children[name].kill()

    def release(self, name: str) -> None:
        """Let a program that was held come back."""
        self._held.discard(name)

    def wait(self, name: str, patience: float = 120) -> None:
        """Return once the program runs (again) and answers."""
        deadline = time.monotonic() + patience
        while not (self._children[name].alive and is_healthy(self._children[name].program.health)):
            if time.monotonic() > deadline:
                raise NotHealthyError(f"{name} did not come back:\n{self._children[name].last_words()}")
            time.sleep(0.02)

    def wait_first(self, name: str, patience: float = 180) -> None:
        """Return once the program answers for the first time; raise at once when it ends instead."""
        wait_until_healthy(self._children[name], patience)

    def _watch(self) -> None:
        while not self._closing.wait(LOOK_EVERY):
            for name in list(self._children):
                if not self._children[name].alive and name not in self._held:
                    self._again(name)

    def _again(self, name: str) -> None:
        dead = self._children[name]
        steady = time.monotonic() - dead.started > STEADY_AFTER
        self._deaths[name] = 0 if steady else self._deaths.get(name, 0) + 1
        self._closing.wait(pause(self._deaths[name]))
        with self._change:
            if self._closing.is_set():
                return
            dead.kill()  # whatever it started itself
            self._say(f"{name} stopped and is started again (its log: {dead.program.log})")
            self.start(dead.program)
        self._afterwards_of(name)

    def _afterwards_of(self, name: str) -> None:
        do = self._afterwards.get(name)
        if do is None:
            return
        try:
            self.wait_first(name)
        except NotHealthyError:
            return  # it died again: then comes its next turn
        do()


def pause(deaths: int) -> float:
    """Seconds to wait before starting again a program that died so many times soon after its start."""
    return 0.0 if deaths <= 1 else min(LONGEST_PAUSE, 0.25 * 2.0**deaths)
