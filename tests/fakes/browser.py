"""A browser at the other end of web push: it has keys, and reads what was encrypted for it (RFC 8291)."""

import json
import os
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from chalicelib.adapters.post.web_push import encoded
from chalicelib.application.ports import Subscription


class FakeBrowser:
    """Subscribed at an address."""

    def __init__(self, endpoint: str) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._auth = os.urandom(16)
        self._point = self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.subscription = Subscription(
            endpoint=endpoint, p256dh=encoded(self._point), auth=encoded(self._auth)
        )

    def read(self, body: bytes) -> bytes:
        """Open a message; raises InvalidTag when it is for somebody else."""
        salt, size, length = body[:16], int.from_bytes(body[16:20]), body[20]
        theirs, sealed = body[21 : 21 + length], body[21 + length :]
        assert len(sealed) <= size
        sender = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
        info = b"WebPush: info\x00" + self._point + theirs
        secret = _derived(self._key.exchange(ec.ECDH(), sender), self._auth, info, 32)
        key = _derived(secret, salt, b"Content-Encoding: aes128gcm\x00", 16)
        nonce = _derived(secret, salt, b"Content-Encoding: nonce\x00", 12)
        plain, mark, _ = AESGCM(key).decrypt(nonce, sealed, None).rpartition(b"\x02")
        assert mark
        return plain

    def shown(self, body: bytes) -> dict[str, Any]:
        """What the page of the browser gets to show."""
        shown: dict[str, Any] = json.loads(self.read(body))
        return shown


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)
