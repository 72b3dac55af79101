"""The guards of the use cases, each with its unguarded version: without it some history must break."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.application import follow_up, holding, reconcile, recording, submit
from chalicelib.application.ports import FoundDeclaration, RszError, RszFiling
from chalicelib.application.reconcile import Reconcile
from chalicelib.application.submit import Submit
from chalicelib.application.sweep import Sweep
from chalicelib.domain import order
from chalicelib.domain.declaration import Declaration
from chalicelib.domain.lifecycle import Happening
from chalicelib.domain.order import Turn
from tests.fakes.store import FakeStore
from tests.simulation.office import Office

Patch = Callable[[pytest.MonkeyPatch], None]


@dataclass(frozen=True, slots=True)
class Guard:
    """A guard, how it is taken away, a scenario that misses it, and the invariants that may break."""

    name: str
    remove: Patch
    scenario: str
    breaks: tuple[str, ...]


def _no_intent(patch: pytest.MonkeyPatch) -> None:
    """POST first, and write that it was sent afterwards."""

    def send(self: Submit, scope: Any, stored: Any) -> None:
        filing = self.filings.of(scope, stored)
        intent = submit._intent(stored.declaration, self.clock.now(), filing.period)
        try:
            number = self.rsz[intent.mode].file(filing)
        except RszError as failure:
            self.declarations.save(scope, intent)
            self._failed(scope, intent, failure)
            return
        self.declarations.save(scope, intent)
        self._record_number(scope, intent, number)

    patch.setattr(Submit, "_send", send)


def _resends(patch: pytest.MonkeyPatch) -> None:
    """Send again what has no answer, instead of asking for it."""

    def again(self: Reconcile, scope: Any, stored: Any) -> None:
        now = self.clock.now()
        sent = stored.declaration.happened(Happening.PROVEN_ABSENT, now, sent_at=None, due_at=now)
        self.declarations.save(scope, sent)

    patch.setattr(Reconcile, "__call__", again)


def _believes_one_search(patch: pytest.MonkeyPatch) -> None:
    """Take one empty search for a proof."""
    patch.setattr(reconcile, "LONGEST_PROCESSING", dict.fromkeys(reconcile.LONGEST_PROCESSING, timedelta(0)))


def _takes_old_hits(patch: pytest.MonkeyPatch) -> None:
    """Take any declaration with our content for ours, however old it is."""
    real = Office.find

    def find(self: Office, filing: RszFiling, since: Any) -> list[FoundDeclaration]:
        return real(self, filing, since - timedelta(days=9))

    patch.setattr(Office, "find", find)


def _no_lease(patch: pytest.MonkeyPatch) -> None:
    """Judge an attempt while it is under way."""
    patch.setattr(submit, "_lease_is_over", lambda *_: True)


def _no_claim(patch: pytest.MonkeyPatch) -> None:
    """Let one declaration of the RSZ answer any number of ours."""
    patch.setattr(FakeStore, "claim", lambda self, scope, declaration, _: self.save(scope, declaration))


def _no_condition(patch: pytest.MonkeyPatch) -> None:
    """Write whatever stands there by now."""
    real = FakeStore.save

    def save(self: Any, scope: Any, declaration: Any, raw_answer: bytes | None = None) -> None:
        stored = self.stored[scope, declaration.id]
        before = stored.declaration.model_copy(update={"version": declaration.version - 1})
        self.stored[scope, declaration.id] = replace(stored, declaration=before)
        real(self, scope, declaration, raw_answer)

    patch.setattr(FakeStore, "save", save)
    patch.setattr(FakeStore, "_check_version", lambda *_: None)


def _no_relation_condition(patch: pytest.MonkeyPatch) -> None:
    """Write a relation whoever changed it meanwhile."""
    patch.setattr(FakeStore, "_check_worker", lambda *_: None)


def _no_receipt(patch: pytest.MonkeyPatch) -> None:
    """Forget which keys were used."""
    patch.setattr(FakeStore, "earlier", lambda *_: None)


def _no_sweep(patch: pytest.MonkeyPatch) -> None:
    """Trust the queue."""
    patch.setattr(Sweep, "__call__", lambda _: 0)


def _anybodys_period(patch: pytest.MonkeyPatch) -> None:
    """Send what names a number that the register does not know, whoever's it is."""
    real = order.turn

    def turn(*args: Any) -> Turn:
        found = real(*args)
        return Turn.GO if found is Turn.VERIFY else found

    patch.setattr(holding, "turn", turn)


def _believes_the_number(patch: pytest.MonkeyPatch) -> None:
    """Ask the RSZ for the period, but not whose it is."""

    def period(self: Office, number: str, _: Any) -> Any:
        self._look()
        return self.held.get(number)

    patch.setattr(Office, "period", period)


def _no_hold(patch: pytest.MonkeyPatch) -> None:
    """Send everything at once, whatever must be settled first."""
    patch.setattr(recording, "waits_for", lambda *_: ())


def _no_turn(patch: pytest.MonkeyPatch) -> None:
    """Hold, but let go with the first look."""
    patch.setattr(holding, "turn", lambda *_: Turn.GO)


def _takes_back_what_is_there(patch: pytest.MonkeyPatch) -> None:
    """Withdraw whatever needs help, also what the RSZ has."""
    patch.setattr(Declaration, "may_be_at_rsz", False)


def _counts_the_outage(patch: pytest.MonkeyPatch) -> None:
    """Give up on an answer after twenty minutes, whether or not the RSZ could be asked in them."""
    patch.setattr(follow_up, "_asked_since", lambda declaration: declaration.events[-1].at)


def _forgets_what_was_denied(patch: pytest.MonkeyPatch) -> None:
    """Take a maintenance 503 for a proof, and look for nothing that came in before the next attempt."""
    patch.setattr(submit, "_searched_since", lambda *_: None)


def _proves_it_for_ever(patch: pytest.MonkeyPatch) -> None:
    """Send again whatever is proven absent, however often."""
    patch.setattr(reconcile, "_is_absent_again_and_again", lambda *_: False)


def _waits_as_long_as_told(patch: pytest.MonkeyPatch) -> None:
    """Let each declaration wait out the ``Retry-After`` of an outage, whether or not it is over."""
    patch.setattr(submit, "_wait_after", lambda failure: timedelta(seconds=failure.retry_after or 60))


GUARDS: Sequence[Guard] = (
    Guard("intent", _no_intent, "in", ("2",)),
    Guard("reconcile", _resends, "lost-answer", ("2",)),
    Guard("proof of absence", _believes_one_search, "lost-answer", ("2",)),
    Guard("newer than our send", _takes_old_hits, "refused-elsewhere", ("4",)),
    Guard("lease", _no_lease, "in", ("2",)),
    Guard("not for ever", _proves_it_for_ever, "broken", ("1",)),
    Guard("the RSZ's word is no proof", _forgets_what_was_denied, "denied", ("1",)),
    Guard("an outage is the breaker's to wait for", _waits_as_long_as_told, "maintenance", ("urgent",)),
    Guard("claim", _no_claim, "colleagues-lost", ("1", "4")),
    Guard("condition on the write", _no_condition, "in", ("2", "3")),
    Guard("condition on the relation", _no_relation_condition, "out-while-settling", ("10", "1")),
    Guard("receipt", _no_receipt, "in", ("5",)),
    Guard("sweep", _no_sweep, "in", ("1",)),
    Guard("whose period", _anybodys_period, "attack-out", ("9",)),
    Guard("the RSZ's word", _believes_the_number, "attack-out", ("8", "9")),
    Guard("hold", _no_hold, "in-out", ("6",)),
    Guard("turn", _no_turn, "in-out", ("6",)),
    Guard("what is there is not taken back", _takes_back_what_is_there, "silence", ("1", "10")),
    Guard("an outage is no silence", _counts_the_outage, "outage-before-the-answer", ("1",)),
)
