"""What no emulator shows: throttling, conflicts, lost answers, short pages, lagging indexes, items returned.

On the real stores and a real cloud, with faults laid in between (tests/contracts/faults.py).
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from botocore.exceptions import ClientError

from chalicelib.application.breaker import Breaker
from chalicelib.application.errors import BusyError, RelationChangedError, StaleError, UnkeepableError
from chalicelib.application.filings import Filings
from chalicelib.application.holding import Holding
from chalicelib.application.ports import DeclarationFilter, Due, JobRow, Message, RelationChange, Settlement
from chalicelib.application.submit import Submit
from chalicelib.application.verify import Verify
from chalicelib.domain.filing import Mode
from chalicelib.domain.lifecycle import Happening, State
from tests.contracts.faults import (
    NOTHING,
    Faults,
    Rehearsed,
    all_given_back,
    all_keys_given_back,
    answer_lost,
    cancelled,
    lagging,
    refused,
    silent,
)
from tests.contracts.stores import Stores
from tests.contracts.test_jobs_contract import a_job
from tests.fakes.queue import FakeQueue
from tests.fakes.rsz import FakeRsz
from tests.synthetic import LIVE_CAFE, NOON, acceptance, receipt

pytestmark = pytest.mark.cloud
WINDOW = timedelta(minutes=15)
EVERYTHING = DeclarationFilter()
RETRIES = 3  # as the table is set up (adapters/dynamo/row.py)

filed = acceptance(LIVE_CAFE, 1)
declaration = filed.declarations[0].declaration
sending = declaration.happened(Happening.SENDING_STARTED, NOON, attempt=1)
settling = Settlement(
    declaration=declaration.model_copy(update={"version": 2}),
    change=RelationChange(
        worker=filed.change.worker.model_copy(update={"version": 2}), periods=filed.change.periods
    ),
)

Call = Callable[[Stores], object]
WRITES: dict[str, tuple[str, Call]] = {
    "save": ("UpdateItem", lambda stores: stores.declarations.save(LIVE_CAFE, sending)),
    "settle": ("TransactWriteItems", lambda stores: stores.declarations.settle(LIVE_CAFE, settling)),
    "accept": (
        "TransactWriteItems",
        lambda stores: stores.declarations.accept(LIVE_CAFE, acceptance(LIVE_CAFE, 2)),
    ),
    "count": ("UpdateItem", lambda stores: stores.accounts.count_attempt("eva", WINDOW)),
    "forget": ("DeleteItem", lambda stores: stores.accounts.forget("token")),
}
READS: dict[str, tuple[str, Call]] = {
    "get": ("GetItem", lambda stores: stores.declarations.get(LIVE_CAFE, "dec_1")),
    "relation": ("Query", lambda stores: stores.register.relation(LIVE_CAFE, "wrk_1")),
    "list": ("Query", lambda stores: stores.declarations.newest(LIVE_CAFE, EVERYTHING, 5, None)),
    "due": ("Query", lambda stores: stores.declarations.due(Due.SEND, NOON, 5)),
    "search": ("Query", lambda stores: stores.register.search(LIVE_CAFE, "lou", 5, None)),
    "credential": ("GetItem", lambda stores: stores.accounts.credential("token")),
}
ALL = {**WRITES, **READS}
every_call = pytest.mark.parametrize("name", ALL)


@pytest.fixture
def stores(dynamo: Stores, faults: Faults) -> Stores:
    """One declaration is there; from here on faults count."""
    dynamo.declarations.accept(LIVE_CAFE, filed)
    faults.calls.clear()
    faults.sent.clear()
    return dynamo


@every_call
def test_throttled_for_a_moment_is_waited_for(stores: Stores, faults: Faults, name: str) -> None:
    operation, call = ALL[name]
    faults.once(operation, refused("ThrottlingException"), refused("ProvisionedThroughputExceededException"))

    call(stores)

    assert faults.calls[operation] == 3
    assert len(faults.pauses) == 2


@every_call
def test_a_store_that_stays_overloaded_is_busy(stores: Stores, faults: Faults, name: str) -> None:
    operation, call = ALL[name]
    faults.always(operation, refused("ThrottlingException"))

    with pytest.raises(BusyError):
        call(stores)

    assert faults.calls[operation] == 1 + RETRIES


@pytest.mark.parametrize("name", ["accept", "save", "get"])
@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("InternalServerError", 500),
        ("ServiceUnavailable", 503),
        ("RequestLimitExceeded", 400),
        ("ProvisionedThroughputExceededException", 400),
    ],
)
def test_so_is_one_that_fails_by_itself(
    stores: Stores, faults: Faults, name: str, code: str, status: int
) -> None:
    operation, call = ALL[name]
    faults.always(operation, refused(code, status))

    with pytest.raises(BusyError):
        call(stores)


@every_call
def test_a_store_that_gives_no_answer_is_busy(stores: Stores, faults: Faults, name: str) -> None:
    operation, call = ALL[name]
    faults.always(operation, silent)

    with pytest.raises(BusyError):
        call(stores)


@pytest.mark.parametrize("name", WRITES)
def test_what_was_refused_as_busy_goes_through_later(stores: Stores, faults: Faults, name: str) -> None:
    operation, call = WRITES[name]
    faults.always(operation, refused("ThrottlingException"))
    with pytest.raises(BusyError):
        call(stores)
    faults.over()

    call(stores)


def test_an_acceptance_that_was_refused_left_nothing(stores: Stores, faults: Faults) -> None:
    faults.always("TransactWriteItems", refused("ThrottlingException"))

    with pytest.raises(BusyError):
        stores.declarations.accept(LIVE_CAFE, acceptance(LIVE_CAFE, 2))

    assert stores.declarations.get(LIVE_CAFE, "dec_2") is None
    assert stores.declarations.receipt(LIVE_CAFE, "key-2", "fileDeclaration", "usr_1") is None


@pytest.mark.parametrize("name", ["save", "count", "forget"])
def test_a_write_that_met_a_transaction_is_busy(stores: Stores, faults: Faults, name: str) -> None:
    operation, call = WRITES[name]
    faults.once(operation, refused("TransactionConflictException"))

    with pytest.raises(BusyError):
        call(stores)


@pytest.mark.parametrize("name", ["accept", "settle"])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_transaction_that_met_another_is_to_be_read_again_and_repeated(
    stores: Stores, faults: Faults, name: str, place: int
) -> None:
    operation, call = WRITES[name]
    codes = ["None"] * 3
    codes[place] = "TransactionConflict"
    faults.once(operation, cancelled(*codes))

    with pytest.raises(RelationChangedError):
        call(stores)

    call(stores)


@pytest.mark.parametrize("name", ["accept", "settle"])
@pytest.mark.parametrize("code", ["ThrottlingError", "ProvisionedThroughputExceeded"])
def test_a_transaction_cancelled_by_an_overload_is_busy(
    stores: Stores, faults: Faults, name: str, code: str
) -> None:
    operation, call = WRITES[name]
    faults.once(operation, cancelled("None", code, "None"))

    with pytest.raises(BusyError):
        call(stores)


@pytest.mark.parametrize(
    "fault", [refused("ValidationException"), cancelled("None", "ValidationError", "None")]
)
@pytest.mark.parametrize("name", ["accept", "settle"])
def test_what_no_repeat_would_mend_is_not_called_busy_but_unkeepable(
    stores: Stores, faults: Faults, name: str, fault: Callable[..., object]
) -> None:
    operation, call = WRITES[name]
    faults.once(operation, fault)  # type: ignore[arg-type]

    with pytest.raises(UnkeepableError):
        call(stores)


@pytest.mark.parametrize("name", ["save", "get"])
def test_so_is_a_single_row_that_is_too_large(stores: Stores, faults: Faults, name: str) -> None:
    operation, call = ALL[name]
    faults.once(operation, refused("ValidationException"))

    with pytest.raises(UnkeepableError):
        call(stores)


@pytest.mark.parametrize("code", ["AccessDeniedException", "ResourceNotFoundException"])
def test_what_somebody_can_mend_at_the_store_is_neither(stores: Stores, faults: Faults, code: str) -> None:
    operation, call = ALL["accept"]
    faults.once(operation, refused(code))

    with pytest.raises(ClientError):
        call(stores)


def test_an_acceptance_whose_answer_is_lost_is_repeated_under_the_same_token(
    stores: Stores, faults: Faults
) -> None:
    faults.once("TransactWriteItems", answer_lost)

    assert stores.declarations.accept(LIVE_CAFE, acceptance(LIVE_CAFE, 2)) is None

    first, second = faults.sent
    assert first["ClientRequestToken"] == second["ClientRequestToken"]
    assert len(stores.register.relation(LIVE_CAFE, "wrk_2").periods) == 1


def test_a_client_that_repeats_after_a_lost_answer_gets_its_receipt(stores: Stores, faults: Faults) -> None:
    again = acceptance(LIVE_CAFE, 2)
    faults.once("TransactWriteItems", *[answer_lost] * (1 + RETRIES))
    with pytest.raises(BusyError):
        stores.declarations.accept(LIVE_CAFE, again)

    receipt = stores.declarations.accept(LIVE_CAFE, again)

    assert receipt is not None
    assert receipt.answer == again.receipt.answer


def test_a_save_whose_answer_is_lost_never_counts_as_ours(stores: Stores, faults: Faults) -> None:
    """Somebody else may have written the very same; taking it for ours could send a declaration twice."""
    faults.once("UpdateItem", answer_lost)

    with pytest.raises(StaleError):
        stores.declarations.save(LIVE_CAFE, sending)

    stored = stores.declarations.get(LIVE_CAFE, "dec_1")
    assert stored is not None
    assert stored.declaration == sending


def test_pages_shorter_than_asked_lose_nothing(stores: Stores, faults: Faults) -> None:
    """A page of DynamoDB ends at a megabyte, however many rows were asked for."""
    worker = filed.change.worker
    for number in range(2, 8):
        worker = worker.model_copy(update={"version": worker.version + 1})
        at = NOON + timedelta(minutes=number)
        more = acceptance(LIVE_CAFE, number, worker=worker, received_at=at)
        assert stores.declarations.accept(LIVE_CAFE, more) is None
    faults.at_most(2)

    assert len(stores.register.relation(LIVE_CAFE, "wrk_1").periods) == 7
    assert len(stores.declarations.due(Due.SEND, NOON + timedelta(hours=1), 100)) == 7
    first = stores.declarations.newest(LIVE_CAFE, EVERYTHING, 5, None)
    second = stores.declarations.newest(LIVE_CAFE, EVERYTHING, 5, first.cursor)
    ids = [[each.declaration.id for each in page.items] for page in (first, second)]
    assert ids == [["dec_7", "dec_6", "dec_5", "dec_4", "dec_3"], ["dec_2", "dec_1"]]


def test_indexes_to_which_nothing_has_come_yet_mislead_nobody(stores: Stores, faults: Faults) -> None:
    faults.always("Query", lagging(NOTHING))

    assert stores.declarations.newest(LIVE_CAFE, EVERYTHING, 5, None).items == []
    assert stores.declarations.due(Due.SEND, NOON + timedelta(hours=1), 5) == []
    assert stores.declarations.get(LIVE_CAFE, "dec_1") is not None
    assert len(stores.register.relation(LIVE_CAFE, "wrk_1").periods) == 1
    again = replace(acceptance(LIVE_CAFE, 2), receipt=filed.receipt)
    assert stores.declarations.accept(LIVE_CAFE, again) is not None


def test_an_index_that_lags_announces_twice_and_nothing_is_sent_twice(stores: Stores, faults: Faults) -> None:
    faults.always("Query", lagging(Rehearsed()))
    rsz = FakeRsz()
    submit = _submit(stores, rsz)

    for _ in range(3):
        (due,) = stores.declarations.due(Due.SEND, NOON + timedelta(hours=1), 5)
        submit(Message(due.mode, due.employer, due.declaration_id))

    assert rsz.posts == 1
    stored = stores.declarations.get(LIVE_CAFE, "dec_1")
    assert stored is not None
    assert stored.declaration.state is State.SUBMITTED


def test_rows_that_were_given_back_of_a_batch_are_written_again(stores: Stores, faults: Faults) -> None:
    job = a_job()
    stores.jobs.add(LIVE_CAFE, job, {}, receipt("k"))
    rows = [JobRow(number=number, content={}) for number in range(1, 4)]
    faults.once("BatchWriteItem", all_given_back, all_given_back)

    stores.jobs.save(LIVE_CAFE, job.model_copy(update={"version": 2}), rows)

    assert [row.number for row in stores.jobs.rows(LIVE_CAFE, job.id, 5, None).items] == [1, 2, 3]


def test_rows_that_are_given_back_for_ever_leave_the_job_where_it_was(stores: Stores, faults: Faults) -> None:
    job = a_job()
    stores.jobs.add(LIVE_CAFE, job, {}, receipt("k"))
    faults.always("BatchWriteItem", all_given_back)

    with pytest.raises(BusyError):
        stores.jobs.save(LIVE_CAFE, job.model_copy(update={"version": 2}), [JobRow(number=1, content={})])

    assert stores.jobs.get(LIVE_CAFE, job.id) == job


def test_keys_that_were_given_back_of_a_batch_are_asked_for_again(stores: Stores, faults: Faults) -> None:
    stores.declarations.accept(LIVE_CAFE, acceptance(LIVE_CAFE, 1))
    faults.once("BatchGetItem", all_keys_given_back, all_keys_given_back)

    assert stores.register.absent(LIVE_CAFE, ["wrk_1", "wrk_2"]) == {"wrk_2"}


def _submit(stores: Stores, rsz: FakeRsz) -> Submit:
    ports, queue, clock = {Mode.LIVE: rsz}, FakeQueue(), stores.clock
    filings = Filings(stores.employers, stores.register)
    breaker = Breaker(stores.circuits, ports, clock)
    verify = Verify(stores.declarations, stores.register, filings, breaker, ports, clock)
    holding = Holding(stores.declarations, stores.register, verify, queue, clock)
    return Submit(stores.declarations, filings, holding, breaker, ports, queue, clock)
