"""Every key of the table, in one place. Mode and employer are part of every key of employers' data."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime

from chalicelib.application.ports import Due, PaperKind
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.declaration import Declaration
from chalicelib.domain.lifecycle import UNSENT, State

EMPLOYER = "EMPLOYER"
DECLARATION = "DECLARATION"
RECEIPT = "RECEIPT"
WORKER = "WORKER"
PERIOD = "PERIOD"
ALIAS = "ALIAS"
NAME = "NAME"
PLACE = "PLACE"
WEEK = "WEEK"
CONTRACT = "CONTRACT"
EXTRA_DAYS = "EXTRADAYS"
CLAIM = "CLAIM"
CIRCUIT = "CIRCUIT"
JOB = "JOB"
JOB_ROW = "JOBROW"
FILE = "FILE"
DUE_JOBS = "DUE#job"
NOTICE = "NOTICE"
LETTER = "LETTER"
PERSON = "PERSON"
WISHES = "WISHES"
DEVICE = "DEVICE"
USER = "USER"
CREDENTIAL = "CREDENTIAL"
ATTEMPTS = "ATTEMPTS"

DUE_OF_STATE = {
    State.RECORDED: Due.SEND,
    State.HELD: Due.HELD,
    State.SUBMITTING: Due.LEASE,
    State.UNCONFIRMED: Due.OUTCOME,
    State.SUBMITTED: Due.ANSWER,
    State.WAITING: Due.ANSWER,
}
"""Why a state comes back by itself; the other states wait for somebody else."""


@dataclass(frozen=True, slots=True)
class Key:
    """Partition and sort key of a row."""

    pk: str
    sk: str


def of_scope(scope: EmployerScope) -> str:
    """Return the beginning of every key of a scope."""
    return f"{scope.mode}#{scope.employer}"


def employer(scope: EmployerScope) -> Key:
    """Where an employer's facts and wrapped data key are."""
    return Key(of_scope(scope), EMPLOYER)


def declaration(scope: EmployerScope, declaration_id: str) -> Key:
    """Where a declaration is."""
    return Key(f"{of_scope(scope)}#{DECLARATION}#{declaration_id}", DECLARATION)


def relation(scope: EmployerScope, worker_id: str) -> str:
    """The partition of a worker and everything of the relation."""
    return f"{of_scope(scope)}#{WORKER}#{worker_id}"


def place(scope: EmployerScope, period: str) -> Key:
    """Where it is written which relation a period belongs to, by our id or the RSZ's number."""
    return Key(f"{of_scope(scope)}#{PERIOD}#{period}", PLACE)


def periods(scope: EmployerScope, *, cancelled: bool = False) -> str:
    """The partition of all periods of an employer in an index; by end, cancelled ones lie apart."""
    return f"{of_scope(scope)}#{PERIOD}#cancelled" if cancelled else f"{of_scope(scope)}#{PERIOD}"


def periods_of_worker(scope: EmployerScope, worker_id: str) -> str:
    """The partition of all periods of a worker in the index of workers."""
    return f"{of_scope(scope)}#{worker_id}#{PERIOD}"


def week(scope: EmployerScope, monday: date) -> str:
    """The partition of everybody whom a day of that week names."""
    return f"{of_scope(scope)}#{WEEK}#{monday}"


def contracts(scope: EmployerScope) -> str:
    """The partition of all contracts that a day only counts."""
    return f"{of_scope(scope)}#{CONTRACT}"


def papers(scope: EmployerScope, kind: PaperKind, owner: str) -> str:
    """The partition of an owner's drafts or templates, in the table and in the index alike."""
    return f"{of_scope(scope)}#{kind.upper()}#{digest(owner)}"


def extra_days(scope: EmployerScope, year: int) -> str:
    """The partition of all days of a year on which workers of an employer are extras in horeca."""
    return f"{of_scope(scope)}#{EXTRA_DAYS}#{year}"


def names(scope: EmployerScope) -> str:
    """The partition of all searchable name parts of an employer."""
    return f"{of_scope(scope)}#{NAME}"


def receipt(scope: EmployerScope, lineage: str, operation: str, key: str) -> Key:
    """Where the receipt of an idempotency key is; the key itself is only kept as a hash."""
    return Key(f"{of_scope(scope)}#{RECEIPT}#{digest(lineage, operation, key)}", RECEIPT)


def user(email: str) -> Key:
    """Where a person is."""
    return Key(f"{USER}#{digest(email.strip().casefold())}", USER)


def credential(token: str) -> Key:
    """Where a credential is; the token itself is never stored."""
    return Key(f"{CREDENTIAL}#{digest(token)}", CREDENTIAL)


def attempts(subject: str, window: int) -> Key:
    """Where the sign-in attempts of a subject in one window are counted."""
    return Key(f"{ATTEMPTS}#{digest(subject)}", f"{ATTEMPTS}#{window:012d}")


def list_sort(of: Declaration) -> str:
    """Order of lists: moment of reception, then id."""
    return f"{moment(of.received_at)}#{of.id}"


def due(of: Declaration) -> tuple[str, str] | None:
    """Partition and sort key in the due index, or None when nothing is due by itself."""
    kind = DUE_OF_STATE.get(of.state)
    if kind is None or of.due_at is None:
        return None
    file_by = moment(of.deadline.advised)
    return due_partition(kind), f"{moment(of.due_at)}#{file_by}#{of.mode}#{of.employer}#{of.id}"


def deadline(scope: EmployerScope, of: Declaration) -> tuple[str, str] | None:
    """Partition and sort key in the index of deadlines, or None when the RSZ has it or nothing follows."""
    if of.state not in UNSENT:
        return None
    return of_scope(scope), f"{moment(of.deadline.advised)}#{of.id}"


def claim(scope: EmployerScope, number: str) -> Key:
    """Where it is written which of our declarations a declaration of the RSZ answers."""
    return Key(f"{of_scope(scope)}#{CLAIM}#{number}", CLAIM)


def job(scope: EmployerScope, job_id: str) -> Key:
    """Where a job is."""
    return Key(f"{of_scope(scope)}#{JOB}#{job_id}", JOB)


def job_rows(scope: EmployerScope, job_id: str) -> str:
    """The partition of the outcomes of a job's rows."""
    return f"{of_scope(scope)}#{JOB_ROW}#{job_id}"


def job_file(scope: EmployerScope, job_id: str, name: str, number: int) -> Key:
    """Where one piece of a job's file is; pieces lie apart, so that a large file is written fast."""
    return Key(f"{of_scope(scope)}#{FILE}#{job_id}#{name}#{number:04d}", FILE)


def notice(scope: EmployerScope, notice_id: str) -> Key:
    """Where a notice is."""
    return Key(f"{of_scope(scope)}#{NOTICE}", notice_id)


def letter(scope: EmployerScope, letter_id: str) -> Key:
    """Where a letter is."""
    return Key(f"{of_scope(scope)}#{LETTER}#{letter_id}", LETTER)


def people(employer: str) -> str:
    """The partition of the people who file for an employer."""
    return f"{PERSON}#of#{employer}"


def reach(person_id: str) -> str:
    """The partition of how a person wants to be told."""
    return f"{PERSON}#{person_id}"


def device(device_id: str) -> str:
    """The sort key of a device of a person."""
    return f"{DEVICE}#{device_id}"


def circuit(account: str) -> Key:
    """Where the circuit towards the RSZ is kept, for one account there."""
    return Key(f"{CIRCUIT}#{digest(account)}", CIRCUIT)


def due_partition(kind: Due) -> str:
    """The partition of one kind of due entries."""
    return f"DUE#{kind}"


def moment(at: datetime) -> str:
    """Return an instant as text that sorts: UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def digest(*parts: str) -> str:
    """Return a hash of some texts, for keys that must not be readable."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
