"""The terms of a filing told line by line: of what is about to be sent, and of what was filed."""

from datetime import date, datetime

from dimona_web.api.shapes import Filed, Json
from dimona_web.i18n.catalogue import text
from dimona_web.i18n.formats import full_date, moment, number, opening
from dimona_web.pages.fact import Fact

_LUMPS = {"hours": "lump.hours", "day": "lump.day"}


def told(language: str, filed: Filed, kind: str) -> list[Fact]:
    """Tell the terms, leaving out what does not apply. `kind` is the worker type in words."""
    lines = (
        ("terms.type", kind),
        ("terms.start", _when(language, filed.start_date, filed.start_hour)),
        ("terms.worksStart", _moment(language, filed.works_start_at)),
        ("terms.endsOn", _when(language, filed.end_date, filed.end_hour)),
        ("terms.hours", number(language, filed.planned_hours) if filed.planned_hours else ""),
        ("terms.committee", filed.committee),
        ("terms.lump", text(language, _LUMPS[filed.lump]) if filed.lump in _LUMPS else ""),
        ("terms.user", _joined(filed.user, "name", "enterpriseNumber", "jointCommittee")),
        ("terms.place", _joined(filed.place, "name")),
        ("terms.statutes", _joined(filed.statutes, "employmentNature", "workerStatus", "activityWithRisk")),
        ("terms.cards", _joined(filed.cards, "firstMonth", "nextMonth")),
    )
    return [Fact(text(language, key), value) for key, value in lines if value]


def _when(language: str, day: date | None, hour: str) -> str:
    if day is None:
        return ""
    written = opening(full_date(language, day))
    return text(language, "day.at", day=written, hour=hour) if hour else written


def _moment(language: str, instant: datetime | None) -> str:
    return opening(moment(language, instant)) if instant else ""


def _joined(block: Json, *names: str) -> str:
    return " · ".join(str(block[name]) for name in names if block.get(name))
