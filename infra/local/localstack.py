"""LocalStack without Docker, as a program of the house: its open-source core in its own environment.

DynamoDB is answered by another program that runs beside it, through `localstack_plugin`. `shared` is what
this and the container of localstack.yml are told alike; a test compares.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from infra import environments
from infra.environments import ROOT
from infra.local.ports import USUAL
from infra.local.process import Program

VERSION = "4.9.2"
NEWEST_PYTHON = (3, 13)
PLUGIN = Path(__file__).with_name("localstack_plugin")
# Variables of a developer that LocalStack would obey, or that would make it talk to itself.
NOT_FOR_IT = ("AWS_ENDPOINT_URL", "PYTHONHOME", "VIRTUAL_ENV", "DEBUG", "PERSISTENCE", "SERVICES")


class Behind(NamedTuple):
    """The DynamoDB behind it: where, and which provider of our plugin speaks to it."""

    url: str
    provider: Literal["external", "jar"]


class NoLocalstackError(RuntimeError):
    """LocalStack cannot run here; the message says what is supported."""


def shared(port: int = USUAL["aws"]) -> dict[str, str]:
    """What LocalStack is told however it runs: few services, nothing sent home, plain addresses of queues."""
    return {
        "SERVICES": "dynamodb,dynamodbstreams,kms,sqs",
        "STRICT_SERVICE_LOADING": "1",
        "LOCALSTACK_HOST": f"127.0.0.1:{port}",
        "SQS_ENDPOINT_STRATEGY": "path",
        "DISABLE_EVENTS": "1",
        "SKIP_SSL_CERT_DOWNLOAD": "1",
        "DNS_ADDRESS": "0",
    }


def without_docker(port: int, behind: Behind, home: Path) -> dict[str, str]:
    """What only the host mode is told: to stay on loopback and in one directory, and where DynamoDB is."""
    return {
        "OVERRIDE_IN_DOCKER": "0",
        "GATEWAY_SERVER": "dimona24",  # of our plugin: LocalStack's own ignores the address
        "GATEWAY_LISTEN": f"127.0.0.1:{port}",
        "FILESYSTEM_ROOT": str(home / "root"),
        "CONFIG_DIR": str(home / "config"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "PROVIDER_OVERRIDE_DYNAMODB": behind.provider,
        "PROVIDER_OVERRIDE_DYNAMODBSTREAMS": behind.provider,
        "DIMONA24_DYNAMODB_URL": behind.url,
        "PYTHONPATH": str(PLUGIN),
        "NO_PROXY": "127.0.0.1,localhost",
        "no_proxy": "127.0.0.1,localhost",
    }


def program(port: int, behind: Behind, home: Path, log: Path) -> Program:
    """LocalStack on a loopback port; installed first if need be."""
    refuse_unknown_python(sys.version_info[:2])
    python = environments.ensure(environments.LOCALSTACK)
    return Program(
        name="aws",
        command=(str(python), "-m", "localstack.runtime.main"),
        environ={**_kept(os.environ), **shared(port), **without_docker(port, behind, home)},
        log=log,
        health=f"http://127.0.0.1:{port}/_localstack/health",
        cwd=ROOT,
    )


def refuse_unknown_python(version: tuple[int, int]) -> None:
    """Raise for a Python on which this LocalStack was never seen to run."""
    if version > NEWEST_PYTHON:
        raise NoLocalstackError(
            f"LocalStack {VERSION} without Docker runs on Python 3.11 to 3.13, and this is "
            f"{version[0]}.{version[1]}. With Docker: docker compose -f localstack.yml up -d --wait, then "
            "AWS_ENDPOINT_URL=http://127.0.0.1:4566 make run."
        )


def _kept(environ: Mapping[str, str]) -> dict[str, str]:
    return {
        name: value
        for name, value in environ.items()
        if name not in NOT_FOR_IT and not name.startswith("LOCALSTACK_")
    }
