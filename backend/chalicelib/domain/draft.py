"""Started filings: any fields that a filing can have, whatever stands in them; pure."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from chalicelib.domain.clock.deadline import Deadline
from chalicelib.domain.clock.deadlines import deadline_of
from chalicelib.domain.filing import CancelFiling, InFiling, InTerms, OutFiling, OutTerms, UpdateFiling
from chalicelib.domain.readings import Readings

_FILINGS: tuple[type[BaseModel], ...] = (InFiling, OutFiling, UpdateFiling, CancelFiling)
Names = Mapping[str, Any]
_OF_IN = ("startDate", "startHour", "workStartsAt", "workerType")


@cache
def known_names() -> Names:
    """Return every field a filing can have, with those of its parts."""
    names: dict[str, Any] = {}
    for model in _FILINGS:
        names |= _names(model)
    return names


def _names(model: type[BaseModel]) -> Names:
    return {field.alias or name: _parts(field.annotation) for name, field in model.model_fields.items()}


def _parts(annotation: Any) -> Names | None:
    """Return the fields of a part, or None for a plain value."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _names(annotation)
    return next((parts for each in get_args(annotation) if (parts := _parts(each))), None)


def unknown_names(draft: Mapping[str, Any], names: Names | None = None, path: str = "") -> list[str]:
    """Return the paths of what no filing has: an unknown name, or parts where a plain value belongs."""
    known = known_names() if names is None else names
    found: list[str] = []
    for name, value in draft.items():
        here = f"{path}{name}"
        parts = known.get(name)
        plain = not isinstance(value, dict | list)
        if name not in known or (not plain and (parts is None or isinstance(value, list))):
            found.append(here)
        elif isinstance(value, dict):
            found += unknown_names(value, parts, f"{here}.")
    return found


def deadline_of_draft(draft: Mapping[str, Any], now: datetime, readings: Readings) -> Deadline | None:
    """Return the deadline of a draft of an IN or OUT as far as its dates tell; else None."""
    try:
        terms = _terms(draft)
    except ValidationError:
        return None
    return None if terms is None else deadline_of(terms, None, now, readings)


def _terms(draft: Mapping[str, Any]) -> InTerms | OutTerms | None:
    match draft.get("type", "in"):
        case "in" if draft.get("startDate"):
            given = {name: draft[name] for name in _OF_IN if draft.get(name)}
            return InTerms.model_validate({"workerType": "", "jointCommittee": "", **given})
        case "out" if draft.get("endDate"):
            return OutTerms.model_validate({"endDate": draft["endDate"]})
        case _:
            return None
