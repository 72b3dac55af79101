"""Each minute: make letters of the notices of each employer, many of one kind into one.

A notice waits a while for others like it, so that a batch of refusals becomes one mail with a count. Notices
are marked and letters written in one transaction: whatever breaks off, each notice becomes letters once.
"""

import logging
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.application.errors import BusyError, StaleError
from chalicelib.application.ports import (
    Channel,
    Clock,
    Declarations,
    Device,
    DueNotice,
    Ids,
    Letter,
    Notices,
    People,
    Person,
    Reach,
)
from chalicelib.application.scope import EmployerScope, service_scope
from chalicelib.domain.notice import REMINDERS, TOPIC_OF, Notice, Occasion, reminder_of

log = logging.getLogger(__name__)
AT_ONCE = 2_000
"""How many notices one run looks at; the rest is for the next minute."""
IN_ONE_TRANSACTION = 100
MOST_LETTERS = 90
"""To how many people and devices of one employer a notice goes at most."""
PRESSING = timedelta(hours=1)
"""So near to its deadline a notice waits for no others."""
LETTERS_KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Gather:
    """``window`` is how long a notice waits for others like it."""

    notices: Notices
    people: People
    declarations: Declarations
    window: timedelta
    clock: Clock
    ids: Ids

    def __call__(self) -> int:
        """Make the letters that are due and return how many."""
        now = self.clock.now()
        written = 0
        for scope, found in _by_employer(self.notices.due(now, AT_ONCE)):
            if not any(self._is_ripe(notice, now) for notice in found):
                continue
            try:
                written += self._tell(scope, found, now)
            except (StaleError, BusyError):
                log.info("notices of an employer are in other hands, or must wait a minute")
        return written

    def _is_ripe(self, notice: Notice, now: datetime) -> bool:
        """Tell whether a notice has waited for others long enough; then all of its employer go along."""
        pressing = notice.occasion in REMINDERS or notice.file_by - notice.at < PRESSING
        return pressing or notice.at + self.window <= now

    def _tell(self, scope: EmployerScope, found: Sequence[Notice], now: datetime) -> int:
        reachable = [
            (person, self.people.reach(person.id)) for person in self.people.filing_for(scope.employer)
        ]
        written = 0
        for occasion, alike in self._by_occasion(scope, found, now).items():
            letters = self._letters(scope, occasion, reachable, now)
            written += self._hand_on(scope, alike, letters)
        return written

    def _by_occasion(
        self, scope: EmployerScope, found: Sequence[Notice], now: datetime
    ) -> Mapping[Occasion, list[Notice]]:
        alike: dict[Occasion, list[Notice]] = defaultdict(list)
        for notice in found:
            occasion = self._now_is(scope, notice, now) if notice.occasion in REMINDERS else notice.occasion
            if occasion is None:
                self.notices.hand_on(scope, [notice], [])
            else:
                alike[occasion].append(notice)
        return alike

    def _now_is(self, scope: EmployerScope, notice: Notice, now: datetime) -> Occasion | None:
        """Look again before reminding: it may have been sent, or its sending begun, meanwhile."""
        if notice.declaration_id is None:
            return notice.occasion
        stored = self.declarations.get(scope, notice.declaration_id)
        reminder = reminder_of(stored.declaration, now) if stored is not None else None
        return reminder.occasion if reminder is not None else None

    def _hand_on(self, scope: EmployerScope, alike: list[Notice], letters: list[Letter]) -> int:
        """Write the letters, after what is too much for one transaction was put together step by step."""
        room = IN_ONE_TRANSACTION - len(letters)
        while len(alike) > room:
            some = alike[: IN_ONE_TRANSACTION - 1]
            together = _together(self.ids.new("ntc"), some)
            self.notices.hand_on(scope, some, [], together)
            alike = [*alike[len(some) :], together]
        summed = _together("", alike)
        self.notices.hand_on(scope, alike, [_about(letter, summed) for letter in letters])
        return len(letters)

    def _letters(
        self,
        scope: EmployerScope,
        occasion: Occasion,
        reachable: Sequence[tuple[Person, Reach]],
        now: datetime,
    ) -> list[Letter]:
        letters = [
            self._letter(scope, occasion, person, device, now)
            for person, reach in reachable
            for device in _ways(occasion, reach)
        ]
        if len(letters) > MOST_LETTERS:
            log.error("more than %d people and devices of one employer: the rest is not told", MOST_LETTERS)
        return letters[:MOST_LETTERS]

    def _letter(
        self, scope: EmployerScope, occasion: Occasion, person: Person, device: Device | None, now: datetime
    ) -> Letter:
        return Letter(
            id=self.ids.new("ltr"),
            mode=scope.mode,
            employer=scope.employer,
            person_id=person.id,
            channel=Channel.MAIL if device is None else Channel.PUSH,
            device=device.id if device is not None else None,
            occasion=occasion,
            count=1,
            declaration_id=None,
            file_by=now,
            due_at=now,
            created_at=now,
            expires_at=now + LETTERS_KEPT,
        )


def _by_employer(found: Sequence[DueNotice]) -> Iterator[tuple[EmployerScope, list[Notice]]]:
    of_employer: dict[EmployerScope, list[Notice]] = defaultdict(list)
    for each in found:
        of_employer[service_scope(each.mode, each.employer)].append(each.notice)
    yield from of_employer.items()


def _ways(occasion: Occasion, reach: Reach) -> list[Device | None]:
    """Return how somebody is told of an occasion: None is a mail."""
    wishes = reach.wishes
    by_mail = TOPIC_OF[occasion] in wishes.mail and wishes.mail_refused_at is None
    return [*([None] if by_mail else []), *reach.devices]


def _together(notice_id: str, alike: Sequence[Notice]) -> Notice:
    """Return one notice for several of one occasion, with the nearest deadline among them."""
    first = alike[0]
    count = sum(notice.count for notice in alike)
    return first.model_copy(
        update={
            "id": notice_id,
            "at": min(notice.at for notice in alike),
            "file_by": min(notice.file_by for notice in alike),
            "declaration_id": first.declaration_id if count == 1 else None,
            "count": count,
        }
    )


def _about(letter: Letter, notice: Notice) -> Letter:
    return letter.model_copy(
        update={
            "count": notice.count,
            "declaration_id": notice.declaration_id,
            "file_by": notice.file_by,
        }
    )
