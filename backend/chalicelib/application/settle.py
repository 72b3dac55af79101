"""The RSZ has spoken: write its word, the register and what follows from them in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from chalicelib.application.errors import BusyError, RelationChangedError
from chalicelib.application.holding import Holding
from chalicelib.application.ports import Clock, Declarations, PeriodPlace, Register, Settlement
from chalicelib.application.scope import EmployerScope
from chalicelib.application.settling import settlement
from chalicelib.domain.answer import Result, RszAnswer
from chalicelib.domain.declaration import Declaration, RefusalEffect, RszFacts
from chalicelib.domain.filing import CancelTerms, InTerms
from chalicelib.domain.lifecycle import Happening
from chalicelib.domain.registered import Relation

TRIES = 5
ALREADY_CANCELLED = "00913-355"
_HAPPENING: Mapping[Result, Happening] = {
    Result.ACCEPTED: Happening.ACCEPTED,
    Result.ACCEPTED_WITH_WARNING: Happening.ACCEPTED_WITH_WARNING,
    Result.REFUSED: Happening.REFUSED,
}


@dataclass(frozen=True, slots=True)
class Settle:
    """Settles a declaration by the RSZ's answer, and lets those go that waited for it."""

    declarations: Declarations
    register: Register
    holding: Holding
    clock: Clock

    def __call__(self, scope: EmployerScope, declaration: Declaration, answer: RszAnswer) -> None:
        """Write the settlement. Raises StaleError, or BusyError when the relation keeps changing."""
        settled = _settled(declaration, answer, self.clock.now())
        taken_from = None
        for _ in range(TRIES):
            relation = self.register.relation(scope, settled.worker_id)
            settlement = self._settlement(scope, settled, relation, answer).taking(taken_from)
            try:
                self.declarations.settle(scope, settlement)
            except RelationChangedError:
                taken_from = self._other_place(scope, settled)
                continue
            self.holding.release(scope, settled, relation)
            return
        raise BusyError

    def _other_place(self, scope: EmployerScope, settled: Declaration) -> PeriodPlace | None:
        """Return where the RSZ's number leads, if that is not this period.

        Somebody named it before it was settled here: what was filed on it waits for its verification.
        """
        number = settled.rsz.period_id
        place = self.register.place_of(scope, number) if number else None
        return place if place is not None and place.period_id != settled.period_id else None

    def _settlement(
        self, scope: EmployerScope, settled: Declaration, relation: Relation, answer: RszAnswer
    ) -> Settlement:
        new_id = self.register.worker_id_of(scope, answer.ssin) if answer.ssin else None
        if new_id is not None and self.register.relation(scope, new_id).worker is not None:
            new_id = None
        return settlement(settled, relation, answer, new_id)


def _settled(declaration: Declaration, answer: RszAnswer, now: datetime) -> Declaration:
    """Return the declaration after the RSZ's last word, with what it told us."""
    number = answer.period_id if isinstance(declaration.terms, InTerms) else declaration.period_number
    facts = RszFacts(
        declaration_id=declaration.rsz.declaration_id,
        period_id=number if answer.result is not Result.REFUSED else None,
        result=answer.result,
        anomalies=answer.anomalies,
        effect=_effect(declaration, answer),
    )
    name = " ".join(part for part in (answer.given_name, answer.family_name) if part)
    return declaration.happened(
        _HAPPENING[answer.result],
        now,
        {"result": answer.result.value, "anomalies": [anomaly.code for anomaly in answer.anomalies]},
        rsz=facts,
        settled_at=now,
        period_number=facts.period_id or declaration.period_number,
        worker_name=declaration.worker_name or name,
    )


def _effect(declaration: Declaration, answer: RszAnswer) -> RefusalEffect | None:
    """A CANCEL of what was cancelled already is refused, and has what it wanted."""
    cancelled = any(anomaly.code == ALREADY_CANCELLED for anomaly in answer.anomalies)
    refused = answer.result is Result.REFUSED and isinstance(declaration.terms, CancelTerms)
    return RefusalEffect.ALREADY_CANCELLED if refused and cancelled else None
