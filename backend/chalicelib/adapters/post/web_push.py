"""Web push: a message encrypted for one browser (RFC 8291, aes128gcm), sent in our name (RFC 8292, VAPID).

The steps are few and the libraries for them were looked at (decision 14); a test holds them to the example
that RFC 8291 prints.
"""

import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

import httpx
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key
from joserfc import jwt
from joserfc.jwk import ECKey

from chalicelib.application.ports import (
    Clock,
    NotNowError,
    NotTakenError,
    Subscription,
    SubscriptionGoneError,
    Words,
)

SALT_BYTES, AUTH_BYTES, POINT_BYTES = 16, 16, 65
RECORD = 4096
PADDED = 1024
"""Every message is this long before it is encrypted, so that its length says nothing."""
LAST_RECORD = b"\x02"
TOKEN_LASTS = timedelta(hours=12)
KEPT_FOR = timedelta(hours=4)
"""How long the push service keeps a message for a phone that is off."""
TIMEOUT = httpx.Timeout(5, connect=3)
LOOPBACK = frozenset({"127.0.0.1", "localhost"})
_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


@dataclass(frozen=True, slots=True)
class Sender:
    """Who we are to push services: our key, and how they reach us should we misbehave."""

    key_pem: str
    contact: str

    @property
    def public_key(self) -> str:
        """Our public key as browsers want it: the point, base64url."""
        return encoded(_point(_private_key(self.key_pem).public_key()))

    def authorisation(self, endpoint: SplitResult, now_seconds: float) -> str:
        """Return the header that says who sends, good for one push service."""
        claims: dict[str, object] = {
            "aud": f"{endpoint.scheme}://{endpoint.netloc}",
            "exp": int(now_seconds + TOKEN_LASTS.total_seconds()),
            "sub": self.contact,
        }
        token = jwt.encode({"alg": "ES256", "typ": "JWT"}, claims, ECKey.import_key(self.key_pem))
        return f"vapid t={token}, k={self.public_key}"


class WebPusher:
    """Implements the port Pusher. It only ever calls the push services it was told of."""

    def __init__(self, sender: Sender, services: "Services", clock: Clock, http: httpx.Client) -> None:
        self._sender = sender
        self._services = services
        self._clock = clock
        self._http = http

    def send(self, to: Subscription, words: Words) -> None:
        """Encrypt and POST; see the port."""
        if not self._services.knows(to.endpoint):
            raise NotTakenError("no push service that we know")
        shown = {"title": words.subject, "body": words.text, "url": words.link, "lang": words.language}
        headers = {
            "Authorization": self._sender.authorisation(urlsplit(to.endpoint), self._clock.now().timestamp()),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(int(KEPT_FOR.total_seconds())),
            "Urgency": "high",
        }
        try:
            answer = self._http.post(
                to.endpoint, content=encrypted(json.dumps(shown).encode(), to), headers=headers
            )
        except httpx.TransportError as failure:
            raise NotNowError(type(failure).__name__) from failure
        _judge(answer)


@dataclass(frozen=True, slots=True)
class Services:
    """The push services of browsers, by the end of their host's name; on one machine loopback as well."""

    hosts: Collection[str]
    loopback: bool = False

    def knows(self, endpoint: str) -> bool:
        """Tell whether an address is one of them: nobody makes us call anything else."""
        address = urlsplit(endpoint)
        host = address.hostname or ""
        if self.loopback and host in LOOPBACK:
            return True
        named = any(host == each or host.endswith(f".{each}") for each in self.hosts)
        return address.scheme == "https" and address.port in {None, 443} and named

    def wrong_part(self, subscription: Subscription) -> str | None:
        """Return the part with which nothing could be sent: the endpoint, the keys, or none."""
        if not self.knows(subscription.endpoint):
            return "endpoint"
        try:
            _receiver(subscription)
            right = len(decoded(subscription.auth)) == AUTH_BYTES
        except ValueError:
            right = False
        return None if right else "keys"


def encrypted(plain: bytes, to: Subscription) -> bytes:
    """Return a message that only one browser can read."""
    return sealed_for(
        to,
        plain + LAST_RECORD + bytes(max(0, PADDED - len(plain))),
        generate_private_key(SECP256R1()),
        os.urandom(SALT_BYTES),
    )


def sealed_for(to: Subscription, record: bytes, ours: EllipticCurvePrivateKey, salt: bytes) -> bytes:
    """Return one record sealed with a key of ours and a salt, both used once (RFC 8291, section 3)."""
    receiver, our_point = _receiver(to), _point(ours.public_key())
    shared = ours.exchange(ECDH(), receiver)
    info = b"WebPush: info\x00" + _point(receiver) + our_point
    secret = _derived(shared, decoded(to.auth), info, 32)
    key = _derived(secret, salt, b"Content-Encoding: aes128gcm\x00", 16)
    nonce = _derived(secret, salt, b"Content-Encoding: nonce\x00", 12)
    header = salt + RECORD.to_bytes(4) + len(our_point).to_bytes(1) + our_point
    return header + AESGCM(key).encrypt(nonce, record, None)


def encoded(raw: bytes) -> str:
    """Return bytes in base64url without padding."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """Read base64url with or without padding. Raises ValueError."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def read_sender(key_file: Path, contact: str) -> Sender:
    """Return who we are, by our key file: PEM, P-256."""
    return Sender(key_file.read_text(encoding="ascii"), contact)


def _judge(answer: httpx.Response) -> None:
    """Sort what the push service says by what to do next."""
    if answer.is_success:
        return
    if answer.status_code in _GONE:
        raise SubscriptionGoneError(str(answer.status_code))
    if answer.status_code == HTTPStatus.TOO_MANY_REQUESTS or answer.is_server_error:
        said = answer.headers.get("Retry-After", "")
        raise NotNowError(str(answer.status_code), int(said) if said.isdigit() else 0)
    raise NotTakenError(f"the push service answered {answer.status_code}")


def _receiver(subscription: Subscription) -> EllipticCurvePublicKey:
    return EllipticCurvePublicKey.from_encoded_point(SECP256R1(), decoded(subscription.p256dh))


def _private_key(pem: str) -> EllipticCurvePrivateKey:
    key = load_pem_private_key(pem.encode(), password=None)
    if not isinstance(key, EllipticCurvePrivateKey):
        raise TypeError("a key to push with is an elliptic-curve key")
    return key


def _point(key: EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)
