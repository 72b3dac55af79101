"""Do a stretch of a job, then ask for the next: a job survives any crash and goes on where it was.

Each kind of job has a worker that does one stretch and returns the job after it. A redelivered message
or a crash repeats at most one stretch, which every worker can bear.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from chalicelib.application.errors import QueueUnavailableError, StaleError
from chalicelib.application.ports import (
    Clock,
    Job,
    JobKind,
    JobMessage,
    JobRow,
    Jobs,
    JobState,
    Queue,
)
from chalicelib.application.scope import EmployerScope, service_scope

log = logging.getLogger(__name__)
SWEPT_AFTER = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Stretch:
    """What one stretch did: the job after it (same version), and the outcomes of its rows."""

    job: Job
    rows: Sequence[JobRow] = ()


class Worker(Protocol):
    """Does one stretch of a job of its kind."""

    def __call__(self, scope: EmployerScope, job: Job) -> Stretch:
        """Do the next stretch; doing it twice must have the effect of once."""
        ...


@dataclass(frozen=True, slots=True)
class Work:
    """The use case behind a message in the queue of jobs."""

    store: Jobs
    workers: Mapping[JobKind, Worker]
    queue: Queue
    clock: Clock

    def __call__(self, message: JobMessage) -> None:
        """Do one stretch of the job, and announce the next while there is one."""
        scope = service_scope(message.mode, message.employer)
        job = self.store.get(scope, message.job_id)
        if job is None or job.state is not JobState.PROCESSING:
            return
        stretch = self.workers[job.kind](scope, job)
        try:
            self._keep(scope, stretch)
        except StaleError:
            log.info("job %s is in other hands", job.id)
            return
        if stretch.job.state is JobState.PROCESSING:
            announce_job(self.queue, stretch.job)

    def _keep(self, scope: EmployerScope, stretch: Stretch) -> None:
        goes_on = stretch.job.state is JobState.PROCESSING
        due_at = self.clock.now() + SWEPT_AFTER if goes_on else None
        newer = stretch.job.model_copy(update={"due_at": due_at, "version": stretch.job.version + 1})
        self.store.save(scope, newer, stretch.rows)


def announce_job(queue: Queue, job: Job) -> None:
    """Send the message for the next stretch, or leave it to the sweep when the queue cannot take it."""
    try:
        queue.send_job(JobMessage(mode=job.mode, employer=job.employer, job_id=job.id))
    except QueueUnavailableError:
        log.warning("job %s could not be announced; the sweep will", job.id)
