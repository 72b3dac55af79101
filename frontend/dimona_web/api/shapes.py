"""The API's answers as plain values; only what the pages use, so that new fields never hurt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, Self, TypeVar

from dimona_web.clock import BRUSSELS

Json = Mapping[str, Any]
Item = TypeVar("Item")


def instant(value: str | None) -> datetime | None:
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
            instant(json.get("at")),
            bool(json.get("assumed")),
            json.get("text") or "",
            json.get("source") or "",
        )


@dataclass(frozen=True)
class Filed:
    """The terms of a declaration as they are filed: of the body one sends, and of the answer alike."""

    worker_type: str
    committee: str
    lump: str
    start_date: date | None
    start_hour: str
    end_date: date | None
    end_hour: str
    planned_hours: int | None
    works_start_at: datetime | None
    user: Json
    place: Json
    statutes: Json
    cards: Json
    replaces: str

    @classmethod
    def of(cls, json: Json) -> Self:
        """Read the terms."""
        return cls(
            worker_type=json.get("workerType") or "",
            committee=json.get("jointCommittee") or "",
            lump=json.get("lump") or "",
            start_date=day(json.get("startDate")),
            start_hour=json.get("startHour") or "",
            end_date=day(json.get("endDate")),
            end_hour=json.get("endHour") or "",
            planned_hours=json.get("plannedHours"),
            works_start_at=instant(json.get("workStartsAt")),
            user=block(json, "usingEmployer"),
            place=block(json, "placeOfWork"),
            statutes=block(json, "smallStatutes"),
            cards=block(json, "controlCards"),
            replaces=json.get("replaces") or "",
        )


@dataclass(frozen=True)
class Declaration:
    """One declaration as the API tells it now."""

    id: str
    type: str
    state: str
    worker: Worker
    filed: Filed
    changes: tuple[str, ...]
    period: str
    deadline: Deadline
    received_at: datetime | None
    received_by_rsz_at: datetime | None
    settled_at: datetime | None
    timeliness: str
    declaration_number: str
    period_number: str
    anomalies: tuple[Anomaly, ...]
    warnings: tuple[str, ...]
    reason: str
    problem: str
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
            filed=Filed.of(json),
            changes=tuple(json.get("changes") or ()),
            period=block(json, "period").get("id") or "",
            deadline=Deadline.of(block(json, "deadline")),
            received_at=instant(json.get("receivedAt")),
            received_by_rsz_at=instant(json.get("receivedByRszAt")),
            settled_at=instant(json.get("settledAt")),
            timeliness=json.get("timeliness") or "unknown",
            declaration_number=rsz.get("declarationId") or "",
            period_number=rsz.get("periodId") or block(json, "period").get("rszNumber") or "",
            anomalies=tuple(Anomaly.of(item) for item in rsz.get("anomalies") or ()),
            warnings=tuple(item.get("detail") or "" for item in json.get("warnings") or ()),
            reason=block(json, "reason").get("text") or "",
            problem=block(json, "reason").get("problem") or "",
            poll_after=instant(json.get("pollAfter")),
        )


@dataclass(frozen=True)
class Event:
    """One line of a declaration's history: what happened, past tense (`filed`, `accepted`)."""

    at: datetime | None
    happening: str

    @classmethod
    def of(cls, json: Json) -> Self:
        """Read one event."""
        return cls(instant(json.get("at")), json.get("happening") or json.get("type") or "")


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
    employer: str
    role: str
    permissions: tuple[str, ...]

    @classmethod
    def of(cls, json: Json) -> Self:
        """Read `GET /v1/me`."""
        memberships = json.get("memberships") or ()
        user = block(json, "user")
        names = tuple(_employer_name(item.get("employer")) for item in memberships)
        first = memberships[0] if memberships else {}
        return cls(
            name=user.get("name") or "",
            email=user.get("email") or "",
            employers=names,
            employer=_employer_number(first.get("employer")),
            role=first.get("role") or "",
            permissions=tuple(first.get("permissions") or ()),
        )


def _employer_number(employer: Any) -> str:
    return str(employer.get("enterpriseNumber") or "") if isinstance(employer, Mapping) else ""


def _employer_name(employer: Any) -> str:
    if isinstance(employer, Mapping):
        return str(employer.get("name") or employer.get("enterpriseNumber") or "")
    return str(employer or "")


@dataclass(frozen=True)
class Employer:
    """An employer and what it chose; `version` goes back with a change."""

    number: str
    name: str
    committee: str
    working_days: str
    version: int

    @classmethod
    def of(cls, json: Json) -> Self:
        """Read an employer."""
        return cls(
            number=json["enterpriseNumber"],
            name=json["name"],
            committee=json.get("defaultJointCommittee") or "",
            working_days=json.get("workingDays") or "",
            version=json.get("version") or 0,
        )


@dataclass(frozen=True)
class Workplace:
    """A place of work that is not the registered office."""

    id: str
    name: str
    address: Json

    @classmethod
    def of(cls, json: Json) -> Self:
        """Read a place of work."""
        return cls(json["id"], json["name"], block(json, "address"))


@dataclass(frozen=True)
class Shift:
    """Somebody who works on a day: a period that the day names."""

    period: str
    declaration: str
    worker: Worker
    filed: Filed

    @classmethod
    def of(cls, json: Json) -> Self:
        """Read one of those whom a day names."""
        return cls(
            json["id"], json.get("declarationId") or "", Worker.of(block(json, "worker")), Filed.of(json)
        )


@dataclass(frozen=True)
class Day:
    """Who works on a day: by name, and how many contracts without hours last then."""

    shifts: tuple[Shift, ...]
    contracts: int

    @classmethod
    def of(cls, json: Json) -> Self:
        """Read `GET /v1/days/{date}`."""
        contracts = block(json, "openContracts").get("count") or 0
        return cls(tuple(Shift.of(item) for item in json["items"]), contracts)
