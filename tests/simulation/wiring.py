"""The real use cases behind the gate, wired as the composition root wires them."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, cast

from chalicelib.application.breaker import Breaker
from chalicelib.application.considering import Consider
from chalicelib.application.file_declaration import FileDeclaration
from chalicelib.application.filings import Filings
from chalicelib.application.follow_up import FollowUp
from chalicelib.application.holding import Holding
from chalicelib.application.ports import EmployerFacts, RszFiling
from chalicelib.application.reconcile import Reconcile
from chalicelib.application.resolve import Resolve, Withdraw
from chalicelib.application.settle import Settle
from chalicelib.application.submit import Submit
from chalicelib.application.sweep import Sweep
from chalicelib.application.verify import Verify
from chalicelib.domain.filing import Mode
from tests.fakes.callers import FakeEmployers
from tests.fakes.circuits import FakeCircuits
from tests.fakes.jobs import FakeJobs
from tests.fakes.timed_queue import TimedQueue
from tests.fakes.world import CountingIds, FakeClock
from tests.simulation.faults import Gate, Injected
from tests.simulation.office import Office
from tests.simulation.watched_store import WatchedStore
from tests.synthetic import BUILDER, CAFE, LIVE_BUILDER, LIVE_CAFE


@dataclass(frozen=True, slots=True)
class Fakes:
    """What stands behind the ports."""

    clock: FakeClock
    ids: CountingIds
    store: WatchedStore
    queue: TimedQueue
    office: Office
    circuits: FakeCircuits


class UseCases:
    """Everything the API, the workers and the schedule call."""

    def __init__(self, fakes: Fakes, gate: Gate) -> None:
        # The proxies have the methods of several ports; the use cases are typed by each of them.
        store = cast("Any", Injected(gate, "declarations", fakes.store))
        register = cast("Any", Injected(gate, "register", fakes.store))
        employers = cast("Any", Injected(gate, "employers", _two_employers()))
        circuits = cast("Any", Injected(gate, "circuits", fakes.circuits))
        jobs = cast("Any", Injected(gate, "jobs", FakeJobs(fakes.store, fakes.clock)))
        queue = cast("Any", Injected(gate, "queue", fakes.queue))
        rsz = {Mode.LIVE: cast("Any", Injected(gate, "rsz", fakes.office))}
        self._post, rsz[Mode.LIVE].file = rsz[Mode.LIVE].file, self._file
        self.posting: Callable[[RszFiling], AbstractContextManager[None]] = lambda _: nullcontext()
        clock = fakes.clock
        filings = Filings(employers, register)
        breaker = Breaker(circuits, rsz, clock)
        verify = Verify(store, register, filings, breaker, rsz, clock)
        holding = Holding(store, register, verify, queue, clock)
        consider = Consider(register, employers, clock)
        self.file = FileDeclaration(consider, store, queue, clock, fakes.ids)
        self.submit = Submit(store, filings, holding, breaker, rsz, queue, clock)
        reconcile = Reconcile(store, filings, breaker, rsz, queue, clock)
        settle = Settle(store, register, holding, clock)
        self.follow_up = FollowUp(store, reconcile, settle, breaker, rsz, queue, clock)
        self.sweep = Sweep(store, jobs, breaker, queue, clock)
        self.withdraw = Withdraw(store, holding)
        self.resolve = Resolve(store, filings, holding, rsz, queue, clock)

    def _file(self, filing: RszFiling) -> Any:
        with self.posting(filing):
            return self._post(filing)


def _two_employers() -> FakeEmployers:
    employers = FakeEmployers()
    employers.add(LIVE_CAFE, EmployerFacts(enterprise_number=CAFE, name="Café De Kroon"))
    employers.add(LIVE_BUILDER, EmployerFacts(enterprise_number=BUILDER, name="Bouw & Zoon"))
    return employers
