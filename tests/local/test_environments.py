"""The environments are made from locks, and from nothing that names a registry."""

from pathlib import Path

import pytest

from infra import environments
from infra.environments import CLOUD, LOCALSTACK, NODE, PROJECT, ROOT, UV, Environment

ALL = (PROJECT, CLOUD, LOCALSTACK, NODE, UV)


@pytest.mark.parametrize("environment", ALL, ids=lambda each: each.directory)
def test_each_lock_pins_and_hashes_everything_and_names_no_host(environment: Environment) -> None:
    lines = (ROOT / environment.lock).read_text().splitlines()
    packages = [line for line in lines if line and not line.startswith((" ", "#"))]

    assert packages
    assert all("==" in line and line.endswith("\\") for line in packages)
    assert "://" not in "\n".join(lines)


@pytest.mark.parametrize("directory", ["frontend/tools", "infra/local/dynamodb_local"])
@pytest.mark.parametrize("name", ["package.json", "package-lock.json"])
def test_a_lock_of_npm_names_no_host(directory: str, name: str) -> None:
    text = (ROOT / directory / name).read_text()
    assert '"resolved"' not in text
    assert "registry" not in text.replace("package registry", "")


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Environment:
    monkeypatch.setattr(environments, "ROOT", tmp_path)
    (tmp_path / "a.lock").write_text("")
    return Environment(".venv-a", "a.lock", "nothing at all")


def _made_by_uv(environment: Environment) -> bool:
    environments._make_empty(environment, "--without-pip")
    return True


def test_an_environment_is_made_once_and_again_when_its_lock_changes(
    environment: Environment, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(environments, "_installed_by_uv", _made_by_uv)

    assert environments.ensure(environment).exists()
    assert "nothing at all" in capsys.readouterr().out
    environments.ensure(environment)
    assert capsys.readouterr().out == ""
    (environments.ROOT / "a.lock").write_text("# changed")
    environments.ensure(environment)
    assert "nothing at all" in capsys.readouterr().out


def test_pip_does_it_when_uv_cannot(
    environment: Environment, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    commands: list[list[str]] = []

    def no_uv(command: list[str]) -> None:
        if ".venv-uv" in " ".join(command):
            raise environments.EnvironmentNotMadeError("no wheel for this machine")
        environment.path.mkdir(exist_ok=True)
        commands.append(command)

    (environments.ROOT / UV.lock).parent.mkdir(parents=True)
    (environments.ROOT / UV.lock).touch()
    monkeypatch.setattr(environments, "_run", no_uv)

    environments.ensure(environment)

    assert commands[-1][1:4] == ["-m", "pip", "install"]
    assert "--require-hashes" in commands[-1]
    assert "no wheel for this machine" in capsys.readouterr().out


def test_half_an_environment_does_not_count(environment: Environment) -> None:
    wanted = environments.fingerprint(environment)
    environment.python.parent.mkdir(parents=True)
    environment.python.touch()
    assert not environments.is_made(environment, wanted)
    environment.stamp.write_text(wanted)
    assert environments.is_made(environment, wanted)
    assert not environments.is_made(environment, wanted + "x")
