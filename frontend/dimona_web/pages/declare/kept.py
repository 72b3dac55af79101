"""Answers as a draft of the API keeps them, and back: pure. What cannot be read is kept as it was typed."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from dimona_web.api.shapes import Json, Workplace, block
from dimona_web.pages.declare.answers import STARTS, answered, placed_on_days
from dimona_web.pages.declare.place import PLACE_PATHS, at, named_place, place_answers
from dimona_web.pages.declare.sheet import ELSEWHERE, LUMPS, QUESTIONS

# Where an answer stands in a filing when it stands there as it was given.
_PATHS: Mapping[str, str] = {
    "committee": "jointCommittee",
    **{
        question: f"{name}.{part}".rstrip(".")
        for name, parts in QUESTIONS.items()
        for part, question in parts.items()
        if question not in {"place", "works_start"}
    },
}
_WAYS: Mapping[str, str] = {lump: way for way, lump in LUMPS.items()}


def kept(kind: str, form: Mapping[str, str], places: Iterable[Workplace], today: date) -> dict[str, Any]:
    """Return what a draft keeps of the answers to the questions about a worker type."""
    filing: dict[str, Any] = {"type": "in", "workerType": kind}
    for question, path in _PATHS.items():
        _put(filing, path, form.get(question, ""))
    start = form.get("start", "")
    day = (today + STARTS[start]).isoformat() if start in STARTS else form.get("start_date", "")
    _put(filing, "startDate", day)
    if day == today.isoformat() and form.get("works_start"):
        _put(filing, "workStartsAt", f"{day}T{form['works_start']}")
    _put(filing, "lump", LUMPS.get(form.get("variant", ""), form.get("variant", "")))
    if place := _place(form, places):
        filing["placeOfWork"] = place
    return filing


def _place(form: Mapping[str, str], places: Iterable[Workplace]) -> dict[str, Any]:
    chosen, place = form.get("place", ""), dict[str, Any]()
    if known := next((one for one in places if one.id == chosen), None):
        return {"name": known.name, "address": dict(known.address)}
    if chosen == ELSEWHERE:
        for path, question in PLACE_PATHS.items():
            _put(place, path, form.get(question, ""))
    return place


def answers_of(filing: Json, places: Iterable[Workplace], today: date) -> dict[str, str]:
    """Return the answers that a draft keeps; nothing when only the worker type was chosen."""
    form = {question: at(filing, path) for question, path in _PATHS.items()}
    form["start_date"] = at(filing, "startDate")
    form["works_start"] = at(filing, "workStartsAt").partition("T")[2]
    lump = at(filing, "lump")
    form["variant"] = lump if filing.get("workerType") == "FLX" else _WAYS.get(lump, lump)
    form |= place_answers(block(filing, "placeOfWork"))
    if not any(form.values()):
        return {}
    return placed_on_days(named_place(answered(form | {"start": "pick"}), places), today)


def _put(filing: dict[str, Any], path: str, value: str) -> None:
    if not value:
        return
    *parents, name = path.split(".")
    for parent in parents:
        filing = filing.setdefault(parent, {})
    filing[name] = value
