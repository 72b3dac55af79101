"""Which cloud: MiniStack alone, LocalStack with another DynamoDB behind it, or one that is already there.

CLOUD=localstack chooses LocalStack. Behind it stands MiniStack's DynamoDB, or with DYNAMODB=jar Amazon's
DynamoDB Local. An AWS_ENDPOINT_URL that is set wins over both: then nothing is started.

`python -m infra.local.clouds` installs what the chosen one needs, so that nobody waits for that unknowingly.
"""

import os
import sys
import tempfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from infra.environments import EnvironmentNotMadeError, say
from infra.local import dynamodb_jar, emulator, localstack
from infra.local.process import Program

MINISTACK, LOCALSTACK, JAR = "ministack", "localstack", "jar"


class CloudError(RuntimeError):
    """The environment asks for a cloud that is not known; the message says what is."""


TROUBLE = (
    CloudError,
    EnvironmentNotMadeError,
    dynamodb_jar.NoDynamodbLocalError,
    localstack.NoLocalstackError,
)


class Choice(NamedTuple):
    """What answers AWS calls, and what answers those to DynamoDB; or the endpoint that was given."""

    cloud: str
    dynamodb: str
    given: str | None = None

    @property
    def ports(self) -> tuple[str, ...]:
        """The names of the ports it needs."""
        return ("aws", "dynamodb") if self.cloud == LOCALSTACK and self.given is None else ("aws",)

    @property
    def words(self) -> str:
        """For people: what runs, and which DynamoDB that is."""
        if self.given is not None:
            return (
                f"what is at {self.given}, as AWS_ENDPOINT_URL says, with a DynamoDB that is not known here"
            )
        if self.cloud == MINISTACK:
            return "MiniStack, with its own DynamoDB"
        behind = "DynamoDB Local (Amazon's jar)" if self.dynamodb == JAR else "MiniStack's DynamoDB"
        return f"LocalStack {localstack.VERSION}, with {behind} behind it"


class LocalCloud(NamedTuple):
    """The programs in the order in which they need each other; `saver` is the one that keeps snapshots."""

    programs: tuple[Program, ...]
    saver: str | None


def chosen(environ: Mapping[str, str]) -> Choice:
    """The cloud that the environment asks for. Raises CloudError for one that is not known."""
    given = environ.get("AWS_ENDPOINT_URL", "").rstrip("/") or None
    cloud = environ.get("CLOUD") or MINISTACK
    dynamodb = environ.get("DYNAMODB") or MINISTACK
    if cloud not in {MINISTACK, LOCALSTACK}:
        raise CloudError(f"CLOUD={cloud} is not known. Leave it empty for MiniStack, or say localstack.")
    if dynamodb not in {MINISTACK, JAR}:
        raise CloudError(f"DYNAMODB={dynamodb} is not known. Leave it empty for MiniStack's, or say jar.")
    return Choice(cloud, dynamodb if cloud == LOCALSTACK else MINISTACK, given)


def build(
    choice: Choice,
    ports: Mapping[str, int],
    state_dir: Path,
    *,
    snapshot_seconds: float = emulator.SNAPSHOT_SECONDS,
) -> LocalCloud:
    """The programs of a cloud. MiniStack keeps its data in the same place, alone or behind LocalStack."""
    logs = state_dir / "logs"
    ministack = partial(emulator.program, state_dir=state_dir / "aws", snapshot_seconds=snapshot_seconds)
    if choice.given is not None:
        return LocalCloud((), None)
    if choice.cloud == MINISTACK:
        return LocalCloud((ministack(ports["aws"], log=logs / "aws.log"),), "aws")
    if choice.dynamodb == JAR:
        behind = dynamodb_jar.program(ports["dynamodb"], state_dir / "dynamodb-local", logs / "dynamodb.log")
    else:
        behind = ministack(ports["dynamodb"], log=logs / "dynamodb.log", name="dynamodb")
    front = localstack.program(
        ports["aws"],
        localstack.Behind(
            f"http://127.0.0.1:{ports['dynamodb']}", "jar" if choice.dynamodb == JAR else "external"
        ),
        state_dir / "localstack",
        logs / "aws.log",
    )
    return LocalCloud((behind, front), None if choice.dynamodb == JAR else "dynamodb")


def main() -> int:
    """Install what the chosen cloud needs and say which it is; the exit code says whether that went well."""
    try:
        choice = chosen(os.environ)
        with tempfile.TemporaryDirectory() as nowhere:
            build(choice, dict.fromkeys(choice.ports, 0), Path(nowhere))
    except TROUBLE as error:
        say(str(error))
        return 1
    say(f"The cloud is {choice.words}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
