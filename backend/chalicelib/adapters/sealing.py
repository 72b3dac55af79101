"""Sealing of personal data with an employer's own data key, and the keyed hash of national numbers.

Two keys are derived from the data key: one seals (AES-256-GCM, bound to a context so that a sealed
value cannot be moved elsewhere), one hashes (HMAC-SHA-256), so that the SSIN is found without being
readable, and two employers' hashes of one person cannot be compared.
"""

import base64
import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12
HASH_CHARS = 26


class BrokenSealError(ValueError):
    """The sealed value was not made for this context with this key."""


class Seal:
    """Seals and hashes for one employer in one mode."""

    def __init__(self, data_key: bytes) -> None:
        self._cipher = AESGCM(_derived(data_key, b"seal"))
        self._hash_key = _derived(data_key, b"hash")

    def close(self, plain: bytes, context: str) -> bytes:
        """Return the value sealed, bound to a context."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, plain, context.encode())

    def open(self, sealed: bytes, context: str) -> bytes:
        """Return the value. Raises BrokenSealError."""
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], context.encode())
        except (InvalidTag, ValueError) as wrong:
            raise BrokenSealError(context) from wrong

    def hash(self, text: str) -> str:
        """Return 130 bits of a keyed hash as lower-case letters and digits."""
        digest = hmac.new(self._hash_key, text.encode(), hashlib.sha256).digest()
        return base64.b32encode(digest).decode().lower()[:HASH_CHARS]


def _derived(data_key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(data_key)
