"""Find out whether an attempt of unknown outcome was executed: by asking the RSZ, never by trying again.

A hit has our content, is newer than our send, is not cancelled, and answers no other declaration of
ours; it is claimed by a conditional write. Proven absent means: every search, over all pages, showed
nothing for at least twice the longest processing time, while the RSZ was answering. Only then it is
recorded again. When neither can be shown, a person must look; also when it is proven absent over and
over, for then something is wrong with it that sending does not mend.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.application.announcing import announce, follow
from chalicelib.application.breaker import Breaker
from chalicelib.application.errors import ClaimedError
from chalicelib.application.filings import Filings
from chalicelib.application.ports import (
    Clock,
    Declarations,
    FoundDeclaration,
    Lane,
    Queue,
    Rsz,
    RszError,
    StoredDeclaration,
)
from chalicelib.application.scope import EmployerScope
from chalicelib.application.submit import FOLLOW_UP_SWEPT_AFTER
from chalicelib.domain.answer import Result, RszAnswer
from chalicelib.domain.declaration import Declaration
from chalicelib.domain.filing import DeclarationType, Mode
from chalicelib.domain.lifecycle import Happening

log = logging.getLogger(__name__)

SKEW = timedelta(seconds=60)
"""How far the RSZ's clock may be behind ours."""
RHYTHM = timedelta(seconds=15)
LONGEST_PROCESSING: Mapping[str, timedelta] = {
    DeclarationType.IN: timedelta(seconds=60),
    DeclarationType.OUT: timedelta(seconds=60),
    DeclarationType.UPDATE: timedelta(seconds=60),
    DeclarationType.CANCEL: timedelta(seconds=120),
}
"""Seen in live use: seconds, a CANCEL up to 90 (uncertain, so with a margin): a search may not show
what was not processed yet."""
SPEAKS_FOR_EARLIER: Mapping[str, str] = {
    DeclarationType.IN: "90373-333",
    DeclarationType.OUT: "00913-356",
    DeclarationType.UPDATE: "90378-444",
    DeclarationType.CANCEL: "00913-355",
}
"""Refusals that an earlier success of ours explains: double, closed, nothing to change, cancelled already."""
UNDATED_HIT = "undatedHit"
"""Why a person must look: the RSZ shows one like ours and not when it came in."""
MOST_PROOFS, PROOFS_TAKE = 3, timedelta(minutes=20)
"""Proven absent so often, over so long: the RSZ breaks on just this one, and a person is asked."""
GIVE_UP_AFTER = timedelta(hours=24)
"""So long after the outcome became unknown a person is asked, should the RSZ not have let us search."""


@dataclass(frozen=True, slots=True)
class Reconcile:
    """Leads out of *unconfirmed*: found, proven absent, or a person must look."""

    declarations: Declarations
    filings: Filings
    breaker: Breaker
    rsz: Mapping[Mode, Rsz]
    queue: Queue
    clock: Clock

    def __call__(self, scope: EmployerScope, stored: StoredDeclaration) -> None:
        """Search once; come back later when that proves nothing yet. Raises StaleError."""
        declaration = stored.declaration
        if self._took_too_long(declaration):
            self._give_up(scope, declaration, "notSearchable")
            return
        if not self.breaker.closed(declaration.mode):
            self._later(scope, declaration, None)
            return
        try:
            hits = self.hits(scope, stored)
        except RszError as failure:
            log.warning("no search for declaration %s: %s", declaration.id, failure)
            self.breaker.saw(declaration.mode, failure)
            self._later(scope, declaration, None)
            return
        self.breaker.saw(declaration.mode, None)
        if any(hit.received_at is None for hit in hits):
            self._give_up(scope, declaration, UNDATED_HIT)
        elif not self._claim_one(scope, declaration, hits):
            self._nothing_found(scope, declaration)

    def hits(self, scope: EmployerScope, stored: StoredDeclaration) -> list[FoundDeclaration]:
        """Search for what any attempt of this declaration may have left at the RSZ. Raises RszError."""
        declaration = stored.declaration
        since = (declaration.first_sent_at or declaration.received_at) - SKEW
        return self.rsz[declaration.mode].find(self.filings.of(scope, stored), since)

    def adopts_earlier(self, scope: EmployerScope, stored: StoredDeclaration, answer: RszAnswer) -> bool:
        """Take the earlier success that a refusal speaks for, if it is ours: then that one is followed.

        Happens when one POST arrived twice, or when an attempt was executed that was shown absent. A hit
        without a moment may be anybody's, also from before our send: then a person must look. Returns
        whether the declaration was moved; if not, the refusal is the answer.
        Raises RszError when the RSZ does not let us search.
        """
        declaration = stored.declaration
        if not _speaks_for_earlier(declaration, answer):
            return False
        hits = [hit for hit in self.hits(scope, stored) if hit.number != declaration.rsz.declaration_id]
        if any(hit.received_at is None for hit in hits):
            self._give_up(scope, declaration, UNDATED_HIT)
            return True
        return self._claim_one(scope, declaration, hits, Happening.EARLIER_FOUND)

    def _claim_one(
        self,
        scope: EmployerScope,
        declaration: Declaration,
        hits: list[FoundDeclaration],
        happening: Happening = Happening.FOUND,
    ) -> bool:
        for hit in hits:
            found = found_at(declaration, hit.number, self.clock.now(), happening)
            try:
                self.declarations.claim(scope, found, hit.number)
            except ClaimedError:
                continue
            follow(self.queue, found, self.clock.now())
            return True
        return False

    def _nothing_found(self, scope: EmployerScope, declaration: Declaration) -> None:
        now = self.clock.now()
        since = declaration.absent_since or now
        if now - since < 2 * LONGEST_PROCESSING[declaration.terms.type]:
            self._later(scope, declaration, since)
            return
        if _is_absent_again_and_again(declaration, now):
            self._give_up(scope, declaration, "alwaysAbsent")
            return
        data = {"attempt": declaration.attempt, "absentSince": since.isoformat()}
        again = declaration.happened(
            Happening.PROVEN_ABSENT,
            now,
            data,
            sent_at=None,
            absent_since=None,
            due_at=now,
        )
        self.declarations.save(scope, again)
        follow(self.queue, again, now)

    def _took_too_long(self, declaration: Declaration) -> bool:
        """Tell whether no search has shown anything for a day.

        Judged before the next search: one that never comes to its end must not put this off for ever.
        """
        since = declaration.absent_since or declaration.events[-1].at
        return self.clock.now() - since > GIVE_UP_AFTER

    def _later(self, scope: EmployerScope, declaration: Declaration, absent_since: datetime | None) -> None:
        """Search again later. No answer is no proof: then the count of empty searches begins anew."""
        due_at = self.clock.now() + RHYTHM
        kept = declaration.changed(absent_since=absent_since, due_at=due_at)
        self.declarations.save(scope, kept)
        announce(self.queue, Lane.FOLLOW_UP, kept, RHYTHM)

    def _give_up(self, scope: EmployerScope, declaration: Declaration, why: str) -> None:
        data = {"attempt": declaration.attempt, "why": why}
        self.declarations.save(scope, declaration.happened(Happening.GAVE_UP, self.clock.now(), data))


def _is_absent_again_and_again(declaration: Declaration, now: datetime) -> bool:
    """Tell whether one more proof of absence is one too many since a person last looked."""
    proofs = list[datetime]()
    for event in declaration.events:
        if event.happening is Happening.SEARCHED_AGAIN:
            proofs.clear()
        elif event.happening is Happening.PROVEN_ABSENT:
            proofs.append(event.at)
    return len(proofs) + 1 >= MOST_PROOFS and now - proofs[0] >= PROOFS_TAKE


def _speaks_for_earlier(declaration: Declaration, answer: RszAnswer) -> bool:
    """Tell whether a refusal says that what we asked for is there already; once is enough to look."""
    told = {anomaly.code for anomaly in answer.anomalies}
    refused = answer.result is Result.REFUSED
    return refused and not _was_looked_at(declaration) and SPEAKS_FOR_EARLIER[declaration.terms.type] in told


def _was_looked_at(declaration: Declaration) -> bool:
    """Tell whether we took an earlier one already, or a person, shown the undated one, named a number."""
    happened = [event.happening for event in declaration.events]
    asked = any(event.data.get("why") == UNDATED_HIT for event in declaration.events)
    return Happening.EARLIER_FOUND in happened or (asked and Happening.ADOPTED in happened)


def found_at(
    declaration: Declaration,
    number: str,
    now: datetime,
    happening: Happening,
    data: Mapping[str, str] | None = None,
) -> Declaration:
    """Return a declaration that was found at the RSZ under a number; when it came in there is not known."""
    return declaration.happened(
        happening,
        now,
        {"attempt": declaration.attempt, "rszDeclarationId": number, **(data or {})},
        rsz=declaration.rsz.model_copy(update={"declaration_id": number}),
        received_by_rsz_at=None,
        absent_since=None,
        due_at=now + FOLLOW_UP_SWEPT_AFTER,
    )
