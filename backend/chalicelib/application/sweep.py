"""Each minute: announce again whatever is due, so that no queue message is ever needed for correctness."""

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.application.ports import Clock, Declarations, Due, Lane, Message, Queue

AT_ONCE = 500
"""How many due declarations of one kind one sweep announces; the rest is for the next minute."""

_LANE: Mapping[Due, Lane] = {
    Due.SEND: Lane.URGENT,
    Due.HELD: Lane.URGENT,
    Due.LEASE: Lane.URGENT,
    Due.ANSWER: Lane.FOLLOW_UP,
}


@dataclass(frozen=True, slots=True)
class Sweep:
    """The use case behind the schedule. It reads the due index and sends messages; it writes nothing."""

    declarations: Declarations
    queue: Queue
    clock: Clock

    def __call__(self) -> int:
        """Announce what is due and return how many declarations that were."""
        now = self.clock.now()
        announced = 0
        for due, lane in _LANE.items():
            found = self.declarations.due(due, now, AT_ONCE)
            messages = [Message(each.mode, each.employer, each.declaration_id) for each in found]
            self.queue.send_all(lane, messages)
            announced += len(messages)
        return announced
