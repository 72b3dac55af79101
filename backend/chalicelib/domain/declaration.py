"""One declaration as we keep it: immutable terms, its place in life, and what the RSZ said."""

from datetime import datetime
from typing import Any

from pydantic import Field

from chalicelib.domain.answer import ReportedAnomaly, Result
from chalicelib.domain.deadlines import Deadline
from chalicelib.domain.filing import InTerms, Mode
from chalicelib.domain.lifecycle import Happening, State
from chalicelib.domain.schema import Value


class Event(Value):
    """One thing that happened to a declaration. ``data`` holds no personal data."""

    at: datetime
    happening: Happening
    state: State
    data: dict[str, Any] = Field(default_factory=dict)


class Caution(Value):
    """A warning given when the declaration was accepted by us; the text is made at the edge."""

    code: str
    params: dict[str, str] = Field(default_factory=dict)


class RszFacts(Value):
    """What the RSZ told us so far."""

    declaration_id: str | None = None
    period_id: str | None = None
    result: Result | None = None
    anomalies: tuple[ReportedAnomaly, ...] = ()


class Declaration(Value):
    """A declaration, folded from its events. Personal data other than the name live sealed beside it."""

    id: str
    mode: Mode
    employer: str
    employer_name: str
    worker_id: str
    worker_name: str
    period_id: str
    terms: InTerms
    deadline: Deadline
    warnings: tuple[Caution, ...] = ()
    state: State
    received_at: datetime
    sent_at: datetime | None = None
    received_by_rsz_at: datetime | None = None
    settled_at: datetime | None = None
    rsz: RszFacts = RszFacts()
    attempt: int = 0
    lease_until: datetime | None = None
    due_at: datetime | None = None
    poll_count: int = 0
    version: int = 1
    events: tuple[Event, ...] = ()
