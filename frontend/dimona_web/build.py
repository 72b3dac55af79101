"""Builds the pages once: `python -m dimona_web.build`. Built again only when a source changed.

Needs REFLEX_BUN_PATH (bun compiles and compresses). What comes out does not know any port or host.
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from dimona_web.postbuild import finish
from dimona_web.settings import FRONTEND, HOUSE_STATE, export_dir

_STAMP = "build.json"
_SOURCES = (
    "dimona_web/**/*.py",
    "dimona_web/**/*.po",
    "dimona_web/**/*.js",
    "dimona_web/**/*.html",
    "assets/**/*",
    "rxconfig.py",
    "reflex.lock/*",
)
_TOOLS = "tools/package.json"
_QUIET = {"REFLEX_TELEMETRY_ENABLED": "false", "REFLEX_CHECK_LATEST_VERSION": "false", "NO_COLOR": "1"}


class BuildFailedError(RuntimeError):
    """The pages could not be built; the message ends with what the tools said last."""


def fingerprint() -> str:
    """Return a hash over everything the pages are made from."""
    digest = hashlib.sha256(version("reflex").encode())
    files = {path for pattern in (*_SOURCES, _TOOLS) for path in FRONTEND.glob(pattern) if path.is_file()}
    for path in sorted(files):
        digest.update(path.relative_to(FRONTEND).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def is_built(folder: Path) -> bool:
    """Say whether the pages there were made from the sources as they are now."""
    try:
        stamp = json.loads((folder / _STAMP).read_text("utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return False
    return bool(stamp.get("fingerprint") == fingerprint())


def build(folder: Path) -> float:
    """Build the pages into `folder` unless they are there; return the seconds it took, or 0."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _alone(folder.with_name(folder.name + ".lock")):
        if is_built(folder):
            return 0.0
        began = time.monotonic()
        _export()
        _put_in_place(folder)
        return time.monotonic() - began


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Let one build run at a time; the other then finds everything built."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _export() -> None:
    environment = (
        os.environ
        | _QUIET
        | {
            "PYTHONPATH": str(FRONTEND),
            "REFLEX_DIR": os.environ.get("REFLEX_DIR", str(HOUSE_STATE / "reflex")),
        }
    )
    command = [sys.executable, "-m", "reflex", "export", "--frontend-only", "--no-zip"]
    done = subprocess.run(  # noqa: S603 - our own command, no words from outside
        command, cwd=FRONTEND, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        said = (done.stdout + done.stderr).strip().splitlines()[-25:]
        raise BuildFailedError("The pages could not be built:\n" + "\n".join(said))


def _put_in_place(folder: Path) -> None:
    """Finish the export beside its place, then swap it in, so nobody ever sees half a build."""
    fresh, old = folder.with_name(folder.name + ".new"), folder.with_name(folder.name + ".old")
    for left_over in (fresh, old):
        shutil.rmtree(left_over, ignore_errors=True)
    shutil.copytree(FRONTEND / ".web" / "build" / "client", fresh)
    finish(fresh, FRONTEND / ".web" / "compress-static.js")
    (fresh / _STAMP).write_text(json.dumps({"fingerprint": fingerprint()}), "utf-8")
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def main() -> int:
    """Build, and say what was done in plain words."""
    folder = export_dir()
    sys.stdout.write("Building the web pages, unless they are built already ...\n")
    sys.stdout.flush()
    try:
        seconds = build(folder)
    except BuildFailedError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    said = f"built in {seconds:.0f} s" if seconds else "unchanged, nothing to build"
    sys.stdout.write(f"The web pages are ready ({said}).\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
