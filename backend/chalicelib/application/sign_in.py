"""Sign in with an address and a password, sign out, and find out who calls.

Attempts are counted before anything is compared: per account and address together tightly, per
account and per address alone loosely, so that a stranger cannot easily lock an owner out at 17:55.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from chalicelib.application.errors import ThrottledError, UnauthenticatedError, WrongPasswordError
from chalicelib.application.ports import Accounts, Clock, Passwords, User
from chalicelib.application.scope import (
    PERMISSIONS_OF_ROLE,
    Credential,
    CredentialKind,
    Membership,
    Role,
)
from chalicelib.domain.filing import Mode

SESSION_LASTS = timedelta(hours=12)
WINDOW = timedelta(minutes=15)
ATTEMPTS_PER_PAIR = 10
ATTEMPTS_PER_ACCOUNT = 100
ATTEMPTS_PER_ADDRESS = 300


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session: the token is told once and stored as a hash."""

    token: str
    credential: Credential


@dataclass(frozen=True, slots=True)
class SignIn:
    """The use case behind ``POST /v1/sessions``."""

    accounts: Accounts
    passwords: Passwords
    clock: Clock

    def __call__(self, email: str, password: str, address: str) -> SignedIn:
        """Return a session. Raises WrongPasswordError, the same for an unknown account, or ThrottledError."""
        account = email.strip().casefold()
        self._count(account, address)
        user = self.accounts.user(account)
        if not self.passwords.matches(user.password_hash if user else None, password) or user is None:
            raise WrongPasswordError
        for subject in (_pair(account, address), _account(account)):
            self.accounts.clear_attempts(subject, WINDOW)
        return self._session(user)

    def _count(self, account: str, address: str) -> None:
        limits = (
            (_pair(account, address), ATTEMPTS_PER_PAIR),
            (_account(account), ATTEMPTS_PER_ACCOUNT),
            (f"address {address}", ATTEMPTS_PER_ADDRESS),
        )
        for subject, limit in limits:
            if self.accounts.count_attempt(subject, WINDOW) > limit:
                raise ThrottledError(int(WINDOW.total_seconds()))

    def _session(self, user: User) -> SignedIn:
        token = f"ds_{secrets.token_urlsafe(32)}"
        credential = Credential(
            kind=CredentialKind.SESSION,
            id=user.id,
            lineage=user.id,
            mode=Mode.LIVE,
            name=user.name,
            email=user.email,
            language=user.language,
            memberships=tuple(
                _membership(user, employer, Role(role)) for employer, role in user.roles.items()
            ),
            expires_at=self.clock.now() + SESSION_LASTS,
        )
        self.accounts.keep(token, credential)
        return SignedIn(token, credential)


def _membership(user: User, employer: str, role: Role) -> Membership:
    return Membership(
        employer=employer,
        employer_name=user.employer_names[employer],
        role=role,
        permissions=PERMISSIONS_OF_ROLE[role],
    )


def _account(account: str) -> str:
    return f"account {account}"


def _pair(account: str, address: str) -> str:
    return f"account {account} from {address}"


@dataclass(frozen=True, slots=True)
class Identify:
    """Find the caller behind a token: one read."""

    accounts: Accounts

    def __call__(self, token: str | None) -> Credential:
        """Return the caller. Raises UnauthenticatedError without a valid token."""
        credential = self.accounts.credential(token) if token else None
        if credential is None:
            raise UnauthenticatedError
        return credential
