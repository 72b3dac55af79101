"""Runs MiniStack, the local cloud, so that a kill -9 costs seconds and not everything.

MiniStack itself saves only when it stops gently. This runner serves the same application and, every few
seconds in which something may have changed, saves on the event loop, hence between requests: what is on
disk is one moment's state of each service. It runs in MiniStack's own environment (`.venv-aws`) and imports
nothing of this project. Some of the names it uses are private to MiniStack (PRIVATE_NAMES): the version is
pinned and a test keeps them honest.

What has expired stays: MiniStack would delete it by this machine's clock, and that of the house may stand in
another year. Our reads leave it out, and AWS promises no more than days.

SIGUSR1 asks for a save at once. Environment: STATE_DIR, GATEWAY_PORT, SNAPSHOT_SECONDS (5). Bound to
127.0.0.1, always.
"""

import asyncio
import importlib
import os
import signal
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

PRIVATE_NAMES = (
    ("ministack.app", "app"),
    ("ministack.app", "_build_persistence_save_dict"),
    ("ministack.core.persistence", "save_all"),
    ("ministack.services.dynamodb", "_ttl_settings"),
)
LOOPBACK = "127.0.0.1"
SAVE_NOW = signal.SIGUSR1

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]
App = Callable[[Message, Receive, Send], Awaitable[None]]


class Snapshots:
    """The application, with a note of whether anything may have changed since the last save."""

    def __init__(self, app: App, save: Callable[[], None]) -> None:
        self._app = app
        self._save = save
        self._dirty = False

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve one request; anything but a GET may have changed something."""
        await self._app(scope, receive, send)
        if scope["type"] == "http" and scope["method"] != "GET":
            self._dirty = True

    def save_if_dirty(self) -> None:
        """Save now, unless nothing can have changed."""
        if self._dirty:
            self._dirty = False
            self._save()

    async def keep(self, seconds: float) -> None:
        """Save every so many seconds, for as long as the process lives."""
        while True:
            await asyncio.sleep(seconds)
            self.save_if_dirty()


def settle_environment(environ: MutableMapping[str, str]) -> None:
    """Loopback only, persistence on, no extra listeners (SFTP, IoT), nothing in shared directories."""
    environ.update(
        BIND_HOST=LOOPBACK,
        MINISTACK_HOST=LOOPBACK,
        PERSIST_STATE="1",
        SFTP_ENABLED="0",
        IOT_MTLS_ENABLED="0",
        S3_DATA_DIR=os.path.join(environ["STATE_DIR"], "s3"),  # noqa: PTH118 - plain text for another program
        TMPDIR=environ["STATE_DIR"],
        LOG_LEVEL=environ.get("LOG_LEVEL", "WARNING"),
    )


def private_names() -> dict[str, Any]:
    """The parts of MiniStack used here, by name; AttributeError when a version has moved them."""
    return {name: getattr(importlib.import_module(module), name) for module, name in PRIVATE_NAMES}


def keep_what_expires(ttl_settings: Any) -> None:
    """Let the thread that deletes expired rows find no table; all else asks for one table at a time."""
    kind = type(ttl_settings)
    ttl_settings.__class__ = type(kind.__name__, (kind,), {"__slots__": (), "all_items": lambda _: []})


async def serve(port: int, snapshot_seconds: float) -> None:
    """Serve until SIGTERM or SIGINT; MiniStack then saves once more by itself."""
    parts = private_names()
    build, save_all = parts["_build_persistence_save_dict"], parts["save_all"]
    keep_what_expires(parts["_ttl_settings"])
    snapshots = Snapshots(parts["app"], lambda: save_all(build()))
    config = importlib.import_module("hypercorn.config").Config()
    config.bind = [f"{LOOPBACK}:{port}"]
    config.keep_alive_timeout = 75
    config.loglevel = "WARNING"
    config.graceful_timeout = 1
    asyncio.get_running_loop().add_signal_handler(SAVE_NOW, snapshots.save_if_dirty)
    keeper = asyncio.create_task(snapshots.keep(snapshot_seconds))
    await importlib.import_module("hypercorn.asyncio").serve(snapshots, config)
    keeper.cancel()


def main() -> int:
    """Start; the return value is the exit code."""
    os.makedirs(os.environ["STATE_DIR"], exist_ok=True)  # noqa: PTH103 - plain text for another program
    settle_environment(os.environ)
    asyncio.run(serve(int(os.environ["GATEWAY_PORT"]), float(os.environ.get("SNAPSHOT_SECONDS", "5"))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
