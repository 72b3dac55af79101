"""File a declaration: check it, record it for ever, then let a worker send it.

Warm cost beside the caller's credential: one Query (the relation), one transaction, one message. An
OUT, UPDATE or CANCEL takes one Get more (whose period is it), an extra in horeca one Query more (the
days with extras).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from chalicelib.application.announcing import follow
from chalicelib.application.considering import Consider
from chalicelib.application.errors import BusyError, RefusedFilingError, RelationChangedError
from chalicelib.application.idempotency import Answered, IdempotentRequest
from chalicelib.application.ports import (
    Acceptance,
    Clock,
    Declarations,
    Ids,
    Queue,
    StoredDeclaration,
)
from chalicelib.application.recording import Origin, recorded
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.filing import Filing

TRIES = 5

Render = Callable[[StoredDeclaration], str]


@dataclass(frozen=True, slots=True)
class FilingCommand:
    """Who files what, under which idempotency key, and how the answer is written."""

    scope: EmployerScope
    employer_name: str
    filing: Filing
    request: IdempotentRequest
    render: Render


@dataclass(frozen=True, slots=True)
class Prepared:
    """A filing that the rules let through: what is to be written, and what is answered once it is."""

    acceptance: Acceptance
    answered: Answered

    def announce(self, queue: Queue, now: datetime) -> None:
        """Tell the workers, after it was written."""
        for stored in self.acceptance.declarations:
            follow(queue, stored.declaration, now)


@dataclass(frozen=True, slots=True)
class FileDeclaration:
    """The use case behind ``POST /v1/declarations``."""

    consider: Consider
    declarations: Declarations
    queue: Queue
    clock: Clock
    ids: Ids

    def __call__(self, command: FilingCommand) -> Answered:
        """Record the filing and return its resource, or the first answer to the same key.

        Raises RefusedFilingError when a certain rule forbids it, KeyReusedError for another body
        under a used key, BusyError when colleagues keep changing this worker. Then nothing is written.
        """
        for _ in range(TRIES):
            try:
                return self._once(command)
            except RelationChangedError:
                continue
            except RefusedFilingError as refusal:
                return self._replay(command, refusal)
        raise BusyError

    def prepare(self, command: FilingCommand) -> Prepared:
        """Check a filing and return what to write. Raises RefusedFilingError. Nothing is written yet."""
        considered = self.consider(command.scope, command.filing, self.ids.new)
        if considered.judgement.refusals:
            raise RefusedFilingError(considered.judgement.refusals)
        now = self.clock.now()
        recording = recorded(considered, self._origin(command, now), self.ids)
        stored = tuple(StoredDeclaration(each, considered.worker.identity) for each in recording.declarations)
        answer = command.render(stored[-1])
        location = f"/v1/declarations/{stored[-1].declaration.id}"
        receipt = command.request.receipt(answer, location, now)
        return Prepared(Acceptance(stored, recording.change, receipt), Answered(answer, location))

    def _once(self, command: FilingCommand) -> Answered:
        prepared = self.prepare(command)
        earlier = self.declarations.accept(command.scope, prepared.acceptance)
        if earlier is not None and earlier.answer != prepared.answered.body:
            return command.request.replay(earlier)
        prepared.announce(self.queue, self.clock.now())
        return prepared.answered

    def _origin(self, command: FilingCommand, now: datetime) -> Origin:
        return Origin(command.scope.mode, command.scope.employer, command.employer_name, now)

    def _replay(self, command: FilingCommand, refusal: RefusedFilingError) -> Answered:
        """A filing that was accepted under this key stays accepted, also when the rules say no by now."""
        request = command.request
        earlier = self.declarations.receipt(command.scope, request.key, request.operation, request.lineage)
        if earlier is None:
            raise refusal
        return request.replay(earlier)
