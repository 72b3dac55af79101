"""Employers, accounts and passwords in memory."""

import threading
from datetime import timedelta

from chalicelib.application.errors import NotFoundError, StaleError
from chalicelib.application.ports import Clock, EmployerFacts, User
from chalicelib.application.scope import Credential, EmployerScope


class FakeEmployers:
    """Implements the port Employers."""

    def __init__(self) -> None:
        self.known: dict[EmployerScope, EmployerFacts] = {}

    def facts(self, scope: EmployerScope) -> EmployerFacts:
        if scope not in self.known:
            raise NotFoundError(scope.employer)
        return self.known[scope]

    def add(self, scope: EmployerScope, facts: EmployerFacts) -> None:
        self.known.setdefault(scope, facts)

    def fresh(self, scope: EmployerScope) -> EmployerFacts:
        return self.facts(scope)

    def change(self, scope: EmployerScope, facts: EmployerFacts) -> None:
        if self.facts(scope).version != facts.version - 1:
            raise StaleError
        self.known[scope] = facts


class FakeAccounts:
    """Implements the port Accounts."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.users: dict[str, User] = {}
        self.credentials: dict[str, Credential] = {}
        self.attempts: dict[tuple[str, int], int] = {}
        self._lock = threading.Lock()

    def user(self, email: str) -> User | None:
        return self.users.get(email.strip().casefold())

    def add_user(self, user: User) -> None:
        self.users[user.email.casefold()] = user

    def credential(self, token: str) -> Credential | None:
        found = self.credentials.get(token)
        if found is None or (found.expires_at is not None and found.expires_at <= self._clock.now()):
            return None
        return found

    def keep(self, token: str, credential: Credential) -> None:
        self.credentials[token] = credential

    def forget(self, token: str) -> None:
        self.credentials.pop(token, None)

    def count_attempt(self, subject: str, window: timedelta) -> int:
        key = self._window(subject, window)
        with self._lock:
            self.attempts[key] = self.attempts.get(key, 0) + 1
            return self.attempts[key]

    def clear_attempts(self, subject: str, window: timedelta) -> None:
        self.attempts.pop(self._window(subject, window), None)

    def _window(self, subject: str, window: timedelta) -> tuple[str, int]:
        return subject, int(self._clock.now().timestamp() // window.total_seconds())


class PlainPasswords:
    """Implements the port Passwords, without the cost."""

    def hash(self, password: str) -> str:
        return f"hash of {password}"

    def matches(self, stored: str | None, password: str) -> bool:
        return stored == self.hash(password)
