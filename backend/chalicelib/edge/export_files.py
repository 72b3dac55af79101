"""What an export's file is made with: headings in a language, and a writer for each format."""

from collections.abc import Iterable

from chalicelib.application.exports import COLUMNS, ExportKind, Line
from chalicelib.edge.texts import text


def headings(kind: ExportKind, language: str) -> Line:
    """Return the heading of an export."""
    return [text(language, f"export.column.{name}") for name in COLUMNS[kind]]


def write(file_format: str, lines: Iterable[Line]) -> bytes:
    """Return the lines as a file that a spreadsheet opens as it is and takes no cell of for a formula."""
    if file_format == "csv":
        from chalicelib.adapters.spreadsheets.csv_file import write_csv

        return write_csv(lines)
    from chalicelib.adapters.spreadsheets.xlsx_writer import stream_xlsx

    return stream_xlsx("Dimona24", lines)
