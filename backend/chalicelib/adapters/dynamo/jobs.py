"""Jobs in DynamoDB: a row of its own, a row for each outcome, files in sealed pieces. All of it expires."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from pynamodb.exceptions import DoesNotExist

from chalicelib.adapters.dynamo import keys
from chalicelib.adapters.dynamo.cursors import read_cursor, write_cursor
from chalicelib.adapters.dynamo.employers import SealOf
from chalicelib.adapters.dynamo.receipts import DynamoReceipts
from chalicelib.adapters.dynamo.row import DUE, Row, Table, our_errors
from chalicelib.adapters.dynamo.transactions import Put
from chalicelib.application.errors import StaleError
from chalicelib.application.ports import Clock, Job, JobMessage, JobRow, Page, Receipt
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.filing import Mode

PIECE = 300_000
"""Bytes of a file in one row; a row of DynamoDB holds 400 kB."""
_LAST = "\uffff"


class DynamoJobs:
    """Implements the port Jobs."""

    def __init__(self, table: Table, seal_of: SealOf, receipts: DynamoReceipts, clock: Clock) -> None:
        self._table = table
        self._seal_of = seal_of
        self._receipts = receipts
        self._clock = clock

    def add(
        self, scope: EmployerScope, job: Job, files: Mapping[str, bytes], receipt: Receipt
    ) -> Receipt | None:
        """Write the files, then the job with its receipt; see the port."""
        for name, content in files.items():
            self.put_file(scope, job, name, content)
        return self._receipts.write_with(
            scope, receipt, [Put(self._row(scope, job), Row.pk.does_not_exist())]
        )

    def get(self, scope: EmployerScope, job_id: str) -> Job | None:
        """Return an unexpired job, read consistently."""
        key = keys.job(scope, job_id)
        try:
            with our_errors():
                row = self._table.row.get(key.pk, key.sk, consistent_read=True)
        except DoesNotExist:
            return None
        return Job.model_validate_json(row.document) if row.lives(self._clock.now()) else None

    def save(self, scope: EmployerScope, job: Job, rows: Sequence[JobRow] = ()) -> None:
        """Write the rows in as few calls as possible, then the job under its version."""
        with our_errors():
            if rows:
                with self._table.row.batch_write() as batch:
                    for each in rows:
                        batch.save(self._outcome(scope, job, each))
            self._row(scope, job).save(Row.version == job.version - 1)

    def rows(self, scope: EmployerScope, job_id: str, size: int, cursor: str | None) -> Page[JobRow]:
        """List the rows by number: one Query."""
        partition, seal = keys.job_rows(scope, job_id), self._seal_of(scope)
        with our_errors():
            found = self._table.row.query(
                partition, limit=size, last_evaluated_key=read_cursor(seal, partition, cursor)
            )
            items = [JobRow.model_validate_json(row.document) for row in found]
        return Page(items, write_cursor(seal, partition, found.last_evaluated_key))

    def put_file(self, scope: EmployerScope, job: Job, name: str, content: bytes) -> None:
        """Compress, seal and cut a file; the last piece says how many there are."""
        sealed = self._seal_of(scope).close(zlib.compress(content), _context(scope, job, name))
        pieces = [sealed[start : start + PIECE] for start in range(0, len(sealed), PIECE)]
        with our_errors():
            for number, piece in enumerate(pieces):
                key = keys.job_file(scope, job.id, name, number)
                self._table.row(
                    key.pk,
                    key.sk,
                    kind=keys.FILE,
                    document=str(len(pieces)),
                    sealed=piece,
                    expires_at=_expiry(job),
                ).save()

    def file(self, scope: EmployerScope, job: Job, name: str) -> bytes | None:
        """Put the pieces of a file together; None when there is none."""
        pieces = list(self._pieces(scope, job, name))
        if not pieces:
            return None
        return zlib.decompress(self._seal_of(scope).open(b"".join(pieces), _context(scope, job, name)))

    def due(self, now: datetime, limit: int) -> list[JobMessage]:
        """Return the jobs that are due, the longest overdue first."""
        with our_errors():
            found = list(
                self._table.row.query(
                    keys.DUE_JOBS,
                    Row.due_sk <= keys.moment(now) + _LAST,
                    index_name=DUE,
                    limit=limit,
                )
            )
        return [_to_message(row.due_sk) for row in found]

    def _pieces(self, scope: EmployerScope, job: Job, name: str) -> Iterable[bytes]:
        number, many = 0, 1
        while number < many:
            key = keys.job_file(scope, job.id, name, number)
            try:
                with our_errors():
                    row = self._table.row.get(key.pk, key.sk, consistent_read=True)
            except DoesNotExist:
                if number:
                    raise StaleError from None
                return
            many, number = int(row.document), number + 1
            yield row.sealed

    def _row(self, scope: EmployerScope, job: Job) -> Row:
        key = keys.job(scope, job.id)
        due_sk = f"{keys.moment(job.due_at)}#{job.mode}#{job.employer}#{job.id}" if job.due_at else None
        return self._table.row(
            key.pk,
            key.sk,
            kind=keys.JOB,
            version=job.version,
            document=job.model_dump_json(),
            expires_at=_expiry(job),
            due_pk=keys.DUE_JOBS if job.due_at else None,
            due_sk=due_sk,
        )

    def _outcome(self, scope: EmployerScope, job: Job, row: JobRow) -> Row:
        return self._table.row(
            keys.job_rows(scope, job.id),
            f"{row.number:06d}",
            kind=keys.JOB_ROW,
            document=row.model_dump_json(),
            expires_at=_expiry(job),
        )


def _context(scope: EmployerScope, job: Job, name: str) -> str:
    return f"{keys.of_scope(scope)} {job.id} {name}"


def _expiry(job: Job) -> int:
    return int(job.expires_at.timestamp())


def _to_message(due_sk: str) -> JobMessage:
    _, mode, employer, job_id = due_sk.split("#")
    return JobMessage(mode=Mode(mode), employer=employer, job_id=job_id)
