"""Drafts and templates in DynamoDB: sealed, by owner, listed by when they were saved."""

from pynamodb.exceptions import DoesNotExist

from chalicelib.adapters.dynamo import keys
from chalicelib.adapters.dynamo.cursors import read_cursor, write_cursor
from chalicelib.adapters.dynamo.employers import SealOf
from chalicelib.adapters.dynamo.row import BY_EMPLOYER, Row, Table, our_errors
from chalicelib.application.ports import Clock, Page, Paper, PaperKind
from chalicelib.application.scope import EmployerScope


class DynamoPapers:
    """Implements the port Papers."""

    def __init__(self, table: Table, seal_of: SealOf, clock: Clock) -> None:
        self._table = table
        self._seal_of = seal_of
        self._clock = clock

    def put(self, scope: EmployerScope, paper: Paper) -> None:
        """Seal a paper and write it: one Put."""
        pk = keys.papers(scope, paper.kind, paper.owner)
        content = paper.model_dump_json().encode()
        row = self._table.row(
            pk,
            paper.id,
            kind=paper.kind.upper(),
            sealed=self._seal_of(scope).close(content, _context(pk, paper.id)),
            list_pk=pk,
            list_sk=f"{keys.moment(paper.saved_at)}#{paper.id}",
            expires_at=int(paper.expires_at.timestamp()) if paper.expires_at else None,
        )
        with our_errors():
            row.save()

    def get(self, scope: EmployerScope, kind: PaperKind, owner: str, paper_id: str) -> Paper | None:
        """Return an unexpired paper: one Get."""
        try:
            with our_errors():
                row = self._table.row.get(keys.papers(scope, kind, owner), paper_id, consistent_read=True)
        except DoesNotExist:
            return None
        return self._read(scope, row) if row.lives(self._clock.now()) else None

    def remove(self, scope: EmployerScope, kind: PaperKind, owner: str, paper_id: str) -> None:
        """Throw a paper away: one Delete."""
        with our_errors():
            self._table.row(keys.papers(scope, kind, owner), paper_id).delete()

    def listed(
        self, scope: EmployerScope, kind: PaperKind, owner: str, size: int, cursor: str | None
    ) -> Page[Paper]:
        """List papers, last saved first: one Query."""
        partition, seal, now = keys.papers(scope, kind, owner), self._seal_of(scope), self._clock.now()
        with our_errors():
            found = self._table.row.query(
                partition,
                index_name=BY_EMPLOYER,
                scan_index_forward=False,
                limit=size,
                last_evaluated_key=read_cursor(seal, partition, cursor),
            )
            papers = [self._read(scope, row) for row in found if row.lives(now)]
        return Page(papers, write_cursor(seal, partition, found.last_evaluated_key))

    def _read(self, scope: EmployerScope, row: Row) -> Paper:
        plain = self._seal_of(scope).open(row.sealed, _context(row.pk, row.sk))
        return Paper.model_validate_json(plain)


def _context(pk: str, paper_id: str) -> str:
    return f"{pk} {paper_id}"
