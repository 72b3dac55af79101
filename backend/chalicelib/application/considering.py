"""Weigh a filing against the register and the clock, for the dry run and the real one alike.

What comes out is everything a use case needs: who it is about, the relation as it stands, the period
it speaks of or would create, and the engine's judgement.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from chalicelib.application.errors import RefusedFilingError
from chalicelib.application.ports import Clock, Employers, PeriodPlace, Register
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.brussels import local_date
from chalicelib.domain.certainty import Certainty
from chalicelib.domain.checks.case import Known
from chalicelib.domain.clock.deadlines import deadline_of
from chalicelib.domain.filing import Filing, InFiling, PeriodFiling, SharedBalance, Terms, WorkerReference
from chalicelib.domain.finding import finding
from chalicelib.domain.identifiers import InvalidIdentifierError, is_ssin, parse_dimona_number, parse_ssin
from chalicelib.domain.judgement import Judgement, judge_in, judge_on_period
from chalicelib.domain.law.committees import LUMP_COMMITTEES
from chalicelib.domain.occupation import committee_in_effect
from chalicelib.domain.period import Period, PeriodStatus, unverified
from chalicelib.domain.readings import Readings
from chalicelib.domain.registered import RegisteredWorker, Relation
from chalicelib.domain.worker import WorkerIdentity

OUR_PERIOD = "per_"
NewId = Callable[[str], str]
"""Gives a new id for a prefix (``wrk``, ``per``)."""


@dataclass(frozen=True, slots=True)
class Considered:
    """A filing beside what we know. ``period`` is the one it speaks of, or the one an IN replaces."""

    terms: Terms
    worker: RegisteredWorker
    relation: Relation
    period: Period | None
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Consider:
    """Reads what the rules need: one Query for a worker's IN, one Get more to find a period."""

    register: Register
    employers: Employers
    clock: Clock
    switched_off: frozenset[str] = frozenset()

    def __call__(self, scope: EmployerScope, filing: Filing, new_id: NewId) -> Considered:
        """Return the filing considered. Raises RefusedFilingError when it names what is not there."""
        if isinstance(filing, InFiling):
            return self._hiring(scope, filing, new_id)
        return self._on_period(scope, filing, new_id)

    def _hiring(self, scope: EmployerScope, filing: InFiling, new_id: NewId) -> Considered:
        worker, relation = self._worker(scope, filing.worker, new_id)
        if filing.shared_balance is not None:
            worker = worker.model_copy(update={"shared_balance": filing.shared_balance})
        replaced = self._replaced(scope, filing, relation)
        terms = filing.terms()
        if replaced is not None:
            terms = terms.model_copy(update={"replaces": replaced.id})
        known = self._known(scope, relation, worker.shared_balance, self._extras(scope, filing, worker.id))
        judgement = judge_in(terms, worker.identity, known, replaced.id if replaced else None)
        return Considered(terms, worker, relation, replaced, judgement)

    def _on_period(self, scope: EmployerScope, filing: PeriodFiling, new_id: NewId) -> Considered:
        period, relation = self._period(scope, filing.period, new_id)
        if relation.worker is None or period.status is PeriodStatus.UNVERIFIED:
            return self._unverified(filing, period, relation, new_id)
        extras: frozenset[date] = frozenset()
        if filing.type == "update" and period.worker_type == "EXT":
            extras = self._days(scope, period.start_date.year, relation.worker.id)
        known = self._known(scope, relation, relation.worker.shared_balance, extras)
        judgement = judge_on_period(filing.terms(), period, known)
        worker = relation.worker.model_copy(update={"version": relation.worker.version + 1})
        return Considered(filing.terms(), worker, relation, period, judgement)

    def _unverified(
        self, filing: PeriodFiling, period: Period, relation: Relation, new_id: NewId
    ) -> Considered:
        """A number we do not know: nothing can be judged before the RSZ has said whose period it is."""
        terms = filing.terms()
        warning = finding("own.periodUnverified", "period", Certainty.UNCERTAIN)
        judgement = Judgement((warning,), deadline_of(terms, None, self.clock.now()))
        nameless = relation.worker or RegisteredWorker(id=new_id("wrk"), identity=WorkerIdentity(), version=0)
        worker = nameless.model_copy(update={"version": nameless.version + 1})
        return Considered(terms, worker, relation, period, judgement)

    def _known(
        self,
        scope: EmployerScope,
        relation: Relation,
        balance: SharedBalance | None,
        extra_days: frozenset[date],
    ) -> Known:
        chosen = self.employers.facts(scope).settings
        return Known(
            now=self.clock.now(),
            periods=relation.periods,
            extra_days=extra_days,
            balance=balance,
            readings=Readings(working_days=chosen.working_days, switched_off=self.switched_off),
        )

    # who

    def _worker(
        self, scope: EmployerScope, who: WorkerReference, new_id: NewId
    ) -> tuple[RegisteredWorker, Relation]:
        """Return the worker as it will stand in the register, and the relation as it stands now."""
        given = _identity(who)
        worker_id = who.id or self._id_by_ssin(scope, given.ssin)
        if worker_id is None:
            return RegisteredWorker(id=new_id("wrk"), identity=given), Relation()
        relation = self.register.relation(scope, worker_id)
        if relation.worker is None:
            if who.id is not None:
                raise RefusedFilingError([finding("own.workerUnknown", "worker.id")])
            return RegisteredWorker(id=worker_id, identity=given), relation
        return _known_worker(relation.worker, given), relation

    def _id_by_ssin(self, scope: EmployerScope, ssin: str | None) -> str | None:
        """Return the register's id for a national number, or None for what the rules will refuse."""
        return self.register.worker_id_of(scope, ssin) if ssin and is_ssin(ssin) else None

    # which period

    def _period(self, scope: EmployerScope, reference: str, new_id: NewId) -> tuple[Period, Relation]:
        """Return a period of this employer and its relation.

        An id that is not in the register is refused, a stranger's alike. A number of the RSZ that is not
        there may still be this employer's: it stands for a period to be verified.
        """
        place = self.place(scope, reference)
        relation = self.register.relation(scope, place.worker_id) if place else Relation()
        period = relation.period(place.period_id) if place else None
        if period is not None:
            return period, relation
        if reference.startswith(OUR_PERIOD):
            raise RefusedFilingError([finding("00913-354", "period")])
        number = parse_dimona_number(reference)
        return unverified(new_id("per"), number, local_date(self.clock.now())), Relation()

    def place(self, scope: EmployerScope, reference: str) -> PeriodPlace | None:
        """Find a period by our id or the RSZ's number. Raises RefusedFilingError for neither."""
        if reference.startswith(OUR_PERIOD):
            return self.register.place_of(scope, reference)
        try:
            return self.register.place_of(scope, parse_dimona_number(reference))
        except InvalidIdentifierError:
            raise RefusedFilingError([finding("00913-003", "period")]) from None

    def _replaced(self, scope: EmployerScope, filing: InFiling, relation: Relation) -> Period | None:
        """Return the period that an IN replaces: it is one of the same worker."""
        if filing.replaces is None:
            return None
        wanted = filing.replaces
        if not wanted.startswith(OUR_PERIOD):
            place = self.place(scope, wanted)
            wanted = place.period_id if place else ""
        period = relation.period(wanted)
        if period is None:
            raise RefusedFilingError([finding("00913-354", "replaces")])
        return period

    # counters

    def _extras(self, scope: EmployerScope, filing: InFiling, worker_id: str) -> frozenset[date]:
        """Return the days on which others are extras: only horeca counts them by employer."""
        if filing.worker_type != "EXT" or committee_in_effect(filing) not in LUMP_COMMITTEES:
            return frozenset()
        return self._days(scope, filing.start_date.year, worker_id)

    def _days(self, scope: EmployerScope, year: int, worker_id: str) -> frozenset[date]:
        days = self.register.extra_days(scope, year)
        return frozenset(day for who, theirs in days.items() if who != worker_id for day in theirs)


def _identity(who: WorkerReference) -> WorkerIdentity:
    """Return what was said of the person; a well-formed SSIN as its eleven digits."""
    identity = WorkerIdentity.model_validate(who.model_dump(exclude={"id"}))
    if who.id is not None and identity != WorkerIdentity():
        raise RefusedFilingError([finding("own.workerTwice", "worker")])
    if identity.ssin is not None and is_ssin(identity.ssin):
        return identity.model_copy(update={"ssin": parse_ssin(identity.ssin)})
    return identity


def _known_worker(known: RegisteredWorker, given: WorkerIdentity) -> RegisteredWorker:
    """Return the worker one version on; what the register lacks is taken from what was given."""
    news = {
        name: value for name, value in given if value is not None and getattr(known.identity, name) is None
    }
    return known.model_copy(
        update={"identity": known.identity.model_copy(update=news), "version": known.version + 1}
    )
