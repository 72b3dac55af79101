"""From a considered filing to what is recorded: one declaration, or two that are one intention."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.application.considering import Considered
from chalicelib.application.lanes import SWEPT_AFTER
from chalicelib.application.ports import Ids, RelationChange
from chalicelib.application.relations import relation_change
from chalicelib.domain.brussels import local_date
from chalicelib.domain.clock.deadlines import cancel_deadline
from chalicelib.domain.declaration import Caution, Declaration, Event
from chalicelib.domain.filing import CancelTerms, InTerms, Mode, OutTerms, Terms, UpdateTerms
from chalicelib.domain.judgement import Judgement
from chalicelib.domain.lifecycle import Happening, move
from chalicelib.domain.order import waits_for
from chalicelib.domain.period import OnItsWay, Period, PeriodStatus, period_of
from chalicelib.domain.registered import RegisteredWorker
from chalicelib.domain.worker import WorkerIdentity


@dataclass(frozen=True, slots=True)
class Origin:
    """For whom and when a filing came in."""

    mode: Mode
    employer: str
    employer_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Recording:
    """What one filing records. The last declaration is the one that was asked for."""

    declarations: tuple[Declaration, ...]
    change: RelationChange


def recorded(considered: Considered, origin: Origin, ids: Ids) -> Recording:
    """Return the declarations of a filing and what they change in the relation."""
    writer = _Writer(considered, origin, ids)
    terms, period = considered.terms, considered.period
    if isinstance(terms, InTerms):
        declarations, periods = writer.replacing(terms, period) if period else writer.hiring(terms, ())
    elif period is not None:
        declarations, periods = writer.on_period(terms, period, considered.judgement)
    else:
        raise ValueError("an OUT, UPDATE or CANCEL speaks of a period")
    worker, relation = considered.worker, considered.relation
    change = relation_change(worker, relation, periods, relist=_is_news(worker, relation.worker))
    return Recording(declarations, change)


def _is_news(worker: RegisteredWorker, known: RegisteredWorker | None) -> bool:
    """Tell whether the register's list changes. Who stands for an unverified number is nobody: not listed."""
    return worker.identity != (known.identity if known else WorkerIdentity())


@dataclass(frozen=True, slots=True)
class _About:
    """The period a declaration is about."""

    period_id: str
    worker_type: str
    number: str | None
    held: bool
    """Whether the declaration waits for others, or for the RSZ's word whose period it is."""


_Written = tuple[tuple[Declaration, ...], tuple[Period, ...]]


@dataclass(frozen=True, slots=True)
class _Writer:
    considered: Considered
    origin: Origin
    ids: Ids

    def hiring(self, terms: InTerms, after: tuple[str, ...]) -> _Written:
        """An IN and the period it creates."""
        waiting = (*after, *waits_for(terms, None, self.considered.relation.periods))
        about = _About(self.ids.new("per"), terms.worker_type, None, bool(waiting))
        declaration = self._declaration(terms, about, self.considered.judgement, waiting)
        on = local_date(self.origin.at)
        period = period_of(terms, declaration.period_id, declaration.id, on, declaration.waits_for)
        return (declaration,), (period,)

    def replacing(self, terms: InTerms, replaced: Period) -> _Written:
        """A CANCEL of a period, unless that is done or on its way, and the IN that takes its place."""
        if not replaced.expected().status.stands:
            return self.hiring(terms, tuple(one.declaration_id for one in replaced.on_its_way))
        cancelling = Judgement((), cancel_deadline(replaced.expected()))
        cancels, changed = self.on_period(CancelTerms(reference=terms.reference), replaced, cancelling)
        hirings, created = self.hiring(terms, tuple(each.id for each in cancels))
        return (*cancels, *hirings), (*changed, *created)

    def on_period(
        self, terms: OutTerms | UpdateTerms | CancelTerms, period: Period, judgement: Judgement
    ) -> _Written:
        """An OUT, UPDATE or CANCEL, and the period with it on its way."""
        result = period.expected().changed_by(terms)
        waiting = waits_for(result, period.id, self.considered.relation.periods)
        held = bool(waiting) or period.status is PeriodStatus.UNVERIFIED
        about = _About(period.id, period.worker_type, period.rsz_number, held)
        declaration = self._declaration(terms, about, judgement, waiting)
        one = OnItsWay(declaration_id=declaration.id, terms=terms, waits_for=declaration.waits_for)
        return (declaration,), (period.with_(one),)

    def _declaration(
        self, terms: Terms, about: _About, judgement: Judgement, waiting: tuple[str, ...]
    ) -> Declaration:
        worker, at = self.considered.worker, self.origin.at
        happenings = (Happening.RECORDED, Happening.HELD) if about.held else (Happening.RECORDED,)
        events = _events(happenings, at)
        return Declaration(
            id=self.ids.new("dec"),
            mode=self.origin.mode,
            employer=self.origin.employer,
            employer_name=self.origin.employer_name,
            worker_id=worker.id,
            worker_name=worker.identity.name,
            period_id=about.period_id,
            period_number=about.number,
            worker_type=about.worker_type,
            terms=terms,
            waits_for=tuple(dict.fromkeys(waiting)),
            deadline=judgement.deadline,
            warnings=tuple(Caution(code=each.code, params=each.params) for each in judgement.warnings),
            state=events[-1].state,
            received_at=at,
            due_at=at + SWEPT_AFTER,
            events=events,
        )


def _events(happenings: tuple[Happening, ...], at: datetime) -> tuple[Event, ...]:
    events, state = [], None
    for happening in happenings:
        state = move(state, happening)
        events.append(Event(at=at, happening=happening, state=state))
    return tuple(events)
