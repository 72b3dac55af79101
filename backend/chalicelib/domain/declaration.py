"""One declaration as we keep it: immutable terms, its place in life, and what the RSZ said."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import Field

from chalicelib.domain.answer import ReportedAnomaly, Result
from chalicelib.domain.clock.deadline import Deadline, Timeliness, timeliness
from chalicelib.domain.filing import Mode, Terms
from chalicelib.domain.lifecycle import SETTLED, SURELY_NOT_EXECUTED, Effect, Happening, State, move, move_of
from chalicelib.domain.schema import Value

LATE_ERROR = "-460"
"""The RSZ's error for a late declaration, on an IN and on an UPDATE."""


REACHED = SETTLED | {State.SUBMITTED, State.WAITING}
"""In these states the RSZ has the declaration."""


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


class RefusalEffect(StrEnum):
    """What a refusal tells of the period all the same."""

    ALREADY_CANCELLED = "alreadyCancelled"


class RszFacts(Value):
    """What the RSZ told us so far."""

    declaration_id: str | None = None
    period_id: str | None = None
    result: Result | None = None
    anomalies: tuple[ReportedAnomaly, ...] = ()
    effect: RefusalEffect | None = None


class Declaration(Value):
    """A declaration, folded from its events. Personal data other than the name live sealed beside it."""

    id: str
    mode: Mode
    employer: str
    employer_name: str
    worker_id: str
    worker_name: str
    period_id: str
    period_number: str | None = None
    """The RSZ's number of the period, once it is known."""
    worker_type: str = ""
    """Of the period; it decides which anomalies block. Empty while the period is not known."""
    terms: Terms
    waits_for: tuple[str, ...] = ()
    """Declarations that must be settled before this one may be sent."""
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
    first_sent_at: datetime | None = None
    """When the earliest attempt was made that the RSZ may have executed."""
    absent_since: datetime | None = None
    """Since when every search at the RSZ showed nothing of an attempt whose outcome is unknown."""
    unasked_at: datetime | None = None
    """When the RSZ last did not let us ask for its answer: the waiting for it counts from then."""
    barred_since: datetime | None = None
    """Since when the RSZ answers what we ask about this declaration with a 403."""
    unverified_since: datetime | None = None
    """Since when the RSZ tells nothing sensible of the period that a held one names by its number."""
    due_at: datetime | None = None
    version: int = 1
    events: tuple[Event, ...] = ()

    def happened(
        self, happening: Happening, at: datetime, data: Mapping[str, Any] | None = None, **changes: Any
    ) -> "Declaration":
        """Return this declaration after a happening: the table's next state, one event and version more.

        Raises IllegalMoveError when the table does not know that move. ``changes`` are fields of the
        declaration; ``due_at``, ``lease_until``, ``barred_since`` and ``unverified_since`` end with the
        state unless they are named again.
        """
        state = move(self.state, happening)
        event = Event(at=at, happening=happening, state=state, data=dict(data or {}))
        return self.model_copy(
            update={
                "due_at": None,
                "lease_until": None,
                "barred_since": None,
                "unverified_since": None,
                **changes,
                "state": state,
                "events": (*self.events, event),
                "version": self.version + 1,
            }
        )

    def changed(self, **changes: Any) -> "Declaration":
        """Return this declaration one version on, with other fields and in the same state."""
        return self.model_copy(update={**changes, "version": self.version + 1})

    @property
    def effect(self) -> Effect:
        """What must follow the last thing that happened, by the table."""
        before = self.events[-2].state if len(self.events) > 1 else None
        return move_of(before, self.events[-1].happening).effect

    @property
    def may_be_at_rsz(self) -> bool:
        """Whether the RSZ has, or may have, this declaration that needs help: then nobody takes it back."""
        return self.rsz.declaration_id is not None or self.events[-1].happening not in SURELY_NOT_EXECUTED

    @property
    def timeliness(self) -> Timeliness:
        """On time, late, or not known (yet)."""
        said_late = any(anomaly.code.endswith(LATE_ERROR) for anomaly in self.rsz.anomalies)
        return timeliness(self.deadline, self._reached_rsz_at, rsz_says_late=said_late)

    @property
    def _reached_rsz_at(self) -> datetime | None:
        """When it reached the RSZ for sure: a send whose outcome is unknown says nothing yet."""
        if self.received_by_rsz_at is not None:
            return self.received_by_rsz_at
        return self.sent_at if self.state in REACHED else None
