"""Programs that die are started again; nothing that was started outlives the house."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from infra.environments import ROOT
from infra.local import ports
from infra.local.health import NotHealthyError, is_healthy
from infra.local.process import Child, Program
from infra.local.supervisor import LOOK_EVERY, Supervisor, pause
from tests.local.polling import until

SERVER = """
import http.server, sys
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Answer).serve_forever()
"""
WITH_CHILD = """
import subprocess, time
print(subprocess.Popen(["sleep", "600"]).pid, flush=True)
time.sleep(600)
"""
STARTER = """
import sys, time
from pathlib import Path
from tests.local.test_supervisor import Child, _program
print(Child(_program(Path(sys.argv[1]), "import time; time.sleep(600)")).pid, flush=True)
time.sleep(600)
"""


def _program(directory: Path, code: str, *arguments: str, health: str | None = None) -> Program:
    command = (sys.executable, "-c", code, *arguments)
    return Program("it", command, dict(os.environ), directory / "it.log", health, directory)


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def supervisor(said: list[str]) -> Iterator[Supervisor]:
    made = Supervisor(said.append)
    yield made
    made.stop()


def _server(directory: Path) -> Program:
    port = ports.any_free()
    return _program(directory, SERVER, str(port), health=f"http://127.0.0.1:{port}")


def test_a_killed_program_is_started_again_well_within_two_seconds(
    supervisor: Supervisor, said: list[str], tmp_path: Path
) -> None:
    """What is ours of the two seconds is looking and waiting; the rest is the program's own start."""
    first = supervisor.start(_server(tmp_path)).pid
    supervisor.wait_first("it")
    supervisor.watch()

    supervisor.kill("it")
    supervisor.wait("it")

    assert supervisor.child("it").pid != first
    assert len(said) == 1
    assert LOOK_EVERY + pause(1) < 1


def test_a_held_program_stays_away_until_it_is_released(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.start(_server(tmp_path))
    supervisor.wait_first("it")
    supervisor.watch()

    supervisor.kill("it", hold=True)
    with pytest.raises(NotHealthyError):
        supervisor.wait("it", patience=0.5)
    supervisor.release("it")
    supervisor.wait("it")


def test_what_is_to_be_done_after_a_restart_is_done_when_it_answers_again(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    answered: list[bool] = []
    program = supervisor.start(_server(tmp_path)).program
    supervisor.after_restart("it", lambda: answered.append(is_healthy(program.health)))
    supervisor.wait_first("it")
    supervisor.watch()
    assert answered == []

    supervisor.kill("it")
    until(lambda: answered)
    supervisor.kill("it")
    until(lambda: len(answered) == 2)

    assert answered == [True, True]


def test_a_program_that_ends_while_starting_says_why(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.start(_program(tmp_path, "raise SystemExit('no such thing')", health="http://127.0.0.1:9"))
    with pytest.raises(NotHealthyError, match="no such thing"):
        supervisor.wait_first("it")


@pytest.mark.parametrize(("deaths", "seconds"), [(0, 0), (1, 0), (2, 1), (3, 2), (9, 5)])
def test_one_that_keeps_dying_is_started_ever_more_slowly(deaths: int, seconds: float) -> None:
    assert pause(deaths) == seconds


@pytest.mark.parametrize("end", [Child.stop, Child.kill])
def test_what_a_program_started_ends_with_it(
    end: Callable[[Child], None], start: Callable[[Program], Child], tmp_path: Path
) -> None:
    child = start(_program(tmp_path, WITH_CHILD))
    until(lambda: child.program.log.exists() and child.program.log.read_text().strip())
    grandchild = psutil.Process(int(child.program.log.read_text()))

    end(child)

    until(lambda: not grandchild.is_running() or grandchild.status() == psutil.STATUS_ZOMBIE)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
def test_a_program_ends_even_when_its_starter_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", STARTER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as starting:
        assert starting.stdout
        child = psutil.Process(int(starting.stdout.readline()))
        # The leash has become the program; for a moment before that a process has no command at all.
        until(lambda: child.cmdline()[1:2] == ["-c"])
        starting.send_signal(signal.SIGKILL)

    until(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE)
