"""Files as spreadsheets write them, and files that are meant to hurt."""

import io
import random
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from chalicelib.adapters.spreadsheets.csv_file import write_csv
from chalicelib.adapters.spreadsheets.xlsx_writer import Sheet, write_xlsx
from chalicelib.application.batches.uploads import MOST_ROWS, read_upload
from chalicelib.application.errors import RefusedFilingError
from infra.local import office
from tests.batches.lists import (
    AS_TYPED,
    BODIES,
    HEADINGS,
    as_csv,
    as_xlsx,
    bodies,
    by_libreoffice,
    upload_of,
    with_real_cells,
)

ONCE_MADE = Path(__file__).parent / "by_libreoffice.xlsx"
LINES = [HEADINGS, *AS_TYPED]


def outcome(content: bytes, kind: str) -> str:
    """What comes of a file: that it is read, or why it is refused."""
    try:
        upload_of(content, kind)
    except RefusedFilingError as refusal:
        return refusal.findings[0].code
    return "read"


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [
        ("cp1252", ";"),  # what a Dutch Excel writes
        ("utf-8-sig", ";"),  # "CSV UTF-8" of Excel
        ("utf-8", ","),
        ("utf-16", "\t"),  # "Unicode text" of Excel
        ("utf-16-le", "\t"),
        ("utf-16-be", ";"),
        ("utf-8", "|"),
    ],
)
def test_every_encoding_and_separator_is_found(encoding: str, separator: str) -> None:
    upload = upload_of(as_csv(LINES, encoding, separator), "csv")

    assert tuple(bodies(upload)) == BODIES
    assert upload.ignored == ["Telefoon"]


def test_the_separator_that_excel_names_in_the_first_line() -> None:
    assert tuple(bodies(upload_of(b"sep=,\r\n" + as_csv(LINES, separator=","), "csv"))) == BODIES


def test_cells_with_separators_quotes_and_lines_in_them() -> None:
    lines = [["INSZ", "Naam", "Referentie"], ["07022899801", 'De "Grote"; Jan', "a\nb"]]
    assert upload_of(as_csv(lines), "csv").rows[0].content == lines[1]


def test_a_spreadsheet_by_openpyxl_with_real_dates_hours_and_numbers() -> None:
    assert tuple(bodies(upload_of(with_real_cells(), "xlsx"))) == BODIES


def test_a_spreadsheet_that_libreoffice_makes(tmp_path: Path) -> None:
    soffice = office.find()
    if soffice is None:
        pytest.skip("LibreOffice is not here; the file that it once made is read instead")
    assert tuple(bodies(upload_of(by_libreoffice(soffice, tmp_path), "xlsx"))) == BODIES


def test_a_spreadsheet_that_libreoffice_once_made() -> None:
    assert tuple(bodies(upload_of(ONCE_MADE.read_bytes(), "xlsx"))) == BODIES


def test_the_first_sheet_with_headings_counts() -> None:
    content = as_xlsx([["Notes"], ["nothing here"]], LINES, [HEADINGS, ["x"] * len(HEADINGS)])
    assert tuple(bodies(upload_of(content, "xlsx"))) == BODIES


def test_the_line_in_the_file_and_the_number_of_the_row() -> None:
    upload = upload_of(as_csv([["Title"], HEADINGS, AS_TYPED[0], [], AS_TYPED[1]]), "csv")
    assert [(row.number, row.line) for row in upload.rows] == [(1, 3), (2, 4 + 1)]


def test_what_is_kept_is_read_back() -> None:
    upload = upload_of(as_csv(LINES), "csv")
    assert read_upload(upload.write()) == upload


@pytest.mark.parametrize("write", [write_csv, lambda lines: write_xlsx([Sheet("x", lines)])])
def test_our_own_files_hold_no_formula_and_are_read_back(write: Callable[[list[list[str]]], bytes]) -> None:
    evil = '=HYPERLINK("http://x")'
    content = write([["INSZ", "Naam", "Voornaam"], ["07.02.28-998.01", evil, "-Lou"]])
    kind = "xlsx" if content.startswith(b"PK") else "csv"
    if kind == "csv":
        assert b";\"'=HYPERLINK" in content
    else:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    assert upload_of(content, kind).rows[0].content == ["07.02.28-998.01", evil, "-Lou"]


def test_a_formula_is_kept_as_a_formula_whatever_it_once_gave() -> None:
    upload = upload_of(as_xlsx([["INSZ", "Naam", "Begindatum"], ["07022899801", "X", "=TODAY()"]]), "xlsx")
    assert upload.rows[0].content[2] == "=TODAY()"


# files that are refused as a whole


def test_too_many_rows() -> None:
    lines = [["INSZ", "Naam"], *([["07022899801", "X"]] * (MOST_ROWS + 1))]
    assert outcome(as_csv(lines), "csv") == "fileTooManyRows"
    assert len(upload_of(as_csv(lines[:-1]), "csv").rows) == MOST_ROWS


@pytest.mark.parametrize(
    ("content", "kind", "code"),
    [
        (b"", "csv", "fileNoHeading"),
        (b"\x00\x01\x02\x03", "csv", "fileNotText"),
        (ONCE_MADE.read_bytes(), "csv", "fileNotText"),
        (b"INSZ;Naam\n", "csv", "fileNoRows"),
        (b"INSZ;Naam\n1;" + b"x" * 1001, "csv", "cellTooLong"),
        (b"INSZ;Naam\n1;" + b"x" * 200_000, "csv", "cellTooLong"),
        (b"INSZ;Naam\n1" + b";x" * 150, "csv", "fileTooManyColumns"),
        (b"hello", "xlsx", "fileNotSpreadsheet"),
        (b"", "xlsx", "fileNotSpreadsheet"),
        (b"PK\x03\x04broken", "xlsx", "fileNotSpreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old .xls", "xlsx", "fileNotSpreadsheet"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "xlsx",
            "fileEncrypted",
        ),
        (as_xlsx([["INSZ", "Naam"]]), "xlsx", "fileNoRows"),
        (as_xlsx([["INSZ", "Naam"], ["1", "x" * 2000]]), "xlsx", "cellTooLong"),
        (as_xlsx([["INSZ", "Naam"], ["1", *["x"] * 300]]), "xlsx", "fileTooManyColumns"),
        (as_xlsx([["INSZ", "Naam"], *([["1", "x"]] * 5001)]), "xlsx", "fileTooManyRows"),
    ],
)
def test_a_file_is_refused_with_what_is_wrong(content: bytes, kind: str, code: str) -> None:
    assert outcome(content, kind) == code


def with_member(name: str, content: bytes) -> bytes:
    """LibreOffice's spreadsheet with one of its members replaced."""
    source, written = io.BytesIO(ONCE_MADE.read_bytes()), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, content)
    return written.getvalue()


def test_many_sheets_that_together_are_a_bomb_are_refused_before_they_are_unpacked() -> None:
    written = io.BytesIO(ONCE_MADE.read_bytes())
    with zipfile.ZipFile(written, "a", zipfile.ZIP_DEFLATED) as file:
        for number in range(2, 6):
            file.writestr(f"xl/worksheets/sheet{number}.xml", b" " * 11_000_000)

    tracemalloc.start()
    assert outcome(written.getvalue(), "xlsx") == "fileTooLarge"
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


@pytest.mark.parametrize(
    ("name", "unpacked"), [("xl/worksheets/sheet1.xml", 300_000_000), ("xl/sharedStrings.xml", 100_000_000)]
)
def test_a_bomb_is_refused_before_it_is_unpacked(name: str, unpacked: int) -> None:
    bomb = with_member(name, b" " * unpacked)
    tracemalloc.start()
    assert outcome(bomb, "xlsx") == "fileTooLarge"
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(bomb) < 1_000_000
    assert peak < 5_000_000


def test_a_size_that_lies_unpacks_no_more_than_it_says() -> None:
    bomb = bytearray(with_member("xl/sharedStrings.xml", b" " * 60_000_000))
    size = (60_000_000).to_bytes(4, "little")
    assert size in bomb
    bomb[:] = bomb.replace(size, (1000).to_bytes(4, "little"))
    assert outcome(bytes(bomb), "xlsx") == "fileNotSpreadsheet"


ENTITIES = """<?xml version="1.0" encoding="{}"?><!DOCTYPE sst [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>
<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&b;</t></si></sst>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "cp1252"])
@pytest.mark.parametrize("name", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "docProps/core.xml"])
def test_xml_entities_are_refused_in_any_part_and_encoding(name: str, encoding: str) -> None:
    content = ENTITIES.format(encoding).encode(encoding)
    assert outcome(with_member(name, content), "xlsx") == "fileNotSpreadsheet"


@pytest.mark.parametrize(
    "name", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "[Content_Types].xml"]
)
@pytest.mark.parametrize("content", [b"", b"<", b"<x/>", b"\xff\xfe"])
def test_a_broken_part_never_breaks_us(name: str, content: bytes) -> None:
    assert outcome(with_member(name, content), "xlsx") in {"read", "fileNotSpreadsheet", "fileNoHeading"}


def test_a_far_away_cell_is_too_many_rows_and_costs_nothing() -> None:
    with zipfile.ZipFile(ONCE_MADE) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    far = b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    content = with_member("xl/worksheets/sheet1.xml", sheet.replace(b"</sheetData>", far))
    assert outcome(content, "xlsx") == "fileTooManyRows"


def test_hidden_sheets_are_not_read() -> None:
    book = Workbook()
    book.worksheets[0].append(["INSZ", "Naam"])
    book.worksheets[0].append(["1", "hidden"])
    shown = book.create_sheet()
    shown.append(["INSZ", "Naam"])
    shown.append(["1", "shown"])
    book.worksheets[0].sheet_state = "hidden"
    written = io.BytesIO()
    book.save(written)
    assert upload_of(written.getvalue(), "xlsx").rows[0].content == ["1", "shown"]


@pytest.mark.parametrize("seed", range(40))
def test_a_spoilt_file_is_read_or_refused_and_never_breaks_us(seed: int) -> None:
    chance = random.Random(seed)
    with zipfile.ZipFile(ONCE_MADE) as archive:
        name = chance.choice([each for each in archive.namelist() if each.startswith("xl/")])
        inside = bytearray(archive.read(name))
    outside = bytearray(ONCE_MADE.read_bytes())
    for spoilt in (inside, outside):
        for _ in range(chance.randint(1, 20)):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
    for content in (with_member(name, bytes(inside)), bytes(outside)):
        assert outcome(content, "xlsx")
