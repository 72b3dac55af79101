"""The contract of the port Jobs."""

import os
from datetime import timedelta

import pytest

from chalicelib.application.errors import StaleError
from chalicelib.application.ports import InvalidCursorError, Job, JobKind, JobMessage, JobRow, JobState
from chalicelib.application.scope import EmployerScope
from tests.contracts.stores import Stores
from tests.synthetic import LIVE_BUILDER, LIVE_CAFE, NOON, TEST_CAFE, receipt

STRANGERS = pytest.mark.parametrize("stranger", [LIVE_BUILDER, TEST_CAFE], ids=["employer", "mode"])


def a_job(number: int = 1) -> Job:
    return Job(
        id=f"bat_{number}",
        kind=JobKind.BATCH,
        mode=LIVE_CAFE.mode,
        employer=LIVE_CAFE.employer,
        created_at=NOON,
        created_by="usr_1",
        expires_at=NOON + timedelta(days=1),
        due_at=NOON + timedelta(seconds=60),
        total=3,
        content={"name": "extras.csv"},
    )


def test_a_job_is_read_back_with_its_files(stores: Stores) -> None:
    large = os.urandom(700_000)

    assert stores.jobs.add(LIVE_CAFE, a_job(), {"upload": large, "empty": b""}, receipt("k")) is None

    job = stores.jobs.get(LIVE_CAFE, "bat_1")
    assert job == a_job()
    assert stores.jobs.file(LIVE_CAFE, job, "upload") == large
    assert stores.jobs.file(LIVE_CAFE, job, "empty") == b""
    assert stores.jobs.file(LIVE_CAFE, job, "corrections") is None


@STRANGERS
def test_another_employer_or_mode_finds_nothing(stores: Stores, stranger: EmployerScope) -> None:
    stores.jobs.add(LIVE_CAFE, a_job(), {"upload": b"x"}, receipt("k"))
    stores.jobs.save(LIVE_CAFE, a_job().model_copy(update={"version": 2}), [JobRow(number=1, content={})])

    assert stores.jobs.get(stranger, "bat_1") is None
    assert stores.jobs.file(stranger, a_job(), "upload") is None
    assert list(stores.jobs.rows(stranger, "bat_1", 5, None).items) == []


def test_the_same_key_adds_once(stores: Stores) -> None:
    stores.jobs.add(LIVE_CAFE, a_job(1), {}, receipt("same", answer="first"))

    earlier = stores.jobs.add(LIVE_CAFE, a_job(2), {}, receipt("same"))

    assert earlier is not None
    assert earlier.answer == "first"
    assert stores.jobs.get(LIVE_CAFE, "bat_2") is None


def test_progress_needs_the_version_that_was_read(stores: Stores) -> None:
    stores.jobs.add(LIVE_CAFE, a_job(), {}, receipt("k"))
    further = a_job().model_copy(update={"position": 2, "version": 2})
    rows = [JobRow(number=number, content={"state": "recorded"}) for number in (1, 2)]

    stores.jobs.save(LIVE_CAFE, further, rows)
    with pytest.raises(StaleError):
        stores.jobs.save(LIVE_CAFE, further, rows)

    assert stores.jobs.get(LIVE_CAFE, "bat_1") == further
    page = stores.jobs.rows(LIVE_CAFE, "bat_1", 1, None)
    rest = stores.jobs.rows(LIVE_CAFE, "bat_1", 5, page.cursor)
    assert [row.number for row in (*page.items, *rest.items)] == [1, 2]
    with pytest.raises(InvalidCursorError):
        stores.jobs.rows(LIVE_CAFE, "bat_1", 5, "nonsense")


def test_what_is_due_is_found_and_what_has_ended_is_not(stores: Stores) -> None:
    for number in (1, 2):
        stores.jobs.add(LIVE_CAFE, a_job(number), {}, receipt(f"k{number}"))
    ended = a_job(2).model_copy(update={"state": JobState.COMPLETED, "due_at": None, "version": 2})
    stores.jobs.save(LIVE_CAFE, ended)

    assert stores.jobs.due(NOON, 5) == []
    assert stores.jobs.due(NOON + timedelta(seconds=60), 5) == [
        JobMessage(mode=LIVE_CAFE.mode, employer=LIVE_CAFE.employer, job_id="bat_1")
    ]


def test_an_expired_job_is_not_there(stores: Stores) -> None:
    stores.jobs.add(LIVE_CAFE, a_job(), {}, receipt("k"))
    stores.clock.advance(timedelta(days=2))
    assert stores.jobs.get(LIVE_CAFE, "bat_1") is None
