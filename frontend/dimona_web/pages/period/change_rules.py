"""What a change of a period may say: pure. The API has the last word; here is only what a form can know."""

import re
from collections.abc import Mapping
from typing import Any

from dimona_web.api.period_shapes import Period
from dimona_web.pages.declare.answers import MOST_HOURS
from dimona_web.pages.period.days import read_day

# What a person may want to change, and the changes of the API that each stands for.
WISHES: Mapping[str, frozenset[str]] = {
    "end": frozenset({"endEarlier", "endLater", "endHour"}),
    "removeEnd": frozenset({"removeEnd"}),
    "start": frozenset({"startEarlier", "startLater", "startHour"}),
    "hours": frozenset({"plannedHours"}),
}
FIELDS = ("start_date", "start_hour", "end_date", "end_hour", "planned_hours")
FIELD_OF_ISSUE: Mapping[str, str] = {
    "startDate": "start_date",
    "startHour": "start_hour",
    "endDate": "end_date",
    "endHour": "end_hour",
    "plannedHours": "planned_hours",
}
_NAMES: Mapping[str, str] = {field: name for name, field in FIELD_OF_ISSUE.items()}
_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def wishes_of(period: Period) -> list[str]:
    """Return what may be changed of a period now, in the order in which it is offered."""
    offered = {one.change for one in period.operations if one.type == "update"}
    return [wish for wish, changes in WISHES.items() if changes & offered]


def wish_of(change: str) -> str:
    """Return the wish that a change of the API belongs to; empty for none."""
    return next((wish for wish, changes in WISHES.items() if change in changes), "")


def as_form(period: Period) -> dict[str, str]:
    """Return the form that says what the period says now."""
    return {
        "start_date": period.start_date.isoformat(),
        "start_hour": period.start_hour,
        "end_date": period.end_date.isoformat() if period.end_date else "",
        "end_hour": period.end_hour,
        "planned_hours": str(period.planned_hours or ""),
    }


def changed(wish: str, form: Mapping[str, str], period: Period) -> dict[str, Any]:
    """Return what the form changes, as the API takes it; empty when nothing is."""
    if wish == "removeEnd":
        return {"endDate": None}
    before = as_form(period)
    asked = {
        "end": ("end_date", "end_hour"),
        "start": ("start_date", "start_hour"),
        "hours": ("planned_hours",),
    }
    named = {field: form.get(field, "").strip() for field in asked.get(wish, ())}
    return {
        _NAMES[field]: _value(field, said)
        for field, said in named.items()
        if said != before[field] and is_readable(field, said)
    }


def is_readable(field: str, said: str) -> bool:
    """Say whether a field holds what it asks for."""
    if field.endswith("_date"):
        return read_day(said) is not None
    if field.endswith("_hour"):
        return _HOUR.fullmatch(said) is not None
    return said.isascii() and said.isdigit() and 1 <= int(said) <= MOST_HOURS


def _value(field: str, said: str) -> str | int:
    return int(said) if field == "planned_hours" else said


def unreadable(form: Mapping[str, str], fields: tuple[str, ...]) -> dict[str, str]:
    """Return the key of what is wrong by field: something stands there that cannot be read."""
    keys = {"hour": "error.hour", "date": "error.date", "hours": "error.hours"}
    said = {field: form.get(field, "").strip() for field in fields}
    return {
        field: keys[field.rpartition("_")[2]]
        for field, word in said.items()
        if word and not is_readable(field, word)
    }
