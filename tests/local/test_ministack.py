"""The local cloud keeps its data: on SIGTERM all of it, on kill -9 all but the last seconds."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from infra import environments
from infra.local import emulator, ministack_runner, ports, resources
from infra.local.health import wait_until_healthy
from infra.local.process import Child, Program
from infra.template import Place
from tests.local.polling import until

pytestmark = pytest.mark.stack  # MiniStack itself, whichever cloud was chosen
REAPING = """
import importlib, pathlib, sys, time, types
sys.path.insert(0, str(pathlib.Path(sys.argv[1]).parent))
runner = importlib.import_module("ministack_runner")
dynamodb = importlib.import_module("ministack.services.dynamodb")
dynamodb._tables["t"] = {"items": {"p": {"s": {"expiresAt": {"N": "1"}}}}}
dynamodb._ttl_settings["t"] = {"TimeToLiveStatus": "ENABLED", "AttributeName": "expiresAt"}
removed = []
dynamodb._remove_item = lambda *row: removed.append(row)

def one_turn():
    waits = iter([None])
    dynamodb.time = types.SimpleNamespace(sleep=lambda _: next(waits), time=time.time)
    try:
        dynamodb._ttl_reaper()
    except StopIteration:
        return len(removed)

print(one_turn(), end=" ")
runner.keep_what_expires(dynamodb._ttl_settings)
print(one_turn())
"""
ITEM = {"pk": {"S": "kept"}, "sk": {"S": "1"}}
PLACE = Place("test")


def _cloud(
    start: Callable[[Program], Child], home: Path, snapshot_seconds: float = 0.2
) -> tuple[Child, resources.Cloud]:
    port = ports.any_free()
    log = home / "aws.log"
    child = start(emulator.program(port, home / "state", log, snapshot_seconds=snapshot_seconds))
    wait_until_healthy(child)
    return child, resources.connect(f"http://127.0.0.1:{port}")


@pytest.mark.parametrize("end", [Child.kill, Child.stop])
def test_data_come_back_on_another_port_after(
    end: Callable[[Child], None], start: Callable[[Program], Child], tmp_path: Path
) -> None:
    child, cloud = _cloud(start, tmp_path)
    made = resources.create(cloud, PLACE)
    cloud.sqs.send_message(QueueUrl=made.queue_urls["urgent"], MessageBody="still here")
    cloud.dynamodb.put_item(TableName=made.table_name, Item=ITEM)
    saved = {tmp_path / "state" / "dynamodb.json": '"kept"', tmp_path / "state" / "sqs.json": "still here"}
    if end is Child.kill:
        until(lambda: all(file.exists() and words in file.read_text() for file, words in saved.items()))
    end(child)

    _, cloud = _cloud(start, tmp_path)
    again = resources.create(cloud, PLACE)

    assert cloud.dynamodb.get_item(TableName=again.table_name, Key=ITEM)["Item"] == ITEM
    got = cloud.sqs.receive_message(QueueUrl=again.queue_urls["urgent"], WaitTimeSeconds=1)
    assert [each["Body"] for each in got["Messages"]] == ["still here"]
    assert len(cloud.sqs.list_queues()["QueueUrls"]) == len(again.queue_urls)


def test_a_save_can_be_asked_for(start: Callable[[Program], Child], tmp_path: Path) -> None:
    child, cloud = _cloud(start, tmp_path, snapshot_seconds=3600)
    resources.create(cloud, PLACE)
    assert not (tmp_path / "state" / "dynamodb.json").exists()

    os.kill(child.pid, ministack_runner.SAVE_NOW)

    until((tmp_path / "state" / "dynamodb.json").exists)


def test_the_pinned_version_still_has_the_private_names_the_runner_uses() -> None:
    python = environments.ensure(environments.CLOUD)
    probe = (
        "import importlib;"
        f"[getattr(importlib.import_module(m), n) for m, n in {ministack_runner.PRIVATE_NAMES!r}]"
    )
    done = subprocess.run([python, "-c", probe], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_what_has_expired_by_the_clock_of_this_machine_stays() -> None:
    """The house may stand in another year: its sessions and receipts must not go with the real date."""
    python = environments.ensure(environments.CLOUD)
    done = subprocess.run(
        [python, "-c", REAPING, ministack_runner.__file__], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("1 1\n", "")


def test_it_listens_on_the_loopback_address_only(start: Callable[[Program], Child], tmp_path: Path) -> None:
    import psutil

    child, _ = _cloud(start, tmp_path)
    addresses = {
        each.laddr.ip
        for each in psutil.Process(child.pid).net_connections("inet")
        if each.status == psutil.CONN_LISTEN
    }
    assert addresses == {"127.0.0.1"}
