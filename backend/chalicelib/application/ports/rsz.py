"""The RSZ's Dimona service, and what can go wrong with it, sorted by what to do next."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from chalicelib.domain.answer import RszAnswer
from chalicelib.domain.filing import Terms
from chalicelib.domain.period import Period
from chalicelib.domain.worker import WorkerIdentity


@dataclass(frozen=True, slots=True)
class Employer:
    """Who files, by the enterprise number that a scope vouches for.

    Its RSZ number is no part of this: an owner may type any, so it says nothing of whose the answer is.
    """

    enterprise_number: str


@dataclass(frozen=True, slots=True)
class RszFiling:
    """One declaration on its way to the RSZ. Names are only sent when there is no SSIN.

    ``period`` is the one an OUT, UPDATE or CANCEL speaks of, as it stands; an IN has none.
    """

    employer: Employer
    worker: WorkerIdentity
    terms: Terms
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class FoundDeclaration:
    """A declaration that a search showed: its number, and when the RSZ received it, if that can be told."""

    number: str
    received_at: datetime | None


@dataclass(frozen=True, slots=True)
class HeldPeriod:
    """A period as the RSZ holds it, and the worker as far as it tells. ``period`` has no id of ours yet."""

    period: Period
    worker: WorkerIdentity


@dataclass(frozen=True, slots=True)
class HeldPage:
    """A page of the periods that the RSZ holds for an employer.

    What cannot be read, or names another employer, is only counted.
    """

    items: tuple[HeldPeriod, ...]
    more: bool
    unreadable: int = 0


class Rsz(Protocol):
    """The RSZ's Dimona service for one mode. Every method may take seconds and may raise an RszError."""

    def request_for(self, filing: RszFiling) -> dict[str, object]:
        """Return the exact body the RSZ would get; pure, sends nothing."""
        ...

    def file(self, filing: RszFiling) -> str:
        """POST once and return the RSZ's declaration number from ``Location``.

        Raises NotExecutedError when surely nothing was filed, RefusedForShapeError on a 400,
        NotPermittedError on a 403, OutcomeUnknownError in every other case without an answer.
        """
        ...

    def answer(self, declaration_id: str) -> bytes | None:
        """GET the raw answer to a declaration, or None while it is not processed (404).

        Raises NotExecutedError (try again later) or NotPermittedError; asking is always safe.
        """
        ...

    def interpret(self, raw: bytes) -> RszAnswer:
        """Read a raw answer; pure. Raises UnreadableAnswerError, never anything else."""
        ...

    def find(self, filing: RszFiling, since: datetime) -> list[FoundDeclaration]:
        """Search, over all pages, for declarations with this content that came in since a moment.

        Oldest first; those of which the moment cannot be told come along, those whose period was cancelled
        do not. Raises NotExecutedError, NotPermittedError, or SearchUnfinishedError when there was more
        than can be looked through in time; asking is always safe.
        """
        ...

    def is_ours(self, declaration_id: str, filing: RszFiling) -> bool | None:
        """Tell whether the RSZ holds a declaration of that number with this employer and content.

        None while it is not processed. Raises as ``answer`` does.
        """
        ...

    def period(self, number: str, employer: Employer) -> HeldPeriod | None:
        """Return a period that the RSZ holds for this employer; None for an unknown one or a stranger's.

        Raises as ``answer`` does, and UnreadableAnswerError.
        """
        ...

    def periods(self, employer: Employer, page: int) -> HeldPage:
        """Return a page (from 1) of all periods the RSZ holds for an employer, cancelled ones too.

        An item may show dates only: then its worker type is empty. Raises as ``answer`` does.
        """
        ...

    def ping(self) -> None:
        """Ask something harmless. Raises an RszError when the RSZ does not work."""
        ...


class RszError(Exception):
    """Root of what can go wrong with the RSZ, sorted by what to do next. Messages hold no personal data."""


class NotExecutedError(RszError):
    """Surely nothing happened there: connection refused, 401 twice, 429, a recognised maintenance 503.

    Send again; after a 429 not before ``retry_after`` seconds, else that is a hint.
    """

    def __init__(
        self,
        reason: str,
        retry_after: float | None = None,
        *,
        throttled: bool = False,
        kept_out: bool = False,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after
        self.throttled = throttled
        """A 429: we asked too often; the RSZ itself works."""
        self.kept_out = kept_out
        """It never got in: not sent, or turned away at the door (401, 429). Else we have only the RSZ's word
        (a maintenance 503): good enough to send again, not to stop looking for what it may have left."""


class NotPermittedError(RszError):
    """403: no (longer a) mandate for this employer, or a missing scope. A person must act."""


class RefusedForShapeError(RszError):
    """400: the RSZ could not read what we sent. Our fault; a person must look. ``problem`` is scrubbed."""

    def __init__(self, problem: str) -> None:
        super().__init__("the RSZ could not read the declaration")
        self.problem = problem


class OutcomeUnknownError(RszError):
    """Sent, or perhaps sent, and no answer: it may have been executed. Only asking the RSZ can tell."""


class SearchUnfinishedError(RszError):
    """A search was broken off: too many pages, or too long. It proves nothing; the RSZ itself works."""


class UnreadableAnswerError(RszError):
    """An answer came that we do not understand. It was kept; a person must look."""
