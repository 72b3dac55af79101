"""The outbox, people, and both ways to send, in memory."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from chalicelib.application.errors import StaleError
from chalicelib.application.ports import (
    Clock,
    Device,
    DueLetter,
    DueNotice,
    Letter,
    Person,
    Reach,
    Subscription,
    Wishes,
    Words,
)
from chalicelib.application.scope import PERMISSIONS_OF_ROLE, EmployerScope, Permission, Role
from chalicelib.domain.notice import Notice
from tests.fakes.callers import FakeAccounts
from tests.fakes.store import FakeStore


class FakeNotices:
    """Implements the port Notices, on the store that writes notices with what they tell of."""

    def __init__(self, store: FakeStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self.letters: dict[tuple[EmployerScope, str], Letter] = {}

    def add(self, scope: EmployerScope, notice: Notice) -> bool:
        with self._store.lock:
            if (scope, notice.id) in self._store.notices:
                return False
            self._store.notices[scope, notice.id] = notice
            return True

    def due(self, now: datetime, limit: int) -> list[DueNotice]:
        found = [
            (notice.at, scope, notice)
            for (scope, _), notice in self._store.notices.items()
            if notice is not None and notice.at <= now
        ]
        found.sort(key=lambda each: (each[0], each[2].id))
        return [DueNotice(scope.mode, scope.employer, notice) for _, scope, notice in found[:limit]]

    def hand_on(
        self,
        scope: EmployerScope,
        notices: Sequence[Notice],
        letters: Sequence[Letter],
        together: Notice | None = None,
    ) -> None:
        assert len(notices) + len(letters) + (together is not None) <= 100
        with self._store.lock:
            if any(self._store.notices.get((scope, notice.id)) is None for notice in notices):
                raise StaleError
            for notice in notices:
                self._store.notices[scope, notice.id] = None
            for letter in letters:
                self.letters[scope, letter.id] = letter
            if together is not None:
                self._store.notices[scope, together.id] = together

    def due_letters(self, now: datetime, limit: int) -> list[DueLetter]:
        due = [
            (letter.due_at, scope, letter.id)
            for (scope, _), letter in self.letters.items()
            if letter.due_at is not None and letter.due_at <= now
        ]
        due.sort(key=lambda each: (each[0], each[2]))
        return [DueLetter(scope.mode, scope.employer, found) for _, scope, found in due[:limit]]

    def letter(self, scope: EmployerScope, letter_id: str) -> Letter | None:
        return self.letters.get((scope, letter_id))

    def save(self, scope: EmployerScope, letter: Letter) -> None:
        with self._store.lock:
            stored = self.letters.get((scope, letter.id))
            if stored is None or stored.version != letter.version - 1:
                raise StaleError
            self.letters[scope, letter.id] = letter


class FakePeople:
    """Implements the port People."""

    def __init__(self, accounts: FakeAccounts) -> None:
        self._accounts = accounts
        self.wishes: dict[str, Wishes] = {}
        self.devices: dict[str, dict[str, Device]] = {}

    def filing_for(self, employer: str) -> list[Person]:
        return [
            Person.model_validate({"id": user.id, "email": user.email, "language": user.language})
            for user in self._accounts.users.values()
            if employer in user.roles
            and Permission.DECLARATIONS_WRITE in PERMISSIONS_OF_ROLE[Role(user.roles[employer])]
        ]

    def person(self, employer: str, person_id: str) -> Person | None:
        return next((each for each in self.filing_for(employer) if each.id == person_id), None)

    def reach(self, person_id: str) -> Reach:
        devices = self.devices.get(person_id, {})
        return Reach(self.wishes.get(person_id, Wishes()), [devices[each] for each in sorted(devices)])

    def wish(self, person_id: str, wishes: Wishes) -> None:
        self.wishes[person_id] = wishes

    def add_device(self, person_id: str, device: Device) -> None:
        self.devices.setdefault(person_id, {})[device.id] = device

    def remove_device(self, person_id: str, device_id: str) -> None:
        self.devices.get(person_id, {}).pop(device_id, None)


@dataclass
class FakeMailer:
    """Implements the port Mailer. ``before`` and ``after`` run around each mail and may raise."""

    sent: list[tuple[str, Words]] = field(default_factory=list)
    before: Callable[[str], None] = lambda _: None
    after: Callable[[str], None] = lambda _: None

    def send(self, to: str, words: Words) -> None:
        self.before(to)
        self.sent.append((to, words))
        self.after(to)


@dataclass
class FakePusher:
    """Implements the port Pusher."""

    sent: list[tuple[Subscription, Words]] = field(default_factory=list)
    before: Callable[[Subscription], None] = lambda _: None

    def send(self, to: Subscription, words: Words) -> None:
        self.before(to)
        self.sent.append((to, words))
