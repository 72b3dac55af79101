"""File one row of a batch, once: its content is its idempotency key, for every batch of the employer."""

from dataclasses import dataclass
from enum import StrEnum

from chalicelib.application.batches.contents import content_key, key_after, person_of
from chalicelib.application.batches.rows import RejectedRowError, RowIssue, of_findings
from chalicelib.application.errors import RefusedFilingError
from chalicelib.application.file_declaration import FileDeclaration, FilingCommand
from chalicelib.application.idempotency import IdempotentRequest
from chalicelib.application.ports import Declarations, Employers, JobRow, Register, StoredDeclaration
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.filing import Filing
from chalicelib.domain.lifecycle import State
from chalicelib.domain.period import PeriodStatus
from chalicelib.domain.schema import Value

OPERATION, LINEAGE = "fileBatchRow", "batch"
"""Every batch of an employer shares one space of keys, whoever sent it."""
_CAME_TO_NOTHING = frozenset({State.REFUSED, State.WITHDRAWN})
_GENERATIONS = 20


class RowState(StrEnum):
    """What became of a row. ``alreadyRecorded``: an earlier row said the same, and nothing was filed."""

    RECORDED = "recorded"
    ALREADY_RECORDED = "alreadyRecorded"
    REJECTED = "rejected"


class Filed(Value):
    """What is remembered under the key of a row: which row of which batch became which declaration."""

    batch: str
    row: int
    declaration: str


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A row that could be read, and where it stands."""

    batch: str
    number: int
    filing: Filing


@dataclass(frozen=True, slots=True)
class FileRow:
    """Files a row through the same use case as a single declaration."""

    file: FileDeclaration
    declarations: Declarations
    register: Register
    employers: Employers

    def __call__(self, scope: EmployerScope, row: BatchRow) -> JobRow:
        """Return the outcome of a row; a repeat returns the same. Raises BusyError."""
        key = content_key(person_of(self.register, scope, row.filing), row.filing)
        for _ in range(_GENERATIONS):
            try:
                filed = self._filed(scope, row, key)
            except RefusedFilingError as refusal:
                return rejected(row.number, RejectedRowError(of_findings(refusal.findings)))
            if (filed.batch, filed.row) == (row.batch, row.number):
                return _outcome(row.number, RowState.RECORDED, filed.declaration)
            if self._stands(scope, filed.declaration):
                return _outcome(row.number, RowState.ALREADY_RECORDED, filed.declaration)
            key = key_after(key, filed.declaration)
        return rejected(row.number, RejectedRowError([RowIssue(code="filedTooOften", name="reference")]))

    def _filed(self, scope: EmployerScope, row: BatchRow, key: str) -> Filed:
        def render(stored: StoredDeclaration) -> str:
            filed = Filed(batch=row.batch, row=row.number, declaration=stored.declaration.id)
            return filed.model_dump_json()

        command = FilingCommand(
            scope=scope,
            employer_name=self.employers.facts(scope).name,
            filing=row.filing,
            request=IdempotentRequest(key=key, operation=OPERATION, lineage=LINEAGE, body_hash=key),
            render=render,
        )
        return Filed.model_validate_json(self.file(command).body)

    def _stands(self, scope: EmployerScope, declaration_id: str) -> bool:
        """Tell whether an earlier declaration still holds: neither it nor its period came to nothing."""
        stored = self.declarations.get(scope, declaration_id)
        if stored is None or stored.declaration.state in _CAME_TO_NOTHING:
            return False
        declaration = stored.declaration
        if declaration.terms.type != "in":
            return True
        period = self.register.relation(scope, declaration.worker_id).period(declaration.period_id)
        return period is None or period.expected().status is not PeriodStatus.CANCELLED


def rejected(number: int, wrong: RejectedRowError) -> JobRow:
    """Return the outcome of a row that cannot be filed."""
    issues = [issue.model_dump(mode="json") for issue in wrong.issues]
    return JobRow(number=number, content={"state": RowState.REJECTED, "issues": issues})


def _outcome(number: int, state: RowState, declaration_id: str) -> JobRow:
    return JobRow(number=number, content={"state": state, "declaration": declaration_id})
