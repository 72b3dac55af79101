"""Each minute: announce again whatever is due, so that no queue message is ever needed for correctness.

The nearest deadline goes first. What waits in bulk and has become urgent changes lane here. While the RSZ
is down nothing is announced that would only fail; the sweep itself asks whether it is back. The sandbox
has no RSZ that could be down.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from chalicelib.application.breaker import Breaker
from chalicelib.application.errors import QueueUnavailableError
from chalicelib.application.lanes import lane_for
from chalicelib.application.ports import Clock, Declarations, Due, DueDeclaration, Jobs, Lane, Message, Queue
from chalicelib.domain.filing import Mode

AT_ONCE = 5_000
"""How many due declarations of one kind one sweep announces; the rest is for the next minute."""
BULK_AT_ONCE = 500
"""How many of the bulk lane: about what is sent in a minute. What waits there usually has its message still,
and a long queue must not grow by its own length each minute."""
LOOKED_THROUGH = 20_000
"""How many that wait to be sent are looked at: so far one that has become urgent is found behind them."""

_LANE: Mapping[Due, Lane] = {
    Due.LEASE: Lane.URGENT,
    Due.OUTCOME: Lane.FOLLOW_UP,
    Due.ANSWER: Lane.FOLLOW_UP,
}


@dataclass(frozen=True, slots=True)
class Sweep:
    """The use case behind the schedule. It reads the due index and sends messages; it writes nothing."""

    declarations: Declarations
    jobs: Jobs
    breaker: Breaker
    queue: Queue
    clock: Clock

    def __call__(self) -> int:
        """Announce what is due and return how many declarations that were."""
        sent_now = {mode for mode in Mode if self.breaker.closed(mode)}
        announced = self._announce_by_deadline(Due.HELD, set(Mode))
        announced += self._announce_by_deadline(Due.SEND, sent_now)
        for due, lane in _LANE.items():
            found = self.declarations.due(due, self.clock.now(), AT_ONCE)
            announced += self._send(lane, _by_deadline(found))
        return announced + self._announce_jobs()

    def _announce_jobs(self) -> int:
        messages = self.jobs.due(self.clock.now(), AT_ONCE)
        try:
            for message in messages:
                self.queue.send_job(message)
        except QueueUnavailableError:
            return 0
        return len(messages)

    def _announce_by_deadline(self, due: Due, modes: Collection[Mode]) -> int:
        """Announce what is to be sent or waits for its turn, each in the lane its deadline gives it now."""
        now = self.clock.now()
        by_lane: dict[Lane, list[DueDeclaration]] = defaultdict(list)
        found = self.declarations.due(due, now, LOOKED_THROUGH)
        for each in (one for one in found if one.mode in modes):
            by_lane[lane_for(each.file_by, now)].append(each)
        urgent, bulk = _by_deadline(by_lane[Lane.URGENT]), _fairly(by_lane[Lane.BULK])
        return self._send(Lane.URGENT, urgent[:AT_ONCE]) + self._send(Lane.BULK, bulk[:BULK_AT_ONCE])

    def _send(self, lane: Lane, found: Sequence[DueDeclaration]) -> int:
        messages = [Message(each.mode, each.employer, each.declaration_id) for each in found]
        try:
            self.queue.send_all(lane, messages)
        except QueueUnavailableError:
            return 0
        return len(messages)


def _by_deadline(found: Sequence[DueDeclaration]) -> list[DueDeclaration]:
    return sorted(found, key=lambda each: each.file_by)


def _fairly(found: Sequence[DueDeclaration]) -> list[DueDeclaration]:
    """Deal out in turns: each employer's most urgent first, nobody behind another's thousands."""
    of_employer: dict[str, list[DueDeclaration]] = defaultdict(list)
    for each in _by_deadline(found):
        of_employer[each.employer].append(each)
    dealt = chain.from_iterable(zip_longest(*of_employer.values()))
    return [each for each in dealt if each is not None]
