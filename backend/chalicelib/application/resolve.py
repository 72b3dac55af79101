"""What a person can do with a declaration: take back what was not sent, settle what needs help."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chalicelib.application.announcing import follow
from chalicelib.application.errors import (
    ClaimedError,
    MayBeAtRszError,
    NotAllowedNowError,
    NotFoundError,
    RefusedFilingError,
    StaleError,
)
from chalicelib.application.filings import Filings
from chalicelib.application.holding import Holding
from chalicelib.application.ports import Clock, Declarations, Queue, Rsz, RszError, StoredDeclaration
from chalicelib.application.reconcile import found_at
from chalicelib.application.scope import EmployerScope
from chalicelib.application.submit import FOLLOW_UP_SWEPT_AFTER, SEARCHED_AFTER
from chalicelib.domain.declaration import Declaration
from chalicelib.domain.filing import Mode
from chalicelib.domain.finding import finding
from chalicelib.domain.identifiers import is_dimona_number
from chalicelib.domain.lifecycle import Happening, State

TAKEN_BACK = frozenset({State.RECORDED, State.HELD})
"""In these states nothing can have reached the RSZ."""


class As(StrEnum):
    """How a person settles a declaration that needs help."""

    SEND_AGAIN = "sendAgain"
    ADOPT = "adopt"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The use case behind ``POST /v1/declarations/{id}/withdraw``."""

    declarations: Declarations
    holding: Holding

    def __call__(self, scope: EmployerScope, declaration_id: str, who: str) -> StoredDeclaration:
        """Take back what was not sent yet. Raises NotAllowedNowError once it may have been sent."""
        stored = _stored(self.declarations, scope, declaration_id)
        if stored.declaration.state not in TAKEN_BACK:
            raise NotAllowedNowError(stored.declaration.state)
        data = {"why": "byPerson", "by": who}
        try:
            withdrawn = self.holding.withdraw(scope, stored.declaration, data)
        except StaleError:
            now = _stored(self.declarations, scope, declaration_id).declaration.state
            raise NotAllowedNowError(now) from None
        return StoredDeclaration(withdrawn, stored.identity)


@dataclass(frozen=True, slots=True)
class Resolve:
    """The use case behind ``POST /v1/declarations/{id}/resolve``: a person settles a *needsHelp*."""

    declarations: Declarations
    filings: Filings
    holding: Holding
    rsz: Mapping[Mode, Rsz]
    queue: Queue
    clock: Clock

    def __call__(
        self, scope: EmployerScope, declaration_id: str, choice: As, who: str, number: str | None = None
    ) -> StoredDeclaration:
        """Send again, adopt a declaration that the RSZ holds, or withdraw.

        What the RSZ has, or may have, is never sent again on a person's word: it is asked first.
        Raises NotAllowedNowError in any other state, MayBeAtRszError for taking back what may have been
        executed, RefusedFilingError for a number that is not one or that does not hold this declaration of
        this employer.
        """
        stored = _stored(self.declarations, scope, declaration_id)
        if stored.declaration.state is not State.NEEDS_HELP:
            raise NotAllowedNowError(stored.declaration.state)
        match choice:
            case As.SEND_AGAIN:
                resolved = self._send_again(scope, stored.declaration, who)
            case As.ADOPT:
                resolved = self._adopt(scope, stored, number, who)
            case As.WITHDRAW:
                resolved = self._withdraw(scope, stored.declaration, who)
        return StoredDeclaration(resolved, stored.identity)

    def _send_again(self, scope: EmployerScope, declaration: Declaration, who: str) -> Declaration:
        now = self.clock.now()
        again = _again(declaration, now, who)
        self.declarations.save(scope, again)
        follow(self.queue, again, now)
        return again

    def _withdraw(self, scope: EmployerScope, declaration: Declaration, who: str) -> Declaration:
        if declaration.may_be_at_rsz:
            raise MayBeAtRszError
        return self.holding.withdraw(scope, declaration, {"why": "byPerson", "by": who})

    def _adopt(
        self, scope: EmployerScope, stored: StoredDeclaration, number: str | None, who: str
    ) -> Declaration:
        if number is None or not is_dimona_number(number):
            raise RefusedFilingError([finding("own.rszNumberInvalid", "rszNumber")])
        if not self._is_ours(scope, stored, number):
            raise RefusedFilingError([finding("own.rszNumberOther", "rszNumber")])
        now = self.clock.now()
        adopted = found_at(stored.declaration, number, now, Happening.ADOPTED, {"by": who})
        try:
            self.declarations.claim(scope, adopted, number)
        except ClaimedError:
            raise RefusedFilingError([finding("own.rszNumberOther", "rszNumber")]) from None
        follow(self.queue, adopted, now)
        return adopted

    def _is_ours(self, scope: EmployerScope, stored: StoredDeclaration, number: str) -> bool:
        """Ask the RSZ whether that declaration is this one: nobody adopts a stranger's."""
        rsz = self.rsz[stored.declaration.mode]
        try:
            return bool(rsz.is_ours(number, self.filings.of(scope, stored)))
        except RszError:
            raise RefusedFilingError([finding("own.rszNotReachable", "rszNumber")]) from None


def _again(declaration: Declaration, now: datetime, who: str) -> Declaration:
    """Ask for the answer when the RSZ has it, search when it may have it, send it when it surely has not."""
    if declaration.rsz.declaration_id is not None:
        due_at = now + FOLLOW_UP_SWEPT_AFTER
        return declaration.happened(Happening.ASKED_AGAIN, now, {"by": who}, due_at=due_at)
    if declaration.may_be_at_rsz:
        due_at = now + SEARCHED_AFTER
        return declaration.happened(
            Happening.SEARCHED_AGAIN, now, {"by": who}, due_at=due_at, absent_since=None
        )
    return declaration.happened(Happening.SENT_AGAIN, now, {"by": who}, sent_at=None, due_at=now)


def _stored(declarations: Declarations, scope: EmployerScope, declaration_id: str) -> StoredDeclaration:
    stored = declarations.get(scope, declaration_id)
    if stored is None:
        raise NotFoundError(declaration_id)
    return stored
