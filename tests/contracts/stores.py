"""The stores that must keep the contract: one in memory, one in the local cloud."""

import base64
import os
from dataclasses import dataclass
from pathlib import Path

from chalicelib.adapters.dynamo.accounts import DynamoAccounts
from chalicelib.adapters.dynamo.circuits import DynamoCircuits
from chalicelib.adapters.dynamo.declarations import DynamoDeclarations
from chalicelib.adapters.dynamo.employers import DynamoEmployers
from chalicelib.adapters.dynamo.jobs import DynamoJobs
from chalicelib.adapters.dynamo.notices import DynamoNotices
from chalicelib.adapters.dynamo.papers import DynamoPapers
from chalicelib.adapters.dynamo.people import DynamoPeople
from chalicelib.adapters.dynamo.periods import DynamoPeriods
from chalicelib.adapters.dynamo.receipts import DynamoReceipts
from chalicelib.adapters.dynamo.register import DynamoRegister
from chalicelib.adapters.dynamo.row import Table
from chalicelib.adapters.keys import KeyFile
from chalicelib.application.ports import (
    Accounts,
    Circuits,
    Declarations,
    EmployerFacts,
    Employers,
    Jobs,
    Notices,
    Papers,
    People,
    Periods,
    Register,
)
from tests.fakes.callers import FakeAccounts, FakeEmployers
from tests.fakes.circuits import FakeCircuits
from tests.fakes.jobs import FakeJobs
from tests.fakes.notices import FakeNotices, FakePeople
from tests.fakes.papers import FakePapers
from tests.fakes.periods import FakePeriods
from tests.fakes.store import FakeStore
from tests.fakes.world import FakeClock
from tests.synthetic import LIVE_BUILDER, LIVE_CAFE, TEST_CAFE

SCOPES = (LIVE_CAFE, TEST_CAFE, LIVE_BUILDER)


@dataclass(frozen=True)
class Stores:
    """One implementation of every store port."""

    declarations: Declarations
    register: Register
    accounts: Accounts
    circuits: Circuits
    jobs: Jobs
    employers: Employers
    periods: Periods
    papers: Papers
    notices: Notices
    people: People
    clock: FakeClock


def in_memory() -> Stores:
    clock = FakeClock()
    store, employers = FakeStore(clock), FakeEmployers()
    _add_employers(employers)
    jobs, accounts = FakeJobs(store, clock), FakeAccounts(clock)
    return Stores(
        store,
        store,
        accounts,
        FakeCircuits(),
        jobs,
        employers,
        FakePeriods(store),
        FakePapers(clock),
        FakeNotices(store, clock),
        FakePeople(accounts),
        clock,
    )


def new_key_file(folder: Path) -> Path:
    path = folder / "key"
    path.write_bytes(base64.urlsafe_b64encode(os.urandom(32)))
    return path


def in_dynamo(table: Table, folder: Path) -> Stores:
    clock = FakeClock()
    wrapper = KeyFile(new_key_file(folder))
    employers = DynamoEmployers(table, wrapper, clock)
    _add_employers(employers)
    receipts = DynamoReceipts(table, employers.seal, clock)
    return Stores(
        DynamoDeclarations(table, employers.seal, receipts),
        DynamoRegister(table, employers.seal, receipts),
        DynamoAccounts(table, clock),
        DynamoCircuits(table, "test", clock),
        DynamoJobs(table, employers.seal, receipts, clock),
        employers,
        DynamoPeriods(table, employers.seal),
        DynamoPapers(table, employers.seal, clock),
        DynamoNotices(table, clock),
        DynamoPeople(table, wrapper),
        clock,
    )


def _add_employers(employers: Employers) -> None:
    for scope in SCOPES:
        employers.add(scope, EmployerFacts(enterprise_number=scope.employer, name="Somebody"))
