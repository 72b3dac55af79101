"""The composition root: the only place that chooses concrete parts, each made when first asked for.

Imports stand inside the functions on purpose, so that a function in Lambda loads only what it uses.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chalicelib.edge.settings import settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chalicelib.adapters.dynamo.accounts import DynamoAccounts
    from chalicelib.adapters.dynamo.declarations import DynamoDeclarations
    from chalicelib.adapters.dynamo.employers import DynamoEmployers
    from chalicelib.adapters.dynamo.jobs import DynamoJobs
    from chalicelib.adapters.dynamo.papers import DynamoPapers
    from chalicelib.adapters.dynamo.periods import DynamoPeriods
    from chalicelib.adapters.dynamo.receipts import DynamoReceipts
    from chalicelib.adapters.dynamo.register import DynamoRegister
    from chalicelib.adapters.dynamo.row import Table
    from chalicelib.adapters.keys import KeyWrapper
    from chalicelib.application.batches.accept_batch import AcceptBatch
    from chalicelib.application.batches.corrections import Correct
    from chalicelib.application.batches.file_batch import FileBatch
    from chalicelib.application.breaker import Breaker
    from chalicelib.application.considering import Consider
    from chalicelib.application.days import LookUpDay
    from chalicelib.application.dry_run import Validate
    from chalicelib.application.employer_settings import EmployerSettingsCase
    from chalicelib.application.exports import LookUpExport, RunExport, StartExport
    from chalicelib.application.file_declaration import FileDeclaration
    from chalicelib.application.filings import Filings
    from chalicelib.application.follow_up import FollowUp
    from chalicelib.application.holding import Holding
    from chalicelib.application.merging import MergeWorkers
    from chalicelib.application.papers import Drafts, Templates
    from chalicelib.application.periods import LookUpPeriods
    from chalicelib.application.ports import Circuits, Clock, Ids, Job, Queue, Rsz
    from chalicelib.application.proposals import Propose
    from chalicelib.application.provisioning import Provisioning
    from chalicelib.application.reconciliation import (
        LookUpReconciliation,
        RunReconciliation,
        StartReconciliation,
    )
    from chalicelib.application.resolve import Resolve, Withdraw
    from chalicelib.application.scope import EmployerScope
    from chalicelib.application.sign_in import Identify, SignIn
    from chalicelib.application.submit import Submit
    from chalicelib.application.sweep import Sweep
    from chalicelib.application.work import Stretch, Work
    from chalicelib.application.workers import AddWorker, ChangeWorker, FindWorkers
    from chalicelib.domain.filing import Mode


@cache
def clock() -> Clock:
    """The one clock."""
    from chalicelib.adapters.world import ShiftedClock

    return ShiftedClock(settings().clock)


@cache
def ids() -> Ids:
    """New identifiers."""
    from chalicelib.adapters.world import RandomIds

    return RandomIds()


@cache
def table() -> Table:
    """The table."""
    from chalicelib.adapters.dynamo.row import Table

    return Table(settings().table_name, settings().aws_region)


@cache
def key_wrapper() -> KeyWrapper:
    """The key-encryption key: a file on one machine, KMS in AWS."""
    from chalicelib.adapters.keys import KeyFile, KmsKey

    chosen = settings()
    if chosen.key_file is not None:
        return KeyFile(chosen.key_file)
    import boto3

    return KmsKey(boto3.client("kms", region_name=chosen.aws_region), chosen.kms_key_id or "")


@cache
def employers() -> DynamoEmployers:
    """The employers and their seals."""
    from chalicelib.adapters.dynamo.employers import DynamoEmployers

    return DynamoEmployers(table(), key_wrapper(), clock())


@cache
def receipts() -> DynamoReceipts:
    """The receipts of idempotency keys."""
    from chalicelib.adapters.dynamo.receipts import DynamoReceipts

    return DynamoReceipts(table(), employers().seal, clock())


@cache
def declarations() -> DynamoDeclarations:
    """The declarations."""
    from chalicelib.adapters.dynamo.declarations import DynamoDeclarations

    return DynamoDeclarations(table(), employers().seal, receipts())


@cache
def register() -> DynamoRegister:
    """The personnel register."""
    from chalicelib.adapters.dynamo.register import DynamoRegister

    return DynamoRegister(table(), employers().seal, receipts())


@cache
def periods() -> DynamoPeriods:
    """The periods, through their indexes."""
    from chalicelib.adapters.dynamo.periods import DynamoPeriods

    return DynamoPeriods(table(), employers().seal)


@cache
def accounts() -> DynamoAccounts:
    """Persons, sessions and keys."""
    from chalicelib.adapters.dynamo.accounts import DynamoAccounts

    return DynamoAccounts(table(), clock())


@cache
def queue() -> Queue:
    """The queues."""
    import boto3
    from botocore.config import Config

    from chalicelib.adapters.sqs import SqsQueue
    from chalicelib.application.ports import Lane

    chosen = settings()
    quick = Config(connect_timeout=2, read_timeout=5, retries={"mode": "standard", "total_max_attempts": 2})
    return SqsQueue(
        boto3.client("sqs", region_name=chosen.aws_region, config=quick),
        {
            Lane.URGENT: chosen.queue_urgent_url,
            Lane.BULK: chosen.queue_bulk_url,
            Lane.FOLLOW_UP: chosen.queue_follow_up_url,
            Lane.JOBS: chosen.queue_jobs_url,
        },
    )


@cache
def rsz() -> Mapping[Mode, Rsz]:
    """The RSZ for live declarations, a sandbox for test ones."""
    from chalicelib.adapters.rsz.client import rsz_client
    from chalicelib.adapters.rsz.sandbox import SandboxRsz
    from chalicelib.domain.filing import Mode

    chosen = settings()
    if chosen.rsz_base_url is None or chosen.rsz_token_url is None or chosen.rsz_private_key_file is None:
        raise RuntimeError("RSZ_BASE_URL, RSZ_TOKEN_URL and RSZ_PRIVATE_KEY_FILE are needed to file")
    live = rsz_client(
        base_url=str(chosen.rsz_base_url),
        token_url=str(chosen.rsz_token_url),
        client_id=chosen.rsz_client_id,
        private_key_pem=chosen.rsz_private_key_file.read_text(encoding="ascii"),
        clock=clock(),
    )
    return {Mode.LIVE: live, Mode.TEST: SandboxRsz(nonce=lambda: ids().new("sandbox"))}


@cache
def identify() -> Identify:
    """Find out who calls."""
    from chalicelib.application.sign_in import Identify

    return Identify(accounts())


@cache
def sign_in() -> SignIn:
    """Sign in."""
    from chalicelib.adapters.passwords import Argon2Passwords
    from chalicelib.application.sign_in import SignIn

    return SignIn(accounts(), Argon2Passwords(), clock())


@cache
def file_declaration() -> FileDeclaration:
    """File a declaration."""
    from chalicelib.application.file_declaration import FileDeclaration

    return FileDeclaration(consider(), declarations(), queue(), clock(), ids())


@cache
def consider() -> Consider:
    """Weigh a filing against register and clock."""
    from chalicelib.application.considering import Consider

    return Consider(register(), employers(), clock(), settings().rules_off)


@cache
def validate() -> Validate:
    """The dry run."""
    from chalicelib.adapters.rsz.wire import body_of
    from chalicelib.application.dry_run import Validate

    return Validate(consider(), employers(), clock(), body_of)


@cache
def circuits() -> Circuits:
    """The circuit towards the RSZ."""
    from chalicelib.adapters.dynamo.circuits import DynamoCircuits

    return DynamoCircuits(table(), settings().rsz_client_id, clock())


@cache
def breaker() -> Breaker:
    """Whether the RSZ can be spoken to now."""
    from chalicelib.application.breaker import Breaker

    return Breaker(circuits(), rsz(), clock())


@cache
def filings() -> Filings:
    """What the RSZ is told of a declaration."""
    from chalicelib.application.filings import Filings

    return Filings(employers(), register())


@cache
def holding() -> Holding:
    """Let held declarations go."""
    from chalicelib.application.holding import Holding
    from chalicelib.application.verify import Verify

    verify = Verify(declarations(), register(), filings(), breaker(), rsz(), clock())
    return Holding(declarations(), register(), verify, queue(), clock())


@cache
def withdraw() -> Withdraw:
    """Take back what was not sent."""
    from chalicelib.application.resolve import Withdraw

    return Withdraw(declarations(), holding())


@cache
def resolve() -> Resolve:
    """Settle what needs help."""
    from chalicelib.application.resolve import Resolve

    return Resolve(declarations(), filings(), holding(), rsz(), queue(), clock())


@cache
def add_worker() -> AddWorker:
    """Add a worker."""
    from chalicelib.application.workers import AddWorker

    return AddWorker(register(), clock(), ids())


@cache
def change_worker() -> ChangeWorker:
    """Change a worker."""
    from chalicelib.application.workers import ChangeWorker

    return ChangeWorker(register(), clock())


@cache
def merge_workers() -> MergeWorkers:
    """Make two entries one."""
    from chalicelib.application.merging import MergeWorkers

    return MergeWorkers(register())


@cache
def employer_settings() -> EmployerSettingsCase:
    """Look at an employer and change it."""
    from chalicelib.application.employer_settings import EmployerSettingsCase

    return EmployerSettingsCase(employers(), ids())


@cache
def find_workers() -> FindWorkers:
    """Find workers."""
    from chalicelib.application.workers import FindWorkers

    return FindWorkers(register())


@cache
def look_up_periods() -> LookUpPeriods:
    """List periods and look at one."""
    from chalicelib.application.periods import LookUpPeriods

    return LookUpPeriods(periods(), register(), employers(), clock())


@cache
def look_up_day() -> LookUpDay:
    """Who works on a day."""
    from chalicelib.application.days import LookUpDay

    return LookUpDay(periods())


@cache
def propose() -> Propose:
    """The same as last time."""
    from chalicelib.application.proposals import Propose

    return Propose(periods(), validate())


@cache
def papers() -> DynamoPapers:
    """Drafts and templates."""
    from chalicelib.adapters.dynamo.papers import DynamoPapers

    return DynamoPapers(table(), employers().seal, clock())


@cache
def drafts() -> Drafts:
    """Started filings."""
    from chalicelib.application.papers import Drafts

    return Drafts(papers(), clock())


@cache
def templates() -> Templates:
    """Filings without dates."""
    from chalicelib.application.papers import Templates

    return Templates(papers(), clock())


@cache
def submit() -> Submit:
    """Send a declaration to the RSZ."""
    from chalicelib.application.submit import Submit

    return Submit(declarations(), filings(), holding(), breaker(), rsz(), queue(), clock())


@cache
def follow_up() -> FollowUp:
    """Ask the RSZ for its answer, or whether it has the declaration at all."""
    from chalicelib.application.follow_up import FollowUp
    from chalicelib.application.reconcile import Reconcile
    from chalicelib.application.settle import Settle

    reconcile = Reconcile(declarations(), filings(), breaker(), rsz(), queue(), clock())
    settle = Settle(declarations(), register(), holding(), clock())
    return FollowUp(declarations(), reconcile, settle, breaker(), rsz(), queue(), clock())


@cache
def sweep() -> Sweep:
    """Announce what is due."""
    from chalicelib.application.sweep import Sweep

    return Sweep(declarations(), jobs(), breaker(), queue(), clock())


@cache
def jobs() -> DynamoJobs:
    """Batches, exports and reconciliations."""
    from chalicelib.adapters.dynamo.jobs import DynamoJobs

    return DynamoJobs(table(), employers().seal, receipts(), clock())


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
def run_export() -> RunExport:
    """Do a stretch of an export."""
    from chalicelib.application.exports import RunExport
    from chalicelib.edge.export_files import headings, write

    return RunExport(jobs(), declarations(), register(), headings, write)


@cache
def start_export() -> StartExport:
    """Begin an export."""
    from chalicelib.application.exports import StartExport

    return StartExport(jobs(), queue(), clock(), ids())


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

    return StartReconciliation(jobs(), queue(), clock(), ids())


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

    return AcceptBatch(jobs(), declarations(), queue(), clock(), ids())


@cache
def correct() -> Correct:
    """The rejected rows of a batch."""
    from chalicelib.application.batches.corrections import Correct

    return Correct(jobs(), clock())


@cache
def provisioning() -> Provisioning:
    """Set up employers, persons and keys."""
    from chalicelib.adapters.passwords import Argon2Passwords
    from chalicelib.application.provisioning import Provisioning

    return Provisioning(employers(), accounts(), Argon2Passwords(), add_worker(), ids())


def web_signing_key() -> str:
    """The secret that signs the browser's address."""
    return settings().web_signing_key.get_secret_value()
