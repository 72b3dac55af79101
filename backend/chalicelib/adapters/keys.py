"""Key-encryption keys: KMS in AWS, a key file of 32 bytes on one machine.

They wrap the data key of an employer, so that what is sealed can only be opened by who may use the key.
"""

import base64
import os
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

if TYPE_CHECKING:
    from mypy_boto3_kms import KMSClient

NONCE_BYTES = 12
KEY_BYTES = 32


class KeyWrapper(Protocol):
    """Wraps and unwraps data keys; ``context`` is bound to the wrapped key."""

    def new(self, context: str) -> tuple[bytes, bytes]:
        """Return a fresh data key of 32 bytes, and the same wrapped."""
        ...

    def unwrap(self, wrapped: bytes, context: str) -> bytes:
        """Return the data key."""
        ...


class KeyFile:
    """A key-encryption key in a local file, base64url; for one machine, never for production."""

    def __init__(self, path: Path) -> None:
        self._cipher = AESGCM(base64.urlsafe_b64decode(path.read_text(encoding="ascii").strip()))

    def new(self, context: str) -> tuple[bytes, bytes]:
        """Return a fresh data key and the same wrapped."""
        key, nonce = os.urandom(KEY_BYTES), os.urandom(NONCE_BYTES)
        return key, nonce + self._cipher.encrypt(nonce, key, context.encode())

    def unwrap(self, wrapped: bytes, context: str) -> bytes:
        """Return the data key."""
        return self._cipher.decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], context.encode())


class KmsKey:
    """A key-encryption key in AWS KMS."""

    def __init__(self, kms: "KMSClient", key_id: str) -> None:
        self._kms = kms
        self._key_id = key_id

    def new(self, context: str) -> tuple[bytes, bytes]:
        """Return a fresh data key and the same wrapped."""
        made = self._kms.generate_data_key(
            KeyId=self._key_id, NumberOfBytes=KEY_BYTES, EncryptionContext={"for": context}
        )
        return made["Plaintext"], made["CiphertextBlob"]

    def unwrap(self, wrapped: bytes, context: str) -> bytes:
        """Return the data key."""
        opened = self._kms.decrypt(
            CiphertextBlob=wrapped, KeyId=self._key_id, EncryptionContext={"for": context}
        )
        return opened["Plaintext"]
