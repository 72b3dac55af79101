"""File rows of a batch, each once: its content is its idempotency key, for every batch of the employer."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from chalicelib.application.batches.contents import content_key, key_after, person_of, worker_of
from chalicelib.application.batches.gathering import without
from chalicelib.application.batches.rows import RejectedRowError, RowIssue, of_findings
from chalicelib.application.errors import RefusedFilingError, UnkeepableError, UnreadableError
from chalicelib.application.file_declaration import FileDeclaration, FilingCommand, Prepared
from chalicelib.application.idempotency import IdempotentRequest
from chalicelib.application.ports import Declarations, Employers, JobRow, Register, StoredDeclaration
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.filing import Filing
from chalicelib.domain.lifecycle import State
from chalicelib.domain.period import PeriodStatus
from chalicelib.domain.schema import Value

log = logging.getLogger(__name__)

OPERATION, LINEAGE = "fileBatchRow", "batch"
"""Every batch of an employer shares one space of keys, whoever sent it."""
_CAME_TO_NOTHING = frozenset({State.REFUSED, State.WITHDRAWN})
_GENERATIONS = 20
_NEVER = (UnkeepableError, UnreadableError)
"""What no repeat would mend: the store cannot keep the row, or holds something of its worker that we cannot
read. Whatever may pass (the store is busy, the queue is away) is no reason to reject a row."""


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
class FileRows:
    """Files rows through the same use case as a single declaration.

    Most rows are new, so rows about different persons are first tried together, in one transaction; if
    anything stands in the way of one of them, each goes its own way. A row that can never be filed is
    rejected and logged, and the others go on.
    """

    file: FileDeclaration
    declarations: Declarations
    register: Register
    employers: Employers

    def __call__(self, scope: EmployerScope, rows: Sequence[BatchRow]) -> list[JobRow]:
        """Return what became of rows about different persons; a repeat says the same. Raises BusyError."""
        together, later, outcomes = dict[str, _Ready](), list[BatchRow](), list[JobRow]()
        file = self._beside_absent(scope, rows)
        for row in rows:
            try:
                ready = _Ready(row, file.prepare(self._command(scope, row, self._key(scope, row))))
            except RefusedFilingError as refusal:
                outcomes.append(self._refused(scope, row, refusal))
                continue
            except _NEVER:
                later.append(row)
                continue
            worker = ready.prepared.acceptance.change.worker.id
            if worker in together:
                later.append(row)
            else:
                together[worker] = ready
        outcomes += self._together(scope, list(together.values()))
        return [*outcomes, *(self._alone(scope, row) for row in later)]

    def _beside_absent(self, scope: EmployerScope, rows: Sequence[BatchRow]) -> FileDeclaration:
        """Return what prepares some rows: whoever is in nobody's register has no relation to be read.

        The transaction wants each of them still absent; a row that goes its own way reads the relation.
        """
        workers = {worker_of(self.register, scope, row.filing) for row in rows} - {None}
        absent = self.register.absent(scope, [each for each in workers if each]) if workers else ()
        consider = self.file.consider
        return replace(self.file, consider=replace(consider, register=without(consider.register, absent)))

    def _key(self, scope: EmployerScope, row: BatchRow) -> str:
        return content_key(person_of(self.register, scope, row.filing), row.filing)

    def _together(self, scope: EmployerScope, ready: Sequence["_Ready"]) -> list[JobRow]:
        if not ready or not self._accepted(scope, ready):
            return [self._alone(scope, each.row) for each in ready]
        now = self.file.clock.now()
        for each in ready:
            each.prepared.announce(self.file.queue, now)
        return [_outcome(each.row.number, RowState.RECORDED, each.filed.declaration) for each in ready]

    def _accepted(self, scope: EmployerScope, ready: Sequence["_Ready"]) -> bool:
        try:
            return self.declarations.accept_all(scope, [each.prepared.acceptance for each in ready])
        except UnkeepableError:
            return False

    def _refused(self, scope: EmployerScope, row: BatchRow, refusal: RefusedFilingError) -> JobRow:
        """A row that was filed before stays filed, also when the rules say no by now."""
        if self.declarations.receipt(scope, self._key(scope, row), OPERATION, LINEAGE) is not None:
            return self._alone(scope, row)
        return rejected(row.number, RejectedRowError(of_findings(refusal.findings)))

    def _alone(self, scope: EmployerScope, row: BatchRow) -> JobRow:
        try:
            return self._on_its_own(scope, row)
        except _NEVER as fault:
            log.exception("row %d of %s can never be filed: %s", row.number, row.batch, fault.code)
            return rejected(row.number, RejectedRowError([RowIssue(code="rowNotFiled", name="")]))

    def _on_its_own(self, scope: EmployerScope, row: BatchRow) -> JobRow:
        key = self._key(scope, row)
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
        earlier = self.declarations.receipt(scope, key, OPERATION, LINEAGE)
        answer = earlier.answer if earlier else self.file(self._command(scope, row, key)).body
        return Filed.model_validate_json(answer)

    def _command(self, scope: EmployerScope, row: BatchRow, key: str) -> FilingCommand:
        def render(stored: StoredDeclaration) -> str:
            filed = Filed(batch=row.batch, row=row.number, declaration=stored.declaration.id)
            return filed.model_dump_json()

        return FilingCommand(
            scope=scope,
            employer_name=self.employers.facts(scope).name,
            filing=row.filing,
            request=IdempotentRequest(key=key, operation=OPERATION, lineage=LINEAGE, body_hash=key),
            render=render,
        )

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


@dataclass(frozen=True, slots=True)
class _Ready:
    row: BatchRow
    prepared: Prepared

    @property
    def filed(self) -> Filed:
        """What is remembered of the row once it is written."""
        return Filed.model_validate_json(self.prepared.answered.body)


def rejected(number: int, wrong: RejectedRowError) -> JobRow:
    """Return the outcome of a row that cannot be filed."""
    issues = [issue.model_dump(mode="json") for issue in wrong.issues]
    return JobRow(number=number, content={"state": RowState.REJECTED, "issues": issues})


def _outcome(number: int, state: RowState, declaration_id: str) -> JobRow:
    return JobRow(number=number, content={"state": state, "declaration": declaration_id})
