"""The local cloud as a program of the house: MiniStack in its own environment, through our runner."""

import os
from pathlib import Path

from infra import environments
from infra.local.process import Program

RUNNER = Path(__file__).with_name("ministack_runner.py")
LOOPBACK = "127.0.0.1"
SNAPSHOT_SECONDS, SELDOM = 5.0, 3600.0
"""How often all data are saved, while nothing else is served; SELDOM is for data that nobody needs again."""
# Variables of ours that would make MiniStack talk to itself or to a proxy.
NOT_FOR_IT = ("AWS_ENDPOINT_URL", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")


def program(
    port: int, state_dir: Path, log: Path, *, name: str = "aws", snapshot_seconds: float = SNAPSHOT_SECONDS
) -> Program:
    """MiniStack on a loopback port, with its data in a directory; installed first if need be."""
    python = environments.ensure(environments.CLOUD)
    kept = {name: value for name, value in os.environ.items() if name not in NOT_FOR_IT}
    return Program(
        name=name,
        command=(str(python), "-P", str(RUNNER)),
        environ={
            **kept,
            "GATEWAY_PORT": str(port),
            "STATE_DIR": str(state_dir),
            "SNAPSHOT_SECONDS": str(snapshot_seconds),
            "MINISTACK_REGION": "eu-west-3",
        },
        log=log,
        health=f"http://{LOOPBACK}:{port}/_localstack/health",
    )
