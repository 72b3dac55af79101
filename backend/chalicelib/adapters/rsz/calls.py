"""One HTTP call to the RSZ: bounded in time, logged in one line, and nothing personal in that line.

The time of a call is divided over its phases so that their sum stays within the deadline; the
reading of the body is stopped when the deadline has passed.
"""

import json
import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Self

import httpx

log = logging.getLogger(__name__)

LONGEST_WAIT = 3600.0
"""Seconds: a longer Retry-After is not believed."""


@dataclass(frozen=True, slots=True)
class TimeLimits:
    """Seconds: for making a connection, and for a whole operation with its token and its one repetition.

    ``total`` stays below the time limit of the function that runs us and below the lease of an attempt.
    After ``search`` a search begins no further call: with one operation before it and its own last one it
    still ends within that limit (60 seconds).
    """

    connect: float = 3.0
    total: float = 20.0
    search: float = 15.0


@dataclass(frozen=True, slots=True)
class Deadline:
    """When an operation must be over, on the monotonic clock: real time, also where ours is shifted.

    ``least`` is the time without which a call is not begun: cut off too soon, it would only make an
    outcome unknown.
    """

    ends: float
    least: float
    connect: float

    @classmethod
    def start(cls, limits: TimeLimits) -> Self:
        """Start the time of one operation."""
        return cls(time.monotonic() + limits.total, limits.total / 4, limits.connect)

    @classmethod
    def of_search(cls, limits: TimeLimits) -> Self:
        """Start the time of a search over many pages."""
        return cls(time.monotonic() + limits.search, 0, limits.connect)

    @property
    def left(self) -> float:
        """Seconds left; negative when it is over."""
        return self.ends - time.monotonic()

    def phases(self) -> httpx.Timeout:
        """Divide what is left; raises httpx.PoolTimeout when it is too little to begin.

        A free connection, TCP and TLS, and writing get a share each, reading the answer all the rest.
        """
        left = self.left
        if left < self.least:
            raise httpx.PoolTimeout("too little time was left to make the call")
        brief = min(0.5, left / 20)
        connect = min(self.connect, left * 0.15)
        return httpx.Timeout(connect=connect, pool=brief, write=brief, read=left - 2 * connect - 2 * brief)


@dataclass(frozen=True, slots=True)
class Question:
    """What is sent, as JSON or as a form.

    ``route`` is what the log says instead of the address; ``declaration`` the RSZ's number, if any.
    """

    method: str
    url: str
    route: str
    body: object = None
    form: Mapping[str, str] | None = None
    declaration: str = "-"


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: status, headers, body. ``body`` is None when it broke off."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None

    def json(self) -> Mapping[str, object]:
        """Return the body as a JSON object; an empty one when it is anything else."""
        try:
            said = json.loads(self.body or b"")
        except (ValueError, RecursionError):
            return {}
        return said if isinstance(said, dict) else {}

    def retry_after(self, now: datetime) -> float | None:
        """Return the seconds of ``Retry-After``, written as a number or a date; None without or nonsense."""
        written = self.headers.get("retry-after", "").strip()
        if not written:
            return None
        seconds = float(written) if written.isascii() and written.isdigit() else _until(written, now)
        return None if seconds is None else min(max(seconds, 1.0), LONGEST_WAIT)


def _until(written: str, now: datetime) -> float | None:
    try:
        return (parsedate_to_datetime(written) - now).total_seconds()
    except (ValueError, TypeError):  # TypeError: a date without an offset
        return None


class Wire:
    """A connection pool that only speaks within deadlines. No proxies, no redirects, no surprises."""

    def __init__(self, transport: httpx.BaseTransport | None = None) -> None:
        self._client = httpx.Client(
            transport=transport,
            trust_env=False,
            follow_redirects=False,
            headers={"Accept": "application/json"},
        )

    def close(self) -> None:
        """Close what is open."""
        self._client.close()

    def send(self, question: Question, deadline: Deadline, token: str | None = None) -> Reply:
        """Make one call. Raises httpx.TransportError when there was no status line."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        with (
            _logged(question) as line,
            self._client.stream(
                question.method,
                question.url,
                headers=headers,
                json=question.body,
                data=question.form,
                timeout=deadline.phases(),
            ) as response,
        ):
            line.status = str(response.status_code)
            return Reply(response.status_code, response.headers, _read(response, deadline))


def _read(response: httpx.Response, deadline: Deadline) -> bytes | None:
    """Return the whole body; None when it breaks off or takes too long, for the status already counts."""
    body = bytearray()
    try:
        for chunk in response.iter_bytes():
            body += chunk
            if deadline.left <= 0:
                return None
    except (httpx.TransportError, httpx.DecodingError):
        return None
    return bytes(body)


@dataclass
class _Line:
    status: str = "noAnswer"


@contextmanager
def _logged(question: Question) -> Iterator[_Line]:
    line, started = _Line(), time.monotonic()
    try:
        yield line
    finally:
        took = round((time.monotonic() - started) * 1000)
        log.info(
            "rsz %s %s -> %s in %d ms, declaration %s",
            question.method,
            question.route,
            line.status,
            took,
            question.declaration,
            extra={
                "rsz_method": question.method,
                "rsz_route": question.route,
                "rsz_status": line.status,
                "rsz_ms": took,
                "rsz_declaration": question.declaration,
            },
        )
