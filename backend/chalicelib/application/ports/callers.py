"""Who calls and for whom: employers, persons, sessions, keys, passwords."""

from datetime import timedelta
from enum import StrEnum
from typing import Literal, Protocol

from chalicelib.application.scope import Credential, EmployerScope
from chalicelib.domain.clock.working_days import WorkingDays
from chalicelib.domain.filing import PlaceOfWork
from chalicelib.domain.schema import Value

Language = Literal["nl", "fr", "de", "en"]


class NoShow(StrEnum):
    """What happens when somebody does not show up: a person is asked; nothing is cancelled by itself yet."""

    ASK = "ask"


class Workplace(Value):
    """A place of work that is not the registered office, by the employer's own id."""

    id: str
    place: PlaceOfWork


class EmployerSettings(Value):
    """What an employer chose: how a working day is read, no-shows, languages, places of work."""

    working_days: WorkingDays = WorkingDays.MON_SAT
    no_show: NoShow = NoShow.ASK
    languages: tuple[Language, ...] = ("nl",)
    workplaces: tuple[Workplace, ...] = ()


class EmployerFacts(Value):
    """What we know of an employer."""

    enterprise_number: str
    name: str
    rsz_number: str | None = None
    default_joint_committee: str = "XXX"
    settings: EmployerSettings = EmployerSettings()
    version: int = 1


class Employers(Protocol):
    """The employers we file for."""

    def facts(self, scope: EmployerScope) -> EmployerFacts:
        """Return the employer of a scope; may be some minutes old. Raises NotFoundError."""
        ...

    def fresh(self, scope: EmployerScope) -> EmployerFacts:
        """Return the employer of a scope as it is stored now. Raises NotFoundError."""
        ...

    def change(self, scope: EmployerScope, facts: EmployerFacts) -> None:
        """Replace the facts whose stored version is one less. Raises StaleError otherwise."""
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
