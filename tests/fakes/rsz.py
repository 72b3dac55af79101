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

from chalicelib.application.ports import RszFiling, UnreadableAnswerError
from chalicelib.domain.answer import ReportedAnomaly, Result, RszAnswer

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
    processed: bool = True


@dataclass
class FakeRsz:
    """The Rsz port in memory. ``executed`` is what the RSZ holds; ``posts`` and ``looks`` count calls."""

    executed: dict[str, Executed] = field(default_factory=dict)
    posts: int = 0
    looks: int = 0
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    _outcomes: deque[Outcome] = field(default_factory=deque)
    _faults: deque[tuple[BaseException, bool]] = field(default_factory=deque)
    _look_faults: deque[Exception] = field(default_factory=deque)
    _raw: dict[str, bytes] = field(default_factory=dict)
    _holding: bool = False

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
        number = dimona_number(FIRST_NUMBER + len(self.executed))
        outcome = self._outcomes.popleft() if self._outcomes else Outcome()
        self.executed[number] = Executed(number, filing, outcome, processed=not self._holding)
        if fault is not None:
            raise fault
        return number

    def answer(self, declaration_id: str) -> bytes | None:
        self.looks += 1
        if self._look_faults:
            raise self._look_faults.popleft()
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
        created = outcome.result in {Result.ACCEPTED, Result.ACCEPTED_WITH_WARNING}
        return {
            "declarationId": declaration.number,
            "result": outcome.result.value,
            "periodId": declaration.number if created else None,
            "anomalies": [
                {"code": code, "labels": dict(self.labels.get(code, {"nl": code}))}
                for code in outcome.anomalies
            ],
            "ssin": outcome.ssin or worker.ssin,
            "familyName": worker.family_name,
            "givenName": worker.given_name,
        }
