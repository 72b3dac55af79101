"""kill -9 at any moment: what was answered is still there, and a used assertion stays used."""

import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from threading import Thread

import httpx
import pytest
from joserfc.jwk import RSAKey

from tests.simulator.client import MIA, STUDENT, Declarant, Simulator, dimona_in, stranger, student


@pytest.fixture
def own(clients_file: Path, tmp_path: Path) -> Iterator[Simulator]:
    """A simulator that a test may kill."""
    environment = {
        "RSZ_STATE_DIR": str(tmp_path / "state"),
        "RSZ_CLIENTS_FILE": str(clients_file),
        "RSZ_PROCESSING_DELAY": "0",
        "RSZ_IDENTIFICATION_DELAY": "3600",
        "CLOCK": "",
    }
    simulator = Simulator(environment).start()
    yield simulator
    simulator.kill()


@pytest.fixture
def declarant(own: Simulator, private_key: RSAKey) -> Iterator[Declarant]:
    declarant = Declarant(own.url, private_key)
    yield declarant
    declarant.http.close()


def restart(simulator: Simulator) -> None:
    simulator.kill()
    simulator.start()


def test_everything_is_there_after_a_kill(own: Simulator, declarant: Declarant) -> None:
    start = "2035-10-05"
    period = declarant.file(student(start, "2035-12-31"))["declarationStatus"]["period"]["id"]
    waiting = declarant.post(dimona_in("2035-01-01", worker=stranger())).headers["Location"]
    declarant.settings(processingDelay="3600", quotaUsed={STUDENT: 600})
    unprocessed = declarant.post(dimona_in("2035-01-01")).headers["Location"]
    assertion = declarant.assertion()
    assert declarant.ask_token(assertion).status_code == 200
    before = declarant.received()

    restart(own)

    assert declarant.received() == before
    assert [item["result"] for item in before] == ["A", "S", None]
    assert declarant.get(f"/periods/{period}").json()["plannedHoursNumber"] == 96
    assert declarant.ask_token(assertion).status_code == 401
    assert declarant.http.get(waiting, headers=declarant.bearer).json()["declarationStatus"]["result"] == "S"
    assert declarant.http.get(unprocessed, headers=declarant.bearer).status_code == 404
    assert declarant.settings()["quotaUsed"] == {STUDENT: 600}
    assert declarant.settings()["processingDelay"] == "0", "manner is back to that of the start"
    assert declarant.verdict(student(start, "2035-12-31")) == ("B", ["90373-333", "90017-369"])


def test_numbers_go_on_after_kill_and_reset(own: Simulator, declarant: Declarant) -> None:
    first = declarant.file(dimona_in("2035-01-01"))["declarationStatus"]["declarationId"]
    restart(own)
    second = declarant.file(dimona_in("2035-01-01", worker={"ssin": MIA}))["declarationStatus"][
        "declarationId"
    ]
    declarant.http.post("/_simulator/reset")
    third = declarant.file(dimona_in("2035-01-01"))["declarationStatus"]["declarationId"]
    assert first < second < third


def test_a_kill_under_load_loses_no_answered_declaration(own: Simulator, declarant: Declarant) -> None:
    answered: list[int] = []
    assert declarant.bearer

    def file_all() -> None:
        for day in range(1, 29):
            body = dimona_in(f"2035-01-{day:02d}", endDate=f"2035-01-{day:02d}")
            try:
                location = declarant.post(body).headers["Location"]
            except httpx.TransportError:
                return
            answered.append(int(location.rpartition("/")[2]))

    filing = Thread(target=file_all)
    filing.start()
    while len(answered) < 3 and filing.is_alive():
        time.sleep(0.002)
    own.kill()
    filing.join()
    own.start()
    stored = [item["id"] for item in declarant.received()]
    assert len(answered) >= 3
    assert stored[: len(answered)] == answered
    assert len(stored) - len(answered) in {0, 1}


@pytest.mark.parametrize(
    ("setting", "expected"),
    [("2031-05-04T17:55:00+02:00", "2031-05-04T17:55"), ("2031-05-04T17:55:00", "2031-05-04T17:55")],
)
def test_the_clock_stands_where_it_is_told(
    own: Simulator, declarant: Declarant, setting: str, expected: str
) -> None:
    own.kill()
    own.environment["CLOCK"] = setting
    own.start()
    now = datetime.fromisoformat(declarant.settings()["now"])
    assert now.isoformat().startswith(expected)
    assert declarant.ask_token().status_code == 401, "our assertion is of another time"
    at_that_time = int(now.timestamp())
    assert (
        declarant.ask_token(declarant.assertion(iat=at_that_time, exp=at_that_time + 300)).status_code == 200
    )
