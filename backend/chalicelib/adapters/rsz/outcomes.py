"""What an HTTP answer of the RSZ means for us, sorted by what to do next: two tables, one per question.

A filing is only called *not executed* when that is certain. Asking is harmless, so there everything
that is no answer means *ask again later*.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import httpx

from chalicelib.adapters.rsz.answers import dimona_number
from chalicelib.adapters.rsz.calls import Reply
from chalicelib.application.ports.rsz import (
    NotExecutedError,
    NotPermittedError,
    OutcomeUnknownError,
    RefusedForShapeError,
    RszError,
)

NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
"""Transport errors after which nothing of the request can have reached the RSZ."""

MAINTENANCE = "urn:problem-type:belgif:serviceUnavailable"
_LONGEST_SUMMARY = 500
_HIDDEN = "…"
_LONG_NUMBER = re.compile(r"\d(?:[ .\-/]?\d){10,}")
"""Eleven digits and more, also as a national number is written: 90.01.15-997.62."""
_PROBLEM_TYPE = re.compile(r"[A-Za-z]{1,60}")


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that is no success, our time, and what we sent of the person (to keep it out of messages)."""

    reply: Reply
    now: datetime
    sent: Mapping[str, object]


def filed_number(reply: Reply) -> str:
    """Return the declaration number a 201 names in ``Location``. Raises OutcomeUnknownError without one."""
    path = urlsplit(reply.headers.get("location", "")).path.rstrip("/")
    number = dimona_number(path.rpartition("/")[2])
    if number is None:
        raise OutcomeUnknownError("filed, but the answer names no declaration")
    return number


def failed_filing(refusal: Refusal) -> RszError:
    """Return what an answer other than 201 to ``POST /declarations`` means."""
    return _FILING.get(refusal.reply.status, _outcome_unknown)(refusal)


def failed_asking(refusal: Refusal) -> RszError:
    """Return what an answer other than 200 and 404 to ``GET /declarations/{id}`` means."""
    return _ASKING.get(refusal.reply.status, _not_executed)(refusal)


def _not_executed(refusal: Refusal) -> RszError:
    return NotExecutedError(f"HTTP {refusal.reply.status}", refusal.reply.retry_after(refusal.now))


def _throttled(refusal: Refusal) -> RszError:
    return NotExecutedError("HTTP 429", refusal.reply.retry_after(refusal.now), throttled=True, kept_out=True)


def _turned_away(refusal: Refusal) -> RszError:
    return NotExecutedError(f"HTTP {refusal.reply.status}", kept_out=True)


def _outcome_unknown(refusal: Refusal) -> RszError:
    return OutcomeUnknownError(f"HTTP {refusal.reply.status}")


def _maintenance_or_unknown(refusal: Refusal) -> RszError:
    """A 503 that says it is maintenance did nothing; any other may come from a server that broke halfway.

    ``Retry-After`` alone says nothing of what was done: whatever stands before the RSZ may add it.
    """
    recognised = refusal.reply.json().get("type") == MAINTENANCE
    return (_not_executed if recognised else _outcome_unknown)(refusal)


def _not_permitted(refusal: Refusal) -> RszError:
    kind = str(refusal.reply.json().get("type", "")).rpartition(":")[2]
    return NotPermittedError(kind if _PROBLEM_TYPE.fullmatch(kind) else "HTTP 403")


def _refused_for_shape(refusal: Refusal) -> RszError:
    return RefusedForShapeError(_summary(refusal.reply.json(), refusal.sent))


_FILING: Mapping[int, Callable[[Refusal], RszError]] = {
    400: _refused_for_shape,
    401: _turned_away,
    403: _not_permitted,
    429: _throttled,
    503: _maintenance_or_unknown,
}
_ASKING: Mapping[int, Callable[[Refusal], RszError]] = {403: _not_permitted, 429: _throttled}


def _summary(problem: Mapping[str, object], sent: Mapping[str, object]) -> str:
    """Name each issue and its detail; without numbers of persons and without what we told of the person."""
    listed = problem.get("issues")
    issues = [issue for issue in listed if isinstance(issue, dict)] if isinstance(listed, list) else []
    lines = [f"{issue.get('name', '?')}: {issue.get('detail', '?')}" for issue in issues]
    text = "; ".join(lines) or str(problem.get("detail", "no detail"))
    return _scrubbed(text, sent)[:_LONGEST_SUMMARY]


def _scrubbed(text: str, sent: Mapping[str, object]) -> str:
    for told in sorted(_texts(sent), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(told)}(?!\w)", _HIDDEN, text, flags=re.IGNORECASE)
    return _LONG_NUMBER.sub(_HIDDEN, text)


def _texts(value: object) -> Iterator[str]:
    """Yield every text in a nested value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
