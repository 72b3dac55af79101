"""What can go wrong when the API is asked, sorted by what the page must do next."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Issue:
    """One thing the API objects to: `name` is the path of the field (`worker.ssin`), `detail` a sentence."""

    name: str
    detail: str
    code: str = ""


class ApiError(Exception):
    """Anything but a good answer."""


class SignedOutError(ApiError):
    """401: the session is over (or never was); the person must sign in again."""


class NoSessionError(SignedOutError):
    """Nobody has signed in on this browser; there is no session that could have ended."""


class MissingError(ApiError):
    """404: there is no such thing for this employer."""


class BusyError(ApiError):
    """429: too many attempts; waiting helps."""


class RefusedError(ApiError):
    """Another 4xx: the API understood and says no; `issues` say to what, `detail` says why."""

    def __init__(self, status: int, detail: str, issues: Sequence[Issue] = ()) -> None:
        super().__init__(f"refused with {status}")
        self.status = status
        self.detail = detail
        self.issues = tuple(issues)


class ForbiddenError(RefusedError):
    """403: whoever asks may not do this here, whatever was filled in."""


class UnreachableError(ApiError):
    """No usable answer: nobody knows whether it was done. Asking again with the same key is safe."""
