"""Headings in four languages, as data."""

import re
from collections import Counter
from pathlib import Path

import pytest

from chalicelib.application.batches import uploads
from chalicelib.application.batches.columns import OURS, choices, column_of, columns, fold, recognise
from chalicelib.application.batches.uploads import table_upload
from chalicelib.application.errors import RefusedFilingError
from chalicelib.domain.filing import InFiling
from chalicelib.edge.texts import LANGUAGES, has_text

EVERY_HEADING = [
    (heading, column.name)
    for column in columns().values()
    for heading in (column.name, *(each for names in column.headings.values() for each in names))
]


@pytest.mark.parametrize(("heading", "name"), EVERY_HEADING)
def test_every_heading_is_known_however_it_is_written(heading: str, name: str) -> None:
    for written in (heading, heading.upper(), f" {heading} ", f"{heading}*", f"{heading} (dd/mm/jjjj)"):
        column = recognise(written).column
        assert column is not None
        assert column.name == name


def test_no_heading_means_two_columns() -> None:
    meanings = {(fold(heading), name) for heading, name in EVERY_HEADING}
    assert [each for each, times in Counter(heading for heading, _ in meanings).items() if times > 1] == []


@pytest.mark.parametrize("name", columns())
def test_every_column_has_a_heading_and_an_explanation_in_every_language(name: str) -> None:
    column = columns()[name]
    assert sorted(column.headings) == sorted(LANGUAGES)
    if name not in OURS:
        keys = (f"column.{name}", f"kind.{column.kind}")
        assert all(any(has_text(language, key) for key in keys) for language in LANGUAGES)


def test_every_list_of_values_belongs_to_columns_or_to_dates() -> None:
    of_columns = {name for name, column in columns().items() if column.kind in {"choice", "country"}}
    assert set(choices()) - {"country", "month"} == of_columns - {"countryOfBirth", "nationality", "country"}


@pytest.mark.parametrize("path", [column.path for column in columns().values() if column.path])
def test_every_column_fills_a_field_that_exists(path: str) -> None:
    schema = InFiling.model_json_schema(by_alias=True)
    here = schema
    if path == "period":
        return
    for step in path.split("."):
        here = here["properties"][step]
        ref = next((each["$ref"] for each in [here, *here.get("anyOf", [])] if "$ref" in each), None)
        here = schema["$defs"][ref.rpartition("/")[2]] if ref else here


def test_a_mistyped_heading_is_asked_about_and_a_strange_one_is_left_alone() -> None:
    assert recognise("Eindatum").meant == "Einddatum"
    assert recognise("Telefoon").meant is None
    assert recognise("Telefoon").column is None


@pytest.mark.parametrize(
    ("headings", "code"),
    [
        (["INSZ", "Begindatum", "Startdatum"], "columnTwice"),
        (["INSZ", "Begindatum", "Eindatum"], "columnUnclear"),
        (["Begindatum", "Einddatum"], "fileNoHeading"),
        (["INSZ", "Telefoon"], "fileNoHeading"),
        ([], "fileNoHeading"),
    ],
)
def test_doubtful_headings_refuse_the_file(headings: list[str], code: str) -> None:
    with pytest.raises(RefusedFilingError) as refused:
        table_upload("csv", [[headings, ["x"] * len(headings)]])
    assert {found.code for found in refused.value.findings} == {code}


def test_an_issue_finds_its_heading() -> None:
    assert column_of("worker.ssin", []) == "ssin"
    assert column_of("placeOfWork", ["placeOfWorkStreet"]) == "placeOfWorkStreet"
    assert column_of("smallStatutes", []) == "employmentNature"
    assert column_of("worker", ["familyName"]) == "familyName"
    assert column_of("colour", []) is None


def test_everything_that_can_be_wrong_with_a_cell_or_row_has_words() -> None:
    package = Path(uploads.__file__).parent
    code = re.compile(r'(?:CellError\("|RowIssue\(code=")(\w+)"')
    codes = {
        found for path in package.glob("*.py") for found in code.findall(path.read_text(encoding="utf-8"))
    }

    assert {"cellDate", "maskedNumber", "employerOther", "filedTooOften"} <= codes
    for language in LANGUAGES:
        assert [each for each in codes if not has_text(language, f"issue.{each}.detail")] == []
