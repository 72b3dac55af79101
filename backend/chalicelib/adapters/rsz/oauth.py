"""Access tokens of the RSZ: OAuth 2.0 client credentials, proven by a signed assertion (private_key_jwt).

Whatever goes wrong here, no declaration was sent: every failure is a NotExecutedError. One that
only people can mend (a certificate that is no longer registered) is logged as an error besides, and
declarations wait for it rather than needing help one by one.
"""

import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from chalicelib.adapters.rsz.calls import Deadline, Question, Reply, Wire
from chalicelib.application.ports.rsz import NotExecutedError
from chalicelib.application.ports.world import Clock

log = logging.getLogger(__name__)

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ASSERTION_LIFETIME = timedelta(seconds=300)
"""What live clients use."""
RENEWED_EARLY = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Credential:
    """Who we are to the RSZ: the client id of Chaman and the private key that goes with its certificate."""

    client_id: str
    key: RSAKey

    @classmethod
    def from_pem(cls, client_id: str, private_key_pem: str) -> "Credential":
        """Read the key once; raises ValueError when the text is no private RSA key."""
        try:
            key = RSAKey.import_key(private_key_pem)
        except JoseError as wrong:
            raise ValueError("the RSZ credential needs an RSA key") from wrong
        if not key.is_private:
            raise ValueError("the RSZ credential needs a private key")
        return cls(client_id, key)

    def assertion(self, audience: str, now: datetime) -> str:
        """Return a signed statement that works once, for five minutes, at one token address."""
        claims: dict[str, object] = {
            "iss": self.client_id,
            "sub": self.client_id,
            "aud": audience,
            "jti": str(uuid4()),
            "iat": int(now.timestamp()),
            "exp": int((now + ASSERTION_LIFETIME).timestamp()),
        }
        return jwt.encode({"alg": "RS256", "typ": "JWT"}, claims, self.key)


@dataclass(frozen=True, slots=True)
class Token:
    """An access token and the instant from which we no longer use it."""

    text: str
    stale_from: datetime


class Tokens:
    """The one token of an account: asked for when needed, kept until shortly before it expires.

    Threads that need one at the same moment wait for a single request.
    """

    def __init__(self, wire: Wire, url: str, credential: Credential, clock: Clock) -> None:
        self._wire = wire
        self._url = url
        self._credential = credential
        self._clock = clock
        self._lock = threading.Lock()
        self._token: Token | None = None

    def get(self, deadline: Deadline) -> str:
        """Return a token good for another minute. Raises NotExecutedError when there is none to be had."""
        with self._lock:
            if self._token is None or self._clock.now() >= self._token.stale_from:
                self._token = self._ask(deadline)
            return self._token.text

    def drop(self, refused: str) -> None:
        """Forget a token that was refused, unless it was renewed in the meantime."""
        with self._lock:
            if self._token is not None and self._token.text == refused:
                self._token = None

    def _ask(self, deadline: Deadline) -> Token:
        now = self._clock.now()
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": self._credential.assertion(self._url, now),
        }
        try:
            reply = self._wire.send(Question("POST", self._url, "token", form=form), deadline)
        except httpx.TransportError as error:
            raise NotExecutedError(f"no token: {type(error).__name__}", kept_out=True) from error
        if reply.status != httpx.codes.OK:
            raise _refused(reply, now)
        return _token(reply.json(), now)


def _refused(reply: Reply, now: datetime) -> NotExecutedError:
    if httpx.codes.is_client_error(reply.status) and reply.status != httpx.codes.TOO_MANY_REQUESTS:
        log.error("the RSZ refuses us a token (HTTP %s): a person must look at the credential", reply.status)
    throttled = reply.status == httpx.codes.TOO_MANY_REQUESTS
    return NotExecutedError(
        f"no token: HTTP {reply.status}", reply.retry_after(now), throttled=throttled, kept_out=True
    )


def _token(said: Mapping[str, object], now: datetime) -> Token:
    text, lifetime = said.get("access_token"), said.get("expires_in")
    if not isinstance(text, str) or not isinstance(lifetime, int | float):
        raise NotExecutedError("no token: the answer has no access_token or no expires_in", kept_out=True)
    return Token(text, now + timedelta(seconds=lifetime) - RENEWED_EARLY)
