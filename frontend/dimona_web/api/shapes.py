"""The API's answers as plain values; only what the pages use, so that new fields never hurt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, Self, TypeVar

from dimona_web.clock import BRUSSELS

Json = Mapping[str, Any]
Item = TypeVar("Item")


def _instant(value: str | None) -> datetime | None:
    """Read an instant; a local one, as the API writes `workStartsAt`, is Brussels' time."""
    if not value:
        return None
    read = datetime.fromisoformat(value)
    return read if read.tzinfo else read.replace(tzinfo=BRUSSELS)


def day(value: str | None) -> date | None:
    """Read a day, if there is one."""
    return date.fromisoformat(value) if value else None


def block(json: Json, name: str) -> Json:
    """Return a block of an answer; empty when it is missing or null."""
    return json.get(name) or {}


@dataclass(frozen=True)
class Worker:
    """A worker of the register; `ssin` is masked."""

    id: str
    name: str
    ssin: str

    @classmethod
    def of(cls, json: Json) -> Self:
        """Read a worker, whether its name comes whole or in parts."""
        parts = (json.get("givenName"), json.get("familyName"))
        name = json.get("name") or " ".join(part for part in parts if part)
        return cls(json.get("id") or "", name, json.get("ssin") or "")


@dataclass(frozen=True)
class Anomaly:
    """Something the RSZ objects to or warns about, in the words of the page's language."""

    code: str
    blocking: bool
    action_required: bool
    label: str
    meaning: str
    remedy: str

    @classmethod
    def of(cls, json: Json) -> Self:
        """Read one anomaly."""
        words = (json.get(name) or "" for name in ("label", "meaning", "remedy"))
        return cls(json["code"], bool(json.get("blocking")), bool(json.get("actionRequired")), *words)


@dataclass(frozen=True)
class Deadline:
    """The last good instant, and the rule in a sentence. `assumed`: we do not know the real start."""

    at: datetime | None
    assumed: bool
    text: str
    source: str

    @classmethod
    def of(cls, json: Json) -> Self:
        """Read a deadline."""
        return cls(
            _instant(json.get("at")),
            bool(json.get("assumed")),
            json.get("text") or "",
            json.get("source") or "",
        )


@dataclass(frozen=True)
class Declaration:
    """One declaration as the API tells it now."""

    id: str
    type: str
    state: str
    worker: Worker
    worker_type: str
    joint_committee: str
    period: str
    start_date: date | None
    start_hour: str
    end_date: date | None
    end_hour: str
    planned_hours: int | None
    changes: tuple[str, ...]
    works_start_at: datetime | None
    deadline: Deadline
    received_at: datetime | None
    sent_at: datetime | None
    received_by_rsz_at: datetime | None
    settled_at: datetime | None
    timeliness: str
    declaration_number: str
    period_number: str
    anomalies: tuple[Anomaly, ...]
    warnings: tuple[str, ...]
    poll_after: datetime | None

    @classmethod
    def of(cls, json: Json) -> Self:
        """Read the resource of `POST /v1/declarations`, `GET /v1/declarations/{id}` and of the list."""
        rsz = block(json, "rsz")
        return cls(
            id=json["id"],
            type=json.get("type") or "in",
            state=json["state"],
            worker=Worker.of(block(json, "worker")),
            worker_type=json.get("workerType") or "",
            joint_committee=json.get("jointCommittee") or "",
            period=block(json, "period").get("id") or "",
            start_date=day(json.get("startDate")),
            start_hour=json.get("startHour") or "",
            end_date=day(json.get("endDate")),
            end_hour=json.get("endHour") or "",
            planned_hours=json.get("plannedHours"),
            changes=tuple(json.get("changes") or ()),
            works_start_at=_instant(json.get("workStartsAt")),
            deadline=Deadline.of(block(json, "deadline")),
            received_at=_instant(json.get("receivedAt")),
            sent_at=_instant(json.get("sentAt")),
            received_by_rsz_at=_instant(json.get("receivedByRszAt")),
            settled_at=_instant(json.get("settledAt")),
            timeliness=json.get("timeliness") or "unknown",
            declaration_number=rsz.get("declarationId") or "",
            period_number=rsz.get("periodId") or block(json, "period").get("rszNumber") or "",
            anomalies=tuple(Anomaly.of(item) for item in rsz.get("anomalies") or ()),
            warnings=tuple(item.get("detail") or "" for item in json.get("warnings") or ()),
            poll_after=_instant(json.get("pollAfter")),
        )


@dataclass(frozen=True)
class Event:
    """One line of a declaration's history: what happened, past tense (`filed`, `accepted`)."""

    at: datetime | None
    happening: str

    @classmethod
    def of(cls, json: Json) -> Self:
        """Read one event."""
        return cls(_instant(json.get("at")), json.get("happening") or json.get("type") or "")


@dataclass(frozen=True)
class Page(Generic[Item]):
    """A stretch of a list and the cursor of the next one, empty at the end."""

    items: tuple[Item, ...]
    next: str


@dataclass(frozen=True)
class Me:
    """Who is signed in."""

    name: str
    email: str
    employers: tuple[str, ...]
    role: str

    @classmethod
    def of(cls, json: Json) -> Self:
        """Read `GET /v1/me`."""
        memberships = json.get("memberships") or ()
        user = block(json, "user")
        names = tuple(_employer_name(item.get("employer")) for item in memberships)
        role = memberships[0].get("role") if memberships else ""
        return cls(user.get("name") or "", user.get("email") or "", names, role or "")


def _employer_name(employer: Any) -> str:
    if isinstance(employer, Mapping):
        return str(employer.get("name") or employer.get("enterpriseNumber") or "")
    return str(employer or "")
