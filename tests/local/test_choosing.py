"""What is chosen on which machine: Python, bun, browser, ports, clock, cloud."""

import datetime as dt
import platform
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from infra import environments
from infra.environments import ROOT
from infra.local import browser, clock, clouds, dynamodb_jar, javascript, localstack, ports
from tests.lighthouse import tools

FAILS, WORKS = "exit 127", f'exec {sys.executable} "$@"'


def _program(directory: Path, name: str, does: str) -> Path:
    path = directory / name
    path.write_text(f"#!/bin/sh\n{does}\n")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(
    ("there", "chosen"),
    [
        ({"python3.13": WORKS, "python3": WORKS}, "python3.13"),
        ({"python3.13": FAILS, "python3.12": FAILS, "python3.11": WORKS}, "python3.11"),
        ({"python3.13": FAILS, "python3": WORKS}, "python3"),
        ({"python3": FAILS}, ""),
        ({}, ""),
    ],
)
def test_the_first_python_that_really_runs(tmp_path: Path, there: dict[str, str], chosen: str) -> None:
    for name, does in there.items():
        _program(tmp_path, name, does)

    done = subprocess.run(
        ["/bin/sh", ROOT / "infra" / "choose-python"],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.strip() == chosen
    assert (done.returncode, "needs Python 3.11" in done.stderr) == ((0, False) if chosen else (1, True))


@pytest.mark.parametrize(
    ("said", "enough"),
    [
        ("1.4.4", True),
        ("1.4.5-canary.1", True),
        ("2.0.0", True),
        ("1.4.3", False),
        ("1.3.14", False),
        ("", False),
    ],
)
def test_a_bun_must_be_new_enough(said: str, *, enough: bool) -> None:
    assert javascript.is_new_enough(said) is enough


def test_a_bun_named_by_the_environment_is_taken() -> None:
    assert javascript.bun({"REFLEX_BUN_PATH": "/opt/bun"}) == Path("/opt/bun")


def test_a_bun_on_the_path_is_taken_when_it_is_new_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = _program(tmp_path, "bun", "echo 1.4.4")
    assert javascript.bun({"PATH": str(tmp_path)}) == found

    _program(tmp_path, "bun", "echo 1.2.0")
    ours = tmp_path / "tools" / "node_modules" / "@oven" / "bun-linux-x64" / "bin"
    ours.mkdir(parents=True)
    _program(ours, "bun", "echo 1.4.4")
    monkeypatch.setattr(javascript, "TOOLS", tmp_path / "tools")
    monkeypatch.setattr(platform, "system", lambda: "Linux")
    monkeypatch.setattr(platform, "machine", lambda: "x86_64")
    assert javascript.bun({"PATH": str(tmp_path)}) == ours / "bun"


def test_each_system_has_its_binary_and_an_unknown_one_is_told_what_helps() -> None:
    path = javascript.binary_in(Path("tools"), "Darwin", "arm64")
    assert path == Path("tools/node_modules/@oven/bun-darwin-aarch64/bin/bun")
    with pytest.raises(javascript.NoBunError, match="REFLEX_BUN_PATH"):
        javascript.binary_in(Path("tools"), "Plan9", "vax")


@pytest.mark.parametrize("there", ["chromium", "chromium-browser", "google-chrome"])
def test_a_browser_on_the_path_is_found(there: str) -> None:
    found = browser.find({}, lambda name: f"/usr/bin/{name}" if name == there else None)
    assert found == Path(f"/usr/bin/{there}")


def test_a_browser_named_by_the_environment_is_used_or_refused() -> None:
    assert browser.find({"CHROMIUM": "/opt/c"}, lambda name: name) == Path("/opt/c")
    with pytest.raises(browser.NoBrowserError, match="/opt/c"):
        browser.find({"CHROMIUM": "/opt/c"}, lambda _: None)


def test_no_browser_is_no_error_until_one_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert browser.find({}, lambda _: None) is None
    monkeypatch.setattr(browser, "find", lambda: None)
    monkeypatch.setattr(browser, "may_install", lambda user, which: False)
    with pytest.raises(browser.NoBrowserError, match="apt-get install chromium"):
        browser.ensure()


def test_only_root_with_apt_installs() -> None:
    assert browser.may_install(0, lambda name: f"/usr/bin/{name}")
    assert not browser.may_install(0, lambda _: None)
    assert not browser.may_install(1000, lambda name: f"/usr/bin/{name}")


def test_the_next_free_port_follows_the_usual_one() -> None:
    assert ports.next_free(3000, set(), lambda _: True) == 3000
    assert ports.next_free(3000, {3000}, lambda port: port != 3001) == 3002


def test_a_port_in_use_is_not_free_and_one_asked_for_is_refused() -> None:
    with socket.socket() as taken:
        taken.bind((ports.LOOPBACK, 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not ports.is_bindable(port)
        with pytest.raises(ports.PortTakenError, match="API_PORT"):
            ports.choose("usual", {"API_PORT": str(port)})


def test_four_programs_get_four_ports() -> None:
    chosen = ports.choose("free", {})
    assert set(chosen) == {"web", "api", "rsz", "aws"}
    assert len(set(chosen.values())) == 4


NOW = dt.datetime(2026, 1, 1, 12, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("setting", "shift"),
    [
        ("", ""),
        ("+3600", "+3600"),
        ("-12.5", "-12.5"),
        ("2026-01-01T14:00:00+01:00", "+3600.000"),
        ("2026-01-01T11:59:00Z", "-60.000"),
    ],
)
def test_a_clock_becomes_one_shift(setting: str, shift: str) -> None:
    assert clock.to_shift(setting, NOW) == shift


@pytest.mark.parametrize("setting", ["tomorrow", "3600", "2026-01-01T14:00:00"])
def test_a_clock_nobody_understands_is_refused(setting: str) -> None:
    with pytest.raises(clock.ClockError):
        clock.to_shift(setting, NOW)


def test_a_cloud_that_is_already_there_is_used_and_nothing_is_started(tmp_path: Path) -> None:
    choice = clouds.chosen({"AWS_ENDPOINT_URL": "http://127.0.0.1:9/", "CLOUD": "localstack"})

    assert choice.given == "http://127.0.0.1:9"
    assert choice.ports == ("aws",)
    assert clouds.build(choice, {}, tmp_path).programs == ()
    assert "not known" in choice.words


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({}, "MiniStack, with its own DynamoDB"),
        ({"CLOUD": "", "DYNAMODB": ""}, "MiniStack, with its own DynamoDB"),
        ({"DYNAMODB": "jar"}, "MiniStack, with its own DynamoDB"),
        ({"CLOUD": "localstack"}, "LocalStack 4.9.2, with MiniStack's DynamoDB behind it"),
        (
            {"CLOUD": "localstack", "DYNAMODB": "jar"},
            "LocalStack 4.9.2, with DynamoDB Local (Amazon's jar) behind it",
        ),
    ],
)
def test_the_cloud_and_the_dynamodb_behind_it_are_chosen_and_said(
    environ: dict[str, str], words: str
) -> None:
    assert clouds.chosen(environ).words == words


@pytest.mark.parametrize("environ", [{"CLOUD": "azure"}, {"CLOUD": "localstack", "DYNAMODB": "sqlite"}])
def test_a_cloud_nobody_knows_is_refused(environ: dict[str, str]) -> None:
    with pytest.raises(clouds.CloudError, match="not known"):
        clouds.chosen(environ)


def test_the_programs_keep_the_same_data_with_and_without_localstack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environments, "ensure", lambda each: each.python)
    alone = clouds.build(clouds.chosen({}), {"aws": 1}, tmp_path)
    behind = clouds.build(clouds.chosen({"CLOUD": "localstack"}), {"aws": 1, "dynamodb": 2}, tmp_path)

    assert [each.name for each in behind.programs] == ["dynamodb", "aws"]
    assert (alone.saver, behind.saver) == ("aws", "dynamodb")
    assert alone.programs[0].environ["STATE_DIR"] == behind.programs[0].environ["STATE_DIR"]
    assert behind.programs[1].environ["DIMONA24_DYNAMODB_URL"] == "http://127.0.0.1:2"


@pytest.mark.parametrize(
    ("said", "fits"), [("17.0.15", True), ("23", True), ("11.0.2", False), ("25", False)]
)
def test_dynamodb_local_runs_on_a_java_that_keeps_strangers_out(
    tmp_path: Path, said: str, *, fits: bool
) -> None:
    java = _program(tmp_path, "java", f"""echo 'openjdk version "{said}" 2025-04-15' >&2""")
    if fits:
        assert dynamodb_jar.find_java({"PATH": str(tmp_path)}) == str(java)
        return
    with pytest.raises(dynamodb_jar.NoDynamodbLocalError, match="needs Java 17 to 23"):
        dynamodb_jar.find_java({"PATH": str(tmp_path)})


def test_no_java_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(dynamodb_jar.NoDynamodbLocalError, match="found: none"):
        dynamodb_jar.find_java({"PATH": str(tmp_path)})


def test_localstack_is_refused_on_a_python_where_it_was_never_seen_to_run() -> None:
    for version in ((3, 11), (3, 12), (3, 13)):
        localstack.refuse_unknown_python(version)
    with pytest.raises(localstack.NoLocalstackError, match=r"this is 3\.14"):
        localstack.refuse_unknown_python((3, 14))


@pytest.mark.parametrize("said", ["v22.19.0", "v24.1.0"])
def test_lighthouse_runs_on_a_new_node(said: str) -> None:
    assert tools.is_new_enough(said)


@pytest.mark.parametrize("said", ["v22.18.9", "v20.20.2", ""])
def test_lighthouse_does_not_run_on_an_old_node(said: str) -> None:
    assert not tools.is_new_enough(said)
