"""localstack.yml is a file that Docker Compose takes, and tells LocalStack what the host mode is told.

Where `docker compose` is installed it judges the file itself; everywhere, the parts that the file uses are
held against what the Compose specification allows for them.
"""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from infra.environments import ROOT
from infra.local import localstack, ports

FILE = ROOT / "localstack.yml"
SERVICE = {"image", "ports", "environment", "healthcheck"}
HEALTHCHECK = {"test", "interval", "timeout", "retries"}
PORT = re.compile(r"127\.0\.0\.1:(\d+):(\d+)")
IMAGE = re.compile(r"localstack/localstack:\d+\.\d+\.\d+")
DURATION = re.compile(r"(\d+(us|ms|s|m|h))+")


def service() -> dict[str, Any]:
    whole = yaml.safe_load(FILE.read_text())
    assert set(whole) == {"services"}
    assert set(whole["services"]) == {"localstack"}
    described: dict[str, Any] = whole["services"]["localstack"]
    return described


def has_compose() -> bool:
    docker = shutil.which("docker")
    command = [docker or "docker", "compose", "version"]
    return docker is not None and subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not has_compose(), reason="docker compose is not installed here")
def test_docker_compose_takes_it() -> None:
    done = subprocess.run(
        ["docker", "compose", "-f", str(FILE), "config", "--quiet"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_it_has_the_shape_of_a_compose_file() -> None:
    described = service()
    check = described["healthcheck"]

    assert set(described) <= SERVICE
    assert set(check) <= HEALTHCHECK
    assert check["test"][0] == "CMD"
    assert all(isinstance(word, str) for word in check["test"])
    assert all(DURATION.fullmatch(check[name]) for name in ("interval", "timeout"))
    assert isinstance(check["retries"], int)
    # A bare 0, 1, yes or no would be a number or a truth value to YAML, not what the program reads.
    assert all(isinstance(value, str) for value in described["environment"].values())


def test_localstack_is_pinned_and_reachable_from_this_machine_only() -> None:
    described = service()

    assert described["image"] == "localstack/localstack:4.14.0"
    assert IMAGE.fullmatch(described["image"])
    (port,) = (PORT.fullmatch(each) for each in described["ports"])
    assert port is not None
    assert port.groups() == (str(ports.USUAL["aws"]),) * 2


def test_the_container_and_the_host_mode_are_told_the_same() -> None:
    assert service()["environment"] == localstack.shared()


def test_what_only_the_host_mode_is_told_changes_nothing_of_that() -> None:
    behind = localstack.Behind("http://127.0.0.1:2", "external")
    own = localstack.without_docker(1, behind, Path("somewhere"))

    assert not set(own) & set(localstack.shared())
    assert own["GATEWAY_LISTEN"] == "127.0.0.1:1"
    inside = {name for name, value in own.items() if value.startswith("somewhere/")}
    assert inside == {"FILESYSTEM_ROOT", "CONFIG_DIR", "XDG_CACHE_HOME"}
