"""Each minute: send the letters that are due, each at least once.

A letter is claimed for a while before it is sent and written off after, so two runs never send the same one.
A run that dies between sending and writing that down sends again after the lease: then, and only then,
somebody gets a letter twice.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.application.errors import BusyError, StaleError
from chalicelib.application.ports import (
    AddressRefusedError,
    Channel,
    Clock,
    Device,
    Letter,
    LetterState,
    Mailer,
    Notices,
    NotNowError,
    NotTakenError,
    People,
    Person,
    Pusher,
    Reach,
    SubscriptionGoneError,
    Words,
)
from chalicelib.application.scope import EmployerScope, service_scope

log = logging.getLogger(__name__)
AT_ONCE = 1_000
LEASE = timedelta(seconds=60)
RUN = timedelta(seconds=40)
"""After so long a run begins no new letter: the next minute's goes on."""
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=1)
GIVEN_UP_AFTER = timedelta(hours=24)

Write = Callable[[Letter, str], Words]
"""Finds the words of a letter in a language."""


@dataclass(frozen=True, slots=True)
class Deliver:
    """``write`` finds the words; ``pusher`` is None where there is no key to push with."""

    notices: Notices
    people: People
    mailer: Mailer
    pusher: Pusher | None
    write: Write
    clock: Clock

    def __call__(self) -> int:
        """Send what is due and return how many letters were looked at."""
        stop_at = self.clock.now() + RUN
        seen = 0
        for due in self.notices.due_letters(self.clock.now(), AT_ONCE):
            if self.clock.now() > stop_at:
                break
            seen += 1
            try:
                self._deliver(service_scope(due.mode, due.employer), due.letter_id)
            except (StaleError, BusyError):
                log.info("letter %s is in other hands, or must wait a minute", due.letter_id)
        return seen

    def _deliver(self, scope: EmployerScope, letter_id: str) -> None:
        letter, now = self.notices.letter(scope, letter_id), self.clock.now()
        if letter is None or letter.due_at is None or letter.due_at > now:
            return
        claimed = _next(letter, LetterState.SENDING, now + LEASE).model_copy(
            update={"attempts": letter.attempts + 1}
        )
        self.notices.save(scope, claimed)
        self.notices.save(scope, self._after(scope, claimed))

    def _after(self, scope: EmployerScope, letter: Letter) -> Letter:
        """Send, and sort what came of it by what to do next."""
        person = self.people.person(scope.employer, letter.person_id)
        if person is None:
            return _next(letter, LetterState.DROPPED, None)
        try:
            self._send(letter, person)
        except NotNowError as failure:
            return self._again_later(letter, failure)
        except AddressRefusedError:
            self._stop_mail(person)
        except SubscriptionGoneError:
            self.people.remove_device(person.id, letter.device or "")
        except NotTakenError:
            log.exception("letter %s was not taken", letter.id)
        else:
            return _next(letter, LetterState.SENT, None)
        return _next(letter, LetterState.DROPPED, None)

    def _send(self, letter: Letter, person: Person) -> None:
        """Send to where the person is reached now. Raises NotSentError."""
        reach = self.people.reach(person.id)
        if letter.channel is Channel.MAIL:
            language = reach.wishes.language or person.language
            self.mailer.send(person.email, self.write(letter, language))
            return
        device = _device(letter, reach)
        if self.pusher is None:
            raise NotTakenError("there is no key to push with")
        self.pusher.send(device.subscription, self.write(letter, device.language))

    def _again_later(self, letter: Letter, failure: NotNowError) -> Letter:
        """Wait twice as long each time, an hour at most; after a day it is too late to be of use."""
        now = self.clock.now()
        if now - letter.created_at >= GIVEN_UP_AFTER:
            log.error("letter %s could not be sent for a day: %s", letter.id, failure)
            return _next(letter, LetterState.DROPPED, None)
        pause = min(FIRST_PAUSE * 2 ** (letter.attempts - 1), LONGEST_PAUSE)
        asked = timedelta(seconds=failure.retry_after)
        return _next(letter, LetterState.WAITING, now + max(pause, asked))

    def _stop_mail(self, person: Person) -> None:
        """An address that was refused gets nothing more until its owner has looked at it."""
        wishes = self.people.reach(person.id).wishes
        self.people.wish(person.id, wishes.model_copy(update={"mail_refused_at": self.clock.now()}))


def _device(letter: Letter, reach: Reach) -> Device:
    for device in reach.devices:
        if device.id == letter.device:
            return device
    raise SubscriptionGoneError(letter.device)


def _next(letter: Letter, state: LetterState, due_at: datetime | None) -> Letter:
    return letter.model_copy(update={"state": state, "due_at": due_at, "version": letter.version + 1})
