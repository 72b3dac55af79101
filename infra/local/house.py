"""The whole house: local cloud, RSZ simulator, API, workers, schedule, web app. `make run` and tests use it.

Started in the order in which they need each other, each only when the one before answers. State lives in one
directory; two houses never share one. Stopped, everything that was started ends, the cloud last.
"""

import datetime as dt
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from botocore.exceptions import BotoCoreError, ClientError

from infra.environments import ROOT, say
from infra.local import clock, clouds, emulator, javascript, keys, ministack_runner, ports, resources, wiring
from infra.local.health import NotHealthyError
from infra.local.process import Program
from infra.local.state import StateLock
from infra.local.supervisor import Supervisor
from infra.template import Place

CLOUD_PROGRAMS = {"aws": "the local cloud", "dynamodb": "the DynamoDB behind it"}


class HouseError(RuntimeError):
    """The house cannot be started as asked; the message says why, in plain words."""


@dataclass(frozen=True)
class Plan:
    """How the house is to be. `extra` are environment variables for every program, over everything else.

    `snapshot_seconds` is how often the local cloud saves its data: what a kill of it may cost.
    """

    state_dir: Path = ROOT / ".local"
    ports: Literal["usual", "free"] = "usual"
    web: bool = True
    stage: str = "local"
    environ: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    extra: Mapping[str, str] = field(default_factory=dict)
    snapshot_seconds: float = emulator.SNAPSHOT_SECONDS
    say: Callable[[str], None] = say


class House:
    """One running house. `ready` is what ready.json says, `urls` where its programs answer.

    `mailbox` is the page with the mails of its people; ready.json, which others read, does not know it.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.urls: dict[str, str] = {}
        self.mailbox = ""
        self.ready: dict[str, Any] = {}
        self._supervisor = Supervisor(plan.say)
        self._lock = StateLock(plan.state_dir)

    def start(self) -> None:
        """Start everything and return when it can be used; on trouble, stop what was started and raise."""
        self._lock.take()
        try:
            self._start()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop everything. Safe to call at any moment, also twice."""
        self._supervisor.stop()
        self._lock.release()

    def kill(self, name: str, *, hold: bool = False) -> None:
        """End one of web, api, rsz, workers, schedule, aws by kill -9. It comes back, unless held."""
        self._supervisor.kill(name, hold=hold)

    def terminate(self, name: str) -> None:
        """Ask one to end by SIGTERM: the local cloud saves everything then. It comes back."""
        os.kill(self.pid(name), signal.SIGTERM)

    def restart(self, name: str) -> None:
        """Kill a program, or release a held one, and return when it answers again."""
        self._supervisor.kill(name)
        self._supervisor.release(name)
        self._supervisor.wait(name)

    def wait(self, name: str, patience: float = 120) -> None:
        """Return once a program runs (again) and answers."""
        self._supervisor.wait(name, patience)

    def wait_for_another(self, name: str, dead: int, patience: float = 120) -> None:
        """Return once a program that had that process id, and was told to end, is another and answers."""
        deadline = time.monotonic() + patience
        while self.pid(name) == dead:
            if time.monotonic() > deadline:
                raise NotHealthyError(f"{name} did not end")
            time.sleep(0.02)
        self.wait(name, patience)

    def pid(self, name: str) -> int:
        """The process id of a program now."""
        return self._supervisor.child(name).pid

    def log(self, name: str) -> str:
        """All that a program has written since the house was started."""
        return self._supervisor.child(name).program.log.read_text(errors="replace")

    def _start(self) -> None:
        plan = self.plan
        plan.state_dir.mkdir(parents=True, exist_ok=True)
        choice = clouds.chosen(plan.environ)
        chosen = ports.choose(plan.ports, plan.environ, dict.fromkeys((*ports.ALWAYS, "mail", *choice.ports)))
        self.urls = {name: f"http://127.0.0.1:{chosen[name]}" for name in ports.ALWAYS}
        self.mailbox = f"http://127.0.0.1:{chosen['mail']}"
        self.urls["aws"] = choice.given or self.urls["aws"]
        plan_wiring = wiring.Wiring(
            stage=plan.stage,
            clock=clock.to_shift(plan.environ.get("CLOCK", ""), dt.datetime.now(dt.UTC)),
            urls=self.urls,
            ports=chosen,
            state_dir=plan.state_dir,
            keys=keys.keep(plan.state_dir / "keys"),
            extra=plan.extra,
        )
        saver = self._start_cloud(choice, plan_wiring)
        made = self._make_resources()
        wiring.keep_backend_settings(plan_wiring, made)
        self._run("the RSZ simulator", wiring.simulator(plan_wiring))
        self._run("the API", wiring.api(plan_wiring, made))
        self._run("the queue workers", wiring.workers(plan_wiring, made))
        seeded = self._seed(plan_wiring, made)
        if saver:
            os.kill(self.pid(saver), ministack_runner.SAVE_NOW)
        self._run("the mailbox", wiring.mailbox(plan_wiring))
        self._run("the schedule", wiring.schedule(plan_wiring, made))
        if plan.web:
            self._build_web(plan_wiring)
            self._run("the web app", wiring.web(plan_wiring))
        else:
            del self.urls["web"]
        self._supervisor.watch()
        self._write_ready(seeded)

    def _start_cloud(self, choice: clouds.Choice, plan_wiring: wiring.Wiring) -> str | None:
        """Start the cloud, unless one was given; return which of its programs keeps snapshots, if any."""
        self.plan.say(f"The cloud is {choice.words}")
        cloud = clouds.build(
            choice,
            plan_wiring.ports,
            plan_wiring.state_dir,
            snapshot_seconds=self.plan.snapshot_seconds,
        )
        for program in cloud.programs:
            self._run(CLOUD_PROGRAMS[program.name], program)
            self._supervisor.after_restart(program.name, self._make_again)
        return cloud.saver

    def _make_resources(self) -> resources.Made:
        with self._step("Making table and queues"):
            return resources.create(
                resources.connect(self.urls["aws"], self.plan.environ), Place(self.plan.stage)
            )

    def _make_again(self) -> None:
        """A cloud that died may have lost its queues; nothing else is lost with them."""
        try:
            self._make_resources()
        except (BotoCoreError, ClientError) as error:
            self.plan.say(f"Table and queues could not be made again: {error}")

    def _seed(self, plan_wiring: wiring.Wiring, made: resources.Made) -> dict[str, Any]:
        part = plan_wiring.state_dir / "keys" / "ready-part.json"
        environ = {
            **wiring.backend_environ(plan_wiring, made),
            "DEMO_FILE": str(plan_wiring.state_dir / "keys" / "demo.json"),
            "READY_PART": str(part),
        }
        with self._step("Filling in the demo's employers, people and keys"):
            self._once("demo", [sys.executable, "-m", "infra.local.demo"], environ, plan_wiring)
        seeded: dict[str, Any] = json.loads(part.read_text())
        part.unlink()
        return seeded

    def _build_web(self, plan_wiring: wiring.Wiring) -> None:
        environ = {**wiring.web(plan_wiring).environ, "REFLEX_BUN_PATH": str(javascript.bun())}
        with self._step("Building the web app, unless it has not changed (the first time takes a minute)"):
            self._once(
                "web-build", [sys.executable, "-m", "dimona_web.build"], environ, plan_wiring, "frontend"
            )

    def _run(self, words: str, program: Program) -> None:
        with self._step(f"Starting {words}"):
            program.log.unlink(missing_ok=True)
            self._supervisor.start(program)
            self._supervisor.wait_first(program.name)

    def _once(
        self,
        name: str,
        command: list[str],
        environ: Mapping[str, str],
        plan_wiring: wiring.Wiring,
        cwd: str = ".",
    ) -> None:
        log = plan_wiring.log(name)
        with log.open("w") as output:
            done = subprocess.run(  # noqa: S603 - programs of this project only
                command,
                env=dict(environ),
                cwd=ROOT / cwd,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                check=False,
            )
        if done.returncode:
            last = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
            raise HouseError(f"{name} failed (exit code {done.returncode}):\n{last}")

    @contextmanager
    def _step(self, words: str) -> Iterator[None]:
        self.plan.say(f"{words} …")
        started = time.monotonic()
        yield
        self.plan.say(f"  done in {time.monotonic() - started:.1f} s")

    def _write_ready(self, seeded: Mapping[str, Any]) -> None:
        self.ready = {**self.urls, **seeded}
        keys.write_private(self.plan.state_dir / "ready.json", json.dumps(self.ready, indent=2) + "\n")
