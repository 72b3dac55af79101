"""The secrets of one local house: made once, kept in its state directory, readable by its owner only."""

import base64
import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

RSZ_CLIENT_ID = "self_service_chaman_200000000001_local"


class Keys(NamedTuple):
    """Where each secret is, or what it is when a program takes it from its environment."""

    sealing_key: Path
    rsz_private_key: Path
    rsz_clients: Path
    web_signing_key: str
    session_key: str
    push_key: Path


def keep(directory: Path) -> Keys:
    """The secrets in a directory; those that are missing are made now."""
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    private_key = _once(directory / "rsz-private-key.pem", _rsa_key)
    return Keys(
        sealing_key=_once(directory / "sealing-key", _random),
        rsz_private_key=private_key,
        rsz_clients=write_private(directory / "rsz-clients.json", _clients(private_key)),
        web_signing_key=_once(directory / "web-signing-key", _random).read_text(),
        session_key=_once(directory / "session-key", _random).read_text(),
        push_key=_once(directory / "push-key.pem", _push_key),
    )


def write_private(path: Path, text: str) -> Path:
    """A whole file or none, readable by its owner only from its first byte."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    unfinished.replace(path)
    return path


def _once(path: Path, make: Callable[[], str]) -> Path:
    return path if path.exists() else write_private(path, make())


def _random() -> str:
    """32 random bytes, base64url."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def _rsa_key() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def _push_key() -> str:
    """What web push is signed with; browsers that subscribed know its public half, so it stays."""
    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def _clients(private_key: Path) -> str:
    """What the RSZ knows of us: the client's name and its public key."""
    key = load_pem_private_key(private_key.read_bytes(), password=None)
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    return json.dumps({RSZ_CLIENT_ID: {"publicKey": public}})
