"""Who calls and for whom: employers, persons, sessions, keys, passwords."""

from datetime import timedelta
from typing import Protocol

from chalicelib.application.scope import Credential, EmployerScope
from chalicelib.domain.schema import Value


class EmployerFacts(Value):
    """What we know of an employer."""

    enterprise_number: str
    name: str
    rsz_number: str | None = None
    default_joint_committee: str = "XXX"


class Employers(Protocol):
    """The employers we file for."""

    def facts(self, scope: EmployerScope) -> EmployerFacts:
        """Return the employer of a scope; may be some minutes old. Raises NotFoundError."""
        ...

    def add(self, scope: EmployerScope, facts: EmployerFacts) -> None:
        """Add an employer with a data key of its own; an employer that is there keeps what it has."""
        ...


class User(Value):
    """A person who can sign in."""

    id: str
    email: str
    name: str
    language: str
    password_hash: str
    roles: dict[str, str]
    """Role by enterprise number."""
    employer_names: dict[str, str]


class Accounts(Protocol):
    """Persons, their sessions and API keys."""

    def user(self, email: str) -> User | None:
        """Return the person with that address, however its letters are written."""
        ...

    def add_user(self, user: User) -> None:
        """Add or replace a person."""
        ...

    def credential(self, token: str) -> Credential | None:
        """Return the unexpired credential of a token, in one read."""
        ...

    def keep(self, token: str, credential: Credential) -> None:
        """Store a credential under a hash of its token."""
        ...

    def forget(self, token: str) -> None:
        """End a credential; ending it twice is fine."""
        ...

    def count_attempt(self, subject: str, window: timedelta) -> int:
        """Count one more sign-in attempt of a subject in its window and return the count."""
        ...

    def clear_attempts(self, subject: str, window: timedelta) -> None:
        """Forget the attempts of a subject in its window."""
        ...


class Passwords(Protocol):
    """Password hashing, slow on purpose."""

    def hash(self, password: str) -> str:
        """Return a salted hash."""
        ...

    def matches(self, stored: str | None, password: str) -> bool:
        """Compare; takes as long when ``stored`` is None, and is False then."""
        ...
