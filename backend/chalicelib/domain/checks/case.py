"""What the rules look at: one filing beside everything that is known when it comes in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from chalicelib.domain.brussels import local_date
from chalicelib.domain.clock.deadline import Deadline
from chalicelib.domain.filing import CHANGEABLE, CancelTerms, InTerms, OutTerms, SharedBalance, UpdateTerms
from chalicelib.domain.identifiers import BirthDate, birth_date_in
from chalicelib.domain.law.quotas import QUOTAS, Quota
from chalicelib.domain.law.worker_type import Variant, WorkerType
from chalicelib.domain.law.worker_types import WORKER_TYPES
from chalicelib.domain.occupation import Occupation, committee_in_effect
from chalicelib.domain.period import Period, PeriodStatus
from chalicelib.domain.readings import DEFAULT_READINGS, Readings
from chalicelib.domain.worker import WorkerIdentity

_ACTIVE, _PENDING = PeriodStatus.ACTIVE, PeriodStatus.PENDING


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


@dataclass(kw_only=True, eq=False)
class Result:
    """The occupation as it would stand if the RSZ accepts, and what it would stand beside.

    ``own`` is the id of the period it stands for already (an UPDATE) or takes the place of
    (``replaces``); ``block`` is the glossary block its anomalies begin with. ``kind`` is the table row of
    the worker type and ``variant`` the way it is filed, both None for a type we do not file; ``beside``
    are the worker's other periods that stand or may come to stand, as they are expected.

    It lives for one judgement, so what many rules ask is worked out once, when it is made.
    """

    occupation: Occupation
    block: str
    own: str | None
    deadline: Deadline
    known: Known
    today: date = field(init=False)
    kind: WorkerType | None = field(init=False)
    variant: Variant | None = field(init=False)
    beside: list[Period] = field(init=False)

    def __post_init__(self) -> None:
        known = self.known
        self.today = known.today
        self.kind = known.worker_types.get(self.occupation.worker_type)
        self.variant = self._filed_as(self.kind) if self.kind else None
        self.beside = list(self._beside())

    def _beside(self) -> Iterator[Period]:
        for each in self.known.periods:
            if each.id != self.own:
                period = each.expected() if each.on_its_way else each
                if period.status is _ACTIVE or period.status is _PENDING:
                    yield period

    def _filed_as(self, kind: WorkerType) -> Variant:
        """Return the way it is filed."""
        return kind.variant_of(self.occupation)

    @cached_property
    def extras_beside(self) -> list[Period]:
        """Of these, the shifts as an extra."""
        return [period for period in self.beside if period.worker_type == "EXT"]

    @cached_property
    def extras_alike(self) -> list[Period]:
        """Of these, the ones that a quota counts: of the same year and committee. A night is one day."""
        year, committee = self.occupation.start_date.year, committee_in_effect(self.occupation)
        first, last = date(year, 1, 1), date(year, 12, 31)
        of_year = (period for period in self.extras_beside if first <= period.start_date <= last)
        return [period for period in of_year if committee_in_effect(period) == committee]


@dataclass(kw_only=True, eq=False)
class Hiring(Result):
    """An IN under judgement."""

    terms: InTerms
    worker: WorkerIdentity
    born: BirthDate | None = field(init=False)
    """What the national number says of the birth date; None without a number, or when it is none."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.born = None if self.worker.ssin is None else birth_date_in(self.worker.ssin)


@dataclass(kw_only=True, eq=False)
class OnPeriod(Result):
    """A declaration on a period; ``before`` is that period as it is expected to stand when it is sent."""

    before: Period

    def _filed_as(self, kind: WorkerType) -> Variant:
        """The period as it was filed: an UPDATE never turns a day into a period, or back."""
        return kind.variant_of_period(self.before)


@dataclass(kw_only=True, eq=False)
class Changing(OnPeriod):
    """An UPDATE under judgement."""

    terms: UpdateTerms
    named: dict[str, date | str | int] = field(init=False)
    """The fields that the UPDATE names, with their new values."""

    def __post_init__(self) -> None:
        super().__post_init__()
        values = ((name, getattr(self.terms, name)) for name in CHANGEABLE)
        self.named = {name: value for name, value in values if value is not None}


@dataclass(kw_only=True, eq=False)
class Closing(OnPeriod):
    """An OUT under judgement."""

    terms: OutTerms


@dataclass(kw_only=True, eq=False)
class Cancelling(OnPeriod):
    """A CANCEL under judgement."""

    terms: CancelTerms
