"""What the rules look at: one filing beside everything that is known when it comes in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from chalicelib.domain.brussels import local_date
from chalicelib.domain.clock.deadline import Deadline
from chalicelib.domain.filing import CancelTerms, InTerms, OutTerms, SharedBalance, UpdateTerms
from chalicelib.domain.law.quotas import QUOTAS, Quota
from chalicelib.domain.law.worker_type import Variant, WorkerType
from chalicelib.domain.law.worker_types import WORKER_TYPES
from chalicelib.domain.occupation import Occupation
from chalicelib.domain.period import Period
from chalicelib.domain.readings import DEFAULT_READINGS, Readings
from chalicelib.domain.worker import WorkerIdentity


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What we know beside the filing itself: the relation's periods, counters, the clock, the readings.

    ``extra_days`` are the days on which other workers of this employer are extras in horeca. The tables
    of the law come with it, so that another row is judged without other code.
    """

    now: datetime
    periods: tuple[Period, ...] = ()
    extra_days: frozenset[date] = frozenset()
    balance: SharedBalance | None = None
    readings: Readings = DEFAULT_READINGS
    worker_types: Mapping[str, WorkerType] = field(default_factory=lambda: WORKER_TYPES)
    quotas: tuple[Quota, ...] = QUOTAS

    @property
    def today(self) -> date:
        """The Brussels date of the filing."""
        return local_date(self.now)


@dataclass(frozen=True, kw_only=True)
class Result:
    """The occupation as it would stand if the RSZ accepts, and what it would stand beside.

    ``own`` is the id of the period it stands for already (an UPDATE) or takes the place of
    (``replaces``); ``block`` is the glossary block its anomalies begin with.
    """

    occupation: Occupation
    block: str
    own: str | None
    deadline: Deadline
    known: Known

    @cached_property
    def kind(self) -> WorkerType | None:
        """The table row of the worker type, or None for a type we do not file."""
        return self.known.worker_types.get(self.occupation.worker_type)

    @property
    def filed_as(self) -> Occupation:
        """What decides the way it is filed: an UPDATE never turns a day into a period, or back."""
        return self.occupation

    @cached_property
    def variant(self) -> Variant | None:
        """The way this type is filed here, or None for a type we do not file."""
        return self.kind.variant_of(self.filed_as) if self.kind else None

    @cached_property
    def beside(self) -> list[Period]:
        """Return the worker's other periods that stand or may come to stand, as they are expected."""
        others = (period.expected() for period in self.known.periods if period.id != self.own)
        return [period for period in others if period.status.stands]


@dataclass(frozen=True, kw_only=True)
class Hiring(Result):
    """An IN under judgement."""

    terms: InTerms
    worker: WorkerIdentity


@dataclass(frozen=True, kw_only=True)
class OnPeriod(Result):
    """A declaration on a period; ``before`` is that period as it is expected to stand when it is sent."""

    before: Period

    @property
    def filed_as(self) -> Occupation:
        """The period as it was filed."""
        return self.before


@dataclass(frozen=True, kw_only=True)
class Changing(OnPeriod):
    """An UPDATE under judgement."""

    terms: UpdateTerms


@dataclass(frozen=True, kw_only=True)
class Closing(OnPeriod):
    """An OUT under judgement."""

    terms: OutTerms


@dataclass(frozen=True, kw_only=True)
class Cancelling(OnPeriod):
    """A CANCEL under judgement."""

    terms: CancelTerms
