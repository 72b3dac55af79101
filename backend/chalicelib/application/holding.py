"""Let held declarations go when their turn has come, or take them back with the reason when it never will."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from chalicelib.application.announcing import announce
from chalicelib.application.errors import BusyError, RelationChangedError
from chalicelib.application.lanes import SWEPT_AFTER, lane_for
from chalicelib.application.ports import (
    Clock,
    Declarations,
    Queue,
    Register,
    StoredDeclaration,
)
from chalicelib.application.scope import EmployerScope
from chalicelib.application.settling import waiting_on, withdrawal
from chalicelib.application.verify import Verify
from chalicelib.domain.declaration import Declaration
from chalicelib.domain.lifecycle import Happening
from chalicelib.domain.order import Turn, turn
from chalicelib.domain.registered import Relation

log = logging.getLogger(__name__)
TRIES = 5
NOTHING_FAILS: Mapping[str, datetime | None] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Holding:
    """Judges whose turn it is, by what the register knows at that moment; asking twice does no harm."""

    declarations: Declarations
    register: Register
    verify: Verify
    queue: Queue
    clock: Clock

    def turn_of(self, scope: EmployerScope, stored: StoredDeclaration) -> StoredDeclaration:
        """Return a held declaration released, withdrawn, or held on until it is looked at again."""
        declaration = stored.declaration
        relation = self.register.relation(scope, declaration.worker_id)
        whose = turn(declaration.terms, declaration.period_id, declaration.waits_for, relation.periods)
        if whose is Turn.VERIFY:
            return self._verified(scope, stored, relation)
        return StoredDeclaration(self._turned(scope, declaration, whose), stored.identity)

    def _turned(self, scope: EmployerScope, declaration: Declaration, whose: Turn) -> Declaration:
        now = self.clock.now()
        if whose is Turn.GO:
            due_at = now + SWEPT_AFTER
            released = declaration.happened(Happening.RELEASED, now, due_at=due_at)
            self.declarations.save(scope, released)
            return released
        if whose is not Turn.WAIT:
            return self.withdraw(scope, declaration, {"why": whose.value})
        return self._hold_on(scope, declaration)

    def _verified(
        self, scope: EmployerScope, stored: StoredDeclaration, relation: Relation
    ) -> StoredDeclaration:
        """A number that the register did not know: the RSZ must say that the period is this employer's."""
        verdict = self.verify(scope, stored, relation)
        if verdict.released is not None:
            return verdict.released
        if verdict.lost is not None:
            withdrawn = self.withdraw(scope, stored.declaration, {"why": verdict.lost.value})
            return StoredDeclaration(withdrawn, stored.identity)
        held = self._hold_on(scope, stored.declaration, verdict.failing_since)
        return StoredDeclaration(held, stored.identity)

    def _hold_on(
        self,
        scope: EmployerScope,
        declaration: Declaration,
        failing_since: Mapping[str, datetime | None] = NOTHING_FAILS,
    ) -> Declaration:
        """Let it wait on; written only when it is due, for the sweep to look again a minute later."""
        now = self.clock.now()
        if declaration.due_at is None or declaration.due_at > now:
            return declaration
        held = declaration.changed(due_at=now + SWEPT_AFTER, **failing_since)
        self.declarations.save(scope, held)
        return held

    def withdraw(
        self, scope: EmployerScope, declaration: Declaration, data: Mapping[str, str]
    ) -> Declaration:
        """Take back what was not sent, and let those who waited for it go. Raises StaleError."""
        withdrawn = declaration.happened(Happening.WITHDRAWN, self.clock.now(), data)
        number_is_anothers = False
        for _ in range(TRIES):
            relation = self.register.relation(scope, declaration.worker_id)
            ended = withdrawal(withdrawn, relation, number_is_anothers=number_is_anothers)
            try:
                self.declarations.settle(scope, ended)
            except RelationChangedError:
                number_is_anothers = self.verify.is_known_by_now(scope, ended.change.periods[0])
                continue
            self.release(scope, withdrawn, relation)
            return withdrawn
        raise BusyError

    def release(self, scope: EmployerScope, ended: Declaration, relation: Relation) -> None:
        """Announce the declarations that waited for one that ended; the sweep finds them anyway.

        Each takes the lane of its own deadline: what thousands in bulk let go must not crowd the urgent.
        """
        for waiting in waiting_on(ended.id, relation):
            stored = self.declarations.get(scope, waiting)
            if stored is not None:
                lane = lane_for(stored.declaration.deadline.advised, self.clock.now())
                announce(self.queue, lane, stored.declaration)
