"""Each row counts once, whatever breaks off; what is wrong comes back with a reason."""

import logging
from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.application.errors import BusyError, UnkeepableError, UnreadableError
from chalicelib.application.ports import Acceptance, JobKind, JobMessage, JobState, Lane, Receipt
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.filing import Mode
from chalicelib.domain.registered import RegisteredWorker, Relation
from chalicelib.domain.worker import WorkerIdentity
from tests.application.batches.office import (
    MIXED,
    OUTCOMES,
    PEOPLE,
    REFERENCES,
    CrashError,
    Office,
    line,
    moments,
    table,
)
from tests.batches.students import HEADINGS
from tests.synthetic import (
    CAFE,
    LIVE_CAFE,
    MAN_1990,
    MAN_2003,
    WOMAN_2007,
    receipt,
)


def test_good_rows_are_filed_and_bad_ones_say_why(office: Office) -> None:
    batch = office.send(table(*MIXED)).body

    job = office.done(batch)

    assert office.states(batch) == OUTCOMES
    assert sorted(each.terms.reference or "" for each in office.filed()) == REFERENCES
    assert job.content["counts"] == {"recorded": 7, "rejected": 3, "alreadyRecorded": 1}
    issues = [
        [(each["code"], each["name"]) for each in row["issues"]]
        for row in office.rows(batch)
        if "issues" in row
    ]
    assert issues == [[("cellDate", "startDate")], [("00024-003", "worker.ssin")], [("00911-001", "endDate")]]
    assert office.rows(batch)[7]["declaration"] == office.rows(batch)[0]["declaration"]


def test_each_row_is_announced_once_in_the_lane_of_its_deadline(office: Office) -> None:
    near = line(WOMAN_2007, "near", Begindatum="24/11/2026", Einddatum="24/11/2026")
    office.done(office.send(table(near, line(MAN_2003, "far"))).body)

    by_reference = {each.terms.reference: each.id for each in office.filed()}
    assert office.house.announced(Lane.URGENT) == [by_reference["near"]]
    assert office.house.announced(Lane.BULK) == [by_reference["far"]]


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_crash_at_any_call_files_each_row_exactly_once(when: str, small: None) -> None:
    crashes = 0
    for crash_at in range(1000):
        office = Office()
        batch = office.send(table(*MIXED)).body
        calls = moments(crash_at, when)
        message = JobMessage(mode=Mode.LIVE, employer=CAFE, job_id=batch)
        try:
            for _ in range(3):
                office.work(calls)(message)
        except CrashError:
            crashes += 1
        else:
            break
        job = office.done(batch)

        assert office.states(batch) == OUTCOMES, crash_at
        assert sorted(each.terms.reference or "" for each in office.filed()) == REFERENCES, crash_at
        assert job.content["counts"] == {"recorded": 7, "rejected": 3, "alreadyRecorded": 1}, crash_at
        assert {each.state.value for each in office.filed()} == {"recorded"}
    assert crashes > 30


def test_two_workers_at_one_stretch_file_each_row_once(office: Office, small: None) -> None:
    batch = office.send(table(*MIXED)).body
    job = office.house.jobs.get(LIVE_CAFE, batch)
    assert job is not None
    worker = office.work().workers[JobKind.BATCH]

    first, second = worker(LIVE_CAFE, job), worker(LIVE_CAFE, job)

    assert [row.content for row in first.rows] == [row.content for row in second.rows]
    office.done(batch)
    assert sorted(each.terms.reference or "" for each in office.filed()) == REFERENCES


def test_somebody_who_comes_after_the_look_who_is_absent_is_met(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A colleague adds a person of the list between that look and the transaction."""
    store = office.house.store
    worker_id = store.worker_id_of(LIVE_CAFE, MAN_2003)
    colleagues = RegisteredWorker(id=worker_id, identity=WorkerIdentity(ssin=MAN_2003, given_name="Sam"))
    look = store.absent

    def then_a_colleague(scope: EmployerScope, worker_ids: Collection[str]) -> frozenset[str]:
        absent = look(scope, worker_ids)
        assert worker_id in absent
        store.add(scope, colleagues, receipt("colleague"))
        return absent

    monkeypatch.setattr(store, "absent", then_a_colleague)
    batch = office.send(table(line(WOMAN_2007, "a"), line(MAN_2003, "b"))).body
    office.done(batch)

    assert office.states(batch) == ["recorded", "recorded"]
    relation = store.relation(LIVE_CAFE, worker_id)
    assert relation.worker is not None
    assert (relation.worker.version, relation.worker.identity.given_name) == (2, "Sam")
    assert len(relation.periods) == 1


def test_progress_shows_after_each_stretch(office: Office, small: None) -> None:
    batch = office.send(table(*MIXED)).body
    office.work()(JobMessage(mode=Mode.LIVE, employer=CAFE, job_id=batch))

    job = office.house.jobs.get(LIVE_CAFE, batch)
    assert job is not None
    assert (job.state, job.position, job.total) == (JobState.PROCESSING, 8, 11)
    assert len(office.rows(batch)) == 8
    assert [message.job_id for message in office.house.queue.jobs] == [batch, batch]


def test_a_stretch_ends_when_its_time_is_over(
    office: Office, small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.house.store.before_accept = lambda: office.house.clock.advance(timedelta(seconds=21))
    batch = office.send(table(*MIXED)).body
    office.work()(JobMessage(mode=Mode.LIVE, employer=CAFE, job_id=batch))

    job = office.house.jobs.get(LIVE_CAFE, batch)
    assert job is not None
    assert job.position == 4


def test_the_days_of_extras_are_read_once_for_many_rows(office: Office) -> None:
    reads = []
    real = office.house.store.extra_days

    def counted(scope: EmployerScope, year: int) -> Any:
        reads.append(year)
        return real(scope, year)

    office.house.store.extra_days = counted  # type: ignore[method-assign]
    headings = [*HEADINGS, "Forfait", "Beginuur", "Einduur"]
    extra = {"Type werknemer": "extra", "PC": "302", "Einddatum": "01/12/2026", "Uren": ""}
    lines = [[*line(ssin, "x", **extra), "uren", "18u", "23u"] for ssin in PEOPLE]
    batch = office.send(table(*lines, headings=headings)).body
    office.done(batch)

    assert office.states(batch) == ["recorded"] * 4
    assert reads == [2026]


class Broken:
    """A store in which somebody's relation cannot be read, and somebody else cannot be written."""

    def __init__(self, office: Office, unreadable: str, unkeepable: str) -> None:
        self._store = store = office.house.store
        self._relation, self._accept, self._all = store.relation, store.accept, store.accept_all
        self._unreadable, self._unkeepable = (
            store.worker_id_of(LIVE_CAFE, ssin) for ssin in (unreadable, unkeepable)
        )
        known = RegisteredWorker(id=self._unreadable, identity=WorkerIdentity(ssin=unreadable))
        store.add(LIVE_CAFE, known, receipt("broken"))

    def breaks(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("relation", "accept", "accept_all"):
            monkeypatch.setattr(self._store, name, getattr(self, name))

    def relation(self, scope: EmployerScope, worker_id: str) -> Relation:
        if worker_id == self._unreadable:
            raise UnreadableError
        return self._relation(scope, worker_id)

    def accept(self, scope: EmployerScope, acceptance: Acceptance) -> Receipt | None:
        self._check([acceptance])
        return self._accept(scope, acceptance)

    def accept_all(self, scope: EmployerScope, acceptances: Sequence[Acceptance]) -> bool:
        self._check(acceptances)
        return self._all(scope, acceptances)

    def _check(self, acceptances: Sequence[Acceptance]) -> None:
        if self._unkeepable in {each.change.worker.id for each in acceptances}:
            raise UnkeepableError


def test_a_row_that_can_never_be_filed_is_rejected_and_the_others_go_on(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    Broken(office, MAN_2003, MAN_1990).breaks(monkeypatch)
    lines = [line(ssin, reference) for ssin, reference in zip(PEOPLE, "abcd", strict=True)]
    batch = office.send(table(*lines)).body

    job = office.done(batch)

    assert office.states(batch) == ["recorded", "rejected", "rejected", "recorded"]
    assert job.content["counts"] == {"recorded": 2, "rejected": 2}
    codes = [[each["code"] for each in row.get("issues", ())] for row in office.rows(batch)]
    assert codes == [[], ["rowNotFiled"], ["rowNotFiled"], []]
    assert sorted(each.terms.reference or "" for each in office.filed()) == ["a", "d"]
    said = sorted(each.getMessage() for each in caplog.records if each.levelno == logging.ERROR)
    assert said == [
        f"row 2 of {batch} can never be filed: unreadable",
        f"row 3 of {batch} can never be filed: unkeepable",
    ]
    for personal in (MAN_2003, MAN_1990, "Voorbeeld"):
        assert personal not in caplog.text


def test_a_row_that_was_filed_stays_filed_when_its_worker_cannot_be_read_any_more(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = office.send(table(line(MAN_2003, "a"), line(WOMAN_2007, "b"))).body
    with monkeypatch.context() as at_the_end:
        at_the_end.setattr(office.house.jobs, "save", _crashes)
        with pytest.raises(CrashError):
            office.work()(JobMessage(mode=Mode.LIVE, employer=CAFE, job_id=batch))
    assert len(office.filed()) == 2

    worker_id = office.house.store.worker_id_of(LIVE_CAFE, MAN_2003)
    real = office.house.store.relation

    def broken(scope: EmployerScope, asked: str) -> Relation:
        if asked == worker_id:
            raise UnreadableError
        return real(scope, asked)

    monkeypatch.setattr(office.house.store, "relation", broken)
    office.done(batch)

    assert office.states(batch) == ["recorded", "recorded"]


@pytest.mark.parametrize("call", ["absent", "accept_all", "accept", "relation"])
def test_a_store_that_is_busy_rejects_no_row(
    office: Office, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    colleagues = RegisteredWorker(
        id=office.house.store.worker_id_of(LIVE_CAFE, MAN_2003), identity=WorkerIdentity(ssin=MAN_2003)
    )
    office.house.store.add(LIVE_CAFE, colleagues, receipt("colleague"))
    batch = office.send(table(line(MAN_2003, "a"), line(MAN_2003, "b"), line(WOMAN_2007, "c"))).body
    with monkeypatch.context() as while_busy:
        while_busy.setattr(office.house.store, call, _is_busy)
        if call == "accept":
            while_busy.setattr(office.house.store, "accept_all", lambda *_: False)
        with pytest.raises(BusyError):
            office.work()(JobMessage(mode=Mode.LIVE, employer=CAFE, job_id=batch))
    job = office.house.jobs.get(LIVE_CAFE, batch)
    assert job is not None
    assert (job.state, job.position, office.rows(batch)) == (JobState.PROCESSING, 0, [])

    office.done(batch)

    assert "rowNotFiled" not in str(office.rows(batch))
    assert office.states(batch)[0] == office.states(batch)[2] == "recorded"


def _crashes(*_: object) -> None:
    raise CrashError


def _is_busy(*_: object) -> None:
    raise BusyError


def test_an_upload_that_is_gone_ends_the_batch(office: Office) -> None:
    batch = office.send(table(*MIXED)).body
    office.house.jobs.files.clear()
    office.work()(JobMessage(mode=Mode.LIVE, employer=CAFE, job_id=batch))

    job = office.house.jobs.get(LIVE_CAFE, batch)
    assert job is not None
    assert (job.state, job.due_at) == (JobState.FAILED, None)
