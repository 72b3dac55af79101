"""Resolves every lock anew: `make lock`. Hashed, for every system, and without the name of any registry."""

import subprocess
import sys

from infra import environments
from infra.environments import CLOUD, LOCALSTACK, NODE, PROJECT, ROOT, UV, say

# Each lock and what it is resolved from; the project's own takes its development tools along.
SOURCES = {
    PROJECT.lock: ("pyproject.toml", "--group", "dev"),
    CLOUD.lock: ("infra/local/ministack.in",),
    LOCALSTACK.lock: ("infra/local/localstack.in",),
    NODE.lock: ("infra/local/node.in",),
    UV.lock: ("infra/uv.in",),
}
HOW = (
    "--universal", "--upgrade", "--python-version", "3.11", "--generate-hashes",
    "--no-emit-index-url", "--no-annotate", "--no-header", "--quiet",
)  # fmt: skip


def main() -> int:
    """Resolve; the exit code of the first that could not be."""
    uv = environments.ensure(UV).parent / "uv"
    for lock, source in SOURCES.items():
        say(f"Resolving {lock} …")
        done = subprocess.run([uv, "pip", "compile", *HOW, *source, "-o", lock], cwd=ROOT, check=False)  # noqa: S603 - our own uv
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
