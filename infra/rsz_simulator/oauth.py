"""POST /REST/oauth/v5/token: client credentials proven by a signed assertion (private_key_jwt).

Errors follow RFC 6749: 400, or 401 for a client that is not who it says. An assertion works once.
"""

import hashlib
import json
import secrets
import sqlite3
from collections.abc import Mapping
from math import ceil
from typing import Any

from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from infra.rsz_simulator.problems import Problem

TOKEN_PATH = "/REST/oauth/v5/token"  # noqa: S105 - an address
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
DECLARE, CONSULT = "scope:dimona:declaration:declarant", "scope:dimona:declaration:consult"
LONGEST_ASSERTION = 86_400  # live clients sign for 300 to 50 000 seconds
_MANDATORY = ("grant_type", "client_assertion_type", "client_assertion")


class Refusal(Exception):  # noqa: N818 - what it is: a refused token request
    """A token request that fails with RFC 6749 `error`."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(description)
        self.error = error
        self.description = description

    @property
    def status(self) -> int:
        """401 when the client could not prove itself, else 400."""
        return 401 if self.error == "invalid_client" else 400


def check_form(form: Mapping[str, str]) -> str:
    """The scope that is asked for (both when none is); Refusal when the form itself is wrong."""
    for name in _MANDATORY:
        if not form.get(name):
            raise Refusal("invalid_request", f"{name} is missing")
    if form["grant_type"] != "client_credentials":
        raise Refusal("unsupported_grant_type", "grant_type must be client_credentials")
    if form["client_assertion_type"] != ASSERTION_TYPE:
        raise Refusal("invalid_request", f"client_assertion_type must be {ASSERTION_TYPE}")
    wanted = form.get("scope", "").split() or [DECLARE, CONSULT]
    if not set(wanted) <= {DECLARE, CONSULT}:
        raise Refusal("invalid_scope", "unknown scope")
    return " ".join(wanted)


def check_assertion(assertion: str, keys: Mapping[str, str], audience: str, now: float) -> dict[str, Any]:
    """The claims of a rightly signed assertion of a known client, meant for us and valid now."""
    try:
        key = RSAKey.import_key(keys[_issuer(assertion)])
        claims = jwt.decode(assertion, key, algorithms=["RS256"]).claims
        _wanted(claims["iss"], audience, now).validate(claims)
    except KeyError as error:
        raise Refusal("invalid_client", "unknown client") from error
    except (JoseError, ValueError) as error:
        raise Refusal("invalid_client", f"assertion refused: {_reason(error)}") from error
    if claims["exp"] - claims["iat"] > LONGEST_ASSERTION or claims["exp"] <= claims["iat"]:
        raise Refusal("invalid_client", "assertion refused: exp is not a sane time after iat")
    return claims


def _issuer(assertion: str) -> str:
    """The client an assertion says it comes from; nothing is proven yet."""
    claims = json.loads(jws.extract_compact(assertion.encode()).payload)
    return str(claims.get("iss")) if isinstance(claims, dict) else ""


def _wanted(client: str, audience: str, now: float) -> jwt.JWTClaimsRegistry:
    return jwt.JWTClaimsRegistry(
        now=ceil(now),
        sub={"essential": True, "value": client},
        aud={"essential": True, "value": audience},
        jti={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
    )


def _reason(error: Exception) -> str:
    """Words that help a developer and repeat nothing of the assertion."""
    return getattr(error, "description", "") or getattr(error, "error", "") or type(error).__name__


def spend(database: sqlite3.Connection, claims: Mapping[str, Any], now: float) -> None:
    """Mark the assertion as used, or refuse it because it was; the mark outlives a restart."""
    database.execute("DELETE FROM assertions WHERE expires < ?", (now - LONGEST_ASSERTION,))
    try:
        database.execute(
            "INSERT INTO assertions VALUES (?, ?, ?)", (claims["iss"], claims["jti"], claims["exp"])
        )
    except sqlite3.IntegrityError as error:
        raise Refusal("invalid_client", "assertion refused: its jti was used before") from error


def issue_token(database: sqlite3.Connection, client: str, scope: str, now: float) -> str:
    """A new opaque access token; only its digest is stored."""
    token = secrets.token_urlsafe(32)
    database.execute("INSERT INTO tokens VALUES (?, ?, ?, ?)", (_digest(token), client, scope, now))
    return token


def client_of(
    database: sqlite3.Connection, authorization: str | None, scope: str, now: float, lifetime: int
) -> str:
    """The client behind an Authorization header; Problem when it lacks a good token."""
    method, _, token = (authorization or "").partition(" ")
    if method.lower() != "bearer" or not token.strip():
        raise Problem("noAccessToken")
    row = database.execute("SELECT * FROM tokens WHERE digest = ?", (_digest(token.strip()),)).fetchone()
    if row is None:
        raise Problem("invalidAccessToken")
    if row["issued"] + lifetime <= now:
        raise Problem("expiredAccessToken")
    if scope not in row["scope"].split():
        raise Problem("missingScope")
    return str(row["client"])


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
