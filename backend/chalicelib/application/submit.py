"""Send one declaration to the RSZ: intent first, then exactly one POST, then what came of it.

A redelivered message does no harm: only a recorded declaration is sent, and the intent is written
under the condition that nobody else moved it. An attempt whose outcome is unknown is never repeated;
only asking the RSZ leads out of that.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.application.announcing import follow
from chalicelib.application.breaker import Breaker
from chalicelib.application.errors import ClaimedError, StaleError
from chalicelib.application.filings import Filings
from chalicelib.application.holding import Holding
from chalicelib.application.ports import (
    Clock,
    Declarations,
    Message,
    NotExecutedError,
    NotPermittedError,
    OutcomeUnknownError,
    Queue,
    RefusedForShapeError,
    Rsz,
    RszError,
    StoredDeclaration,
)
from chalicelib.application.scope import EmployerScope, service_scope
from chalicelib.domain.declaration import Declaration
from chalicelib.domain.filing import Mode
from chalicelib.domain.lifecycle import Happening, State
from chalicelib.domain.period import Period

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
"""Longer than the total deadline of the POST: nobody judges an attempt before its lease is over."""
RETRY_AFTER = timedelta(seconds=60)
"""When to try again, at the latest, after an attempt that surely did nothing: an outage is the breaker's to
wait for. Told to wait longer each on its own, those tried first, the most urgent, would come last."""
FOLLOW_UP_SWEPT_AFTER = timedelta(seconds=30)
SEARCHED_AFTER = timedelta(seconds=15)
"""When an attempt whose outcome is unknown is searched for, should its message be lost."""

_AFTER_FAILURE: Mapping[type[RszError], Happening] = {
    NotExecutedError: Happening.NOT_EXECUTED,
    NotPermittedError: Happening.NOT_PERMITTED,
    RefusedForShapeError: Happening.REFUSED_FOR_SHAPE,
    OutcomeUnknownError: Happening.OUTCOME_UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Submit:
    """The use case behind a message in the urgent or bulk lane."""

    declarations: Declarations
    filings: Filings
    holding: Holding
    breaker: Breaker
    rsz: Mapping[Mode, Rsz]
    queue: Queue
    clock: Clock

    def __call__(self, message: Message) -> None:
        """Move the declaration on if it is recorded or held, or judge an attempt whose lease is over."""
        scope = service_scope(message.mode, message.employer)
        stored = self.declarations.get(scope, message.declaration_id)
        if stored is None:
            log.warning("no declaration %s for this message", message.declaration_id)
            return
        try:
            self._move_on(scope, stored)
        except StaleError:
            log.info("declaration %s is in other hands", message.declaration_id)

    def _move_on(self, scope: EmployerScope, stored: StoredDeclaration) -> None:
        now = self.clock.now()
        if stored.declaration.state is State.HELD:
            stored = self.holding.turn_of(scope, stored)
        declaration = stored.declaration
        if declaration.state is State.SUBMITTING and _lease_is_over(declaration, now):
            self._give_attempt_up(scope, declaration, now)
        elif self._may_go(declaration, now):
            self._send(scope, stored)

    def _may_go(self, declaration: Declaration, now: datetime) -> bool:
        recorded = declaration.state is State.RECORDED and not _waits(declaration, now)
        return recorded and self.breaker.closed(declaration.mode)

    def _give_attempt_up(self, scope: EmployerScope, declaration: Declaration, now: datetime) -> None:
        """The attempt ended without a word: it may have reached the RSZ, so it is not repeated."""
        data = {"attempt": declaration.attempt, "why": "leaseOver"}
        due_at = now + SEARCHED_AFTER
        unknown = declaration.happened(Happening.OUTCOME_UNKNOWN, now, data, due_at=due_at)
        self.declarations.save(scope, unknown)
        follow(self.queue, unknown, now)

    def _send(self, scope: EmployerScope, stored: StoredDeclaration) -> None:
        """Write the intent, whose lease counts from this moment: what came before may have taken long."""
        filing = self.filings.of(scope, stored)
        intent = _intent(stored.declaration, self.clock.now(), filing.period)
        self.declarations.save(scope, intent)
        try:
            number = self.rsz[intent.mode].file(filing)
        except RszError as failure:
            self._failed(scope, intent, failure)
            return
        self._record_number(scope, intent, number)
        self.breaker.saw(intent.mode, None)

    def _failed(self, scope: EmployerScope, intent: Declaration, failure: RszError) -> None:
        now = self.clock.now()
        after = _after_failure(intent, failure, now)
        self.declarations.save(scope, after)
        self.breaker.saw(intent.mode, failure)
        if after.state is State.UNCONFIRMED:
            follow(self.queue, after, now)

    def _record_number(self, scope: EmployerScope, intent: Declaration, number: str) -> None:
        """Keep the RSZ's number, also when the attempt was judged lost while the answer was on its way."""
        now = self.clock.now()
        try:
            filed = _filed(intent, number, now)
            self.declarations.claim(scope, filed, number)
        except StaleError:
            stored = self.declarations.get(scope, intent.id)
            if stored is None or not _same_attempt(stored.declaration, intent):
                log.exception("declaration %s moved on before its number %s came", intent.id, number)
                raise
            filed = _filed(stored.declaration, number, now)
            self.declarations.claim(scope, filed, number)
        except ClaimedError:
            filed = self._claimed_by_another(scope, intent, number)
        follow(self.queue, filed, now)

    def _claimed_by_another(self, scope: EmployerScope, intent: Declaration, number: str) -> Declaration:
        """A twin of ours, whose own outcome was unknown, took this number: ask what is left for this one."""
        now = self.clock.now()
        data = {"attempt": intent.attempt, "why": "claimed", "rszDeclarationId": number}
        unknown = intent.happened(Happening.OUTCOME_UNKNOWN, now, data, due_at=now + SEARCHED_AFTER)
        self.declarations.save(scope, unknown)
        return unknown


def _same_attempt(stored: Declaration, intent: Declaration) -> bool:
    return stored.state is State.UNCONFIRMED and stored.attempt == intent.attempt


def _lease_is_over(declaration: Declaration, now: datetime) -> bool:
    return declaration.lease_until is not None and declaration.lease_until <= now


def _waits(declaration: Declaration, now: datetime) -> bool:
    """Tell whether an earlier attempt asked to wait: then only the due time counts."""
    return declaration.attempt > 0 and declaration.due_at is not None and declaration.due_at > now


def _intent(declaration: Declaration, now: datetime, period: Period | None) -> Declaration:
    attempt = declaration.attempt + 1
    lease_until = now + LEASE
    return declaration.happened(
        Happening.SENDING_STARTED,
        now,
        {"attempt": attempt},
        attempt=attempt,
        lease_until=lease_until,
        due_at=lease_until,
        sent_at=now,
        first_sent_at=declaration.first_sent_at or now,
        period_number=period.rsz_number if period else None,
    )


def _filed(intent: Declaration, number: str, now: datetime) -> Declaration:
    return intent.happened(
        Happening.FILED,
        now,
        {"attempt": intent.attempt, "rszDeclarationId": number},
        received_by_rsz_at=now,
        rsz=intent.rsz.model_copy(update={"declaration_id": number}),
        due_at=now + FOLLOW_UP_SWEPT_AFTER,
    )


def _after_failure(intent: Declaration, failure: RszError, now: datetime) -> Declaration:
    """Sort a failure by what to do next; what never got in leaves no trace of having been sent."""
    happening = _AFTER_FAILURE[type(failure)]
    data = {"attempt": intent.attempt, "why": str(failure), **_objected(failure)}
    if isinstance(failure, OutcomeUnknownError):
        return intent.happened(happening, now, data, due_at=now + SEARCHED_AFTER, absent_since=None)
    since = {"first_sent_at": _searched_since(intent, failure)}
    if not isinstance(failure, NotExecutedError):
        return intent.happened(happening, now, data, **since)
    return intent.happened(happening, now, data, sent_at=None, due_at=now + _wait_after(failure), **since)


def _wait_after(failure: NotExecutedError) -> timedelta:
    """Return how long this declaration waits. Only a 429 limits us, and is waited for as long as it says."""
    if failure.retry_after is None:
        return RETRY_AFTER
    asked = timedelta(seconds=failure.retry_after)
    return asked if failure.throttled else min(asked, RETRY_AFTER)


def _searched_since(intent: Declaration, failure: RszError) -> datetime | None:
    """Return since when this declaration may have left something at the RSZ.

    An attempt that only the RSZ's word calls not executed counts: should it have been executed after all,
    the next one is refused as a double, and that double must still be found to be ours.
    """
    trusted = isinstance(failure, NotExecutedError) and not failure.kept_out
    if trusted or intent.first_sent_at != intent.sent_at:
        return intent.first_sent_at
    return None


def _objected(failure: RszError) -> Mapping[str, str]:
    """Return what the RSZ objected to, scrubbed by the adapter: for people, never for a log."""
    return {"problem": failure.problem} if isinstance(failure, RefusedForShapeError) else {}
