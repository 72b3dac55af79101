"""What the terms form may contain: pure. The API has the last word; here is only what a form can know."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

# Committees an ordinary worker or a student may have, the usual one first; the API decides in the end.
COMMITTEES: Mapping[str, str] = {
    "XXX": "committee.XXX",
    "124": "committee.124",
    "140": "committee.140",
    "149": "committee.149",
}
STARTS: Mapping[str, timedelta] = {"today": timedelta(0), "tomorrow": timedelta(days=1)}
FIELDS = ("worker_type", "start", "start_date", "works_start", "end_date", "planned_hours", "committee")
_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
# By the path an issue of the API names: the field of the form it belongs to.
FIELD_OF_ISSUE: Mapping[str, str] = {
    "workerType": "worker_type",
    "startDate": "start_date",
    "workStartsAt": "works_start",
    "endDate": "end_date",
    "plannedHours": "planned_hours",
    "jointCommittee": "committee",
}


@dataclass(frozen=True)
class Terms:
    """The terms of one start of employment. `works_start` is HH:MM on the first day, or empty."""

    worker_type: str
    start: date
    works_start: str
    end: date | None
    planned_hours: int | None
    committee: str

    def filing(self, worker_id: str) -> dict[str, object]:
        """Return the body of `POST /v1/declarations`."""
        optional = {
            "endDate": self.end.isoformat() if self.end else None,
            "plannedHours": self.planned_hours,
            "workStartsAt": f"{self.start.isoformat()}T{self.works_start}" if self.works_start else None,
        }
        return {
            "type": "in",
            "worker": {"id": worker_id},
            "workerType": self.worker_type,
            "jointCommittee": self.committee,
            "startDate": self.start.isoformat(),
        } | {name: value for name, value in optional.items() if value is not None}


def read_terms(form: Mapping[str, str], today: date) -> Terms | dict[str, str]:
    """Return the terms a form holds, or the key of what is wrong by field, in the order of the form."""
    is_student = form.get("worker_type") == "STU"
    start, end = _start(form, today), _day(form.get("end_date", ""))
    hours = _hours(form.get("planned_hours", "")) if is_student else None
    works_start = form.get("works_start", "") if form.get("start") == "today" else ""
    checks = (
        ("worker_type", "error.type", form.get("worker_type") not in {"OTH", "STU"}),
        ("start_date", "error.startDate", start is None),
        ("works_start", "error.worksStart", bool(works_start) and not _HOUR.fullmatch(works_start)),
        ("end_date", "error.endDate.unreadable", bool(form.get("end_date")) and end is None),
        ("end_date", "error.endDate.student", is_student and not form.get("end_date")),
        ("end_date", "error.endDate.beforeStart", bool(start and end and end < start)),
        ("planned_hours", "error.hours", is_student and hours is None),
        ("committee", "error.committee", form.get("committee", "XXX") not in COMMITTEES),
    )
    errors = {field: key for field, key, wrong in checks if wrong}
    if errors or start is None:
        return errors
    return Terms(form["worker_type"], start, works_start, end, hours, form.get("committee", "XXX"))


def _start(form: Mapping[str, str], today: date) -> date | None:
    chosen = form.get("start", "")
    return today + STARTS[chosen] if chosen in STARTS else _day(form.get("start_date", ""))


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        return None


def _hours(written: str) -> int | None:
    cleaned = written.strip()
    if not (cleaned.isascii() and cleaned.isdigit() and 1 <= int(cleaned) <= 999):
        return None
    return int(cleaned)
