"""The store in memory under watch: every write is judged, and its whole state can be kept and compared."""

from collections.abc import Callable
from hashlib import blake2b
from typing import Any

from pydantic import BaseModel

from chalicelib.application.ports import Acceptance, Clock, Receipt, RelationChange, Settlement
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.declaration import Declaration
from chalicelib.domain.lifecycle import ENDED
from tests.fakes.store import FakeStore
from tests.simulation.judging import hold, moves_by_the_table, must_follow

_PLAIN = ("stored", "answers", "receipts", "workers", "claims", "places", "aliases", "notices")
_NESTED = ("periods", "extras")
_OWN = ("marks", "follows", "intents")


def digest(value: BaseModel) -> bytes:
    """Return a mark that two equal values have in common."""
    return blake2b(value.model_dump_json().encode(), digest_size=12).digest()


class WatchedStore(FakeStore):
    """``accepted`` are the ids in the order of acceptance, ``ended`` those in the order of their end."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self.accepted: tuple[tuple[EmployerScope, str], ...] = ()
        self.ended: tuple[tuple[EmployerScope, str], ...] = ()
        self.follows: dict[str, frozenset[str]] = {}
        """By id: what must take effect at the RSZ before."""
        self.intents: dict[tuple[str, str, str], str] = {}
        """The declaration of an employer, tag and type."""
        self.marks: dict[object, bytes] = {}
        self.judged: Callable[[Declaration], None] = lambda _: None
        self.changed_workers: Callable[[EmployerScope, RelationChange], None] = lambda *_: None

    def accept(self, scope: EmployerScope, acceptance: Acceptance) -> Receipt | None:
        earlier = super().accept(scope, acceptance)
        if earlier is None:
            self._mark_change(scope, acceptance.change)
            for each in acceptance.declarations:
                self._takes_in(scope, each.declaration)
        return earlier

    def save(self, scope: EmployerScope, declaration: Declaration, raw_answer: bytes | None = None) -> None:
        before = self.stored.get((scope, declaration.id))
        super().save(scope, declaration, raw_answer)
        moves_by_the_table(before.declaration if before else None, declaration)
        self.judged(declaration)
        self.marks[declaration.id] = digest(declaration)
        if declaration.state in ENDED:
            self.ended += ((scope, declaration.id),)

    def settle(self, scope: EmployerScope, settlement: Settlement) -> None:
        super().settle(scope, settlement)
        self._mark_change(scope, settlement.change)

    def _takes_in(self, scope: EmployerScope, declaration: Declaration) -> None:
        moves_by_the_table(None, declaration)
        key = (scope.employer, declaration.terms.reference or "", declaration.terms.type)
        hold(key not in self.intents, "5", f"one key gave {self.intents.get(key)} and {declaration.id}")
        earlier = [self.stored[each].declaration for each in self.accepted if each[0] == scope]
        period = self._period(scope, declaration)
        self.follows[declaration.id] = must_follow(
            declaration, period, [(each, self._period(scope, each)) for each in earlier]
        )
        self.intents[key] = declaration.id
        self.accepted += ((scope, declaration.id),)
        self.marks[declaration.id] = digest(declaration)

    def _period(self, scope: EmployerScope, declaration: Declaration) -> Any:
        return self.relation(scope, declaration.worker_id).period(declaration.period_id)

    def _mark_change(self, scope: EmployerScope, change: RelationChange) -> None:
        self.marks[scope, change.worker.id] = digest(change.worker)
        for period in change.periods:
            self.marks[scope, period.id] = digest(period)
        self.changed_workers(scope, change)

    # the whole state

    def state(self) -> tuple[Any, ...]:
        """Everything it holds; the values are never changed in place."""
        plain = [dict(getattr(self, name)) for name in (*_PLAIN, *_OWN)]
        nested = [{key: dict(inner) for key, inner in getattr(self, name).items()} for name in _NESTED]
        return plain, nested, self.accepted, self.ended

    def restore(self, state: tuple[Any, ...]) -> None:
        """Return to a state."""
        plain, nested, self.accepted, self.ended = state
        for name, kept in zip((*_PLAIN, *_OWN), plain, strict=True):
            setattr(self, name, dict(kept))
        for name, kept in zip(_NESTED, nested, strict=True):
            setattr(self, name, {key: dict(inner) for key, inner in kept.items()})

    def fingerprint(self) -> tuple[object, ...]:
        """What two equal states have in common."""
        return (
            frozenset(self.marks.items()),
            frozenset(self.claims.items()),
            frozenset(self.places.items()),
            frozenset(self.aliases.items()),
            frozenset((key, found.answer) for key, found in self.receipts.items()),
            frozenset((key, tuple(sorted(inner))) for key, inner in self.extras.items()),
            frozenset((key, tuple(inner)) for key, inner in self.periods.items()),
            self.accepted,
            self.ended,
        )
