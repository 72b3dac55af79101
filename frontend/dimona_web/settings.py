"""What the outside decides about the web app: ports, addresses, keys. Read once, from the environment."""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FRONTEND = Path(__file__).resolve().parent.parent
HOUSE_STATE = FRONTEND.parent / ".local"


class MissingSettingError(RuntimeError):
    """A setting without which the web app must not start."""


@dataclass(frozen=True)
class Settings:
    """The settings of the serving process.

    `session_key` is a Fernet key (32 bytes, base64url): it seals the API token inside the browser's cookie.
    `signing_key` is shared with the API: it signs the browser's address that this server passes on.
    """

    port: int
    api_url: str
    session_key: str
    signing_key: str


def _required(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise MissingSettingError(f"{name} is not set")
    return value


@cache
def settings() -> Settings:
    """Read the settings, once. Raises `MissingSettingError` naming what is missing."""
    return Settings(
        port=int(os.environ.get("WEB_PORT", "3000")),
        api_url=_required("API_URL"),
        session_key=_required("SESSION_KEY"),
        signing_key=_required("WEB_SIGNING_KEY"),
    )


def export_dir() -> Path:
    """Where the built pages are: WEB_EXPORT_DIR, else `.local/web-export` at the top of the project."""
    return Path(os.environ.get("WEB_EXPORT_DIR") or HOUSE_STATE / "web-export")


def states_dir() -> Path:
    """Where the tabs' states are kept over a restart: WEB_STATES_DIR, else `.local/web-states`."""
    return Path(os.environ.get("WEB_STATES_DIR") or HOUSE_STATE / "web-states")
