"""The RSZ of the simulation: it takes its time, may lose its answers, and is down when the script says so.

What was posted takes effect when it is processed, in the order in which that happens. A search shows
nothing before. A worker without a national number is first answered S, and identified later.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from chalicelib.application.ports import (
    Clock,
    NotExecutedError,
    OutcomeUnknownError,
    RszFiling,
)
from chalicelib.domain.answer import Result
from chalicelib.domain.filing import InTerms
from tests.fakes.rsz import FIRST_NUMBER, Executed, FakeRsz, Outcome, dimona_number

QUICK = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Script:
    """How the RSZ behaves in a history. Tags are the references of the declarations."""

    delays: Mapping[str, timedelta] = field(default_factory=dict)
    """How long processing takes, by tag; a second for the rest."""
    refuses: Mapping[str, str] = field(default_factory=dict)
    """The anomaly with which a declaration is refused, by tag."""
    loses: Mapping[str, bool] = field(default_factory=dict)
    """Whose first POST has no answer, and whether it was executed."""
    denies: frozenset[str] = frozenset()
    """Whose first POST is executed and answered with a maintenance, as if nothing had been done."""
    breaks: Mapping[str, timedelta] = field(default_factory=dict)
    """How long, from the beginning, every POST of one ends in a 500, by tag."""
    down: tuple[tuple[timedelta, timedelta], ...] = ()
    """When it serves nobody, counted from the beginning."""
    back_in: float | None = None
    """The seconds of ``Retry-After`` with which it is down."""
    doubles: bool = False
    """Whether it notices that two equal INs of different intentions are doubles."""
    identified_after: timedelta = timedelta(hours=2)
    taken_back: frozenset[str] = frozenset()
    """Which ones people would take back when they need help, rather than have the RSZ asked, by tag."""
    ssins: Mapping[str, str] = field(default_factory=dict)
    """The national number that an identification ends with, by family name."""


def tag_of(filing: RszFiling) -> str:
    """Return the tag of a filing. The real RSZ is not told it; here it only steers and judges."""
    return filing.terms.reference or ""


def delayed(script: Script, filing: RszFiling) -> timedelta:
    """Return how long a filing is processed: a tag alone counts for every type, ``tag:type`` for one."""
    tag = tag_of(filing)
    return script.delays.get(f"{tag}:{filing.terms.type}", script.delays.get(tag, QUICK))


class Office(FakeRsz):
    """Implements the port Rsz. ``watches`` is told of every POST received and everything that took effect."""

    def __init__(self, clock: Clock, script: Script) -> None:
        super().__init__(clock=clock, doubles=script.doubles)
        self.script = script
        self.opened_at = clock.now()
        self.ready: dict[str, datetime] = {}
        self.lost: frozenset[str] = frozenset()
        self.effects: tuple[str, ...] = ()
        """The numbers of what took effect, in that order."""
        self.received: Callable[[RszFiling], None] = lambda _: None
        self.took_effect: Callable[[Executed], None] = lambda _: None

    def file(self, filing: RszFiling) -> str:
        self._serve()
        tag = tag_of(filing)
        if self.clock.now() - self.opened_at < self.script.breaks.get(tag, timedelta(0)):
            raise OutcomeUnknownError("HTTP 500")
        if tag not in {*self.script.loses, *self.script.denies} or tag in self.lost:
            return self._take(filing)
        self.lost |= {tag}
        denied = tag in self.script.denies
        if denied or self.script.loses[tag]:
            self._take(filing)
        raise NotExecutedError("HTTP 503", 90) if denied else OutcomeUnknownError("dropped")

    def _take(self, filing: RszFiling) -> str:
        self.received(filing)
        self.posts += 1
        number = dimona_number(FIRST_NUMBER + len(self.executed))
        now = self.clock.now()
        self.executed[number] = Executed(number, filing, Outcome(), now, processed=False)
        self.ready[number] = now + delayed(self.script, filing)
        return number

    # processing

    def process(self) -> None:
        """Process what is ready by now, in the order in which it became so."""
        now = self.clock.now()
        ripe = sorted((at, number) for number, at in self.ready.items() if at <= now)
        for at, number in ripe:
            self._judge(self.executed[number], at)
        if any(at <= now for at in self.ready.values()):
            self.process()

    def _judge(self, done: Executed, at: datetime) -> None:
        del self.ready[done.number]
        outcome = self._outcome(done)
        if outcome.result is Result.WAITING:
            self.ready[done.number] = at + self.script.identified_after
        judged = replace(done, outcome=outcome, processed=True)
        self.executed[done.number] = judged
        if judged.created:
            self._apply(judged)
            self.effects += (done.number,)
            self.took_effect(judged)

    def _outcome(self, done: Executed) -> Outcome:
        code = self.script.refuses.get(tag_of(done.filing))
        if code is not None:
            return Outcome(Result.REFUSED, (code,))
        if self._came_before(done):
            return Outcome(Result.REFUSED, ("90373-333",))
        worker = done.filing.worker
        if worker.ssin is None and isinstance(done.filing.terms, InTerms):
            if not done.processed:
                return Outcome(Result.WAITING)
            return Outcome(ssin=self.script.ssins.get(worker.family_name or ""))
        return self._judged(done.filing)

    def _came_before(self, done: Executed) -> bool:
        """One POST that arrived twice is one to the RSZ: the same moment, the same content."""
        return isinstance(done.filing.terms, InTerms) and any(
            earlier.filing is done.filing and earlier.number < done.number
            for earlier in self.executed.values()
        )

    # looking

    def _serve(self) -> None:
        self.process()
        since = self.clock.now() - self.opened_at
        if any(start <= since < end for start, end in self.script.down):
            raise NotExecutedError("no service", self.script.back_in, kept_out=True)

    def _look(self) -> None:
        self._serve()

    def is_down(self) -> bool:
        """Tell whether it serves nobody now."""
        since = self.clock.now() - self.opened_at
        return any(start <= since < end for start, end in self.script.down)

    # the whole state

    def state(self) -> tuple[object, ...]:
        """Everything it holds; the values are never changed in place."""
        return (
            dict(self.executed),
            dict(self.held),
            dict(self.owners),
            dict(self.ready),
            self.lost,
            self.effects,
        )

    def restore(self, state: tuple[object, ...]) -> None:
        """Return to a state."""
        executed, held, owners, ready, self.lost, self.effects = state  # type: ignore[assignment]
        self.executed, self.held = dict(executed), dict(held)  # type: ignore[call-overload]
        self.owners, self.ready = dict(owners), dict(ready)  # type: ignore[call-overload]

    def fingerprint(self) -> tuple[object, ...]:
        """What two equal states have in common."""
        executed = tuple(
            (each.number, tag_of(each.filing), each.filing.terms.type, each.received_at, each.processed,
             each.outcome.result, self.ready.get(each.number))
            for each in self.executed.values()
        )  # fmt: skip
        return executed, self.lost, self.effects
