"""The forms of every worker type, drawn from the API's own tables; and what their answers make."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pytest

from chalicelib.domain.filing import InFiling
from chalicelib.domain.law.committees import JOINT_COMMITTEES
from chalicelib.domain.law.worker_types import WORKER_TYPES
from chalicelib.edge.reference_views import committee_view
from chalicelib.edge.worker_type_views import worker_type_view
from dimona_web import clock
from dimona_web.api.dry_run import DryRun
from dimona_web.api.errors import Issue
from dimona_web.api.shapes import Filed, Workplace
from dimona_web.api.tables import Committee, WorkerType
from dimona_web.i18n.catalogue import languages, text
from dimona_web.pages.declare.answers import (
    FIELDS,
    STARTS,
    answered,
    as_answers,
    fresh,
    placed_on_days,
    read,
    told_at,
)
from dimona_web.pages.declare.kind import first_sentence
from dimona_web.pages.declare.outlook import outlook
from dimona_web.pages.declare.sheet import QUESTIONS, Tables, sheet_of
from dimona_web.pages.rows import WORKER_TYPES as WORDS
from dimona_web.pages.told import told
from tests.web.stand_in import CONSEQUENCE, DRY_RUN, NOW, PLACE

TODAY = date(2026, 12, 1)
COMMITTEES = tuple(
    Committee.of(committee_view(one, "nl").model_dump(by_alias=True, mode="json"))
    for one in JOINT_COMMITTEES.values()
)


def _tables(code: str, language: str = "nl") -> Tables:
    json = worker_type_view(WORKER_TYPES[code], language).model_dump(by_alias=True, mode="json")
    return Tables(WorkerType.of(json), COMMITTEES, (Workplace.of(PLACE),))


def _answers(**changes: str) -> dict[str, str]:
    return answered({"start": "today", "committee": "XXX"} | changes)


# Each way to file, with the questions that are asked, and the answers of a person and the filing they make.
NATURE = {"nature": "WORKER", "status": "F2"}
USER = {"user_number": "0999.999.922", "user_committee": "124"}
WAYS: Mapping[str, tuple[str, dict[str, str], set[str], dict[str, Any]]] = {
    "ordinary": (
        "OTH",
        {"works_start": "17:30"},
        {"works_start", "end_date"},
        {"workStartsAt": "2026-12-01T17:30"},
    ),
    "construction": (
        "BCW",
        {"committee": "124", "card_first": "1234567"},
        {"card_first", "card_next", "end_date", "works_start"},
        {"controlCards": {"firstMonth": "1234567"}},
    ),
    "student": (
        "STU",
        {"start": "tomorrow", "end_date": "2026-12-31", "planned_hours": "96", "place": "wpl_1"},
        {"end_date", "place", "planned_hours", "works_start"},
        {
            "startDate": "2026-12-02",
            "endDate": "2026-12-31",
            "plannedHours": 96,
            "placeOfWork": {"name": "Terras", "address": PLACE["address"]},
        },
    ),
    "extra by hours": (
        "EXT",
        {"committee": "302", "variant": "hours", "start_hour": "18:00", "end_hour": "02:00"},
        {"variant", "start_hour", "end_hour"},
        {"lump": "hours", "startHour": "18:00", "endHour": "02:00", "endDate": "2026-12-02"},
    ),
    "extra by day": (
        "EXT",
        {"committee": "302", "variant": "dayLump", "start_hour": "18:00", "end_hour": "23:00"},
        {"variant", "start_hour", "end_hour"},
        {"lump": "day", "startHour": "18:00", "endDate": "2026-12-01"},
    ),
    "extra in the fields": (
        "EXT",
        {"committee": "145", "start_hour": "8u00", "end_hour": "16:30"},
        {"start_hour", "end_hour"},
        {"startHour": "08:00", "endHour": "16:30", "endDate": "2026-12-01"},
    ),
    "flexi for a day": (
        "FLX",
        {"variant": "day", "start_hour": "18:00", "end_hour": "23:00"},
        {"variant", "start_hour", "end_hour", "end_date", "works_start"},
        {"startHour": "18:00", "endHour": "23:00", "endDate": "2026-12-01"},
    ),
    "flexi for a while": (
        "FLX",
        {"variant": "period", "end_date": "2026-12-31", "start_hour": "18:00"},
        {"variant", "start_hour", "end_hour", "end_date", "works_start"},
        {"endDate": "2026-12-31"},
    ),
    **{
        f"trainee {code}": (
            code,
            {"end_date": "2027-03-31", **NATURE},
            {"end_date", "nature", "risk", "status", "works_start"},
            {"endDate": "2027-03-31", "smallStatutes": {"employmentNature": "WORKER", "workerStatus": "F2"}},
        )
        for code in ("IVT", "TRI", "STG")
    },
    "agency": (
        "OTH",
        {"committee": "322", "end_date": "2026-12-04", **USER},
        {"end_date", "works_start", "user_number", "user_name", "user_committee"},
        {
            "endDate": "2026-12-04",
            "usingEmployer": {"enterpriseNumber": "0999999922", "jointCommittee": "124"},
        },
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_each_way_asks_what_the_table_asks(way: str) -> None:
    code, answers, asked, _ = WAYS[way]
    given = _answers(**answers)
    assert set(sheet_of(_tables(code), given["committee"], given["user_committee"]).shown) == asked


@pytest.mark.parametrize("way", WAYS)
def test_each_way_makes_a_filing_that_the_api_can_read(way: str) -> None:
    code, answers, _, expected = WAYS[way]
    said = read(_tables(code), _answers(**answers), TODAY)
    committee = answers.get("committee", "XXX")
    basis = {"type": "in", "workerType": code, "jointCommittee": committee, "startDate": "2026-12-01"}
    assert (said.wrong, said.filing) == ({}, basis | expected)
    assert InFiling.model_validate(said.filing | {"worker": {"id": "wrk_1"}}).worker_type == code


@pytest.mark.parametrize("way", WAYS)
def test_the_last_time_fills_in_the_next(way: str) -> None:
    """Everything but the days comes back, and the whole filing when it is made anew."""
    code, answers, _, _ = WAYS[way]
    tables, given = _tables(code), _answers(**answers)
    filed = Filed.of(read(tables, given, TODAY).filing)
    anew = read(tables, as_answers(filed, TODAY, days=True), TODAY).filing
    assert anew == read(tables, given, TODAY).filing
    again = as_answers(filed, TODAY, days=False)
    assert (again["start"], again["end_date"], again["planned_hours"]) == ("today", "", "")
    assert (again["committee"], again["start_hour"]) == (given["committee"], filed.start_hour)


def test_an_agency_extra_in_horeca_says_how_he_is_reckoned() -> None:
    tables = _tables("EXT")
    assert "variant" not in sheet_of(tables, "322", "").shown
    assert "variant" not in sheet_of(tables, "322", "145").shown
    assert "variant" in sheet_of(tables, "322", "302").shown


def test_what_differs_by_choice_is_told_to_the_stylesheet() -> None:
    flexi = sheet_of(_tables("FLX"), "XXX", "")
    assert (flexi.looks["start_hour"], flexi.looks["end_date"]) == ("not-in-period", "not-in-day")
    assert sheet_of(_tables("EXT"), "302", "").looks["end_hour"] == "not-in-dayLump"
    assert sheet_of(_tables("STU"), "XXX", "").looks["planned_hours"] == ""


def test_what_may_stay_empty() -> None:
    assert "end_date" in sheet_of(_tables("OTH"), "XXX", "").optional
    assert "end_date" not in sheet_of(_tables("OTH"), "322", "124").optional
    trainee = sheet_of(_tables("IVT"), "XXX", "").optional
    assert "risk" in trainee
    assert "nature" not in trainee


def test_names_and_choices_come_in_the_language_of_the_page() -> None:
    french, dutch = (sheet_of(_tables("IVT", one), "XXX", "") for one in ("fr", "nl"))
    assert french.labels["nature"] != dutch.labels["nature"]
    assert [one.value for one in french.options["nature"]] == ["EMPLOYEE", "WORKER"]
    assert {one.value for one in dutch.options["committee"]} == {"124", "140", "149", "XXX"}


@pytest.mark.parametrize(
    ("code", "own", "taken"),
    [
        ("OTH", "302", "XXX"),
        ("EXT", "302", "302"),
        ("EXT", "XXX", ""),
        ("BCW", "XXX", "124"),
        ("OTH", "?", ""),
    ],
)
def test_the_committee_to_start_with(code: str, own: str, taken: str) -> None:
    assert fresh(_tables(code), own)["committee"] == taken


@pytest.mark.parametrize(
    ("code", "changes", "wrong"),
    [
        ("STU", {"planned_hours": "0"}, {"planned_hours": "error.hours"}),
        ("STU", {"planned_hours": "12,5"}, {"planned_hours": "error.hours"}),
        ("STU", {"planned_hours": "1000"}, {"planned_hours": "error.hours"}),
        ("STU", {"end_date": "31/12/2026"}, {"end_date": "error.date"}),
        ("OTH", {"start": "pick"}, {"start_date": "error.startDate"}),
        ("OTH", {"start": "", "start_date": "2026-02-30"}, {"start_date": "error.date"}),
        ("OTH", {"works_start": "25:00"}, {"works_start": "error.hour"}),
        ("FLX", {}, {"variant": "error.variant"}),
        ("EXT", {"committee": "302", "variant": "day"}, {"variant": "error.variant"}),
        ("EXT", {"committee": "145", "end_hour": "7 pm"}, {"end_hour": "error.hour"}),
    ],
)
def test_what_cannot_be_read_is_said_at_its_question(
    code: str, changes: dict[str, str], wrong: Mapping[str, str]
) -> None:
    said = read(_tables(code), _answers(**changes), TODAY).wrong
    assert said == wrong
    assert all(text(language, key) for language in languages() for key in said.values())


def test_the_hour_work_starts_belongs_to_today_only() -> None:
    tables = _tables("OTH")
    assert "workStartsAt" in read(tables, _answers(works_start="17:30"), TODAY).filing
    assert "workStartsAt" not in read(tables, _answers(start="tomorrow", works_start="17:30"), TODAY).filing


def test_a_place_elsewhere_is_told_whole() -> None:
    place = {"place": "elsewhere", "place_name": "Markt", "place_street": "Plein", "place_house": "2"}
    town = {"place_post": "9000", "place_town": "Gent"}
    filed = read(_tables("STU"), _answers(**place, **town), TODAY).filing["placeOfWork"]
    assert filed["address"]["municipality"] == {"name": "Gent"}
    assert (filed["name"], filed["address"]["houseNumber"]) == ("Markt", "2")


@pytest.mark.parametrize(
    ("code", "name", "question"),
    [
        ("STU", "endDate", "end_date"),
        ("EXT", "endDate", "end_hour"),
        ("EXT", "lump", "variant"),
        ("IVT", "smallStatutes.workerStatus", "status"),
        ("IVT", "smallStatutes", "nature"),
        ("STU", "placeOfWork.address.street", "place_street"),
        ("STU", "placeOfWork.address.box", "place"),
        ("OTH", "jointCommittee", "committee"),
        ("OTH", "plannedHours", ""),
        ("OTH", "worker.id", ""),
        ("OTH", "", ""),
    ],
)
def test_where_an_issue_of_the_api_is_told(code: str, name: str, question: str) -> None:
    sheet = sheet_of(_tables(code), "302" if code == "EXT" else "XXX", "")
    assert told_at(sheet, Issue(name, "x")) == question


def test_days_are_named_as_people_name_them() -> None:
    form = _answers(start="pick", start_date="2026-12-02")
    assert placed_on_days(form, TODAY)["start"] == "tomorrow"
    assert placed_on_days(form, date(2026, 12, 2))["start"] == "today"
    assert placed_on_days(form, date(2026, 12, 3))["start"] == "pick"
    assert set(STARTS) == {"today", "tomorrow"}


def test_only_answers_to_our_questions_are_taken() -> None:
    assert set(answered({"evil": "1", "start": "today"})) == set(FIELDS)
    assert len(answered({"user_name": "x" * 5000})["user_name"]) == 100


def test_every_question_of_the_table_has_its_field() -> None:
    known = {"jointCommittee", "lump", "startDate", "ssin", *QUESTIONS}
    for code in WORKER_TYPES:
        for variant in _tables(code).kind.variants:
            assert set(variant.fields) <= known, code
    assert set(WORDS) == set(WORKER_TYPES)


def test_a_kind_is_explained_in_a_sentence() -> None:
    assert first_sentence("One thing. And another.") == "One thing."
    assert first_sentence("One thing.") == "One thing."


def test_what_would_come_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime.fromisoformat(NOW))
    risk = {"level": "near", "minutesLeft": 14, "text": "Soon.", "consequences": [CONSEQUENCE]}
    quota = {"kind": "student", "year": 2026, "unit": "hours", "limit": 650, "usedHere": 1200}
    run = DRY_RUN | {
        "lateRisk": risk,
        "quotas": [quota | {"reservedByThis": 96}, quota | {"reservedByThis": 96, "remaining": 4}],
        "warnings": [{"code": "own.x", "title": "Let op", "detail": "Kijk na."}],
    }
    seen = outlook("nl", DryRun.of(run))
    assert (seen.deadline, seen.left, seen.level) == ("Uiterlijk vandaag om 18:00", "Nog 14 minuten", "near")
    assert seen.counts == "28800|Nog {left}|De termijn liep af: vandaag om 18:00"
    assert [one.label for one in seen.warnings] == ["Let op"]
    assert "1.200 uur" in seen.quotas[0]
    assert "4 van de 650" in seen.quotas[1]
    assert seen.consequences[0].figure.replace("\xa0", " ") == "€ 3.000 tot € 35.000,50 per werknemer"
    late = outlook("nl", DryRun.of(DRY_RUN | {"lateRisk": {"level": "late", "minutesLeft": -3}}))
    assert (late.deadline, late.left, late.counts) == ("De termijn liep af: vandaag om 18:00", "", "")
    assert outlook("nl", DryRun.stopped_by(())).deadline == ""


def test_what_will_be_declared() -> None:
    code, answers, _, _ = WAYS["extra by hours"]
    filed = Filed.of(read(_tables(code), _answers(**answers), TODAY).filing)
    assert [line.value for line in told("en", filed, "Casual worker")] == [
        "Casual worker",
        "Tue 1 Dec 2026 at 18:00",
        "Wed 2 Dec 2026 at 02:00",
        "302",
        "By the hour",
    ]
