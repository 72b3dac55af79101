"""Puts the demo's employers, owners, workers and keys in the house: `python -m infra.local.demo`.

Everything goes through the backend's own use cases, and only what is missing is made. Passwords and keys are
made once and kept in DEMO_FILE, so that they stay the same over restarts and survive the loss of the data.
"""

import importlib
import json
import os
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, Protocol, cast

from infra.local.demo_people import WORKERS, Employer
from infra.local.keys import write_private

Mode = Literal["live", "test"]
MODES: tuple[Mode, ...] = ("live", "test")
WORDS = Path(__file__).with_name("demo_words.txt")


class Provisioning(Protocol):
    """The backend's use cases for setting up an employer. Each may be called again without harm."""

    def create_employer(
        self, enterprise_number: str, name: str, rsz_number: str, default_joint_committee: str
    ) -> object:
        """An employer of ours, by enterprise number."""

    def create_user(
        self, email: str, password: str, name: str, language: str, memberships: Iterable[tuple[str, str]]
    ) -> object:
        """Somebody who can sign in; memberships are (enterprise number, role)."""

    def create_api_key(self, enterprise_number: str, mode: Mode, key: str | None = None) -> str:
        """An API key, returned in full: the one given, or a new one."""

    def add_worker(
        self, enterprise_number: str, mode: Mode, ssin: str, family_name: str, given_name: str
    ) -> str:
        """A worker in the register of that mode; the worker's id."""


class Secrets:
    """Passwords and keys by name, kept in a private file as soon as they exist."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}

    def get(self, name: str) -> str | None:
        """The secret of that name, None when it was never made."""
        return self._known.get(name)

    def keep(self, name: str, secret: str) -> str:
        """Remember a secret."""
        if self._known.get(name) != secret:
            self._known[name] = secret
            write_private(self._path, json.dumps(self._known, indent=1))
        return secret


def password() -> str:
    """Five random words: easy to type on a phone, hard to guess."""
    words = WORDS.read_text().split()
    return "-".join(secrets.choice(words) for _ in range(5))


def seed(provisioning: Provisioning, kept: Secrets) -> dict[str, list[dict[str, str]]]:
    """Make what is missing; what a person needs to sign in and a partner app to call, as in ready.json."""
    sign_ins, keys = [], []
    for employer in WORKERS:
        sign_ins.append(_owner(provisioning, kept, employer))
        keys += [_key(provisioning, kept, employer, mode) for mode in MODES]
        for mode in MODES:
            _workers(provisioning, employer, mode)
    return {"signIns": sign_ins, "keys": keys}


def _owner(provisioning: Provisioning, kept: Secrets, employer: Employer) -> dict[str, str]:
    number, email = employer.enterprise_number, employer.owner_email
    provisioning.create_employer(number, employer.name, employer.rsz_number, employer.joint_committee)
    word = kept.get(email) or kept.keep(email, password())
    provisioning.create_user(email, word, employer.owner_name, "nl", memberships=[(number, "owner")])
    return {"email": email, "password": word, "role": "owner", "employer": number}


def _key(provisioning: Provisioning, kept: Secrets, employer: Employer, mode: Mode) -> dict[str, str]:
    number = employer.enterprise_number
    name = f"{number} {mode}"
    key = kept.keep(name, provisioning.create_api_key(number, mode, kept.get(name)))
    return {"mode": mode, "employer": number, "key": key}


def _workers(provisioning: Provisioning, employer: Employer, mode: Mode) -> None:
    for worker in WORKERS[employer]:
        provisioning.add_worker(
            employer.enterprise_number, mode, worker.ssin, worker.family_name, worker.given_name
        )


def main() -> None:
    """Seed, and write what there is to READY_PART as JSON."""
    bootstrap: Any = importlib.import_module("chalicelib.edge.bootstrap")
    seeded = seed(cast("Provisioning", bootstrap.provisioning()), Secrets(Path(os.environ["DEMO_FILE"])))
    write_private(Path(os.environ["READY_PART"]), json.dumps(seeded))


if __name__ == "__main__":
    main()
