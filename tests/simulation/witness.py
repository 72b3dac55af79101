"""Who sees everything that is posted, takes effect and is written, and judges it at once."""

from collections.abc import Iterator
from contextlib import contextmanager

from chalicelib.application.ports import RelationChange, RszFiling
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.declaration import Declaration
from chalicelib.domain.lifecycle import ENDED, State
from tests.fakes.rsz import Executed, says_the_same, sent
from tests.simulation.judging import hold, stays_with_its_employer
from tests.simulation.office import Office, tag_of
from tests.simulation.watched_store import WatchedStore


class Witness:
    """``known`` are the national numbers that each employer may know: named by it, or of its periods."""

    def __init__(self, store: WatchedStore, office: Office) -> None:
        self._store, self._office = store, office
        self._under_way: list[str | None] = []
        self.known: dict[str, frozenset[str]] = {}
        office.received, office.took_effect = self._posted, self._took_effect
        store.changed_workers, store.judged = self._changed, self._saved

    def learns(self, employer: str, ssin: str | None) -> None:
        """An employer named somebody, or was told by the RSZ."""
        if ssin is not None:
            self.known = {**self.known, employer: self.known.get(employer, frozenset()) | {ssin}}

    def filed(self, filing: RszFiling) -> str | None:
        """Return the declaration of ours that the RSZ was sent here, if it was."""
        return self._store.intents.get((filing.employer.enterprise_number, tag_of(filing), filing.terms.type))

    @contextmanager
    def posting(self, filing: RszFiling) -> Iterator[None]:
        """Remember that a POST is under way."""
        self._under_way.append(self.filed(filing))
        try:
            yield
        finally:
            self._under_way.pop()

    def _saved(self, declaration: Declaration) -> None:
        """2: nobody judges an attempt that may still be under way."""
        judged = declaration.state is not State.SUBMITTING and declaration.id in self._under_way
        hold(not judged, "2", f"{declaration.id} is judged while its POST is under way")

    def _posted(self, filing: RszFiling) -> None:
        """6 and 9: nothing is posted before its turn, or on a stranger's period."""
        number = filing.period.rsz_number if filing.period else None
        if number is not None:
            owner = self._office.owners.get(number)
            hold(owner == filing.employer.enterprise_number, "9", f"a stranger's period {number} is changed")
        found = self.filed(filing)
        hold(found, "1", "something was posted that nobody filed")
        self._has_its_turn(found or "")

    def _has_its_turn(self, declaration_id: str) -> None:
        for (_, each), stored in self._store.stored.items():
            if each in self._store.follows[declaration_id]:
                ended = stored.declaration.state in ENDED
                hold(ended, "6", f"{declaration_id} is posted before {each} ended")

    def _took_effect(self, done: Executed) -> None:
        """2: an intention takes effect once. Equal ones are equal to the RSZ: they are counted together."""
        effects = [self._office.executed[number].filing for number in self._office.effects]
        same = [each for each in effects if says_the_same(each, done.filing)]
        hold(
            len(same) <= self._wanted(done.filing),
            "2",
            f"{tag_of(done.filing)} took effect {len(same)} times",
        )
        self.learns(done.filing.employer.enterprise_number, done.outcome.ssin)

    def _wanted(self, filing: RszFiling) -> int:
        """Return how many accepted declarations ask for just this."""
        number = filing.period.rsz_number if filing.period else None
        return sum(
            scope.employer == filing.employer.enterprise_number
            and sent(stored.declaration.terms) == sent(filing.terms)
            and (stored.declaration.period_number == number if number else stored.identity == filing.worker)
            for (scope, _), stored in self._store.stored.items()
        )

    def _changed(self, scope: EmployerScope, change: RelationChange) -> None:
        """8: nobody's register names a stranger's worker."""
        known = self.known.get(scope.employer, frozenset())
        stays_with_its_employer(scope, change.worker.identity.ssin, known)
