"""What takes longer than one request: batches, exports and reconciliations."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chalicelib.edge.bootstrap.filing import file_declaration
from chalicelib.edge.bootstrap.neighbours import clock, ids, queue, rsz
from chalicelib.edge.bootstrap.sending import filings
from chalicelib.edge.bootstrap.stores import declarations, employers, jobs, periods, register

if TYPE_CHECKING:
    from chalicelib.application.batches.accept_batch import AcceptBatch
    from chalicelib.application.batches.corrections import Correct
    from chalicelib.application.batches.file_batch import FileBatch
    from chalicelib.application.beginning import BeginJob
    from chalicelib.application.exports import LookUpExport, RunExport, StartExport
    from chalicelib.application.ports import Job
    from chalicelib.application.reconciliation import (
        LookUpReconciliation,
        RunReconciliation,
        StartReconciliation,
    )
    from chalicelib.application.scope import EmployerScope
    from chalicelib.application.work import Stretch, Work


@cache
def work() -> Work:
    """Do a stretch of a job."""
    from chalicelib.application.ports import JobKind
    from chalicelib.application.work import Work, Worker

    def reconcile(scope: EmployerScope, job: Job) -> Stretch:
        """Made when one comes: it alone needs the RSZ."""
        return run_reconciliation()(scope, job)

    workers: dict[JobKind, Worker] = {
        JobKind.BATCH: file_batch(),
        JobKind.EXPORT: run_export(),
        JobKind.RECONCILIATION: reconcile,
    }
    return Work(jobs(), workers, queue(), clock())


@cache
def begin_job() -> BeginJob:
    """Begin a job."""
    from chalicelib.application.beginning import BeginJob

    return BeginJob(jobs(), queue(), clock(), ids())


@cache
def run_export() -> RunExport:
    """Do a stretch of an export."""
    from chalicelib.application.exports import RunExport
    from chalicelib.edge.export_files import headings, write

    return RunExport(jobs(), declarations(), register(), headings, write)


@cache
def start_export() -> StartExport:
    """Begin an export."""
    from chalicelib.application.exports import StartExport

    return StartExport(begin_job())


@cache
def look_up_export() -> LookUpExport:
    """Look at an export."""
    from chalicelib.application.exports import LookUpExport

    return LookUpExport(jobs())


@cache
def run_reconciliation() -> RunReconciliation:
    """Do a stretch of a reconciliation."""
    from chalicelib.application.reconciliation import RunReconciliation

    return RunReconciliation(jobs(), periods(), register(), filings(), rsz(), clock())


@cache
def start_reconciliation() -> StartReconciliation:
    """Begin a reconciliation."""
    from chalicelib.application.reconciliation import StartReconciliation

    return StartReconciliation(begin_job())


@cache
def look_up_reconciliation() -> LookUpReconciliation:
    """Look at a reconciliation."""
    from chalicelib.application.reconciliation import LookUpReconciliation

    return LookUpReconciliation(jobs())


@cache
def file_batch() -> FileBatch:
    """File the rows of a batch."""
    from chalicelib.application.batches.file_batch import FileBatch
    from chalicelib.edge.batch_issues import explain

    return FileBatch(
        jobs(), file_declaration(), declarations(), register(), employers(), queue(), clock(), explain
    )


@cache
def accept_batch() -> AcceptBatch:
    """Accept a batch."""
    from chalicelib.application.batches.accept_batch import AcceptBatch

    return AcceptBatch(begin_job(), jobs(), declarations(), clock())


@cache
def correct() -> Correct:
    """The rejected rows of a batch."""
    from chalicelib.application.batches.corrections import Correct

    return Correct(jobs(), clock())
