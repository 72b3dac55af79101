"""The history check: what was accepted, is shown, is held by the RSZ and stands in the register must agree.

Pure: it compares four lists that were read when nothing moved any more, and returns what is wrong in plain
words. The simulator's own file is the witness; nothing here asks the product what the RSZ said.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from tests.chaos.book import Accepted, Fate
from tests.chaos.weather import ANOMALY_OF_A_FAULT

SETTLED: Mapping[str, tuple[str, ...]] = {
    "accepted": ("A",),
    "acceptedWithWarning": ("W",),
    "refused": ("B",),
}
"""The results of the RSZ that each settled state may show."""
ENDED = {*SETTLED, "withdrawn"}
KIND_AT_RSZ = {"in": "dimonaIn", "out": "dimonaOut", "update": "dimonaUpdate", "cancel": "dimonaCancel"}


@dataclass(frozen=True)
class Shown:
    """A declaration as the API shows it, with the reason its last event gives."""

    id: str
    employer: str
    kind: str
    state: str
    period_id: str
    period_number: str | None
    rsz_number: str | None
    anomalies: tuple[str, ...]
    why: str | None


@dataclass(frozen=True)
class AtRsz:
    """A declaration in the simulator's file."""

    number: str
    employer: str | None
    kind: str
    body: str
    result: str | None
    anomalies: tuple[str, ...]
    period_number: str | None


@dataclass(frozen=True)
class Period:
    """A period: in the simulator's file, or in our register."""

    number: str | None
    employer: str
    ssin: str
    start: date
    end: date | None
    stands: bool
    moving: bool = False
    """Only in our register: something is still on its way, or it is not known whether it exists."""


@dataclass(frozen=True)
class World:
    """Everything, at the end."""

    accepted: list[Accepted]
    shown: list[Shown]
    at_rsz: list[AtRsz]
    periods: list[Period]
    register: list[Period]


@dataclass
class Verdict:
    """What is wrong, sorted by the promise that is broken."""

    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    unended: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> list[str]:
        """All of it, a sentence each."""
        return [*self.lost, *self.twice, *self.unended, *self.differing]


def judge(world: World) -> Verdict:
    """Check every promise."""
    return Verdict(
        lost=[*_lost(world), *_from_nowhere(world)],
        twice=[*_shared_numbers(world), *_standing_twice(world), *_executed_twice(world)],
        unended=list(_unended(world)),
        differing=[*_results(world), *_trespasses(world), *_register(world), *_intents(world)],
    )


def _lost(world: World) -> Iterable[str]:
    known = {one.id for one in world.shown}
    return [f"{one.kind} {one.id} was accepted and is gone" for one in world.accepted if one.id not in known]


def _from_nowhere(world: World) -> Iterable[str]:
    """Beside what was filed there is only the CANCEL of each period that an IN replaces, once."""
    filed = {one.id for one in world.accepted}
    replaced = Counter(one.replaces for one in world.accepted if one.replaces)
    others = Counter(one.period_id for one in world.shown if one.id not in filed)
    for one in world.shown:
        if one.id not in filed and (one.kind != "cancel" or others[one.period_id] > replaced[one.period_id]):
            yield f"{one.kind} {one.id} was never filed"


def _unended(world: World) -> Iterable[str]:
    for one in world.shown:
        if one.state not in ENDED:
            yield f"{one.kind} {one.id} ended as {one.state} ({one.why})"
        elif one.state == "withdrawn" and not one.why:
            yield f"{one.kind} {one.id} was withdrawn without a reason"


def _shared_numbers(world: World) -> Iterable[str]:
    shared = Counter(one.rsz_number for one in world.shown if one.rsz_number)
    return [f"RSZ declaration {number} answers {n} of ours" for number, n in shared.items() if n > 1]


def _standing_twice(world: World) -> Iterable[str]:
    standing = Counter((one.employer, one.ssin, one.start) for one in world.periods if one.stands)
    return [f"{n} standing periods of {of[0]} from {of[2]}" for of, n in standing.items() if n > 1]


def _executed_twice(world: World) -> Iterable[str]:
    """Every filing of the chaos has a body of its own, so one body may be accepted there once."""
    executed = Counter((one.kind, one.body) for one in world.at_rsz if one.result in {"A", "W"})
    return [f"one {kind} was executed {n} times" for (kind, _), n in executed.items() if n > 1]


def _results(world: World) -> Iterable[str]:
    at_rsz = {one.number: one for one in world.at_rsz}
    for one in world.shown:
        if one.state not in SETTLED:
            continue
        said = at_rsz.get(one.rsz_number or "")
        if said is None:
            yield f"{one.kind} {one.id} is {one.state}, but the RSZ has no {one.rsz_number}"
        elif trouble := _differs(one, said):
            yield f"{one.kind} {one.id} is {one.state}, but {trouble} at the RSZ"


def _differs(one: Shown, said: AtRsz) -> str | None:
    by_fault = ANOMALY_OF_A_FAULT in one.anomalies
    results = (*SETTLED[one.state], *(("A",) if by_fault else ()))
    if said.result not in results:
        return f"the result is {said.result}"
    if (said.kind, said.employer) != (KIND_AT_RSZ[one.kind], one.employer):
        return f"{said.number} is a {said.kind} of {said.employer}"
    if sorted(set(one.anomalies) - {ANOMALY_OF_A_FAULT}) != sorted(set(said.anomalies)):
        return f"the anomalies are {said.anomalies}, not {one.anomalies}"
    if one.kind == "in" and one.state != "refused" and said.period_number != one.period_number:
        return f"the period is {said.period_number}, not {one.period_number}"
    return None


def _trespasses(world: World) -> Iterable[str]:
    shown = {one.id: one for one in world.shown}
    for one in world.accepted:
        state = shown[one.id].state if one.id in shown else "gone"
        if one.fate is Fate.MUST_NOT_REACH and state != "withdrawn":
            yield f"{one.kind} {one.id} on a stranger's period is {state}"


def _register(world: World) -> Iterable[str]:
    """The register and the RSZ's file are two lists of the same periods."""
    ours = {one.number: one for one in world.register if one.number}
    for theirs in world.periods:
        mine = ours.get(theirs.number or "")
        if mine is None:
            yield f"period {theirs.number} of the RSZ is not in the register"
        elif (mine.stands, mine.start, mine.end) != (theirs.stands, theirs.start, theirs.end):
            yield f"period {theirs.number} differs: {_words(mine)} here, {_words(theirs)} at the RSZ"
    known = {one.number for one in world.periods}
    for one in world.register:
        if one.moving:
            yield f"period {one.number} from {one.start} is still on its way"
        elif one.stands and one.number not in known:
            yield f"period {one.number} from {one.start} stands here, and is unknown to the RSZ"


def _words(period: Period) -> str:
    return f"{period.start} to {period.end}, {'standing' if period.stands else 'gone'}"


def _intents(world: World) -> Iterable[str]:
    """An IN shown as accepted has its period there; one refused or withdrawn has none standing."""
    shown = {one.id: one for one in world.shown}
    standing = {(one.employer, one.ssin, one.start) for one in world.periods if one.stands}
    existing = {(one.employer, one.ssin, one.start) for one in world.periods}
    for one in world.accepted:
        if one.start is None or one.id not in shown:
            continue
        intent, state = (one.employer, one.ssin, one.start), shown[one.id].state
        if state in {"accepted", "acceptedWithWarning"} and intent not in existing:
            yield f"in {one.id} is {state}, but the RSZ has no period of it"
        if state in {"refused", "withdrawn"} and intent in standing:
            yield f"in {one.id} is {state}, but its period stands at the RSZ"
