"""The contract of the Rsz port, on the fake and on the real adapter before the simulator over HTTP."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from chalicelib.application.ports import (
    Employer,
    HeldPeriod,
    NotExecutedError,
    OutcomeUnknownError,
    RefusedForShapeError,
    RszError,
    RszFiling,
    UnreadableAnswerError,
)
from chalicelib.domain.answer import Result, RszAnswer
from chalicelib.domain.filing import CancelTerms, InTerms
from chalicelib.domain.identifiers import is_dimona_number
from chalicelib.domain.period import PeriodStatus, period_of
from chalicelib.domain.worker import WorkerIdentity
from tests.contracts.rsz_benches import (
    FAULTS,
    STRANGER,
    Bench,
    InMemory,
    OverHttp,
    a_simulator,
    adapter,
    an_in,
    close,
)
from tests.simulator.client import Simulator, free_port
from tests.synthetic import BUILDER, CAFE, MAN_1990, WOMAN_2007


@pytest.fixture(scope="module")
def simulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    running = a_simulator(tmp_path_factory.mktemp("rsz"))
    yield running
    running.kill()


@pytest.fixture
def http(simulator: Simulator) -> Iterator[OverHttp]:
    bench = OverHttp(simulator)
    yield bench
    bench.close()


@pytest.fixture(params=["memory", "http"])
def bench(request: pytest.FixtureRequest) -> Bench:
    if request.param == "memory":
        return InMemory()
    over_http: OverHttp = request.getfixturevalue("http")
    return over_http


def told(bench: Bench, number: str) -> RszAnswer:
    raw = bench.rsz.answer(number)
    assert raw is not None
    return bench.rsz.interpret(raw)


def test_a_filing_gets_a_number_and_is_executed_once(bench: Bench) -> None:
    number = bench.rsz.file(an_in())
    assert is_dimona_number(number)
    assert bench.executed() == 1


def test_there_is_no_answer_until_it_is_processed(bench: Bench) -> None:
    bench.hold()
    number = bench.rsz.file(an_in())
    assert bench.rsz.answer(number) is None
    bench.process()
    assert told(bench, number).declaration_id == number


def test_an_unknown_number_has_no_answer(bench: Bench) -> None:
    assert bench.rsz.answer("900000000116") is None


def test_accepted_names_the_period_and_the_person(bench: Bench) -> None:
    answer = told(bench, bench.rsz.file(an_in()))
    assert (answer.result, answer.anomalies, answer.ssin) == (Result.ACCEPTED, (), MAN_1990)
    assert answer.period_id is not None
    assert is_dimona_number(answer.period_id)


def test_refused_names_its_anomalies_and_no_period(bench: Bench) -> None:
    bench.answers_next("B", "90374-349")
    answer = told(bench, bench.rsz.file(an_in(joint_committee="302")))
    assert answer.result is Result.REFUSED
    assert answer.period_id is None
    assert [anomaly.code for anomaly in answer.anomalies] == ["90374-349"]
    assert answer.anomalies[0].labels["nl"]


def test_a_warning_is_accepted_with_its_anomaly(bench: Bench) -> None:
    bench.answers_next("W", "90373-460")
    answer = told(bench, bench.rsz.file(an_in(start_date=date(2020, 1, 6))))
    assert answer.result is Result.ACCEPTED_WITH_WARNING
    assert answer.period_id is not None
    assert [anomaly.code for anomaly in answer.anomalies] == ["90373-460"]


def test_a_person_without_number_waits_for_identification(bench: Bench) -> None:
    bench.answers_next("S")
    answer = told(bench, bench.rsz.file(an_in(STRANGER)))
    assert (answer.result, answer.period_id, answer.ssin) == (Result.WAITING, None, None)


def test_asking_twice_gives_the_same_bytes(bench: Bench) -> None:
    number = bench.rsz.file(an_in())
    assert bench.rsz.answer(number) == bench.rsz.answer(number)


def test_two_filings_are_two_declarations(bench: Bench) -> None:
    first = bench.rsz.file(an_in())
    second = bench.rsz.file(an_in(WorkerIdentity(ssin=WOMAN_2007)))
    assert first != second
    assert bench.executed() == 2


@pytest.mark.parametrize("name", FAULTS)
def test_every_failure_says_what_to_do_next(bench: Bench, name: str) -> None:
    _, failure, executed = FAULTS[name]
    bench.fault(name)
    with pytest.raises(RszError) as caught:
        bench.rsz.file(an_in())
    assert type(caught.value) is type(failure)
    for told in ("retry_after", "throttled", "kept_out"):
        assert getattr(caught.value, told, None) == getattr(failure, told, None)
    assert bench.executed() == int(executed)


def test_after_a_failure_that_did_nothing_the_same_filing_may_go_again(bench: Bench) -> None:
    bench.fault("maintenance")
    with pytest.raises(NotExecutedError):
        bench.rsz.file(an_in())
    assert told(bench, bench.rsz.file(an_in())).result is Result.ACCEPTED
    assert bench.executed() == 1


def test_looking_at_the_body_sends_nothing(bench: Bench) -> None:
    assert bench.rsz.request_for(an_in())["dimonaIn"]
    assert bench.executed() == 0


@pytest.mark.parametrize("raw", [b"", b"<html>", b"[]", b"{}", b'{"declarationStatus": {"result": "X"}}'])
def test_nonsense_is_unreadable(bench: Bench, raw: bytes) -> None:
    with pytest.raises(UnreadableAnswerError):
        bench.rsz.interpret(raw)


def test_a_token_serves_many_calls_until_a_minute_before_its_end(
    http: OverHttp, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    for _ in range(3):
        http.rsz.answer("900000000116")
    assert tokens_asked(caplog) == 1
    http.settings(tokenLifetime=60)
    fresh = adapter(str(http.control.base_url).partition("/_simulator")[0])
    caplog.clear()
    for _ in range(3):
        fresh.answer("900000000116")
    close(fresh)
    assert tokens_asked(caplog) == 3, "with a minute to go a token is not used again"


def test_a_token_the_rsz_no_longer_takes_is_renewed_within_the_call(
    http: OverHttp, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    http.settings(faults={"post": "status:401", "times": 1})
    assert is_dimona_number(http.rsz.file(an_in()))
    assert tokens_asked(caplog) == 2
    assert http.executed() == 1


def test_a_token_refused_twice_did_nothing(http: OverHttp) -> None:
    http.settings(tokenLifetime=0)
    with pytest.raises(NotExecutedError):
        http.rsz.file(an_in())
    assert http.executed() == 0


def test_a_body_the_rsz_cannot_read_is_our_fault(http: OverHttp) -> None:
    with pytest.raises(RefusedForShapeError) as caught:
        http.rsz.file(an_in(worker_type="?"))
    assert "dimonaIn.features.workerType" in caught.value.problem
    assert http.executed() == 0


def test_nobody_at_home_did_nothing() -> None:
    nobody = adapter(f"http://127.0.0.1:{free_port()}")
    with pytest.raises(NotExecutedError):
        nobody.file(an_in())
    with pytest.raises(NotExecutedError):
        nobody.answer("900000000116")
    close(nobody)


def test_a_service_that_goes_away_after_the_token_did_nothing(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    own = a_simulator(tmp_path_factory.mktemp("own"))
    rsz = adapter(own.url)
    try:
        rsz.answer("900000000116")
    finally:
        own.kill()
    with pytest.raises(
        (NotExecutedError, OutcomeUnknownError)
    ):  # a pooled connection may die while it is used
        rsz.file(an_in())
    with pytest.raises(NotExecutedError):
        rsz.file(an_in())
    close(rsz)


@pytest.mark.parametrize("name", ["status:500", "status:503", "status:429", "dropAfterCommit", "slow:30"])
def test_a_failed_look_may_be_repeated(simulator: Simulator, name: str) -> None:
    bench = OverHttp(simulator, total=5.0)
    number = bench.rsz.file(an_in())
    bench.settings(faults={"get": name, "times": 1})
    with pytest.raises(NotExecutedError):
        bench.rsz.answer(number)
    assert told(bench, number).result is Result.ACCEPTED
    bench.close()


def test_no_national_number_is_ever_logged(http: OverHttp, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    told(http, http.rsz.file(an_in()))
    for fault in ("noMandate", "dropAfterCommit", "busy"):
        http.fault(fault)
        with pytest.raises(RszError) as caught:
            http.rsz.file(an_in())
        logging.getLogger("test").error("failed", exc_info=caught.value)
    assert "rsz POST /declarations -> 201" in caplog.text
    assert MAN_1990 not in caplog.text


def tokens_asked(caplog: pytest.LogCaptureFixture) -> int:
    return sum(getattr(record, "rsz_route", None) == "token" for record in caplog.records)


LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def test_a_search_shows_our_own_declaration_and_no_other(bench: Bench) -> None:
    number = bench.rsz.file(an_in())
    told(bench, number)
    bench.rsz.file(an_in(WorkerIdentity(ssin=WOMAN_2007)))

    found = bench.rsz.find(an_in(), LONG_AGO)

    assert [hit.number for hit in found] == [number]
    assert found[0].received_at is not None
    assert bench.rsz.find(an_in(start_date=date(2030, 10, 2)), LONG_AGO) == []


def test_a_search_shows_nothing_that_came_in_before(bench: Bench) -> None:
    number = bench.rsz.file(an_in())
    told(bench, number)
    received = bench.rsz.find(an_in(), LONG_AGO)[0].received_at
    assert received is not None

    assert bench.rsz.find(an_in(), received + timedelta(seconds=1)) == []


def test_a_cancelled_period_is_no_hit_and_its_cancel_is(bench: Bench) -> None:
    number = bench.rsz.file(an_in())
    period_id = told(bench, number).period_id
    cancel = RszFiling(
        employer=an_in().employer,
        worker=an_in().worker,
        terms=CancelTerms(),
        period=period_of(
            InTerms.model_validate(an_in().terms), "per_1", "dec_1", date(2030, 1, 1)
        ).model_copy(update={"rsz_number": period_id}),
    )
    cancelled = bench.rsz.file(cancel)
    told(bench, cancelled)

    assert bench.rsz.find(an_in(), LONG_AGO) == []
    assert [hit.number for hit in bench.rsz.find(cancel, LONG_AGO)] == [cancelled]


def test_only_the_same_content_is_ours(bench: Bench) -> None:
    number = bench.rsz.file(an_in())
    told(bench, number)

    assert bench.rsz.is_ours(number, an_in()) is True
    assert not bench.rsz.is_ours(number, an_in(start_date=date(2030, 10, 2)))
    assert bench.rsz.is_ours("912345678954", an_in()) is None


def test_the_same_content_of_another_employer_is_not_ours(bench: Bench) -> None:
    number = bench.rsz.file(an_in())
    told(bench, number)
    elsewhere = replace(an_in(), employer=Employer(BUILDER))

    assert bench.rsz.is_ours(number, elsewhere) is False
    assert bench.rsz.find(elsewhere, LONG_AGO) == []


def test_a_period_is_shown_to_its_employer_only(bench: Bench) -> None:
    period_id = told(bench, bench.rsz.file(an_in())).period_id or ""

    held = bench.rsz.period(period_id, Employer(CAFE))

    assert held is not None
    assert (held.period.worker_type, held.period.start_date) == ("OTH", date(2030, 10, 1))
    assert (held.period.rsz_number, held.worker.ssin) == (period_id, MAN_1990)
    assert bench.rsz.period(period_id, Employer(BUILDER)) is None
    assert bench.rsz.period("912345678954", Employer(CAFE)) is None


def all_periods(bench: Bench, enterprise_number: str) -> list[HeldPeriod]:
    found, page, more = list[HeldPeriod](), 1, True
    while more:
        held = bench.rsz.periods(Employer(enterprise_number), page)
        assert held.unreadable == 0
        found, page, more = [*found, *held.items], page + 1, held.more
    return found


def test_all_periods_of_an_employer_are_shown_page_by_page(bench: Bench) -> None:
    dates = [date(2031, month, 1) for month in range(1, 6)]
    numbers = [
        told(bench, bench.rsz.file(an_in(start_date=day, end_date=day))).period_id or "" for day in dates
    ]
    before = bench.rsz.period(numbers[0], Employer(CAFE))
    assert before is not None
    cancelled = RszFiling(Employer(CAFE), before.worker, CancelTerms(), before.period)
    assert told(bench, bench.rsz.file(cancelled)).result is Result.ACCEPTED

    shown = {held.period.rsz_number: held for held in all_periods(bench, CAFE)}
    assert set(numbers) <= set(shown)
    for number, day in zip(numbers, dates, strict=True):
        held = shown[number]
        assert (held.period.start_date, held.period.end_date) == (day, day)
        assert (held.period.worker_type, held.worker.ssin) == ("OTH", MAN_1990)
        status = PeriodStatus.CANCELLED if number == numbers[0] else PeriodStatus.ACTIVE
        assert held.period.status is status
    assert not {held.period.rsz_number for held in all_periods(bench, BUILDER)} & set(numbers)


def test_a_ping_is_answered(bench: Bench) -> None:
    bench.rsz.ping()
