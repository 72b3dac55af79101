"""What is kept: declarations, the personnel register, receipts of idempotency keys."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from chalicelib.application.scope import EmployerScope
from chalicelib.domain.clock.deadline import Timeliness
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
class StoredDeclaration:
    """A declaration together with the sealed identity of its worker, opened."""

    declaration: Declaration
    identity: WorkerIdentity


@dataclass(frozen=True, slots=True)
class PeriodPlace:
    """Where a period is in the register."""

    worker_id: str
    period_id: str


@dataclass(frozen=True, slots=True)
class RelationChange:
    """What changes in a relation, in one transaction with a declaration.

    ``worker`` is one version on. ``periods`` are new or changed. ``relist`` says that the worker's
    entries in the list of names must be written (again). ``extra_days`` are, by calendar year, all days
    on which this worker is an extra in horeca. ``also_known_as`` is a second worker id under which the
    worker is found from now on (an SSIN that the RSZ filled in).
    """

    worker: RegisteredWorker
    periods: tuple[Period, ...] = ()
    relist: bool = False
    extra_days: Mapping[int, frozenset[date]] = field(default_factory=dict)
    also_known_as: str | None = None
    before: tuple[Period, ...] = ()
    """The changed periods as they were: what was found under their old days is so no more."""
    merged: RegisteredWorker | None = None
    """A nameless worker that stood for a period we did not know: it becomes an alias of ``worker``."""
    taken_from: PeriodPlace | None = None
    """Where the RSZ's number of the period led so far: somebody had named it before we knew whose it is."""

    def merging(self, nameless: RegisteredWorker) -> "RelationChange":
        """Return this change, with a nameless worker led to this one."""
        return replace(self, merged=nameless)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Everything one accepted filing writes, in one transaction: one declaration, or two of one intention."""

    declarations: tuple[StoredDeclaration, ...]
    change: RelationChange
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Settlement:
    """A declaration that moved on together with its relation, in one transaction."""

    declaration: Declaration
    change: RelationChange

    def taking(self, place: PeriodPlace | None) -> "Settlement":
        """Return this settlement, whose period takes the RSZ's number from another place."""
        return replace(self, change=replace(self.change, taken_from=place))


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
    HELD = "held"
    LEASE = "lease"
    OUTCOME = "outcome"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class DueDeclaration:
    """One entry of the due index, with the moment by which its declaration should be filed."""

    mode: Mode
    employer: str
    declaration_id: str
    file_by: datetime


class Declarations(Protocol):
    """The declarations of employers. Reads of the due index and of lists may lag behind writes a moment."""

    def accept(self, scope: EmployerScope, acceptance: Acceptance) -> Receipt | None:
        """Write everything or nothing.

        Returns the earlier receipt when the idempotency key was used before (nothing is written),
        else None. Raises RelationChangedError when the worker's version is not the one after the
        stored one, BusyError when the store cannot take it now.
        """
        ...

    def accept_all(self, scope: EmployerScope, acceptances: Sequence[Acceptance]) -> bool:
        """Write some acceptances about different workers, all of them or nothing.

        Returns False, and nothing is written, when any of them cannot be written as it is or they are too
        many for one transaction: then each is one for ``accept``. Raises BusyError.
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

    def claim(self, scope: EmployerScope, declaration: Declaration, number: str) -> None:
        """Replace a declaration as ``save`` does, and claim a declaration number of the RSZ for it.

        So one declaration of the RSZ answers one of ours. Claiming again for the same one is fine.
        Raises ClaimedError when the number answers another one of ours, StaleError as ``save``.
        """
        ...

    def settle(self, scope: EmployerScope, settlement: Settlement) -> None:
        """Write a declaration and its relation. Raises StaleError or RelationChangedError if one moved on."""
        ...

    def newest(
        self, scope: EmployerScope, wanted: DeclarationFilter, size: int, cursor: str | None
    ) -> Page[StoredDeclaration]:
        """List declarations, newest first. Raises InvalidCursorError on a cursor of somewhere else."""
        ...

    def unsent(self, scope: EmployerScope, size: int, cursor: str | None) -> Page[StoredDeclaration]:
        """List what the RSZ does not have yet, the nearest deadline first."""
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

    def absent(self, scope: EmployerScope, worker_ids: Collection[str]) -> frozenset[str]:
        """Return those of some ids, at most fifty, that nobody has; all read at once, and consistently."""
        ...

    def worker(self, scope: EmployerScope, worker_id: str) -> RegisteredWorker | None:
        """Return a worker without periods, by its own or a second id, read consistently; None if unknown."""
        ...

    def place_of(self, scope: EmployerScope, period: str) -> PeriodPlace | None:
        """Find a period by our id or by the RSZ's number, read consistently; None when it is not here."""
        ...

    def extra_days(self, scope: EmployerScope, year: int) -> Mapping[str, frozenset[date]]:
        """Return, by worker id, the days of a year on which somebody is an extra in horeca. May lag."""
        ...

    def change(self, scope: EmployerScope, before: RegisteredWorker, after: RegisteredWorker) -> None:
        """Replace a worker, one version on. Raises RelationChangedError when ``before`` is not stored."""
        ...

    def record(self, scope: EmployerScope, change: RelationChange) -> None:
        """Write a change of a relation that no declaration of ours made. Raises RelationChangedError."""
        ...

    def merge(self, scope: EmployerScope, change: RelationChange) -> None:
        """Lead ``change.merged`` to ``change.worker``: all of that is written, or nothing.

        The periods come along as far as they fit; while some stay behind, the worker absorbs the other
        one, and ``relation`` shows them all the same. Raises RelationChangedError if either moved on.
        """
        ...

    def absorb(self, scope: EmployerScope, worker: RegisteredWorker) -> RegisteredWorker:
        """Move the next periods of the first absorbed worker here; returns the worker one version on.

        To be repeated until nobody is absorbed any more. Raises RelationChangedError if it moved on.
        """
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
