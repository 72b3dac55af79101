"""A batch on fakes: each row counts once, whatever breaks off, comes again or is sent again."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.application.batches import file_batch
from chalicelib.application.batches.accept_batch import AcceptBatch, BatchCommand
from chalicelib.application.batches.corrections import Correct, Corrections
from chalicelib.application.batches.file_batch import FileBatch
from chalicelib.application.batches.uploads import Upload, json_upload, table_upload
from chalicelib.application.errors import KeyReusedError, NotFoundError, RefusedFilingError
from chalicelib.application.idempotency import Answered, IdempotentRequest
from chalicelib.application.ports import EmployerFacts, Job, JobKind, JobMessage, JobState, Lane
from chalicelib.application.scope import EmployerScope
from chalicelib.application.work import Work
from chalicelib.domain.declaration import Declaration
from chalicelib.domain.filing import Mode
from chalicelib.edge.batch_issues import explain
from tests.application.house import House, on_period
from tests.synthetic import (
    BUILDER,
    CAFE,
    LIVE_BUILDER,
    LIVE_CAFE,
    MAN_1990,
    MAN_2003,
    STRANGER,
    WOMAN_1988,
    WOMAN_2007,
)

HEADINGS = [
    "INSZ",
    "Naam",
    "Voornaam",
    "Type werknemer",
    "PC",
    "Begindatum",
    "Einddatum",
    "Uren",
    "Referentie",
]
PEOPLE = (WOMAN_2007, MAN_2003, MAN_1990, WOMAN_1988)


class CrashError(RuntimeError):
    """The process died."""


class Crashing:
    """A port that dies before or after the call with a certain number; the count is shared."""

    def __init__(self, port: Any, moments: Iterator[str]) -> None:
        self._port = port
        self._moments = moments

    def __getattr__(self, name: str) -> Any:
        real = getattr(self._port, name)
        if not callable(real):
            return real

        def call(*args: Any, **options: Any) -> Any:
            moment = next(self._moments)
            if moment == "before":
                raise CrashError
            answer = real(*args, **options)
            if moment == "after":
                raise CrashError
            return answer

        return call


def moments(crash_at: int, when: str) -> Iterator[str]:
    number = 0
    while True:
        yield when if number == crash_at else "never"
        number += 1


class Office:
    """A house that takes batches."""

    def __init__(self) -> None:
        self.house = House()
        facts = EmployerFacts(enterprise_number=BUILDER, name="Bouw Ter Duinen")
        self.house.employers.add(LIVE_BUILDER, facts)

    def send(
        self, upload: Upload, key: str = "k", scope: EmployerScope = LIVE_CAFE, body: str = "h"
    ) -> Answered:
        house = self.house
        accept = AcceptBatch(house.jobs, house.store, house.queue, house.clock, house.ids)
        request = IdempotentRequest(key=key, operation="fileBatch", lineage="usr_1", body_hash=body)
        return accept(BatchCommand(scope, "Café", "usr_1", lambda: upload, request, lambda job: job.id))

    def work(self, calls: Iterator[str] | None = None) -> Work:
        house = self.house
        ports: tuple[Any, ...] = (house.store, house.jobs, house.queue)
        if calls is not None:
            ports = tuple(Crashing(port, calls) for port in ports)
        store, jobs, queue = ports
        worker = FileBatch(
            jobs, house.filing_on(store), store, store, house.employers, queue, house.clock, explain
        )
        return Work(jobs, {JobKind.BATCH: worker}, queue, house.clock)

    def done(self, batch: str, scope: EmployerScope = LIVE_CAFE) -> Job:
        """Work until the batch is completed."""
        for _ in range(100):
            job = self.house.jobs.get(scope, batch)
            assert job is not None
            if job.state is JobState.COMPLETED:
                return job
            self.work()(JobMessage(mode=Mode.LIVE, employer=scope.employer, job_id=batch))
        raise AssertionError("the batch never ends")

    def rows(self, batch: str, scope: EmployerScope = LIVE_CAFE) -> list[dict[str, Any]]:
        return [row.content for row in self.house.jobs.rows(scope, batch, 1000, None).items]

    def states(self, batch: str) -> list[str]:
        return [str(row["state"]) for row in self.rows(batch)]

    def filed(self) -> list[Declaration]:
        return [stored.declaration for stored in self.house.store.stored.values()]

    def corrections(self, batch: str, *, reveal: bool = False) -> Corrections:
        return Correct(self.house.jobs, self.house.clock)(LIVE_CAFE, batch, reveal=reveal)


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretches of a few rows, one thread: the same order each time."""
    for name, value in {"CHUNK": 4, "STRETCH": 8, "SIDE_BY_SIDE": 1, "HANDFUL": 3}.items():
        monkeypatch.setattr(file_batch, name, value)


def line(ssin: str, reference: str, **changes: str) -> list[str]:
    cells = {
        "INSZ": ssin, "Naam": "Voorbeeld", "Voornaam": "Lou", "Type werknemer": "student", "PC": "XXX",
        "Begindatum": "01/12/2026", "Einddatum": "31/12/2026", "Uren": "96", "Referentie": reference,
    }  # fmt: skip
    return list({**cells, **changes}.values())


def table(*lines: Sequence[str], headings: Sequence[str] = HEADINGS) -> Upload:
    return table_upload("csv", [[headings, *lines]])


MIXED = [
    *(line(ssin, f"a{number}") for number, ssin in enumerate(PEOPLE)),
    line(WOMAN_2007, "late", Begindatum="31/31/2026"),
    line(WOMAN_2007, "b0", Begindatum="02/12/2026"),
    line(MAN_2003, "b1", Begindatum="02/12/2026"),
    line(WOMAN_2007, "a0"),
    line("07022899802", "wrong"),
    line(MAN_1990, "none", Einddatum=""),
    line(MAN_1990, "b2", Begindatum="02/12/2026"),
]
OUTCOMES = [
    *["recorded"] * 4,
    "rejected",
    "recorded",
    "recorded",
    "alreadyRecorded",
    "rejected",
    "rejected",
    "recorded",
]
REFERENCES = ["a0", "a1", "a2", "a3", "b0", "b1", "b2"]


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


def test_an_upload_that_is_gone_ends_the_batch(office: Office) -> None:
    batch = office.send(table(*MIXED)).body
    office.house.jobs.files.clear()
    office.work()(JobMessage(mode=Mode.LIVE, employer=CAFE, job_id=batch))

    job = office.house.jobs.get(LIVE_CAFE, batch)
    assert job is not None
    assert (job.state, job.due_at) == (JobState.FAILED, None)


# the same again


def test_the_same_file_under_another_key_files_nothing(office: Office) -> None:
    first = office.send(table(*MIXED), "k1").body
    office.done(first)
    count = len(office.filed())
    office.house.clock.advance(timedelta(days=20))

    second = office.send(table(*MIXED), "k2").body
    office.done(second)

    assert second != first
    assert len(office.filed()) == count
    assert office.states(second).count("alreadyRecorded") == 8
    recorded = [row.get("declaration") for row in office.rows(first)]
    assert [row.get("declaration") for row in office.rows(second)] == recorded


def test_the_same_in_another_kind_of_file_files_nothing(office: Office) -> None:
    office.done(office.send(table(line(WOMAN_2007, "a")), "k1").body)
    body = {
        "type": "in", "worker": {"ssin": "07.02.28-998.01", "familyName": "VOORBEELD"}, "workerType": "STU",
        "jointCommittee": "XXX", "startDate": "2026-12-01", "endDate": "2026-12-31", "plannedHours": 96,
        "reference": "a",
    }  # fmt: skip
    second = office.send(json_upload([body]), "k2").body
    office.done(second)

    assert office.states(second) == ["alreadyRecorded"]


def test_other_people_with_the_same_terms_are_other_rows(office: Office) -> None:
    stranger = {
        "type": "in", "workerType": "STU", "jointCommittee": "XXX",
        "startDate": "2026-12-01", "endDate": "2026-12-31", "plannedHours": 96,
    }  # fmt: skip
    twin = {**STRANGER, "givenName": "Zoé"}
    rows = [
        {**stranger, "worker": who}
        for who in (STRANGER, twin, STRANGER, {"ssin": MAN_2003}, {"ssin": MAN_1990})
    ]
    batch = office.send(json_upload(rows)).body
    office.done(batch)

    assert office.states(batch) == ["recorded", "recorded", "alreadyRecorded", "recorded", "recorded"]
    assert len(office.filed()) == 4


def test_another_reference_makes_it_another_filing(office: Office) -> None:
    batch = office.send(table(line(WOMAN_2007, "a"), line(WOMAN_2007, "b"))).body
    office.done(batch)
    assert office.states(batch) == ["recorded", "recorded"]


def test_what_came_to_nothing_can_be_sent_again(office: Office) -> None:
    office.done(office.send(table(line(WOMAN_2007, "a")), "k1").body)
    (first,) = office.filed()
    office.house.withdraw(LIVE_CAFE, first.id, "usr_1")

    second = office.send(table(line(WOMAN_2007, "a")), "k2").body
    third = office.send(table(line(WOMAN_2007, "a")), "k3").body
    office.done(second)
    office.done(third)

    assert office.states(second) == ["recorded"]
    assert office.states(third) == ["alreadyRecorded"]
    assert office.rows(second)[0]["declaration"] == office.rows(third)[0]["declaration"] != first.id


def test_a_cancelled_period_can_be_sent_again(office: Office) -> None:
    office.done(office.send(table(line(WOMAN_2007, "a")), "k1").body)
    (first,) = office.filed()
    office.house.file(on_period("cancel", first.period_id), key="c")

    second = office.send(table(line(WOMAN_2007, "a")), "k2").body
    office.done(second)
    assert office.states(second) == ["recorded"]


def test_the_same_key_gives_the_same_batch(office: Office) -> None:
    first = office.send(table(*MIXED), "k")
    again = office.send(table(*MIXED), "k")

    assert again.replayed
    assert (again.body, again.location) == (first.body, first.location)
    with pytest.raises(KeyReusedError):
        office.send(table(MIXED[0]), "k", body="other")
    assert len(office.house.jobs.jobs) == 1


def test_a_crash_while_accepting_leaves_one_batch_or_none(office: Office) -> None:
    office.house.queue.is_down = True
    batch = office.send(table(*MIXED)).body
    office.house.queue.is_down = False
    office.house.clock.advance(timedelta(seconds=61))

    office.house.sweep()
    assert [message.job_id for message in office.house.queue.jobs] == [batch]


def test_an_employer_never_meets_anothers_rows(office: Office) -> None:
    batch = office.send(table(MIXED[0])).body
    office.done(batch)
    other = office.send(table(MIXED[0]), scope=LIVE_BUILDER).body
    office.done(other, LIVE_BUILDER)

    assert [str(row["state"]) for row in office.rows(other, LIVE_BUILDER)] == ["recorded"]
    with pytest.raises(NotFoundError):
        Correct(office.house.jobs, office.house.clock)(LIVE_BUILDER, batch, reveal=False)


# rows in JSON, and rows about periods


def test_a_declaration_in_json_is_checked_as_a_single_one(office: Office) -> None:
    good = {
        "type": "in", "worker": {"ssin": WOMAN_2007}, "workerType": "STU", "jointCommittee": "XXX",
        "startDate": "2026-12-01", "endDate": "2026-12-31", "plannedHours": 96,
    }  # fmt: skip
    bad = [
        {**good, "colour": "red"},
        {**good, "plannedHours": "96"},
        {"type": "move"},
        7,
        None,
        {**good, "employer": BUILDER},
    ]
    batch = office.send(json_upload([good, *bad, {**good, "employer": CAFE, "reference": "x"}])).body
    office.done(batch)

    assert office.states(batch) == ["recorded", *["rejected"] * 6, "recorded"]
    codes = [row["issues"][0]["code"] for row in office.rows(batch) if "issues" in row]
    assert codes == [
        "unknownField",
        "invalidNumber",
        "notInList",
        "notAnObject",
        "notAnObject",
        "employerOther",
    ]


def test_rows_may_end_change_and_cancel_periods(office: Office) -> None:
    ordinary = {"Type werknemer": "werknemer", "Einddatum": "", "Uren": ""}
    office.done(office.send(table(line(WOMAN_2007, "in", **ordinary)), "k1").body)
    (hired,) = office.filed()
    headings = ["Aangifte", "Periode", "Einddatum"]
    lines = [["uitdiensttreding", hired.period_id, "31/12/2026"], ["out", "per_unknown", "31/12/2026"]]
    batch = office.send(table(*lines, headings=headings), "k2").body
    office.done(batch)

    assert office.states(batch) == ["recorded", "rejected"]
    assert [each.terms.type for each in office.filed()] == ["in", "out"]


@pytest.mark.parametrize("rows", [[], [{}] * 5001])
def test_a_list_of_no_or_too_many_declarations_is_refused(rows: list[Any]) -> None:
    with pytest.raises(RefusedFilingError):
        json_upload(rows)


# corrections


def mended(corrections: Corrections, **changes: str) -> Upload:
    """A correction file, sent again with some cells changed in every row."""
    places = {heading: place for place, heading in enumerate(corrections.headings)}
    lines = []
    for row in corrections.rows:
        cells = list(row.cells)
        for heading, text in changes.items():
            cells[places[heading]] = text
        lines.append([*cells, row.sent_before, "some reason"])
    return table(*lines, headings=[*corrections.headings, "Eerder verstuurd als", "Reden"])


def test_a_masked_number_is_known_again_when_it_comes_back(office: Office) -> None:
    batch = office.send(table(MIXED[0], MIXED[4]), "k1").body
    office.done(batch)
    corrections = office.corrections(batch)
    assert [row.cells[0] for row in corrections.rows] == ["07.02.28-***.**"]

    again = office.send(mended(corrections, Begindatum="05/12/2026"), "k2").body
    office.done(again)

    assert office.states(again) == ["recorded"]
    first, second = office.filed()
    assert first.worker_id == second.worker_id
    assert (first.terms.reference, second.terms.reference) == ("a0", "late")


def test_corrections_of_corrections(office: Office) -> None:
    first = office.send(table(MIXED[4]), "k1").body
    office.done(first)
    second = office.send(mended(office.corrections(first), Begindatum="32/12/2026"), "k2").body
    office.done(second)
    third = office.send(mended(office.corrections(second), Begindatum="05/12/2026"), "k3").body
    office.done(third)

    assert office.states(third) == ["recorded"]


@pytest.mark.parametrize(
    "spoil", ["another number", "another batch", "another row", "too late", "another employer"]
)
def test_a_masked_number_that_is_not_known_again_is_said(office: Office, spoil: str) -> None:
    batch = office.send(table(MIXED[4], line(MAN_2003, "x", Einddatum="")), "k1").body
    office.done(batch)
    corrections = office.corrections(batch)
    upload = mended(corrections, Begindatum="05/12/2026")
    row, scope = upload.rows[0], LIVE_CAFE
    match spoil:
        case "another number":
            row.content[0] = "08.02.28-***.**"
        case "another batch":
            row.content[-2] = "bat_999/1"
        case "another row":
            row.content[-2] = f"{batch}/2"
        case "too late":
            office.house.clock.advance(timedelta(hours=24))
        case "another employer":
            scope = LIVE_BUILDER
    again = office.send(upload, "k2", scope).body
    office.done(again, scope)

    first = office.rows(again, scope)[0]
    assert [(each["code"], each["name"]) for each in first["issues"]] == [("maskedNumber", "worker.ssin")]


def test_with_the_right_to_see_numbers_they_are_shown(office: Office) -> None:
    batch = office.send(table(MIXED[4], MIXED[8])).body
    office.done(batch)

    assert [row.cells[0] for row in office.corrections(batch, reveal=True).rows] == [
        WOMAN_2007,
        "07022899802",
    ]
    assert "998" not in office.corrections(batch).model_dump_json()


def test_a_number_in_the_wrong_column_is_hidden_too(office: Office) -> None:
    upload = table([f"x {WOMAN_2007}", "geen"], headings=["Naam", "Begindatum"])
    batch = office.send(upload).body
    office.done(batch)
    assert WOMAN_2007 not in office.corrections(batch).model_dump_json()


def test_corrections_of_json_have_columns(office: Office) -> None:
    body = {"type": "in", "worker": {"ssin": WOMAN_2007}, "workerType": "STU", "startDate": "2026-12-01"}
    batch = office.send(json_upload([body])).body
    office.done(batch)
    corrections = office.corrections(batch)

    assert corrections.headings == ("type", "ssin", "workerType", "startDate")
    assert corrections.rows[0].cells == ("in", "07.02.28-***.**", "STU", "2026-12-01")


def test_corrections_end_a_day_after_the_batch(office: Office) -> None:
    batch = office.send(table(MIXED[4])).body
    office.house.clock.advance(timedelta(hours=30))
    office.done(batch)
    office.house.clock.advance(timedelta(hours=23, minutes=59))
    assert len(office.corrections(batch).rows) == 1

    office.house.clock.advance(timedelta(minutes=1))
    with pytest.raises(NotFoundError):
        office.corrections(batch)


def test_nothing_of_a_person_is_kept_in_the_open(office: Office) -> None:
    headings = [*HEADINGS, "07.02.28-998.01 extra"]
    batch = office.send(table([*MIXED[0], "y"], [*MIXED[4], ""], headings=headings)).body
    job = office.done(batch)

    opened = job.model_dump_json() + repr(office.rows(batch))
    assert "998" not in opened
    assert "Voorbeeld" not in opened
