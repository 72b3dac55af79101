"""From the answers of the form to a filing, and back: pure. What may stand in a filing, the API decides."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dimona_web.api.errors import Issue
from dimona_web.api.shapes import Filed
from dimona_web.api.tables import Variant
from dimona_web.pages.declare.number import without_separators
from dimona_web.pages.declare.place import PLACE_PATHS, place_answers
from dimona_web.pages.declare.sheet import ELSEWHERE, LUMPS, QUESTIONS, Sheet, Tables

STARTS: Mapping[str, timedelta] = {"today": timedelta(0), "tomorrow": timedelta(days=1)}
# Every question there is, by the path under which the API speaks of it.
QUESTION_OF: Mapping[str, str] = {
    "jointCommittee": "committee",
    "lump": "variant",
    "startDate": "start_date",
    **{
        f"{name}.{part}".rstrip("."): question
        for name, parts in QUESTIONS.items()
        for part, question in parts.items()
    },
    **{f"placeOfWork.{path}": question for path, question in PLACE_PATHS.items()},
    "controlCards": "card_first",
    "smallStatutes": "nature",
    "usingEmployer": "user_number",
}
FIELDS = ("start", *dict.fromkeys(QUESTION_OF.values()))
_EMPTY = dict.fromkeys(FIELDS, "")
_HOUR = re.compile(r"([01]?\d|2[0-3])[:.hu]?([0-5]\d)")
MOST_HOURS = 999


class Unreadable(ValueError):  # noqa: N818 - it never leaves this module as an error
    """An answer that is not what its question asks for; the message is the key of what to say."""


@dataclass(frozen=True)
class Read:
    """What the answers say: the body to file, and the key of what is wrong by question."""

    filing: dict[str, Any]
    wrong: dict[str, str]


def answered(form: Mapping[str, Any]) -> dict[str, str]:
    """Return the answers to the questions there are; anything else in a form is left."""
    return {name: str(form.get(name) or "").strip()[:100] for name in FIELDS}


def read(tables: Tables, form: Mapping[str, str], today: date) -> Read:
    """Return the filing that the answers make, as far as they can be read."""
    committee, user = form["committee"], form["user_committee"]
    ways = tables.ways(committee, user)
    way = ways[0] if len(ways) == 1 else next((one for one in ways if one.code == form["variant"]), None)
    reading = _Reading(form, today, {"type": "in", "workerType": tables.kind.code}, {})
    reading.put("jointCommittee", committee)
    reading.take("startDate", "start_date", reading.start)
    if way is None:
        reading.wrong["variant"] = "error.variant"
    else:
        if tables.asks_lump(committee, user):
            reading.put("lump", LUMPS[way.code])
        _terms_of(way, committee, reading)
        if way.takes("placeOfWork", committee):
            _place(tables, reading)
    return Read(reading.filing, reading.wrong)


@dataclass(frozen=True)
class _Reading:
    """The answers while they are read."""

    form: Mapping[str, str]
    today: date
    filing: dict[str, Any]
    wrong: dict[str, str]

    def put(self, name: str, value: Any) -> None:
        """Put a value into the filing, unless there is none."""
        if value:
            self.filing[name] = value

    def take(self, name: str, question: str, reader: Any) -> None:
        """Read one answer into the filing, or note what is wrong with it."""
        try:
            self.put(name, reader(self.form[question]))
        except Unreadable as error:
            self.wrong[question] = str(error)

    def start(self, _written: str) -> str:
        """Return the first day."""
        chosen = self.form["start"]
        if chosen in STARTS:
            return (self.today + STARTS[chosen]).isoformat()
        return _day(self.form["start_date"]) or _fail("error.startDate")


def _terms_of(way: Variant, committee: str, reading: _Reading) -> None:
    for name, question, reader in (
        ("startHour", "start_hour", _hour),
        ("endHour", "end_hour", _hour),
        ("plannedHours", "planned_hours", _hours),
    ):
        if way.takes(name, committee):
            reading.take(name, question, reader)
    if way.takes("endDate", committee):
        _end(way, reading)
    if way.takes("workStartsAt", committee) and reading.form["start"] == "today":
        reading.take("workStartsAt", "works_start", lambda said: _moment(reading.filing, said))
    for name in ("controlCards", "smallStatutes", "usingEmployer"):
        if way.takes(name, committee):
            parts = {part: _plain(part, reading.form[q]) for part, q in QUESTIONS[name].items()}
            reading.put(name, {part: said for part, said in parts.items() if said})


def _end(way: Variant, reading: _Reading) -> None:
    """Take the last day: it is asked, except of a shift, where the hours tell."""
    if not way.by_hours:
        reading.take("endDate", "end_date", _day)
        return
    start, hours = reading.filing.get("startDate"), [reading.filing.get(n) for n in ("startHour", "endHour")]
    if start:
        over_midnight = not way.same_day and all(hours) and str(hours[1]) <= str(hours[0])
        last = date.fromisoformat(start) + timedelta(days=1 if over_midnight else 0)
        reading.put("endDate", last.isoformat())


def _place(tables: Tables, reading: _Reading) -> None:
    """Take the place of work: the registered office (said by nothing), a known one, or one elsewhere."""
    chosen = reading.form["place"]
    known = next((one for one in tables.places if one.id == chosen), None)
    if known:
        reading.put("placeOfWork", {"name": known.name, "address": dict(known.address)})
    if chosen == ELSEWHERE:
        said = {path: reading.form[question] for path, question in PLACE_PATHS.items()}
        address = {name: said[f"address.{name}"] for name in ("street", "houseNumber", "postCode")}
        town = {"municipality": {"name": said["address.municipality.name"]}}
        reading.put("placeOfWork", {"name": said["name"], "address": address | town})


def _fail(key: str) -> str:
    raise Unreadable(key)


def _plain(part: str, said: str) -> str:
    return without_separators(said) if part == "enterpriseNumber" else said


def _day(written: str) -> str:
    if not written:
        return ""
    try:
        return date.fromisoformat(written).isoformat()
    except ValueError:
        return _fail("error.date")


def _hour(written: str) -> str:
    if not written:
        return ""
    found = _HOUR.fullmatch(written)
    return f"{int(found[1]):02d}:{found[2]}" if found else _fail("error.hour")


def _moment(filing: Mapping[str, Any], written: str) -> str:
    hour = _hour(written)
    return f"{filing.get('startDate')}T{hour}" if hour else ""


def _hours(written: str) -> int | None:
    if not written:
        return None
    if not (written.isascii() and written.isdigit() and 1 <= int(written) <= MOST_HOURS):
        raise Unreadable("error.hours")
    return int(written)


def fresh(tables: Tables, employers_own: str) -> dict[str, str]:
    """Return the answers a form starts with when nothing is known."""
    return _EMPTY | {"start": "today", "committee": tables.kind.committee_for(employers_own)}


def as_answers(filed: Filed, today: date, *, days: bool) -> dict[str, str]:
    """Return the answers that make these terms; without its `days` they serve as the start of the next."""
    cards, statutes, user = filed.cards, filed.statutes, filed.user
    told = {
        "committee": filed.committee,
        "variant": next((way for way, lump in LUMPS.items() if lump == filed.lump), _way(filed)),
        "start_hour": filed.start_hour,
        "end_hour": filed.end_hour,
        "nature": statutes.get("employmentNature"),
        "status": statutes.get("workerStatus"),
        "risk": statutes.get("activityWithRisk"),
        "user_number": user.get("enterpriseNumber"),
        "user_name": user.get("name"),
        "user_committee": user.get("jointCommittee"),
    } | place_answers(filed.place)
    if days:
        told |= _days_of(filed) | {
            "card_first": cards.get("firstMonth"),
            "card_next": cards.get("nextMonth"),
        }
    return placed_on_days(_EMPTY | {"start": "today"} | {k: v for k, v in told.items() if v}, today)


def _way(filed: Filed) -> str:
    """Return the way a flexi-worker was filed: the one type whose way no field names."""
    if filed.worker_type != "FLX":
        return ""
    return "day" if filed.start_hour else "period"


def _days_of(filed: Filed) -> dict[str, str]:
    works = filed.works_start_at
    return {
        "start": "pick",
        "start_date": filed.start_date.isoformat() if filed.start_date else "",
        "end_date": filed.end_date.isoformat() if filed.end_date else "",
        "planned_hours": str(filed.planned_hours or ""),
        "works_start": f"{works:%H:%M}" if works else "",
    }


def placed_on_days(form: Mapping[str, str], today: date) -> dict[str, str]:
    """Return the answers with their first day named as today or tomorrow where it is."""
    if form["start"] != "pick":
        return dict(form)
    named = (name for name, ahead in STARTS.items() if (today + ahead).isoformat() == form["start_date"])
    return {**form, "start": next(named, "pick")}


def told_at(sheet: Sheet, issue: Issue) -> str:
    """Return the question an issue of the API belongs to; empty when it is asked nowhere on the form."""
    name = issue.name
    while name and name not in QUESTION_OF:
        name = name.rpartition(".")[0]
    question = QUESTION_OF.get(name, "")
    if question == "end_date" and question not in sheet.shown and "end_hour" in sheet.shown:
        return "end_hour"
    always = {"committee", "start_date"}
    elsewhere = question.startswith("place_") and "place" in sheet.shown
    return question if question in sheet.shown or question in always or elsewhere else ""
