"""Our register against what the RSZ holds: page by page, first theirs, then ours. Nothing is ever sent.

Each difference becomes a row of the job, under the number of the place where it was found, so that a
stretch done twice writes the same rows. With ``imports`` what is theirs only is taken into the register,
each period once, whatever its worker type.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from pydantic import Field

from chalicelib.application.beginning import BeginJob, JobOrder
from chalicelib.application.errors import BusyError, NotFoundError, RelationChangedError
from chalicelib.application.filings import Filings
from chalicelib.application.idempotency import Answered, IdempotentRequest
from chalicelib.application.ports import (
    Clock,
    HeldPeriod,
    Job,
    JobKind,
    JobRow,
    Jobs,
    JobState,
    NotPermittedError,
    PeriodFilter,
    Periods,
    Register,
    RegisteredPeriod,
    Rsz,
    UnreadableAnswerError,
)
from chalicelib.application.relations import relation_change
from chalicelib.application.scope import Credential, EmployerScope
from chalicelib.application.work import Stretch
from chalicelib.domain.brussels import local_date
from chalicelib.domain.comparing import Difference, difference, may_be_pending
from chalicelib.domain.filing import Mode
from chalicelib.domain.period import Period, PeriodStatus
from chalicelib.domain.registered import RegisteredWorker, Relation
from chalicelib.domain.schema import Value

KEPT = timedelta(days=30)
PAGES = 5
"""Pages of one stretch: it ends well within a minute."""
PAGE = 100
TRIES = 5
OURS_FROM = 500_000
"""Rows of our own periods are numbered from here; those of the RSZ's from zero."""


class Progress(Value):
    """How far it is. ``theirs`` and ``ours`` count the periods looked at."""

    imports: bool = False
    page: int = 1
    theirs_done: bool = False
    cursor: str | None = None
    theirs: int = 0
    ours: int = 0
    stretches: int = 0
    unreadable: int = 0
    counts: dict[str, int] = Field(default_factory=dict)
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class StartReconciliation:
    """The use case behind ``POST /v1/reconciliations``."""

    begin: BeginJob

    def __call__(
        self,
        scope: EmployerScope,
        caller: Credential,
        request: IdempotentRequest,
        render: Callable[[Job], str],
        *,
        imports: bool,
    ) -> Answered:
        """Begin; the same key again gets the first answer."""
        content = Progress(imports=imports).model_dump(mode="json")
        job = self.begin.job(scope, JobOrder(JobKind.RECONCILIATION, caller.id, KEPT, content))
        return self.begin(scope, job, request, Answered(render(job), f"/v1/reconciliations/{job.id}"))


@dataclass(slots=True)
class _Found:
    """What one stretch found: rows of differences, and the numbers the RSZ showed.

    ``unreadable`` counts the periods that were asked for by number and of which nothing sensible came.
    """

    job: str
    imports: bool
    rows: list[JobRow] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    unreadable: int = 0

    def add(
        self, number: int, kind: Difference, ours: RegisteredPeriod | None, theirs: Period | None
    ) -> None:
        """Keep a difference, without a word about the person."""
        known = ours.period if ours else None
        self.rows.append(
            JobRow(
                number=number,
                content={
                    "kind": kind.value,
                    "workerId": ours.worker_id if ours else None,
                    "ours": known.model_dump(mode="json", include=_SHOWN) if known else None,
                    "theirs": theirs.model_dump(mode="json", include=_SHOWN) if theirs else None,
                },
            )
        )


_SHOWN = {
    "id", "rsz_number", "status", "worker_type", "joint_committee", "start_date", "start_hour", "end_date",
    "end_hour", "planned_hours",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RunReconciliation:
    """Does a stretch; see the port of workers in ``application/work.py``."""

    jobs: Jobs
    periods: Periods
    register: Register
    filings: Filings
    rsz: Mapping[Mode, Rsz]
    clock: Clock

    def __call__(self, scope: EmployerScope, job: Job) -> Stretch:
        """Compare the next pages. Raises RszError while the RSZ does not answer: it is tried again."""
        progress = Progress.model_validate(job.content)
        found = _Found(job.id, progress.imports)
        try:
            after = (self._ours if progress.theirs_done else self._theirs)(scope, job, progress, found)
        except NotPermittedError:
            after = progress.model_copy(update={"failure": "notPermitted"})
        counts = dict(progress.counts)
        for row in found.rows:
            counts[row.content["kind"]] = counts.get(row.content["kind"], 0) + 1
        unreadable = after.unreadable + found.unreadable
        after = after.model_copy(
            update={"counts": counts, "stretches": progress.stretches + 1, "unreadable": unreadable}
        )
        news: dict[str, Any] = {
            "content": after.model_dump(mode="json"),
            "position": after.theirs + after.ours,
        }
        if after.failure is not None:
            news["state"] = JobState.FAILED
        elif after.theirs_done and progress.theirs_done and after.cursor is None:
            news["state"] = JobState.COMPLETED
        return Stretch(job.model_copy(update=news), found.rows)

    # theirs

    def _theirs(self, scope: EmployerScope, job: Job, progress: Progress, found: _Found) -> Progress:
        employer, page, more = self.filings.employer(scope), progress.page, True
        seen, unreadable = progress.theirs, progress.unreadable
        for _ in range(PAGES):
            held = self.rsz[scope.mode].periods(employer, page)
            for each in held.items:
                self._compare(scope, each, seen, found)
                seen += 1
            page, more, unreadable = page + 1, held.more, unreadable + held.unreadable
            if not more:
                break
        self.jobs.put_file(scope, job, _seen(progress.stretches), json.dumps(found.numbers).encode())
        return progress.model_copy(
            update={"page": page, "theirs_done": not more, "theirs": seen, "unreadable": unreadable}
        )

    def _compare(self, scope: EmployerScope, held: HeldPeriod, number: int, found: _Found) -> None:
        theirs = held.period
        if theirs.rsz_number is None:
            return
        found.numbers.append(theirs.rsz_number)
        ours = self.periods.one(scope, theirs.rsz_number)
        if ours is not None:
            mine = ours.period.id == _imported_as(found.job, theirs)
            kind = Difference.IMPORTED if mine else difference(ours.period, theirs)
        elif theirs.status is PeriodStatus.CANCELLED:
            kind = None
        else:
            kind = self._theirs_only(scope, held, found)
            ours = self.periods.one(scope, theirs.rsz_number) if kind is Difference.IMPORTED else None
        if kind is not None:
            found.add(number, kind, ours, theirs)

    def _theirs_only(self, scope: EmployerScope, held: HeldPeriod, found: _Found) -> Difference:
        ssin = held.worker.ssin
        if ssin is None:
            return Difference.NAMELESS_THERE
        worker_id = self.register.worker_id_of(scope, ssin)
        for _ in range(TRIES):
            relation = self.register.relation(scope, worker_id)
            if any(each.rsz_number == held.period.rsz_number for each in relation.periods):
                return Difference.IMPORTED
            if any(may_be_pending(held.period, each) for each in relation.periods):
                return Difference.PENDING_HERE
            if not found.imports:
                return Difference.THEIRS_ONLY
            whole = self._whole(scope, held)
            if whole is None:
                found.unreadable += 1
                return Difference.THEIRS_ONLY
            try:
                self._import(scope, HeldPeriod(whole, held.worker), found.job, relation)
            except RelationChangedError:
                continue
            return Difference.IMPORTED
        raise BusyError

    def _import(self, scope: EmployerScope, held: HeldPeriod, job: str, relation: Relation) -> None:
        """Take a whole period into the register, with its worker if that one is new."""
        known = relation.worker
        if known is None:
            worker_id = self.register.worker_id_of(scope, held.worker.ssin or "")
            worker = RegisteredWorker(id=worker_id, identity=held.worker)
        else:
            worker = known.model_copy(update={"version": known.version + 1})
        period = held.period.model_copy(update={"id": _imported_as(job, held.period)})
        self.register.record(scope, relation_change(worker, relation, [period], relist=known is None))

    def _whole(self, scope: EmployerScope, held: HeldPeriod) -> Period | None:
        """Return the period with its features; a search may have shown its dates only.

        None when the RSZ, asked for it by its number, shows none of this employer's, or none to be read.
        """
        if held.period.worker_type or held.period.rsz_number is None:
            return held.period
        try:
            asked = self.rsz[scope.mode].period(held.period.rsz_number, self.filings.employer(scope))
        except UnreadableAnswerError:
            return None
        return None if asked is None else asked.period

    # ours

    def _ours(self, scope: EmployerScope, job: Job, progress: Progress, found: _Found) -> Progress:
        seen = self._all_seen(scope, job, progress)
        today, cursor, looked = local_date(self.clock.now()), progress.cursor, progress.ours
        for _ in range(PAGES):
            page = self.periods.listed(scope, PeriodFilter(), today, PAGE, cursor)
            for each in page.items:
                self._is_there(scope, each, seen, OURS_FROM + looked, found)
                looked += 1
            cursor = page.cursor
            if cursor is None:
                break
        return progress.model_copy(update={"cursor": cursor, "ours": looked})

    def _is_there(
        self, scope: EmployerScope, ours: RegisteredPeriod, seen: set[str], number: int, found: _Found
    ) -> None:
        """A period of ours that the search did not show is asked for by its number: it may be new there."""
        period = ours.period
        stands = period.status is PeriodStatus.ACTIVE and not period.on_its_way
        if scope.mode is Mode.TEST or not stands or period.rsz_number is None or period.rsz_number in seen:
            return
        try:
            held = self.rsz[scope.mode].period(period.rsz_number, self.filings.employer(scope))
        except UnreadableAnswerError:
            found.unreadable += 1
            return
        kind = Difference.OURS_ONLY if held is None else difference(period, held.period)
        if kind is not None:
            found.add(number, kind, ours, held.period if held else None)

    def _all_seen(self, scope: EmployerScope, job: Job, progress: Progress) -> set[str]:
        files = (self.jobs.file(scope, job, _seen(number)) for number in range(progress.stretches))
        return {number for content in files if content for number in json.loads(content)}


@dataclass(frozen=True, slots=True)
class LookUpReconciliation:
    """The use case behind ``GET /v1/reconciliations/{id}``."""

    jobs: Jobs

    def one(self, scope: EmployerScope, job_id: str) -> Job:
        """Return a reconciliation. Raises NotFoundError."""
        job = self.jobs.get(scope, job_id)
        if job is None or job.kind is not JobKind.RECONCILIATION:
            raise NotFoundError(job_id)
        return job


def _seen(stretch: int) -> str:
    return f"seen-{stretch:05d}"


def _imported_as(job: str, period: Period) -> str:
    """Return the id under which a job imports a period: a stretch done twice knows its own again."""
    return f"per_{hashlib.sha256(f'{job} {period.rsz_number}'.encode()).hexdigest()[:26]}"
