"""Cells as people type them."""

from datetime import date
from typing import Any

import pytest

from chalicelib.application.batches.cells import CellError, is_formula, plain, read_cell

TODAY = date(2026, 11, 24)
REFUSED = object()


def cell(kind: str, text: str, name: str = "x") -> Any:
    try:
        return read_cell(kind, name, text, TODAY)
    except CellError:
        return REFUSED


@pytest.mark.parametrize(
    "typed",
    [
        "05/12/2026", "5/12/2026", "5-12-26", "05.12.2026", "5 12 2026", "2026-12-05", "2026/12/5",
        "20261205", "46361", "5 dec 2026", "5 december 2026", "5 déc. 2026", "5. Dezember 2026", "5e dec 26",
        "2026-12-05 00:00:00", "05/12/2026 0:00",
    ],
)  # fmt: skip
def test_a_day_in_every_writing(typed: str) -> None:
    assert cell("date", typed) == "2026-12-05"


def test_the_day_comes_before_the_month() -> None:
    assert cell("date", "03/04/2026") == "2026-04-03"


@pytest.mark.parametrize(
    "typed",
    ["12/31/2026", "31/02/2026", "05/12", "2026", "morgen", "5 xyz 2026", "123", "05/12/2026 18:00", "1/1/1"],
)
def test_what_is_no_certain_day_is_refused(typed: str) -> None:
    assert cell("date", typed) is REFUSED


@pytest.mark.parametrize(
    ("typed", "born"), [("28/2/07", "2007-02-28"), ("28/2/88", "1988-02-28"), ("28/2/1930", "1930-02-28")]
)
def test_a_birth_date_is_never_to_come(typed: str, born: str) -> None:
    assert cell("birthDate", typed) == born


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        ("18u", "18:00"), ("18u30", "18:30"), ("18 u 30", "18:30"), ("18h30", "18:30"), ("18:30", "18:30"),
        ("18.30", "18:30"), ("1830", "18:30"), ("830", "08:30"), ("8", "08:00"), ("18", "18:00"),
        ("0:30", "00:30"), ("0.30", "00:30"), ("18:00:00", "18:00"), ("6:00 PM", "18:00"), ("6pm", "18:00"),
        ("12 am", "00:00"), ("12:15 pm", "12:15"), ("0.7500000000", "18:00"), ("18 uur", "18:00"),
        ("18 Uhr", "18:00"), ("8 heures", "08:00"),
    ],
)  # fmt: skip
def test_an_hour_in_every_writing(typed: str, hour: str) -> None:
    assert cell("hour", typed) == hour


@pytest.mark.parametrize("typed", ["24:00", "25", "18:75", "18u5", "avond", "13 pm", "-1", "1.5", "2500"])
def test_what_is_no_hour_is_refused(typed: str) -> None:
    assert cell("hour", typed) is REFUSED


@pytest.mark.parametrize(
    ("typed", "number"), [("96", 96), ("96.0", 96), ("96,00", 96), ("96 u", 96), ("96 uren", 96)]
)
def test_whole_hours(typed: str, number: int) -> None:
    assert cell("whole", typed) == number


@pytest.mark.parametrize("typed", ["7,6", "7.6", "zes", "-5", "1e3"])
def test_parts_of_hours_are_refused(typed: str) -> None:
    assert cell("whole", typed) is REFUSED


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("7022899801", "07022899801"),
        ("7022899801.0", "07022899801"),
        ("07.02.28-998.01", "07.02.28-998.01"),
        ("07022899801", "07022899801"),
        ("abc", "abc"),
    ],
)
def test_a_number_gets_the_zero_back_that_a_spreadsheet_took(typed: str, number: str) -> None:
    assert cell("ssin", typed) == number


def test_a_masked_number_is_no_number() -> None:
    with pytest.raises(CellError, match="maskedNumber"):
        read_cell("ssin", "ssin", "07.02.28-***.**", TODAY)


@pytest.mark.parametrize("typed", ["302", "PC 302", "pc302", "CP 302", "302.0", "302.00", "PK 302"])
def test_a_committee_in_every_writing(typed: str) -> None:
    assert cell("committee", typed) == "302"


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("workerType", "stu", "STU"), ("workerType", "Étudiant", "STU"), ("workerType", "Student", "STU"),
        ("workerType", "extra", "EXT"), ("workerType", "Gelegenheidswerknemer", "EXT"),
        ("workerType", "travailleur occasionnel", "EXT"), ("workerType", "Flexi-Job", "FLX"),
        ("workerType", "IBO", "IVT"), ("workerType", "piloot", "piloot"),
        ("lump", "Uren", "hours"), ("lump", "journalier", "day"), ("lump", "Tag", "day"),
        ("gender", "V", 2), ("gender", "homme", 1), ("type", "Dienstaustritt", "out"),
        ("employmentNature", "Arbeider", "WORKER"),
    ],
)  # fmt: skip
def test_values_of_lists_in_four_languages(name: str, typed: str, value: Any) -> None:
    assert cell("choice", typed, name) == value


def test_an_hour_may_stand_for_the_moment_work_begins() -> None:
    assert cell("moment", "8u30") == "08:30"
    assert cell("moment", "5/12/2026 8u30") == "2026-12-05T08:30"
    assert cell("moment", "later") is REFUSED


@pytest.mark.parametrize(
    ("typed", "country"), [("150", 150), ("België", 150), ("belgique", 150), ("Atlantis", REFUSED)]
)
def test_countries(typed: str, country: Any) -> None:
    assert cell("country", typed) == country


def test_a_formula_is_never_worked_out() -> None:
    assert is_formula("=A1+1")
    with pytest.raises(CellError, match="cellFormula"):
        read_cell("date", "startDate", "=46361", TODAY)


def test_the_ways_of_saying_this_is_a_text() -> None:
    assert plain('="07022899801"') == "07022899801"
    assert plain("'07022899801") == "07022899801"
    assert plain(" x\N{NO-BREAK SPACE}") == "x"
    assert is_formula(plain('="=A1"'))
