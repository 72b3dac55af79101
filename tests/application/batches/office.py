"""A house that takes batches, lists to send to it, and processes that die."""

from collections.abc import Iterator, Sequence
from typing import Any

from chalicelib.application.batches.accept_batch import AcceptBatch, BatchCommand
from chalicelib.application.batches.corrections import Correct, Corrections
from chalicelib.application.batches.file_batch import FileBatch
from chalicelib.application.batches.uploads import Upload, table_upload
from chalicelib.application.beginning import BeginJob
from chalicelib.application.idempotency import Answered, IdempotentRequest
from chalicelib.application.ports import EmployerFacts, Job, JobKind, JobMessage, JobState
from chalicelib.application.scope import EmployerScope
from chalicelib.application.work import Work
from chalicelib.domain.declaration import Declaration
from chalicelib.domain.filing import Mode
from chalicelib.edge.batch_issues import explain
from tests.application.house import House
from tests.batches.students import HEADINGS, student_line
from tests.synthetic import (
    BUILDER,
    LIVE_BUILDER,
    LIVE_CAFE,
    MAN_1990,
    MAN_2003,
    WOMAN_1988,
    WOMAN_2007,
)

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
        begin = BeginJob(house.jobs, house.queue, house.clock, house.ids)
        accept = AcceptBatch(begin, house.jobs, house.store, house.clock)
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


def line(ssin: str, reference: str, **changes: str) -> list[str]:
    december = {"Begindatum": "01/12/2026", "Einddatum": "31/12/2026", "Uren": "96"}
    return student_line(ssin, reference, **(december | changes))


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
