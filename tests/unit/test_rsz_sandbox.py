"""The sandbox of mode test: accepts everything, remembers nothing."""

from chalicelib.adapters.rsz.sandbox import SandboxRsz
from chalicelib.domain.answer import Result, RszAnswer
from chalicelib.domain.identifiers import is_dimona_number
from chalicelib.domain.worker import WorkerIdentity
from tests.fakes.rsz_http import filing
from tests.fakes.world import CountingIds
from tests.synthetic import WOMAN_2007


def sandbox() -> SandboxRsz:
    ids = CountingIds()
    return SandboxRsz(nonce=lambda: ids.new("sandbox"))


def test_numbers_look_like_those_of_the_rsz_and_are_marked() -> None:
    rsz = sandbox()
    numbers = [rsz.file(filing()) for _ in range(300)]
    assert all(is_dimona_number(number) and number.startswith("999") for number in numbers)
    assert all(number[-2:] != "00" for number in numbers)
    assert len(set(numbers)) == len(numbers)


def test_the_same_filing_with_the_same_nonce_has_the_same_number() -> None:
    assert sandbox().file(filing()) == sandbox().file(filing())
    assert sandbox().file(filing()) != sandbox().file(filing(WorkerIdentity(ssin=WOMAN_2007)))


def test_another_process_gives_the_same_answer() -> None:
    number = sandbox().file(filing())
    raw = sandbox().answer(number)
    assert raw is not None
    assert raw == sandbox().answer(number)
    assert sandbox().interpret(raw) == RszAnswer(
        declaration_id=number, result=Result.ACCEPTED, period_id=number
    )


def test_a_number_that_is_not_of_the_sandbox_has_no_answer() -> None:
    assert sandbox().answer("900000000116") is None
    assert sandbox().answer("999000000000") is None
    assert sandbox().answer("") is None


def test_the_body_is_shown_as_it_would_be_sent() -> None:
    assert sandbox().request_for(filing())["employer"] == {"enterpriseNumber": "0999999922"}
