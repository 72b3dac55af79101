"""Answers as JSON. What no source shows (period and search items) is inferred and kept in this one place."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from infra.rsz_simulator import persons
from infra.rsz_simulator.clock import iso
from infra.rsz_simulator.period import Period
from infra.rsz_simulator.register import find_employer
from infra.rsz_simulator.rules import written as written_anomaly
from infra.rsz_simulator.wire import Employer

DIMONA_PATH = "/REST/dimona/v2"


@dataclass(frozen=True)
class Shapes:
    """Writes answers whose links start with `public_url`."""

    public_url: str

    def declaration_href(self, number: int) -> str:
        """Address of a declaration."""
        return f"{self.public_url}{DIMONA_PATH}/declarations/{number}"

    def period_href(self, number: int) -> str:
        """Address of a period."""
        return f"{self.public_url}{DIMONA_PATH}/periods/{number}"

    def declaration(self, row: sqlite3.Row, period: Period | None) -> dict[str, Any]:
        """A processed declaration; `period` is what it created or changed, None when B or S."""
        sent = json.loads(row["body"])
        return {
            "href": self.declaration_href(row["id"]),
            **_parties(sent, period),
            row["kind"]: sent[row["kind"]],
            "receptionInstant": iso(row["received"]),
            "declarationStatus": self._status(row),
        }

    def _status(self, row: sqlite3.Row) -> dict[str, Any]:
        status: dict[str, Any] = {"declarationId": row["id"]}
        if row["result"] is None:
            return status
        status["result"] = row["result"]
        if row["period"] is not None:
            status["period"] = {"id": row["period"], "href": self.period_href(row["period"])}
        return {**status, "anomalies": [written_anomaly(code) for code in json.loads(row["anomalies"])]}

    def period(self, period: Period) -> dict[str, Any]:
        """A period; the search shows the same with its number also as periodId."""
        dates = {
            "startDate": period.start_date.isoformat(),
            "startHour": period.start_hour,
            "endDate": period.end_date.isoformat() if period.end_date else None,
            "endHour": period.end_hour,
            "plannedHoursNumber": period.planned_hours,
        }
        return {
            "id": period.id,
            "periodId": period.id,
            "href": self.period_href(period.id),
            "employer": period.employer_numbers,
            "worker": persons.written(period.worker, period.ssin),
            **{name: value for name, value in dates.items() if value is not None},
            "features": period.features,
            **period.details,
            "cancelled": period.cancelled,
            "locked": period.locked,
            "late": period.late,
            "lastUpdateInstant": iso(period.updated),
        }


_FEATURE_BLOCKS = ("studentPlaceOfWork", "constructionControlCards", "smallStatutesInformation")


def period_from(shape: Mapping[str, Any]) -> Period:
    """The period that `Shapes.period` wrote; a number without leading zeros gets them back."""
    numbers = dict(shape["employer"])
    if "enterpriseNumber" in numbers:
        numbers["enterpriseNumber"] = str(numbers["enterpriseNumber"]).zfill(10)
    employer = find_employer(Employer.model_validate(numbers))
    worker = {name: value for name, value in shape["worker"].items() if name != "ssin"}
    ssin = shape["worker"].get("ssin")
    return Period(
        id=shape["id"],
        employer=employer.key if employer else "",
        employer_numbers=employer.written() if employer else {},
        ssin=ssin,
        worker={**worker, "ssin": ssin},
        features=shape["features"],
        start_date=shape["startDate"],
        start_hour=shape.get("startHour"),
        end_date=shape.get("endDate"),
        end_hour=shape.get("endHour"),
        planned_hours=shape.get("plannedHoursNumber"),
        details={name: shape[name] for name in _FEATURE_BLOCKS if name in shape},
        cancelled=shape.get("cancelled", False),
        locked=shape.get("locked", False),
        late=shape.get("late", False),
    )


def _parties(sent: dict[str, Any], period: Period | None) -> dict[str, Any]:
    """Employer and worker, from the period when there is one, else as they were declared."""
    if period is not None:
        return {"employer": period.employer_numbers, "worker": persons.written(period.worker, period.ssin)}
    employer = find_employer(Employer.model_validate(sent["employer"])) if "employer" in sent else None
    parties: dict[str, Any] = {"employer": employer.written()} if employer else {}
    if "worker" in sent:
        parties["worker"] = persons.written(sent["worker"], sent["worker"].get("ssin"))
    return parties


def relations(periods: Iterable[Period]) -> list[dict[str, Any]]:
    """Employer-worker relations: from the first start to the last end of standing periods, newest first."""
    by_worker: dict[str, list[Period]] = {}
    for period in periods:
        if period.ssin is not None and not period.cancelled:
            by_worker.setdefault(period.ssin, []).append(period)
    return [_relation(ssin, of_worker) for ssin, of_worker in reversed(by_worker.items())]


def _relation(ssin: str, periods: list[Period]) -> dict[str, Any]:
    ends = [period.end_date for period in periods if period.end_date is not None]
    is_open = len(ends) < len(periods)
    return {
        "employer": periods[0].employer_numbers,
        "worker": persons.written(periods[-1].worker, ssin),
        "startDate": min(period.start_date for period in periods).isoformat(),
        **({} if is_open else {"endDate": max(ends).isoformat()}),
    }
