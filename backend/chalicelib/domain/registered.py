"""A worker in an employer's personnel register, and the relation with that employer."""

import re
import unicodedata
from collections.abc import Iterable

from pydantic import Field

from chalicelib.domain.filing import SharedBalance
from chalicelib.domain.period import Period
from chalicelib.domain.schema import Value
from chalicelib.domain.worker import WorkerIdentity

_BETWEEN_PARTS = re.compile("[\\s\\-'\N{RIGHT SINGLE QUOTATION MARK}]+")
MAX_NAME_PARTS = 8
LONGEST_TERM = 200
"""Characters of a search term. Some letters fold into eighteen; a term is part of a key of the store, in
which 200 characters of four bytes leave room for an id."""


class RegisteredWorker(Value):
    """A worker with the employer's own id. ``version`` counts every change of the relation.

    ``shared_balance`` is what a student showed of their own counter. ``absorbs`` are workers who turned
    out to be the same person, and whose periods have not all moved here yet.
    """

    id: str
    identity: WorkerIdentity
    shared_balance: SharedBalance | None = None
    absorbs: tuple[str, ...] = ()
    version: int = 1


class Relation(Value):
    """Employer and worker together: the worker, if known, and every period, also those on their way."""

    worker: RegisteredWorker | None = None
    periods: tuple[Period, ...] = Field(default=())

    def period(self, period_id: str) -> Period | None:
        """Return one of the periods, or None."""
        return next((period for period in self.periods if period.id == period_id), None)


def fold_name(text: str) -> str:
    """Return a name as it is searched: lower case, without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char)).strip()


def name_as_searched(typed: str) -> str:
    """Return what somebody typed in the shape of the search terms: hyphens and apostrophes part words."""
    return as_term(word for word in _BETWEEN_PARTS.split(fold_name(typed)) if word)


def as_term(words: Iterable[str]) -> str:
    """Return words as one search term, no longer than one may be: what follows does not count."""
    return " ".join(words)[:LONGEST_TERM]


def name_parts(identity: WorkerIdentity) -> tuple[str, ...]:
    """Return the search terms of a worker: every part of the name with what follows it.

    "Lou Van den Berg" gives "lou van den berg", "van den berg", "den berg" and "berg", so that the
    start of any part matches, also when more than one part was typed.
    """
    words = [word for word in _BETWEEN_PARTS.split(fold_name(identity.name)) if word][:MAX_NAME_PARTS]
    family_first = name_as_searched(f"{identity.family_name or ''} {identity.given_name or ''}")
    parts = {as_term(words[start:]) for start in range(len(words))}
    if identity.family_name and identity.given_name:
        parts.add(family_first)
    return tuple(sorted(parts))
