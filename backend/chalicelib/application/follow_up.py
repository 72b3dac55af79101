"""Ask the RSZ for its answer on the rhythm it asks for, and write down what it says.

Nothing for 2 seconds, then each second to 30, driven by the message that sends itself again; then
each minute, driven by the sweep, to 20 minutes, after which a person must look. A declaration that
waits for an identification (result S) is asked for each hour, for ten working days. While the RSZ cannot
be asked the twenty minutes begin anew, but not for ever: after a day a person must look, and soon when it
answers each question with a 403.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.application.announcing import announce
from chalicelib.application.barring import bars_for_long, since_barred
from chalicelib.application.breaker import Breaker
from chalicelib.application.errors import StaleError
from chalicelib.application.lanes import SWEPT_AFTER
from chalicelib.application.ports import (
    Clock,
    Declarations,
    Lane,
    Message,
    NotExecutedError,
    NotPermittedError,
    Queue,
    Rsz,
    RszError,
    StoredDeclaration,
    UnreadableAnswerError,
)
from chalicelib.application.reconcile import GIVE_UP_AFTER as SEARCH_GIVE_UP_AFTER
from chalicelib.application.reconcile import Reconcile
from chalicelib.application.scope import EmployerScope, service_scope
from chalicelib.application.settle import Settle
from chalicelib.domain.answer import Result, RszAnswer
from chalicelib.domain.brussels import end_of_day, local_date
from chalicelib.domain.clock.working_days import WorkingDays, working_days_after
from chalicelib.domain.declaration import Declaration
from chalicelib.domain.filing import Mode
from chalicelib.domain.lifecycle import Happening, State

log = logging.getLogger(__name__)

QUICK_RHYTHM = timedelta(seconds=1)
QUICK_UNTIL = timedelta(seconds=30)
GIVE_UP_AFTER = timedelta(minutes=20)
IDENTIFICATION_RHYTHM = timedelta(hours=1)
UNASKED_GIVE_UP_AFTER = timedelta(hours=24)
"""So long the RSZ may leave every question without an answer, one way or another; then a person must look."""
IDENTIFICATION_WORKING_DAYS = 10
"""From Monday to Friday, without holidays, as an office counts; later than that a person must look."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The use case behind a message in the follow-up queue."""

    declarations: Declarations
    reconcile: Reconcile
    settle: Settle
    breaker: Breaker
    rsz: Mapping[Mode, Rsz]
    queue: Queue
    clock: Clock

    def __call__(self, message: Message) -> None:
        """Ask once; come back later when there is no answer yet."""
        scope = service_scope(message.mode, message.employer)
        stored = self.declarations.get(scope, message.declaration_id)
        if stored is None:
            return
        try:
            self._look_after(scope, stored)
        except StaleError:
            log.info("declaration %s is in other hands", message.declaration_id)

    def _look_after(self, scope: EmployerScope, stored: StoredDeclaration) -> None:
        state = stored.declaration.state
        if state is State.UNCONFIRMED:
            self.reconcile(scope, stored)
        elif state in {State.SUBMITTED, State.WAITING}:
            self._ask(scope, stored)

    def _ask(self, scope: EmployerScope, stored: StoredDeclaration) -> None:
        declaration = stored.declaration
        if not self.breaker.closed(declaration.mode):
            self._wait_for_the_rsz(scope, declaration)
            return
        try:
            raw = self.rsz[declaration.mode].answer(declaration.rsz.declaration_id or "")
        except (NotExecutedError, NotPermittedError) as failure:
            log.warning("no answer for declaration %s: %s", declaration.id, failure)
            self.breaker.saw(declaration.mode, failure)
            self._wait_for_the_rsz(scope, declaration, failure)
            return
        self.breaker.saw(declaration.mode, None)
        if raw is None:
            self._come_back(scope, declaration)
        else:
            self._take(scope, stored, raw)

    def _take(self, scope: EmployerScope, stored: StoredDeclaration, raw: bytes) -> None:
        """Keep the raw answer, then read it, then act on it: in that order."""
        kept = stored.declaration.changed()
        self.declarations.save(scope, kept, raw_answer=raw)
        try:
            answer = self.rsz[kept.mode].interpret(raw)
        except UnreadableAnswerError as failure:
            data = {"why": str(failure)}
            self.declarations.save(scope, kept.happened(Happening.UNREADABLE, self.clock.now(), data))
            return
        self._act_on(scope, StoredDeclaration(kept, stored.identity), answer)

    def _act_on(self, scope: EmployerScope, stored: StoredDeclaration, answer: RszAnswer) -> None:
        if answer.result is Result.WAITING:
            self._identification(scope, stored.declaration, answer)
            return
        try:
            adopted = self.reconcile.adopts_earlier(scope, stored, answer)
        except RszError as failure:
            log.warning("no search for declaration %s: %s", stored.declaration.id, failure)
            self._search_later(scope, stored.declaration, failure)
            return
        if not adopted:
            self.settle(scope, stored.declaration, answer)

    def _search_later(self, scope: EmployerScope, declaration: Declaration, failure: RszError) -> None:
        """A refusal may speak for an earlier success of ours: without a search for a day a person looks."""
        if self.clock.now() - declaration.events[-1].at > SEARCH_GIVE_UP_AFTER:
            self._give_up(scope, declaration, "notSearchable")
        else:
            self._wait_for_the_rsz(scope, declaration, failure)

    def _identification(self, scope: EmployerScope, declaration: Declaration, answer: RszAnswer) -> None:
        if declaration.state is State.WAITING:
            self._come_back(scope, declaration)
            return
        now = self.clock.now()
        facts = declaration.rsz.model_copy(update={"result": answer.result, "anomalies": answer.anomalies})
        waiting = declaration.happened(
            Happening.IDENTIFICATION_AWAITED,
            now,
            {"result": answer.result.value, "anomalies": [anomaly.code for anomaly in answer.anomalies]},
            rsz=facts,
            due_at=now + IDENTIFICATION_RHYTHM,
        )
        self.declarations.save(scope, waiting)

    def _come_back(self, scope: EmployerScope, declaration: Declaration) -> None:
        """Ask again in a second while the answer is young; later the sweep asks, and in the end a person."""
        now = self.clock.now()
        asked_since = _asked_since(declaration)
        if now > _answered_by(declaration, asked_since):
            self._give_up(scope, declaration, "noAnswer")
        elif declaration.state is State.WAITING:
            kept = declaration.changed(due_at=now + IDENTIFICATION_RHYTHM, barred_since=None)
            self.declarations.save(scope, kept)
        elif declaration.barred_since is not None:
            self.declarations.save(scope, declaration.changed(barred_since=None))
        elif now - asked_since < QUICK_UNTIL:
            announce(self.queue, Lane.FOLLOW_UP, declaration, QUICK_RHYTHM)

    def _wait_for_the_rsz(
        self, scope: EmployerScope, declaration: Declaration, failure: RszError | None = None
    ) -> None:
        """The RSZ cannot be asked now. That says nothing of the declaration; the sweep asks again, for a day.

        A 403 is no outage: one that lasts is for a person.
        """
        now = self.clock.now()
        if bars_for_long(declaration, failure, now):
            self._give_up(scope, declaration, "notPermitted")
        elif now > _asked_until(declaration):
            self._give_up(scope, declaration, "notAskable")
        elif declaration.due_at is not None and declaration.due_at <= now:
            kept = declaration.changed(
                due_at=now + SWEPT_AFTER,
                unasked_at=now,
                barred_since=since_barred(declaration, failure, now),
            )
            self.declarations.save(scope, kept)

    def _give_up(self, scope: EmployerScope, declaration: Declaration, why: str) -> None:
        gave_up = declaration.happened(Happening.GAVE_UP, self.clock.now(), {"why": why})
        self.declarations.save(scope, gave_up)


def _asked_since(declaration: Declaration) -> datetime:
    """Since when the RSZ could give an answer: the last move into a state in which we ask for one.

    An outage since then does not count. An identification takes days, and hours of outage do not matter.
    """
    moved = declaration.events[-1].at
    if declaration.state is State.WAITING or declaration.unasked_at is None:
        return moved
    return max(moved, declaration.unasked_at)


def _answered_by(declaration: Declaration, since: datetime) -> datetime:
    """Return until when an answer is waited for that could be given since a moment."""
    if declaration.state is not State.WAITING:
        return since + GIVE_UP_AFTER
    last_day = working_days_after(local_date(since), IDENTIFICATION_WORKING_DAYS, WorkingDays.MON_FRI)
    return end_of_day(last_day)


def _asked_until(declaration: Declaration) -> datetime:
    """Return until when the RSZ is asked although no question gets through.

    A day, counted from the last move; of an identification, from when it should have ended.
    """
    moved = declaration.events[-1].at
    begun = _answered_by(declaration, moved) if declaration.state is State.WAITING else moved
    return begun + UNASKED_GIVE_UP_AFTER
