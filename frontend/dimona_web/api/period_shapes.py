"""Periods and what may be done with them, as plain values; only what the pages use."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from dimona_web.api.shapes import Deadline, Json, Worker, block, day


@dataclass(frozen=True)
class Operation:
    """What may be done with a period now. `deadline.assumed`: it follows from a day not named yet."""

    type: str
    change: str
    deadline: Deadline
    note: str

    @classmethod
    def of(cls, json: Json) -> Self:
        """Read one operation."""
        deadline = Deadline.of(block(json, "deadline"))
        return cls(json["type"], json.get("change") or "", deadline, json.get("note") or "")


@dataclass(frozen=True)
class OnItsWay:
    """A declaration on a period that is not settled yet, and what it changes."""

    declaration: str
    type: str
    changes: Json

    @classmethod
    def of(cls, json: Json) -> Self:
        """Read one."""
        return cls(json["declarationId"], json["type"], block(json, "changes"))


@dataclass(frozen=True)
class Period:
    """A period as the RSZ holds it, as far as we know; what is on its way is not in its days yet."""

    id: str
    rsz_number: str
    status: str
    worker: Worker
    worker_type: str
    joint_committee: str
    lump: str
    start_date: date
    start_hour: str
    end_date: date | None
    end_hour: str
    planned_hours: int | None
    declaration: str
    on_its_way: tuple[OnItsWay, ...]
    operations: tuple[Operation, ...]

    @classmethod
    def of(cls, json: Json) -> Self:
        """Read one period."""
        return cls(
            id=json["id"],
            rsz_number=json.get("rszNumber") or "",
            status=json["status"],
            worker=Worker.of(block(json, "worker")),
            worker_type=json.get("workerType") or "",
            joint_committee=json.get("jointCommittee") or "",
            lump=json.get("lump") or "",
            start_date=date.fromisoformat(json["startDate"]),
            start_hour=json.get("startHour") or "",
            end_date=day(json.get("endDate")),
            end_hour=json.get("endHour") or "",
            planned_hours=json.get("plannedHours"),
            declaration=json.get("declarationId") or "",
            on_its_way=tuple(OnItsWay.of(item) for item in json.get("onItsWay") or ()),
            operations=tuple(Operation.of(item) for item in json.get("operations") or ()),
        )
