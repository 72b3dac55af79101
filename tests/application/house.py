"""Every use case of the way of a declaration, on fakes, with hands to turn the time and the queues."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from pydantic import TypeAdapter

from chalicelib.application.breaker import Breaker
from chalicelib.application.considering import Consider
from chalicelib.application.file_declaration import FileDeclaration, FilingCommand
from chalicelib.application.filings import Filings
from chalicelib.application.follow_up import FollowUp
from chalicelib.application.holding import Holding
from chalicelib.application.idempotency import Answered, IdempotentRequest
from chalicelib.application.ports import Declarations, EmployerFacts, Lane, Message
from chalicelib.application.reconcile import Reconcile
from chalicelib.application.resolve import Resolve, Withdraw
from chalicelib.application.settle import Settle
from chalicelib.application.submit import Submit
from chalicelib.application.sweep import Sweep
from chalicelib.application.verify import Verify
from chalicelib.domain.declaration import Declaration
from chalicelib.domain.filing import Filing, InFiling, Mode
from tests.fakes.callers import FakeEmployers
from tests.fakes.circuits import FakeCircuits
from tests.fakes.jobs import FakeJobs
from tests.fakes.queue import FakeQueue
from tests.fakes.rsz import FakeRsz
from tests.fakes.store import FakeStore
from tests.fakes.world import CountingIds, FakeClock
from tests.synthetic import CAFE, LIVE_CAFE, WOMAN_2007

STUDENT: dict[str, Any] = {
    "type": "in",
    "worker": {"ssin": WOMAN_2007, "familyName": "Voorbeeld", "givenName": "Lou"},
    "workerType": "STU",
    "jointCommittee": "XXX",
    "startDate": "2026-12-01",
    "endDate": "2026-12-31",
    "plannedHours": 96,
}


def filing(**changes: Any) -> InFiling:
    """A student's IN with some fields changed; None leaves a field out."""
    body = {name: value for name, value in {**STUDENT, **changes}.items() if value is not None}
    return InFiling.model_validate(body, by_alias=True, by_name=False)


def on_period(kind: str, period: str, **fields: Any) -> Filing:
    """An OUT, UPDATE or CANCEL of a period, named by our id or the RSZ's number."""
    return _FILING.validate_python({"type": kind, "period": period, **fields}, by_alias=True, by_name=False)


_FILING: TypeAdapter[Filing] = TypeAdapter(Filing)


@dataclass
class House:
    """The use cases and the fakes behind them."""

    clock: FakeClock = field(default_factory=FakeClock)
    queue: FakeQueue = field(default_factory=FakeQueue)
    rsz: FakeRsz = field(default_factory=FakeRsz)
    ids: CountingIds = field(default_factory=CountingIds)
    circuits: FakeCircuits = field(default_factory=FakeCircuits)

    def __post_init__(self) -> None:
        self.store = FakeStore(self.clock)
        self.employers = employers = FakeEmployers()
        employers.add(LIVE_CAFE, EmployerFacts(enterprise_number=CAFE, name="Café De Kroon"))
        self.rsz.clock = self.clock
        ports = {Mode.LIVE: self.rsz}
        store, queue, clock = self.store, self.queue, self.clock
        filings = Filings(employers, store)
        self.breaker = Breaker(self.circuits, ports, clock)
        verify = Verify(store, store, filings, self.breaker, ports, clock)
        self.holding = Holding(store, store, verify, queue, clock)
        self.consider = Consider(store, employers, clock)
        self.filing = FileDeclaration(self.consider, store, queue, clock, self.ids)
        self.submit = Submit(store, filings, self.holding, self.breaker, ports, queue, clock)
        reconcile = Reconcile(store, filings, self.breaker, ports, queue, clock)
        settle = Settle(store, store, self.holding, clock)
        self.follow_up = FollowUp(store, reconcile, settle, self.breaker, ports, queue, clock)
        self.jobs = FakeJobs(store, clock)
        self.sweep = Sweep(store, self.jobs, self.breaker, queue, clock)
        self.withdraw = Withdraw(store, self.holding)
        self.resolve = Resolve(store, filings, self.holding, ports, queue, clock)

    def filing_on(self, declarations: Declarations) -> FileDeclaration:
        """Filing with another store of declarations, such as one that fails."""
        return replace(self.filing, declarations=declarations)

    def file(self, what: Filing | None = None, *, key: str = "k1", body_hash: str = "h") -> Answered:
        """File as the API would."""
        request = IdempotentRequest(
            key=key, operation="fileDeclaration", lineage="usr_1", body_hash=body_hash
        )
        return self.filing(
            FilingCommand(
                scope=LIVE_CAFE,
                employer_name="Café De Kroon",
                filing=what or filing(),
                request=request,
                render=lambda stored: stored.declaration.id,
            )
        )

    def declaration(self, declaration_id: str) -> Declaration:
        """The declaration as it is stored now."""
        stored = self.store.get(LIVE_CAFE, declaration_id)
        assert stored is not None
        return stored.declaration

    def send(self, declaration_id: str) -> Declaration:
        """Handle one message of a lane for this declaration."""
        self.submit(Message(Mode.LIVE, CAFE, declaration_id))
        return self.declaration(declaration_id)

    def ask(self, declaration_id: str) -> Declaration:
        """Handle one follow-up message for this declaration."""
        self.follow_up(Message(Mode.LIVE, CAFE, declaration_id))
        return self.declaration(declaration_id)

    def settle(self, what: Filing | None = None, *, key: str = "k1") -> Declaration:
        """File, send and ask until the RSZ has answered."""
        declaration_id = self.file(what, key=key).body
        self.send(declaration_id)
        self.clock.advance(timedelta(seconds=2))
        return self.ask(declaration_id)

    def announced(self, lane: Lane) -> list[str]:
        """Which declarations were announced in a lane since the last look."""
        return [message.declaration_id for message in self.queue.take(lane)]
