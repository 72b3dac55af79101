"""Begin long work: keep a job together with the answer to its request, then announce its first stretch."""

from dataclasses import dataclass
from datetime import timedelta

from chalicelib.application.idempotency import Answered, IdempotentRequest
from chalicelib.application.ports import Clock, Ids, Job, JobKind, Jobs, Queue
from chalicelib.application.scope import EmployerScope
from chalicelib.application.work import SWEPT_AFTER, announce_job

_PREFIXES = {JobKind.BATCH: "bat", JobKind.EXPORT: "exp", JobKind.RECONCILIATION: "rec"}


@dataclass(frozen=True, slots=True)
class JobOrder:
    """What is to be done, for whom, and for how long the job is kept. ``total`` counts its rows, if any."""

    kind: JobKind
    created_by: str
    kept: timedelta
    content: dict[str, object]
    total: int = 0


@dataclass(frozen=True, slots=True)
class BeginJob:
    """Makes jobs and begins them."""

    jobs: Jobs
    queue: Queue
    clock: Clock
    ids: Ids

    def job(self, scope: EmployerScope, order: JobOrder) -> Job:
        """Return a new job, not kept yet; the sweep looks at it from a minute on."""
        now = self.clock.now()
        return Job(
            id=self.ids.new(_PREFIXES[order.kind]),
            kind=order.kind,
            mode=scope.mode,
            employer=scope.employer,
            created_at=now,
            created_by=order.created_by,
            expires_at=now + order.kept,
            due_at=now + SWEPT_AFTER,
            total=order.total,
            content=order.content,
        )

    def __call__(
        self, scope: EmployerScope, job: Job, request: IdempotentRequest, first: Answered
    ) -> Answered:
        """Keep a job with its first answer and return that; the same key again gets the answer of then.

        Raises KeyReusedError for another body under a used key.
        """
        earlier = self.jobs.add(scope, job, {}, request.receipt(first.body, first.location, job.created_at))
        if earlier is not None and earlier.answer != first.body:
            return request.replay(earlier)
        announce_job(self.queue, job)
        return first
