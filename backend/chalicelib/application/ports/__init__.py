"""What the use cases need of the world: small protocols, each with its contract.

Every protocol has a fake in ``tests/fakes`` and one contract test-suite that runs on the fake and
on the real adapter.
"""

from chalicelib.application.ports.callers import Accounts, EmployerFacts, Employers, Passwords, User
from chalicelib.application.ports.circuits import Circuits
from chalicelib.application.ports.jobs import Job, JobKind, JobMessage, JobRow, Jobs, JobState
from chalicelib.application.ports.papers import Paper, PaperKind, Papers
from chalicelib.application.ports.periods import PeriodFilter, Periods, RegisteredPeriod
from chalicelib.application.ports.queue import Lane, Message, Queue
from chalicelib.application.ports.rsz import (
    Employer,
    FoundDeclaration,
    HeldPage,
    HeldPeriod,
    NotExecutedError,
    NotPermittedError,
    OutcomeUnknownError,
    RefusedForShapeError,
    Rsz,
    RszError,
    RszFiling,
    UnreadableAnswerError,
)
from chalicelib.application.ports.store import (
    Acceptance,
    DeclarationFilter,
    Declarations,
    Due,
    DueDeclaration,
    InvalidCursorError,
    Page,
    PeriodPlace,
    Receipt,
    Register,
    RelationChange,
    Settlement,
    StoredDeclaration,
)
from chalicelib.application.ports.world import Clock, Ids

__all__ = [
    "Acceptance",
    "Accounts",
    "Circuits",
    "Clock",
    "DeclarationFilter",
    "Declarations",
    "Due",
    "DueDeclaration",
    "Employer",
    "EmployerFacts",
    "Employers",
    "FoundDeclaration",
    "HeldPage",
    "HeldPeriod",
    "Ids",
    "InvalidCursorError",
    "Job",
    "JobKind",
    "JobMessage",
    "JobRow",
    "JobState",
    "Jobs",
    "Lane",
    "Message",
    "NotExecutedError",
    "NotPermittedError",
    "OutcomeUnknownError",
    "Page",
    "Paper",
    "PaperKind",
    "Papers",
    "Passwords",
    "PeriodFilter",
    "PeriodPlace",
    "Periods",
    "Queue",
    "Receipt",
    "RefusedForShapeError",
    "Register",
    "RegisteredPeriod",
    "RelationChange",
    "Rsz",
    "RszError",
    "RszFiling",
    "Settlement",
    "StoredDeclaration",
    "UnreadableAnswerError",
    "User",
]
