"""Lists of many students, for what is measured of batches."""

from collections.abc import Iterable

from chalicelib.adapters.spreadsheets.csv_file import write_csv
from chalicelib.adapters.spreadsheets.xlsx_writer import Sheet, write_xlsx
from chalicelib.edge.batch_files import CSV
from tests.api.callers import new_ssin
from tests.batches.students import HEADINGS, student_line


def list_of(kind: str, people: Iterable[int], **changes: str) -> bytes:
    """Return a file with a row for each person; cells that differ from a good row are given by heading."""
    rows = (student_line(new_ssin(number), f"row-{number}", **changes) for number in people)
    lines = [HEADINGS, *rows]
    return write_csv(lines) if kind == CSV else write_xlsx([Sheet("x", lines)])
