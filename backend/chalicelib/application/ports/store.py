"""What is kept: declarations, the personnel register, receipts of idempotency keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from chalicelib.application.scope import EmployerScope
from chalicelib.domain.deadlines import Timeliness
from chalicelib.domain.declaration import Declaration
from chalicelib.domain.filing import DeclarationType, Mode
from chalicelib.domain.lifecycle import State
from chalicelib.domain.period import Period
from chalicelib.domain.registered import RegisteredWorker, Relation
from chalicelib.domain.worker import WorkerIdentity

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Receipt:
    """The first answer to an idempotency key: replayed to the same body, refused to another.

    ``operation`` and ``lineage`` (the caller, rolled keys counting as one) are part of its key.
    """

    key: str
    operation: str
    lineage: str
    body_hash: str
    answer: str
    location: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Everything one accepted filing writes, in one transaction.

    ``relist`` says that the worker's entries in the list of names must be written (again).
    """

    declaration: Declaration
    identity: WorkerIdentity
    period: Period
    worker: RegisteredWorker
    receipt: Receipt
    relist: bool


@dataclass(frozen=True, slots=True)
class StoredDeclaration:
    """A declaration together with the sealed identity of its worker, opened."""

    declaration: Declaration
    identity: WorkerIdentity


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a settled declaration changes, in one transaction: itself, its period, the worker's data.

    ``also_known_as`` is a second worker id under which the worker is found from now on (an SSIN that
    the RSZ filled in), or None. ``relist`` says that the worker's entries in the list of names change.
    """

    declaration: Declaration
    period: Period
    worker: RegisteredWorker
    relist: bool
    also_known_as: str | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """A page of a list and the position after it, or None at the end."""

    items: Sequence[Item]
    cursor: str | None


@dataclass(frozen=True, slots=True)
class DeclarationFilter:
    """What to list. One leading filter picks the index: worker, then reference, then state, then date.

    ``since`` and ``until`` are Brussels dates of reception, both included.
    """

    worker_id: str | None = None
    reference: str | None = None
    state: State | None = None
    since: date | None = None
    until: date | None = None
    type: DeclarationType | None = None
    timeliness: Timeliness | None = None

    def matches(self, declaration: Declaration) -> bool:
        """Tell whether a declaration passes every filter but the dates, which an index answers."""
        pairs = (
            (self.worker_id, declaration.worker_id),
            (self.reference, declaration.terms.reference),
            (self.state, declaration.state),
            (self.type, declaration.terms.type),
            (self.timeliness, declaration.timeliness),
        )
        return all(wanted is None or wanted == actual for wanted, actual in pairs)


class Due(StrEnum):
    """Why a declaration is looked at again when nothing else moves it."""

    SEND = "send"
    LEASE = "lease"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class DueDeclaration:
    """One entry of the due index."""

    mode: Mode
    employer: str
    declaration_id: str


class Declarations(Protocol):
    """The declarations of employers. Reads of the due index and of lists may lag behind writes a moment."""

    def accept(self, scope: EmployerScope, acceptance: Acceptance) -> Receipt | None:
        """Write everything or nothing.

        Returns the earlier receipt when the idempotency key was used before (nothing is written),
        else None. Raises RelationChangedError when the worker's version is not the one after the
        stored one, BusyError when the store cannot take it now.
        """
        ...

    def receipt(self, scope: EmployerScope, key: str, operation: str, lineage: str) -> Receipt | None:
        """Return the unexpired receipt of an idempotency key."""
        ...

    def get(self, scope: EmployerScope, declaration_id: str) -> StoredDeclaration | None:
        """Return one declaration, read consistently, or None when this scope has none of that id."""
        ...

    def save(self, scope: EmployerScope, declaration: Declaration, raw_answer: bytes | None = None) -> None:
        """Replace a declaration whose stored version is one less. Raises StaleError otherwise.

        A raw answer of the RSZ is sealed and kept beside it.
        """
        ...

    def settle(self, scope: EmployerScope, settlement: Settlement) -> None:
        """Write a settlement. Raises StaleError or RelationChangedError when a version moved on."""
        ...

    def newest(
        self, scope: EmployerScope, wanted: DeclarationFilter, size: int, cursor: str | None
    ) -> Page[StoredDeclaration]:
        """List declarations, newest first. Raises InvalidCursorError on a cursor of somewhere else."""
        ...

    def due(self, due: Due, now: datetime, limit: int) -> list[DueDeclaration]:
        """Return what is due, the longest overdue first."""
        ...


class InvalidCursorError(ValueError):
    """A cursor that was not made for this list, employer and mode."""


class Register(Protocol):
    """The personnel register of employers."""

    def worker_id_of(self, scope: EmployerScope, ssin: str) -> str:
        """Return the id a worker with this SSIN has with this employer: a keyed hash, not reversible."""
        ...

    def relation(self, scope: EmployerScope, worker_id: str) -> Relation:
        """Return a worker and all periods, read consistently; empty when unknown."""
        ...

    def add(self, scope: EmployerScope, worker: RegisteredWorker, receipt: Receipt) -> Receipt | None:
        """Add a worker; returns the earlier receipt of the key, else None.

        Raises RelationChangedError when the worker is already there.
        """
        ...

    def search(
        self, scope: EmployerScope, name: str, size: int, cursor: str | None
    ) -> Page[RegisteredWorker]:
        """Find workers by the start of any part of the name, accent-blind, in order of that part."""
        ...
