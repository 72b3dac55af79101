import base64
import json
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from infra.local import keys
from infra.local.state import StateInUseError, StateLock


def test_secrets_are_made_once_and_nobody_else_can_read_them(tmp_path: Path) -> None:
    first, again = keys.keep(tmp_path / "keys"), keys.keep(tmp_path / "keys")

    assert first == again
    assert len(base64.urlsafe_b64decode(first.sealing_key.read_text())) == 32
    assert len(base64.urlsafe_b64decode(first.session_key)) == 32
    assert first.session_key != first.web_signing_key
    modes = {stat.S_IMODE(each.stat().st_mode) for each in (tmp_path / "keys").iterdir()}
    assert modes == {0o600}


def test_the_rsz_knows_the_public_half_of_our_key(tmp_path: Path) -> None:
    made = keys.keep(tmp_path)
    known = json.loads(made.rsz_clients.read_text())[keys.RSZ_CLIENT_ID]["publicKey"].encode()
    private = load_pem_private_key(made.rsz_private_key.read_bytes(), password=None)
    assert load_pem_public_key(known) == private.public_key()


def test_one_house_per_state_directory(tmp_path: Path) -> None:
    first, second = StateLock(tmp_path), StateLock(tmp_path)
    first.take()
    with pytest.raises(StateInUseError, match="running already"):
        second.take()
    first.release()
    second.take()
    second.release()
