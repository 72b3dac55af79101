"""The house without its web app: it starts, survives kills, keeps its data, leaves nothing behind."""

import json
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import httpx
import psutil
import pytest

from infra.environments import ROOT
from infra.local import emulator, ports
from infra.local.demo_people import CAFE, WORKERS
from infra.local.health import wait_until_healthy
from infra.local.house import House
from infra.local.process import Child, Program
from infra.local.state import StateInUseError
from tests.local.filing import SETTLED, client, file_in, resource_of, state_of
from tests.local.houses import house
from tests.local.polling import until

pytestmark = pytest.mark.stack


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    made = house(tmp_path_factory.mktemp("house"))
    made.start()
    yield made
    made.stop()


def _is_another(of: House, name: str, pid: int) -> bool:
    return of.pid(name) != pid


def _received(of: House) -> int:
    """How many declarations the RSZ has received."""
    answer = httpx.get(f"{of.urls['rsz']}/_simulator/declarations", trust_env=False, timeout=60)
    return len(answer.json()["items"])


def test_what_it_says_when_ready_is_what_there_is(running: House) -> None:
    path = running.plan.state_dir / "ready.json"
    ready = json.loads(path.read_text())

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert ready == running.ready
    assert {"api", "rsz", "aws", "signIns", "keys"} == set(ready)
    assert (ready["keys"][0]["mode"], ready["keys"][0]["employer"]) == ("live", CAFE.enterprise_number)
    signed_in = httpx.post(
        f"{running.urls['api']}/v1/sessions",
        json={each: ready["signIns"][0][each] for each in ("email", "password")},
        trust_env=False,
        timeout=60,
    )
    assert signed_in.status_code == 201, signed_in.text


def test_a_declaration_reaches_the_rsz_and_its_answer_comes_back(running: House) -> None:
    with client(running) as api:
        declaration = file_in(api, 0)
        until(lambda: state_of(api, declaration) in SETTLED)
        assert resource_of(api, declaration)["rsz"]["declarationId"]


def _killed_between_intent_and_answer(of: House, api: httpx.Client) -> str:
    """A declaration whose worker died while the RSZ was still busy with it."""
    slow = {"faults": {"post": "slow:10", "times": 1}}
    httpx.patch(
        f"{of.urls['rsz']}/_simulator/settings", json=slow, trust_env=False, timeout=60
    ).raise_for_status()
    already = _received(of)
    declaration = file_in(api, 8)
    # The answer comes ten seconds after the RSZ took it in.
    until(lambda: _received(of) > already)
    of.kill("workers")
    of.wait("workers")
    return declaration


@pytest.mark.timeout(1200)
def test_a_kill_of_each_program_at_work_loses_nothing_and_files_nothing_twice(running: House) -> None:
    already = _received(running)
    with client(running) as api:
        doubtful = _killed_between_intent_and_answer(running, api)
        filed = [doubtful]
        for name in ("workers", "rsz", "api", "schedule"):
            filed.append(file_in(api, len(filed) + 1))
            before = running.pid(name)
            running.kill(name)
            until(partial(_is_another, running, name, before))
            running.wait(name)
        # What a dead worker had in hand is judged when its lease is over, and then asked after.
        until(lambda: all(state_of(api, each) in SETTLED for each in filed), patience=800)
        happened = [each["type"] for each in api.get(f"/v1/declarations/{doubtful}/events").json()["items"]]
        assert happened[2:4] == ["outcomeUnknown", "found"]

    assert _received(running) - already == len(filed)


def test_a_kill_of_the_local_cloud_costs_seconds_at_most(running: House) -> None:
    with client(running) as api:
        declaration = file_in(api, 9)
        until(lambda: state_of(api, declaration) in SETTLED)
        saved = running.plan.state_dir / "aws" / "dynamodb.json"
        until(lambda: declaration in saved.read_text())

        running.kill("aws")
        running.wait("aws")

        until(lambda: api.get(f"/v1/declarations/{declaration}").status_code == 200)


def test_a_second_house_on_the_same_data_is_refused(running: House) -> None:
    with pytest.raises(StateInUseError):
        house(running.plan.state_dir).start()


def test_everything_listens_on_the_loopback_address_only(running: House) -> None:
    for name in ("aws", "rsz", "api", "workers", "schedule", "mailbox"):
        for process in (psutil.Process(running.pid(name)), *psutil.Process(running.pid(name)).children(True)):
            listening = [c for c in process.net_connections("inet") if c.status == psutil.CONN_LISTEN]
            assert {each.laddr.ip for each in listening} <= {"127.0.0.1"}


def test_logs_hold_no_national_number(running: House) -> None:
    written = "".join(path.read_text() for path in (running.plan.state_dir / "logs").iterdir())
    assert written
    assert not [worker.ssin for worker in WORKERS[CAFE] if worker.ssin in written]


def test_one_command_runs_it_and_sigterm_ends_it_with_all_it_started(tmp_path: Path) -> None:
    options = ["--state-dir", str(tmp_path), "--ports", "free", "--without-web"]
    command = [sys.executable, "-m", "infra.local.run", *options]
    seen = []
    for _ in range(2):
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as running:
            assert running.stdout
            lines = iter(running.stdout.readline, "")
            ready = next((line for line in lines if line.startswith(("READY ", "The house could not"))), "")
            assert ready.startswith("READY api=http://127.0.0.1:"), ready
            children = psutil.Process(running.pid).children(recursive=True)
            assert len(children) >= 5
            seen.append(json.loads((tmp_path / "ready.json").read_text()))
            running.send_signal(signal.SIGTERM)
            assert running.wait(120) == 0
        assert not [each for each in children if each.is_running()]
    assert seen[0]["keys"] == seen[1]["keys"]
    assert seen[0]["signIns"] == seen[1]["signIns"]


def test_a_cloud_that_is_already_there_is_used_and_left_alone(
    start: Callable[[Program], Child], tmp_path: Path
) -> None:
    port = ports.any_free()
    cloud = start(emulator.program(port, tmp_path / "cloud", tmp_path / "cloud.log"))
    wait_until_healthy(cloud)

    made = house(tmp_path / "house", environ={"AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}"})
    made.start()
    with client(made) as api:
        assert made.urls["aws"] == f"http://127.0.0.1:{port}"
        assert api.get("/v1/workers?q=lou").json()["items"]
    made.stop()

    assert cloud.alive
    assert not (tmp_path / "house" / "aws").exists()
