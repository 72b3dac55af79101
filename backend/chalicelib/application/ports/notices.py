"""Telling people who are not looking: the outbox of notices, letters to people, two ways to send."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from pydantic import Field

from chalicelib.application.ports.callers import Language
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.filing import Mode
from chalicelib.domain.notice import Notice, Occasion, Topic
from chalicelib.domain.schema import Value


class Channel(StrEnum):
    """How somebody is reached."""

    MAIL = "mail"
    PUSH = "push"


class LetterState(StrEnum):
    """Where a letter is."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    DROPPED = "dropped"
    """It could not be sent and never will be, or nobody is there any more to get it."""


class Person(Value):
    """Somebody who files for an employer, as far as telling them something needs."""

    id: str
    email: str
    language: Language


class Letter(Value):
    """One thing told to one person in one way. It holds an id of the person and nothing else of anybody.

    ``due_at`` is when it is (next) to be sent, None once it has ended; ``device`` names a push subscription.
    """

    id: str
    mode: Mode
    employer: str
    person_id: str
    channel: Channel
    device: str | None = None
    occasion: Occasion
    count: int
    declaration_id: str | None
    file_by: datetime
    state: LetterState = LetterState.WAITING
    due_at: datetime | None
    created_at: datetime
    expires_at: datetime
    attempts: int = 0
    version: int = 1


@dataclass(frozen=True, slots=True)
class DueNotice:
    """A notice of an employer that is due."""

    mode: Mode
    employer: str
    notice: Notice


@dataclass(frozen=True, slots=True)
class DueLetter:
    """Where a letter is that is due."""

    mode: Mode
    employer: str
    letter_id: str


class Notices(Protocol):
    """The outbox: notices are written with what they tell of, and become letters in one transaction."""

    def add(self, scope: EmployerScope, notice: Notice) -> bool:
        """Write a notice that no declaration's change brought along; False when it is known already."""
        ...

    def due(self, now: datetime, limit: int) -> list[DueNotice]:
        """Return the notices of all employers that are due and not handed on, the oldest first."""
        ...

    def hand_on(
        self,
        scope: EmployerScope,
        notices: Sequence[Notice],
        letters: Sequence[Letter],
        together: Notice | None = None,
    ) -> None:
        """Mark notices as handed on and write what comes of them, all of it or nothing.

        That is letters, or one notice in place of many. At most 100 of all these. Raises StaleError when
        one of them was handed on already.
        """
        ...

    def due_letters(self, now: datetime, limit: int) -> list[DueLetter]:
        """Return the letters that are due, the oldest first."""
        ...

    def letter(self, scope: EmployerScope, letter_id: str) -> Letter | None:
        """Return a letter, read consistently."""
        ...

    def save(self, scope: EmployerScope, letter: Letter) -> None:
        """Replace a letter whose stored version is one less. Raises StaleError otherwise."""
        ...


class Subscription(Value):
    """A push subscription as the browser gives it: where to send, and its keys in base64url."""

    endpoint: str
    p256dh: str
    auth: str


class Device(Value):
    """A device on which somebody wants to be told. ``language`` is that of its pages."""

    id: str
    language: Language
    added_at: datetime
    subscription: Subscription


ALL_TOPICS = frozenset(Topic)


class Wishes(Value):
    """What a person wants to hear of by mail, and in which language (None: that of the account).

    ``mail_refused_at`` is since when no mail is sent because the address was refused.
    """

    language: Language | None = None
    mail: frozenset[Topic] = Field(default=ALL_TOPICS)
    mail_refused_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """How a person wants to be told."""

    wishes: Wishes
    devices: Sequence[Device]


class People(Protocol):
    """Who files for an employer, and how each of them wants to be told."""

    def filing_for(self, employer: str) -> Sequence[Person]:
        """Return the people of an employer whose role files; may lag."""
        ...

    def person(self, employer: str, person_id: str) -> Person | None:
        """Return one of them, or None who is it no more."""
        ...

    def reach(self, person_id: str) -> Reach:
        """Return how a person wants to be told, read consistently: what nobody chose is on."""
        ...

    def wish(self, person_id: str, wishes: Wishes) -> None:
        """Keep what a person wants."""
        ...

    def add_device(self, person_id: str, device: Device) -> None:
        """Keep a device, in place of one with its id; what it was given is sealed."""
        ...

    def remove_device(self, person_id: str, device_id: str) -> None:
        """Forget a device; doing it twice is fine."""
        ...


@dataclass(frozen=True, slots=True)
class Words:
    """What is told, in one language. ``link`` is a full address in a mail, a path in a push."""

    subject: str
    text: str
    link: str
    language: str


class NotSentError(Exception):
    """It was not sent. The subclasses say what to do next."""


class NotNowError(NotSentError):
    """Throttled, unreachable or broken on their side: again later, not before ``retry_after`` seconds."""

    def __init__(self, why: str, retry_after: int = 0) -> None:
        super().__init__(why)
        self.retry_after = retry_after


class AddressRefusedError(NotSentError):
    """That address will not do: no more to it until a person has looked at it."""


class SubscriptionGoneError(NotSentError):
    """The browser has ended this subscription: forget it."""


class NotTakenError(NotSentError):
    """What we sent was not taken, and would not be the next time: our fault, a person must look."""


class Mailer(Protocol):
    """Sends a mail."""

    def send(self, to: str, words: Words) -> None:
        """Send; return when it was taken over. Raises NotNowError, AddressRefusedError, NotTakenError."""
        ...


class Pusher(Protocol):
    """Shows something on a device."""

    def send(self, to: Subscription, words: Words) -> None:
        """Send; return when it was taken over. Raises NotNowError, SubscriptionGoneError, NotTakenError."""
        ...
