"""The real clock and real chance."""

import base64
import secrets
from datetime import UTC, datetime, timedelta

ID_BYTES = 16


class ShiftedClock:
    """The present, shifted by the CLOCK setting: zero everywhere but in demonstrations and tests."""

    def __init__(self, shift: timedelta = timedelta(0)) -> None:
        self._shift = shift

    def now(self) -> datetime:
        """Return the present instant in UTC."""
        return datetime.now(UTC) + self._shift


class RandomIds:
    """Identifiers of 128 random bits."""

    def new(self, prefix: str) -> str:
        """Return ``prefix_`` and 26 lower-case letters and digits."""
        text = base64.b32encode(secrets.token_bytes(ID_BYTES)).decode().rstrip("=").lower()
        return f"{prefix}_{text}"
