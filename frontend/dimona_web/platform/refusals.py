"""What the API says about the idempotency key of a filing, and not about the filing."""

from collections.abc import Mapping

from dimona_web.api.errors import RefusedError
from dimona_web.i18n.catalogue import text
from dimona_web.paths import DECLARATIONS, path

_CONFLICT, _UNPROCESSABLE = 409, 422
_KEY_TROUBLE: Mapping[int, str] = {_CONFLICT: "check.stillRunning", _UNPROCESSABLE: "check.alreadySent"}


def key_trouble(language: str, error: RefusedError) -> str:
    """Return what is the matter with the key, in words; empty when it is something else."""
    key = _KEY_TROUBLE.get(error.status)
    return text(language, key) if key else ""


def refusal_at(field: str, language: str, error: RefusedError) -> dict[str, str]:
    """Return a refusal as the line of a summary: at `field`, or to the declarations when it is among them."""
    is_there = error.status == _UNPROCESSABLE
    return {path(language, DECLARATIONS) if is_there else field: told_refusal(language, error)}


def told_refusal(language: str, error: RefusedError) -> str:
    """Return a refusal as one text: the key's trouble, else all issues, else what the API says of it."""
    issues = " ".join(issue.detail for issue in error.issues if issue.detail)
    return key_trouble(language, error) or issues or error.detail or text(language, "notice.refused")
