"""Password hashing with argon2id (19 MiB, two passes: the OWASP minimum that fits a small Lambda)."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


class Argon2Passwords:
    """Hashes and compares; an unknown account takes as long as a wrong password."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
        self._nobody = self._hasher.hash("a password nobody has")

    def hash(self, password: str) -> str:
        """Return a salted hash."""
        return self._hasher.hash(password)

    def matches(self, stored: str | None, password: str) -> bool:
        """Compare a password with a stored hash, or in vain with nobody's."""
        try:
            self._hasher.verify(stored or self._nobody, password)
        except (VerificationError, InvalidHashError):
            return False
        return stored is not None
