"""How a person wants to be told: looked at, changed, and tried."""

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.application.errors import BusyError, ForbiddenError, NotFoundError
from chalicelib.application.ports import (
    Channel,
    Clock,
    Device,
    Language,
    Letter,
    NotNowError,
    NotTakenError,
    People,
    Pusher,
    Reach,
    Subscription,
    SubscriptionGoneError,
    Wishes,
)
from chalicelib.application.scope import Credential, CredentialKind
from chalicelib.application.telling.deliver import Write
from chalicelib.domain.filing import Mode
from chalicelib.domain.notice import Occasion, Topic

MOST_DEVICES = 10
"""Of one person; a browser that subscribes anew without saying so leaves its old one behind."""


@dataclass(frozen=True, slots=True)
class Told:
    """The use case behind ``/v1/me/notifications`` and ``/v1/me/pushSubscriptions``; only for persons."""

    people: People
    clock: Clock

    def look(self, caller: Credential) -> Reach:
        """Return how the caller wants to be told. Raises ForbiddenError for a key."""
        return self.people.reach(_person(caller))

    def change(self, caller: Credential, mail: Mapping[Topic, bool], language: Language | None) -> Reach:
        """Change what is named. Asking for mail anew tries a refused address again. Raises ForbiddenError."""
        reach = self.look(caller)
        wishes = reach.wishes
        on = {topic for topic in Topic if mail.get(topic, topic in wishes.mail)}
        asks_anew = any(mail.values())
        changed = Wishes(
            language=language or wishes.language,
            mail=frozenset(on),
            mail_refused_at=None if asks_anew else wishes.mail_refused_at,
        )
        self.people.wish(_person(caller), changed)
        return Reach(changed, reach.devices)

    def add(
        self, caller: Credential, device_id: str, subscription: Subscription, language: Language
    ) -> Device:
        """Keep a device, in place of the oldest when there are too many. Raises ForbiddenError for a key."""
        person = _person(caller)
        others = [each for each in self.people.reach(person).devices if each.id != device_id]
        newest_first = sorted(others, key=lambda each: each.added_at, reverse=True)
        for oldest in newest_first[MOST_DEVICES - 1 :]:
            self.people.remove_device(person, oldest.id)
        device = Device(id=device_id, language=language, added_at=self.clock.now(), subscription=subscription)
        self.people.add_device(person, device)
        return device

    def remove(self, caller: Credential, device_id: str) -> None:
        """Forget a device; doing it twice is fine. Raises ForbiddenError for a key."""
        self.people.remove_device(_person(caller), device_id)


@dataclass(frozen=True, slots=True)
class TryDevice:
    """Shows something on a device of the caller, at once."""

    people: People
    pusher: Pusher | None
    write: Write
    clock: Clock

    def __call__(self, caller: Credential, device_id: str) -> None:
        """Send. Raises NotFoundError for a device that is not there (any more), BusyError for not now."""
        person = _person(caller)
        found = [each for each in self.people.reach(person).devices if each.id == device_id]
        if not found or self.pusher is None:
            raise NotFoundError(device_id)
        words = self.write(self._trial(person, device_id), found[0].language)
        try:
            self.pusher.send(found[0].subscription, words)
        except SubscriptionGoneError:
            self.people.remove_device(person, device_id)
            raise NotFoundError(device_id) from None
        except (NotNowError, NotTakenError) as failure:
            raise BusyError from failure

    def _trial(self, person_id: str, device_id: str) -> Letter:
        now = self.clock.now()
        return Letter(
            id="",
            mode=Mode.LIVE,
            employer="",
            person_id=person_id,
            channel=Channel.PUSH,
            device=device_id,
            occasion=Occasion.TRIAL,
            count=1,
            declaration_id=None,
            file_by=now,
            due_at=None,
            created_at=now,
            expires_at=now,
        )


def _person(caller: Credential) -> str:
    if caller.kind is not CredentialKind.SESSION:
        raise ForbiddenError("session")
    return caller.id
