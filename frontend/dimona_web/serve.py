"""Serves the web app: `python -m dimona_web.serve`. One process on loopback for pages, socket and sign-in."""

import logging
import os
import sys
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from dimona_web.paths import LIVE
from dimona_web.platform.logs import set_up_logs
from dimona_web.platform.static_site import StaticSite
from dimona_web.settings import FRONTEND, MissingSettingError, export_dir, settings, states_dir

HOST = "127.0.0.1"
# A dead line is noticed after 8 + 7 seconds instead of Reflex' 25 + 120.
_REFLEX = {
    "REFLEX_SOCKET_INTERVAL": "8",
    "REFLEX_SOCKET_TIMEOUT": "7",
    "REFLEX_ENV_MODE": "prod",
    "__REFLEX_SKIP_COMPILE": "true",
    "REFLEX_TELEMETRY_ENABLED": "false",
    "REFLEX_CHECK_LATEST_VERSION": "false",
    # What a person typed survives a crash of this process: every change is on disk before it is shown.
    "REFLEX_STATE_MANAGER_DISK_DEBOUNCE": "0",
}


class WebApp:
    """Sends the live addresses to Reflex and everything else to the files."""

    def __init__(self, live: ASGIApp, site: ASGIApp) -> None:
        self._live = live
        self._site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        is_live = scope["type"] != "http" or scope["path"].startswith(LIVE)
        await (self._live if is_live else self._site)(scope, receive, send)


def web_app(export: Path, states: Path) -> ASGIApp:
    """Put the app together without building anything."""
    states.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ.update(_REFLEX, REFLEX_STATES_WORKDIR=str(states))
    os.chdir(FRONTEND)
    # Reflex reads its settings from the environment when it is imported, hence here.
    from dimona_web.dimona_web import app  # noqa: PLC0415

    return WebApp(app(), StaticSite(export))


def main() -> int:
    """Serve until told to stop."""
    set_up_logs()
    export = export_dir()
    try:
        port = settings().port
    except MissingSettingError as error:
        sys.stderr.write(f"The web app cannot start: {error}.\n")
        return 1
    if not export.is_dir():
        sys.stderr.write("The web pages are not built yet: python -m dimona_web.build\n")
        return 1
    served = web_app(export, states_dir())
    logging.getLogger(__name__).info("serving on http://%s:%s", HOST, port)
    uvicorn.run(
        served,
        host=HOST,
        port=port,
        access_log=False,
        log_config=None,
        ws="wsproto",
        timeout_graceful_shutdown=3,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
