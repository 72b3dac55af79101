"""The two opinions of one scene: our engine's, and the simulator's of the body that we would really send."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from pydantic import TypeAdapter

from chalicelib.adapters.rsz.wire import body_of
from chalicelib.application.ports.rsz import Employer, RszFiling
from chalicelib.domain.brussels import local_date
from chalicelib.domain.checks.case import Known
from chalicelib.domain.clock.deadline import Timeliness, timeliness
from chalicelib.domain.filing import Filing, InFiling, SharedBalance
from chalicelib.domain.identifiers import is_ssin, parse_ssin
from chalicelib.domain.judgement import Judgement, judge_in, judge_on_period
from chalicelib.domain.period import Period
from chalicelib.domain.worker import WorkerIdentity
from infra.rsz_simulator import judge as simulator
from infra.rsz_simulator import rules as simulator_rules
from infra.rsz_simulator.facts import Facts
from infra.rsz_simulator.period import Period as TheirPeriod
from tests.law.two_opinions.generator import Scene

HERE = Employer("0999999922")
_FILING: TypeAdapter[Filing] = TypeAdapter(Filing)
_PERIOD: TypeAdapter[Period] = TypeAdapter(Period)
_LIMIT_OF_YEAR = 650


@dataclass(frozen=True)
class Ours:
    """What we say: codes that refuse and codes that warn."""

    refused: frozenset[str]
    warned: frozenset[str]
    timeliness: Timeliness

    @property
    def codes(self) -> frozenset[str]:
        """Everything we say."""
        return self.refused | self.warned


@dataclass(frozen=True)
class Theirs:
    """What the simulated RSZ says: codes that refuse (B) and codes that warn (NP); a 400 has none."""

    status: int
    result: str | None
    refused: frozenset[str]
    warned: frozenset[str]

    @property
    def codes(self) -> frozenset[str]:
        """Everything they say."""
        return self.refused | self.warned


@dataclass(frozen=True)
class World:
    """A filing and what stands, read as the API and the register would have read it.

    ``facts`` is what the RSZ knows beside its own file; where we know it too it is in ``known``.
    """

    filing: Filing
    known: Known
    facts: Facts
    ssin: str | None

    @property
    def before(self) -> Period | None:
        """The period that an OUT, UPDATE or CANCEL speaks of."""
        filing = self.filing
        if isinstance(filing, InFiling):
            return None
        return next(each for each in self.known.periods if each.id == filing.period)

    @property
    def worker_type(self) -> str:
        """The worker type in question."""
        of = self.filing if isinstance(self.filing, InFiling) else self.before
        return of.worker_type if of else ""

    def ours(self) -> Ours:
        """Ask our engine."""
        judgement = self._judged()
        return Ours(
            frozenset(each.code for each in judgement.refusals),
            frozenset(each.code for each in judgement.warnings),
            timeliness(judgement.deadline, self.known.now, rsz_says_late=False),
        )

    def _judged(self) -> Judgement:
        filing, before = self.filing, self.before
        if isinstance(filing, InFiling):
            return judge_in(filing.terms(), filing.worker, self.known, filing.replaces)
        return judge_on_period(filing.terms(), before or self.known.periods[0], self.known)

    def theirs(self) -> Theirs:
        """Ask the simulator, with the body that the product would send."""
        held = [_theirs(period, self.ssin) for period in self.known.periods]
        verdict = simulator.judge(self.body(), self.known.now, held, facts=self.facts)
        kind = self.worker_type
        refused = frozenset(code for code in verdict.anomalies if simulator_rules.refuses(code, kind))
        return Theirs(verdict.status, verdict.result, refused, frozenset(verdict.anomalies) - refused)

    def body(self) -> dict[str, object]:
        """The body of the POST to the RSZ."""
        who = _identity(self.filing.worker) if isinstance(self.filing, InFiling) else WorkerIdentity()
        return body_of(RszFiling(HERE, who, self.filing.terms(), self.before))


def read(scene: Scene) -> World:
    """Read a scene."""
    filing = _FILING.validate_python(scene.filing, by_alias=True, by_name=False)
    periods = tuple(_period(number, each) for number, each in enumerate(scene.periods))
    return World(filing, _known(scene, periods), _facts(scene, periods), scene.ssin)


def _identity(worker: WorkerIdentity) -> WorkerIdentity:
    """As the application keeps it: the number in digits."""
    if worker.ssin is None or not is_ssin(worker.ssin):
        return worker
    return WorkerIdentity(ssin=parse_ssin(worker.ssin))


def numbered(number: int, period: Period) -> Period:
    """Give a period its own number of the RSZ."""
    first10 = 9_000_000_001 + number + number // 90
    return period.model_copy(update={"rsz_number": f"{first10}{first10 % 97:02}"})


def _period(number: int, written: Mapping[str, Any]) -> Period:
    held = {"status": "active", **written}
    return numbered(number, _PERIOD.validate_python(held, by_alias=True, by_name=False))


def _known(scene: Scene, periods: tuple[Period, ...]) -> Known:
    """What the engine knows: the register, and what a student showed or others' days as extras."""
    today = local_date(scene.now)
    known = Known(now=scene.now, periods=periods, extra_days=_days_of_others(scene, periods))
    if "studentHours" not in scene.elsewhere:
        return known
    left = max(0, _LIMIT_OF_YEAR - _hours_here(periods, today.year) - _hours_elsewhere(scene, periods))
    return replace(known, balance=SharedBalance(remaining_hours=left, as_of=today))


def _hours_here(periods: tuple[Period, ...], year: int) -> int:
    return sum(p.planned_hours or 0 for p in periods if p.status.stands and p.start_date.year == year)


def _hours_elsewhere(scene: Scene, periods: tuple[Period, ...]) -> int:
    """No more than the counter of the student can show: it has no hours below zero."""
    left = _LIMIT_OF_YEAR - _hours_here(periods, scene.now.year)
    return max(0, min(scene.elsewhere.get("studentHours", 0), left))


def _days_of_others(scene: Scene, periods: tuple[Period, ...]) -> frozenset[date]:
    """Days of the year on which others are extras, none of them a day of this worker."""
    count = scene.elsewhere.get("employerDays", 0)
    if not count:
        return frozenset()
    start = scene.filing.get("startDate") or scene.periods[0]["startDate"]
    first = date(int(start[:4]), 1, 1)
    taken = {period.start_date for period in periods} | {date.fromisoformat(start)}
    free = (first + timedelta(days=n) for n in range(365))
    return frozenset([day for day in free if day not in taken][:count])


def _facts(scene: Scene, periods: tuple[Period, ...]) -> Facts:
    elsewhere = scene.elsewhere
    if not elsewhere:
        return _NOTHING
    workplaces = (HERE.enterprise_number, "0999999823")
    return Facts(
        quota_used={scene.ssin or "": _hours_elsewhere(scene, periods)},
        employer_extra_days_used=dict.fromkeys(workplaces, elsewhere.get("employerDays", 0)),
    )


_NOTHING = Facts()


def _theirs(period: Period, ssin: str | None) -> TheirPeriod:
    """The same period in the simulator's file."""
    user = {"enterpriseNumber": "0999999823", "jointCommissionNumber": period.user_committee}
    features = {"workerType": period.worker_type, "jointCommissionNumber": period.joint_committee}
    return TheirPeriod(
        id=int(period.rsz_number or "0"),
        employer=HERE.enterprise_number,
        employer_numbers={"enterpriseNumber": HERE.enterprise_number},
        ssin=ssin,
        worker={"ssin": ssin},
        features={**features, **({"usingEmployer": user} if period.user_committee else {})},
        start_date=period.start_date,
        start_hour=_hour(period.start_hour),
        end_date=period.end_date,
        end_hour=_hour(period.end_hour),
        planned_hours=period.planned_hours,
        cancelled=period.status == "cancelled",
    )


def _hour(hour: str | None) -> str | None:
    return hour and hour.replace(":", "")
