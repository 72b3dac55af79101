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


@dataclass(frozen=True)
class Theirs:
    """What the simulated RSZ says: codes that refuse (B) and codes that warn (NP); a 400 has none."""

    status: int
    result: str | None
    refused: frozenset[str]
    warned: frozenset[str]


@dataclass(frozen=True)
class Both:
    """A scene, with its filing and periods read once for both, and the two opinions."""

    scene: Scene
    filing: Filing
    periods: tuple[Period, ...]
    ours: Ours
    theirs: Theirs

    @property
    def before(self) -> Period | None:
        """The period that an OUT, UPDATE or CANCEL speaks of."""
        return None if isinstance(self.filing, InFiling) else self.periods[0]

    @property
    def worker_type(self) -> str:
        """The worker type in question."""
        return self.filing.worker_type if isinstance(self.filing, InFiling) else self.periods[0].worker_type


@dataclass(frozen=True)
class Prepared:
    """A scene read: what the API and the register would have made of it."""

    scene: Scene
    filing: Filing
    periods: tuple[Period, ...]
    known: Known

    @classmethod
    def of(cls, scene: Scene) -> "Prepared":
        """Read a scene."""
        filing = _FILING.validate_python(scene.filing, by_alias=True, by_name=False)
        periods = tuple(_period(number, each) for number, each in enumerate(scene.periods))
        return cls(scene, filing, periods, _known(scene, periods))

    def ours(self) -> Ours:
        """Ask our engine."""
        judgement = self._judged()
        return Ours(
            frozenset(each.code for each in judgement.refusals),
            frozenset(each.code for each in judgement.warnings),
        )

    def _judged(self) -> Judgement:
        if isinstance(self.filing, InFiling):
            return judge_in(self.filing.terms(), self.filing.worker, self.known, self.filing.replaces)
        return judge_on_period(self.filing.terms(), self.periods[0], self.known)

    def theirs(self) -> Theirs:
        """Ask the simulator, with the body that the product would send."""
        verdict = simulator.judge(
            self._body(),
            self.scene.now,
            [_theirs(period, self.scene.ssin) for period in self.periods],
            facts=_facts(self.scene),
        )
        kind = {code: simulator_rules.refuses(code, self._worker_type()) for code in verdict.anomalies}
        return Theirs(
            verdict.status,
            verdict.result,
            frozenset(code for code, refuses in kind.items() if refuses),
            frozenset(code for code, refuses in kind.items() if not refuses),
        )

    def _worker_type(self) -> str:
        return self.filing.worker_type if isinstance(self.filing, InFiling) else self.periods[0].worker_type

    def _body(self) -> dict[str, object]:
        if isinstance(self.filing, InFiling):
            return body_of(RszFiling(HERE, _identity(self.filing.worker), self.filing.terms()))
        return body_of(RszFiling(HERE, WorkerIdentity(), self.filing.terms(), self.periods[0]))


def both(prepared: Prepared, theirs: Theirs | None = None) -> Both:
    """Ask both; the simulator's opinion may be known already."""
    said = theirs or prepared.theirs()
    return Both(prepared.scene, prepared.filing, prepared.periods, prepared.ours(), said)


def _identity(worker: WorkerIdentity) -> WorkerIdentity:
    """As the application keeps it: the number in digits."""
    if worker.ssin is None or not is_ssin(worker.ssin):
        return worker
    return WorkerIdentity(ssin=parse_ssin(worker.ssin))


def _period(number: int, written: Mapping[str, Any]) -> Period:
    first10 = 9_000_000_001 + number + (number // 90)
    digits = {"rszNumber": f"{first10}{first10 % 97:02}", "status": "active"}
    return _PERIOD.validate_python({**digits, **written}, by_alias=True, by_name=False)


def _known(scene: Scene, periods: tuple[Period, ...]) -> Known:
    """What the engine knows: the register, and what a student showed or others' days as extras."""
    today = local_date(scene.now)
    known = Known(now=scene.now, periods=periods, extra_days=_days_of_others(scene, periods))
    hours = scene.elsewhere.get("studentHours")
    if hours is None:
        return known
    here = sum(
        p.planned_hours or 0 for p in periods if p.status == "active" and p.start_date.year == today.year
    )
    left = _LIMIT_OF_YEAR - hours - here
    if left < 0:
        return known
    return replace(known, balance=SharedBalance(remaining_hours=left, as_of=today))


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


def _facts(scene: Scene) -> Facts:
    elsewhere = scene.elsewhere
    if not elsewhere:
        return _NOTHING
    workplaces = (HERE.enterprise_number, "0999999823")
    return Facts(
        quota_used={scene.ssin or "": elsewhere.get("studentHours", 0)},
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
