"""Each minute: note what is still unsent shortly before its deadline."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from chalicelib.application.ports import Clock, Declarations, Due, DueDeclaration, Notices
from chalicelib.application.scope import service_scope
from chalicelib.application.sweep import LOOKED_THROUGH
from chalicelib.domain.filing import Mode
from chalicelib.domain.notice import BEFORE_THE_DEADLINE, reminder_of

_MOVING = (Due.SEND, Due.HELD, Due.LEASE, Due.OUTCOME)
"""So the due index keeps what is unsent and moves by itself; what needs help has its reminder already."""


@dataclass(frozen=True, slots=True)
class Remind:
    """Reads the due index, as the sweep does, and writes a notice for each declaration that is near."""

    declarations: Declarations
    notices: Notices
    clock: Clock

    def __call__(self) -> int:
        """Write the reminders that are new and return how many."""
        now = self.clock.now()
        return sum(self._remind(each, now) for each in self._near(now))

    def _near(self, now: datetime) -> Iterator[DueDeclaration]:
        """Look ahead as well: what waits for a while before it is sent again is unsent all the same."""
        soon = now + BEFORE_THE_DEADLINE
        for due in _MOVING:
            for each in self.declarations.due(due, soon, LOOKED_THROUGH):
                if each.mode is Mode.LIVE and now < each.file_by <= soon:
                    yield each

    def _remind(self, found: DueDeclaration, now: datetime) -> bool:
        scope = service_scope(found.mode, found.employer)
        stored = self.declarations.get(scope, found.declaration_id)
        reminder = reminder_of(stored.declaration, now) if stored is not None else None
        return reminder is not None and self.notices.add(scope, reminder)
