"""Lists as people keep them: the same three rows in every kind of file."""

import csv
import io
import subprocess
from collections.abc import Sequence
from datetime import date, time
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from chalicelib.adapters.spreadsheets.csv_file import csv_lines
from chalicelib.adapters.spreadsheets.xlsx_file import xlsx_sheets
from chalicelib.application.batches.rows import ReadRow
from chalicelib.application.batches.uploads import Upload, table_upload
from chalicelib.edge.batch_issues import explain
from tests.synthetic import LIVE_CAFE

TODAY = date(2026, 11, 24)
HEADINGS = (
    "Rijksregisternummer", "Naam", "Voornaam", "Type werknemer", "PC", "Forfait",
    "Begindatum", "Beginuur", "Einddatum", "Einduur", "Telefoon",
)  # fmt: skip
AS_TYPED = (
    (
        "7022899801", "Voorbeeld", "Lou", "Extra", "302", "uren",
        "05/12/2026", "18:00", "06/12/2026", "02:00", "1",
    ),
    (
        "90.01.15-997.62", "Dübois", "Zoé", "EXT", "PC 302", "dag",
        "5-12-26", "18u", "2026-12-05", "", "2",
    ),
)  # fmt: skip
BODIES = (
    {
        "type": "in",
        "worker": {"ssin": "07022899801", "familyName": "Voorbeeld", "givenName": "Lou"},
        "workerType": "EXT",
        "jointCommittee": "302",
        "lump": "hours",
        "startDate": "2026-12-05",
        "startHour": "18:00",
        "endDate": "2026-12-06",
        "endHour": "02:00",
    },
    {
        "type": "in",
        "worker": {"ssin": "90.01.15-997.62", "familyName": "Dübois", "givenName": "Zoé"},
        "workerType": "EXT",
        "jointCommittee": "302",
        "lump": "day",
        "startDate": "2026-12-05",
        "startHour": "18:00",
        "endDate": "2026-12-05",
    },
)
"""What the rows above are as declarations."""


def as_csv(lines: Sequence[Sequence[str]], encoding: str = "utf-8", separator: str = ";") -> bytes:
    """A CSV file in an encoding."""
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=separator).writerows(lines)
    return written.getvalue().encode(encoding)


def as_xlsx(*sheets: Sequence[Sequence[Any]]) -> bytes:
    """An XLSX file by openpyxl, with the values as they are."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for lines in sheets:
        made = book.create_sheet()
        for line in lines:
            made.append(list(line))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def with_real_cells() -> bytes:
    """The list with dates, hours and numbers as a spreadsheet holds them."""
    saturday, sunday = date(2026, 12, 5), date(2026, 12, 6)
    return as_xlsx(
        [
            ["Extra's van zaterdag"],
            [],
            HEADINGS,
            [7022899801, "Voorbeeld", "Lou", "Extra", 302, "uren", saturday, time(18), sunday, time(2), 1],
            ["90.01.15-997.62", "Dübois", "Zoé", "EXT", 302.0, "dag", 46361, 0.75, saturday, None, 2],
        ]
    )


def by_libreoffice(soffice: Path, folder: Path) -> bytes:
    """The list typed into LibreOffice and saved as a spreadsheet: it makes cells of what it recognises."""
    source = folder / "list.csv"
    source.write_bytes(as_csv([["Extra's van zaterdag"], HEADINGS, *AS_TYPED]))
    subprocess.run(
        [
            soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
            "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--infilter=CSV:59,34,76,1,,2067,false,true",
            "--outdir", folder, source,
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return (folder / "list.xlsx").read_bytes()


def upload_of(content: bytes, kind: str) -> Upload:
    """A file as it is read."""
    return table_upload(kind, xlsx_sheets(content) if kind == "xlsx" else [csv_lines(content)])


def bodies(upload: Upload) -> list[dict[str, Any]]:
    """The declarations of an upload, as the API takes single ones."""
    read = ReadRow(explain, LIVE_CAFE, TODAY)
    return [
        read(upload, row).model_dump(mode="json", by_alias=True, exclude_none=True) for row in upload.rows
    ]
