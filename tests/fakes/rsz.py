"""An RSZ in memory, with answers and faults that a test lays down beforehand.

It keeps what was *executed* there apart from what was merely *asked*, so that a test can prove that
one intent became one declaration, whatever went wrong on the way.

    rsz = FakeRsz()
    rsz.answers_next("B", "90374-349")                    # the next filing will be refused
    rsz.fails_next(NotExecutedError("connection refused"))     # ... or never arrive
    rsz.loses_next(OutcomeUnknownError("dropped"))             # ... or be executed and its answer lost
    rsz.holds()                                           # 404 until rsz.processes() is called
"""

import json
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from chalicelib.application.ports import (
    Clock,
    Employer,
    FoundDeclaration,
    HeldPage,
    HeldPeriod,
    RszFiling,
    UnreadableAnswerError,
)
from chalicelib.domain.answer import ReportedAnomaly, Result, RszAnswer
from chalicelib.domain.filing import InTerms, OutTerms, Terms
from chalicelib.domain.period import Period, PeriodStatus, period_of
from chalicelib.domain.worker import WorkerIdentity
from tests.fakes.world import FakeClock

FIRST_NUMBER = 9_000_000_001


def dimona_number(first10: int) -> str:
    """Twelve digits with the right check digits."""
    return f"{first10}{first10 % 97:02d}"


@dataclass
class Outcome:
    """What the RSZ will say of one declaration."""

    result: Result = Result.ACCEPTED
    anomalies: Sequence[str] = ()
    ssin: str | None = None


@dataclass
class Executed:
    """A declaration that is there, with the outcome it has or will have."""

    number: str
    filing: RszFiling
    outcome: Outcome
    received_at: datetime
    processed: bool = True

    @property
    def created(self) -> bool:
        """Whether it took effect: accepted, with or without a warning."""
        return self.outcome.result in {Result.ACCEPTED, Result.ACCEPTED_WITH_WARNING}


@dataclass
class FakeRsz:
    """The Rsz port in memory. ``executed`` is what the RSZ holds; ``posts`` and ``looks`` count calls."""

    clock: Clock = field(default_factory=FakeClock)
    executed: dict[str, Executed] = field(default_factory=dict)
    held: dict[str, HeldPeriod] = field(default_factory=dict)
    """The periods it holds, by number; those of other employers under ``owners``."""
    owners: dict[str, str] = field(default_factory=dict)
    """The enterprise number each period belongs to."""
    posts: int = 0
    looks: int = 0
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    _outcomes: deque[Outcome] = field(default_factory=deque)
    _faults: deque[tuple[BaseException, bool]] = field(default_factory=deque)
    _look_faults: deque[Exception] = field(default_factory=deque)
    _raw: dict[str, bytes] = field(default_factory=dict)
    _holding: bool = False
    page_size: int = 2
    doubles: bool = True
    """Whether a second equal IN is refused as double."""

    def answers_next(self, result: str, *anomalies: str, ssin: str | None = None) -> None:
        """Lay down the result of the next filing that has none; without any, filings are accepted."""
        self._outcomes.append(Outcome(Result(result), anomalies, ssin))

    def fails_next(self, fault: BaseException) -> None:
        """Let the next POST fail before anything is executed."""
        self._faults.append((fault, False))

    def loses_next(self, fault: BaseException) -> None:
        """Let the next POST be executed and its answer be lost."""
        self._faults.append((fault, True))

    def fails_next_look(self, fault: Exception) -> None:
        """Let the next GET fail."""
        self._look_faults.append(fault)

    def holds(self) -> None:
        """Process nothing that is filed from now on."""
        self._holding = True

    def processes(self) -> None:
        """Process everything that is there, and whatever comes."""
        self._holding = False
        for declaration in self.executed.values():
            declaration.processed = True

    def decides(self, number: str, result: str, *anomalies: str, ssin: str | None = None) -> None:
        """Change what is said of a declaration: an S that becomes A, for example."""
        self.executed[number].outcome = Outcome(Result(result), anomalies, ssin)

    def says(self, number: str, raw: bytes) -> None:
        """Answer with exactly these bytes for a declaration."""
        self._raw[number] = raw

    def request_for(self, filing: RszFiling) -> dict[str, object]:
        return {"dimonaIn": filing.terms.model_dump(mode="json", by_alias=True, exclude_none=True)}

    def file(self, filing: RszFiling) -> str:
        self.posts += 1
        fault, executed = self._faults.popleft() if self._faults else (None, True)
        if fault is not None and not executed:
            raise fault
        number = self.execute(filing)
        if fault is not None:
            raise fault
        return number

    def execute(self, filing: RszFiling) -> str:
        """Execute a filing and return its number; what it does to the periods follows from its outcome."""
        number = dimona_number(FIRST_NUMBER + len(self.executed))
        outcome = self._outcomes.popleft() if self._outcomes else self._judged(filing)
        done = Executed(number, filing, outcome, self.clock.now(), processed=not self._holding)
        self.executed[number] = done
        if done.created:
            self._apply(done)
        return number

    def holds_period(self, number: str, employer: str, period: Period, worker: WorkerIdentity) -> None:
        """Let the RSZ hold a period that was declared elsewhere."""
        self.held[number] = HeldPeriod(period.model_copy(update={"rsz_number": number}), worker)
        self.owners[number] = employer

    def _judged(self, filing: RszFiling) -> Outcome:
        """Refuse what an earlier success explains, as the RSZ does; accept the rest."""
        if isinstance(filing.terms, InTerms):
            return Outcome(Result.REFUSED, ("90373-333",)) if self._is_double(filing) else Outcome()
        number = filing.period.rsz_number if filing.period else None
        held = self.held.get(number or "")
        if held is None:
            return Outcome(Result.REFUSED, ("00913-354",))
        if held.period.status is PeriodStatus.CANCELLED:
            return Outcome(Result.REFUSED, ("00913-355",))
        if isinstance(filing.terms, OutTerms) and held.period.end_date is not None:
            return Outcome(Result.REFUSED, ("00913-356",))
        if held.period.changed_by(filing.terms) == held.period:
            return Outcome(Result.REFUSED, ("90378-444",))
        return Outcome()

    def _is_double(self, filing: RszFiling) -> bool:
        wanted = period_of(filing.terms, "", "", date.min) if isinstance(filing.terms, InTerms) else None
        return self.doubles and any(
            held.worker.ssin == filing.worker.ssin
            and held.worker.name == filing.worker.name
            and held.period.status is PeriodStatus.ACTIVE
            and wanted is not None
            and _features(held.period) == _features(wanted)
            for number, held in self.held.items()
            if self.owners[number] == filing.employer.enterprise_number
        )

    def _apply(self, done: Executed) -> None:
        terms, filing = done.filing.terms, done.filing
        if isinstance(terms, InTerms):
            period = period_of(terms, "", "", date.min).without("")
            self.held[done.number] = HeldPeriod(
                period.model_copy(update={"status": PeriodStatus.ACTIVE, "rsz_number": done.number}),
                filing.worker,
            )
            self.owners[done.number] = filing.employer.enterprise_number
            return
        number = filing.period.rsz_number if filing.period else None
        if number is not None and number in self.held:
            held = self.held[number]
            self.held[number] = HeldPeriod(held.period.changed_by(terms), held.worker)

    def find(self, filing: RszFiling, since: datetime) -> list[FoundDeclaration]:
        self._look()
        return [
            FoundDeclaration(done.number, done.received_at)
            for done in self.executed.values()
            if done.received_at >= since
            and done.processed
            and says_the_same(done.filing, filing)
            and not self._was_cancelled(done)
        ]

    def is_ours(self, declaration_id: str, filing: RszFiling) -> bool | None:
        self._look()
        done = self.executed.get(declaration_id)
        return None if done is None or not done.processed else says_the_same(done.filing, filing)

    def period(self, number: str, employer: Employer) -> HeldPeriod | None:
        self._look()
        return self.held.get(number) if self.owners.get(number) == employer.enterprise_number else None

    def periods(self, employer: Employer, page: int) -> HeldPage:
        self._look()
        theirs = [
            held for number, held in self.held.items() if self.owners[number] == employer.enterprise_number
        ]
        start = (page - 1) * self.page_size
        end = start + self.page_size
        return HeldPage(tuple(theirs[start:end]), more=end < len(theirs))

    def ping(self) -> None:
        self._look()

    def _was_cancelled(self, done: Executed) -> bool:
        held = self.held.get(done.number)
        return held is not None and held.period.status is PeriodStatus.CANCELLED

    def _look(self) -> None:
        self.looks += 1
        if self._look_faults:
            raise self._look_faults.popleft()

    def answer(self, declaration_id: str) -> bytes | None:
        self._look()
        if declaration_id in self._raw:
            return self._raw[declaration_id]
        declaration = self.executed.get(declaration_id)
        if declaration is None or not declaration.processed:
            return None
        return json.dumps(self._answer_to(declaration)).encode()

    def interpret(self, raw: bytes) -> RszAnswer:
        try:
            said = json.loads(raw)
            return RszAnswer(
                declaration_id=said["declarationId"],
                result=Result(said["result"]),
                period_id=said["periodId"],
                anomalies=tuple(ReportedAnomaly.model_validate(one) for one in said["anomalies"]),
                ssin=said["ssin"],
                family_name=said["familyName"],
                given_name=said["givenName"],
            )
        except (ValueError, KeyError, TypeError) as error:
            raise UnreadableAnswerError("this answer was not made by the fake RSZ") from error

    def _answer_to(self, declaration: Executed) -> dict[str, object]:
        outcome, worker = declaration.outcome, declaration.filing.worker
        number = (
            declaration.number if isinstance(declaration.filing.terms, InTerms) else _period_of(declaration)
        )
        return {
            "declarationId": declaration.number,
            "result": outcome.result.value,
            "periodId": number if declaration.created else None,
            "anomalies": [
                {"code": code, "labels": dict(self.labels.get(code, {"nl": code}))}
                for code in outcome.anomalies
            ],
            "ssin": outcome.ssin or worker.ssin,
            "familyName": worker.family_name,
            "givenName": worker.given_name,
        }


def _period_of(declaration: Executed) -> str | None:
    return declaration.filing.period.rsz_number if declaration.filing.period else None


OURS_ALONE = ("reference", "replaces", "lump", "work_starts_at")
"""Terms that are never sent: the RSZ cannot tell declarations apart by them."""


def sent(terms: Terms) -> Terms:
    ours = {name: None for name in OURS_ALONE if name in type(terms).model_fields}
    return terms.model_copy(update=ours)


def says_the_same(one: RszFiling, other: RszFiling) -> bool:
    """Tell whether two filings say the same of the same person or period for the same employer."""
    periods = [each.period.rsz_number if each.period else None for each in (one, other)]
    return (
        one.employer == other.employer
        and (one.worker == other.worker or periods[0] is not None)
        and sent(one.terms) == sent(other.terms)
        and periods[0] == periods[1]
    )


def _features(period: Period) -> tuple[object, ...]:
    names = ("worker_type", "joint_committee", "start_date", "start_hour", "end_date", "end_hour")
    return tuple(getattr(period, name) for name in names)
