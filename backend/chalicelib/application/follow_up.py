"""Ask the RSZ for its answer on the rhythm it asks for, and write down what it says.

Nothing for 2 seconds, then each second to 30, driven by the message that sends itself again; then
each minute, driven by the sweep, to 20 minutes, after which a person must look. A declaration that
waits for an identification (result S) is asked for each hour, for ten working days.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.application.announcing import announce
from chalicelib.application.errors import BusyError, RelationChangedError, StaleError
from chalicelib.application.holding import Holding
from chalicelib.application.ports import (
    Clock,
    Declarations,
    Lane,
    Message,
    NotExecutedError,
    NotPermittedError,
    Queue,
    Register,
    Rsz,
    Settlement,
    StoredDeclaration,
    UnreadableAnswerError,
)
from chalicelib.application.scope import EmployerScope, service_scope
from chalicelib.application.settling import settlement
from chalicelib.domain.answer import Result, RszAnswer
from chalicelib.domain.declaration import Declaration, Effect, RszFacts
from chalicelib.domain.filing import CancelTerms, InTerms, Mode
from chalicelib.domain.lifecycle import Happening, State
from chalicelib.domain.registered import Relation

log = logging.getLogger(__name__)

FIRST_LOOK = timedelta(seconds=2)
QUICK_RHYTHM = timedelta(seconds=1)
QUICK_UNTIL = timedelta(seconds=30)
FOLLOW_UP_SWEPT_AFTER = QUICK_UNTIL
GIVE_UP_AFTER = timedelta(minutes=20)
IDENTIFICATION_RHYTHM = timedelta(hours=1)
IDENTIFICATION_GIVE_UP_AFTER = timedelta(days=16)
"""Ten working days, with the weekends and holidays they can span; later than that a person must look."""
TRIES = 5
ALREADY_CANCELLED = "00913-355"

_HAPPENING: Mapping[Result, Happening] = {
    Result.ACCEPTED: Happening.ACCEPTED,
    Result.ACCEPTED_WITH_WARNING: Happening.ACCEPTED_WITH_WARNING,
    Result.REFUSED: Happening.REFUSED,
    Result.WAITING: Happening.IDENTIFICATION_AWAITED,
}


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The use case behind a message in the follow-up queue."""

    declarations: Declarations
    register: Register
    holding: Holding
    rsz: Mapping[Mode, Rsz]
    queue: Queue
    clock: Clock

    def __call__(self, message: Message) -> None:
        """Ask once; come back later when there is no answer yet."""
        scope = service_scope(message.mode, message.employer)
        stored = self.declarations.get(scope, message.declaration_id)
        if stored is None or stored.declaration.state not in {State.SUBMITTED, State.WAITING}:
            return
        try:
            self._ask(scope, stored)
        except StaleError:
            log.info("declaration %s is in other hands", message.declaration_id)

    def _ask(self, scope: EmployerScope, stored: StoredDeclaration) -> None:
        declaration = stored.declaration
        rsz = self.rsz[declaration.mode]
        try:
            raw = rsz.answer(declaration.rsz.declaration_id or "")
        except (NotExecutedError, NotPermittedError) as failure:
            log.warning("no answer for declaration %s: %s", declaration.id, failure)
            raw = None
        if raw is None:
            self._come_back(scope, declaration)
            return
        self._take(scope, stored, raw, rsz)

    def _take(self, scope: EmployerScope, stored: StoredDeclaration, raw: bytes, rsz: Rsz) -> None:
        """Keep the raw answer, then read it, then act on it: in that order."""
        kept = stored.declaration.model_copy(update={"version": stored.declaration.version + 1})
        self.declarations.save(scope, kept, raw_answer=raw)
        now = self.clock.now()
        try:
            answer = rsz.interpret(raw)
        except UnreadableAnswerError as failure:
            self.declarations.save(scope, kept.happened(Happening.UNREADABLE, now, {"why": str(failure)}))
            return
        if answer.result is not Result.WAITING:
            self._settle(scope, kept, answer, now)
        elif kept.state is State.SUBMITTED:
            self.declarations.save(scope, _answered(kept, answer, now))
        else:
            self._come_back(scope, kept)

    def _settle(
        self, scope: EmployerScope, declaration: Declaration, answer: RszAnswer, now: datetime
    ) -> None:
        settled = _answered(declaration, answer, now)
        for _ in range(TRIES):
            relation = self.register.relation(scope, settled.worker_id)
            try:
                self.declarations.settle(scope, self._settlement(scope, settled, relation, answer))
            except RelationChangedError:
                continue
            self.holding.release(settled, relation)
            return
        raise BusyError

    def _settlement(
        self, scope: EmployerScope, settled: Declaration, relation: Relation, answer: RszAnswer
    ) -> Settlement:
        new_id = self.register.worker_id_of(scope, answer.ssin) if answer.ssin else None
        if new_id is not None and self.register.relation(scope, new_id).worker is not None:
            new_id = None
        return settlement(settled, relation, answer, new_id)

    def _come_back(self, scope: EmployerScope, declaration: Declaration) -> None:
        """Ask again in a second while the answer is young; later the sweep asks, and in the end a person."""
        now = self.clock.now()
        waited = now - (declaration.received_by_rsz_at or declaration.received_at)
        waiting = declaration.state is State.WAITING
        if waited > (IDENTIFICATION_GIVE_UP_AFTER if waiting else GIVE_UP_AFTER):
            data = {"why": "noAnswer"}
            self.declarations.save(scope, declaration.happened(Happening.GAVE_UP, now, data))
        elif waiting:
            later = {"due_at": now + IDENTIFICATION_RHYTHM, "version": declaration.version + 1}
            self.declarations.save(scope, declaration.model_copy(update=later))
        elif waited < QUICK_UNTIL:
            announce(self.queue, Lane.FOLLOW_UP, declaration, QUICK_RHYTHM)


def _answered(declaration: Declaration, answer: RszAnswer, now: datetime) -> Declaration:
    """Return the declaration after the RSZ's word, with what it told us."""
    number = answer.period_id if isinstance(declaration.terms, InTerms) else declaration.period_number
    facts = RszFacts(
        declaration_id=declaration.rsz.declaration_id,
        period_id=number if answer.result is not Result.REFUSED else None,
        result=answer.result,
        anomalies=answer.anomalies,
        effect=_effect(declaration, answer),
    )
    data = {"result": answer.result.value, "anomalies": [anomaly.code for anomaly in answer.anomalies]}
    if answer.result is Result.WAITING:
        due_at = now + IDENTIFICATION_RHYTHM
        return declaration.happened(Happening.IDENTIFICATION_AWAITED, now, data, rsz=facts, due_at=due_at)
    name = " ".join(part for part in (answer.given_name, answer.family_name) if part)
    return declaration.happened(
        _HAPPENING[answer.result],
        now,
        data,
        rsz=facts,
        settled_at=now,
        period_number=facts.period_id or declaration.period_number,
        worker_name=declaration.worker_name or name,
    )


def _effect(declaration: Declaration, answer: RszAnswer) -> Effect | None:
    """A CANCEL of what was cancelled already is refused, and has what it wanted."""
    cancelled = any(anomaly.code == ALREADY_CANCELLED for anomaly in answer.anomalies)
    refused = answer.result is Result.REFUSED and isinstance(declaration.terms, CancelTerms)
    return Effect.ALREADY_CANCELLED if refused and cancelled else None
