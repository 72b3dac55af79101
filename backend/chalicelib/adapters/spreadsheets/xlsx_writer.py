"""XLSX by openpyxl: every cell is text, so that nothing we write is ever a formula or loses a zero."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from chalicelib.application.batches.uploads import Line

_WIDE, _NARROW = 70, 20
_TEXT = "@"
_EMPTY_LINES = 200
"""Lines below the heading that are made text as well: what is typed there stays as it was typed."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its title, its lines with the heading first, and the places of columns for long texts."""

    title: str
    lines: Sequence[Line]
    wide: Sequence[int] = ()
    to_fill_in: bool = False


def write_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """Return a file of some sheets."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        _add(book, sheet)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def stream_xlsx(title: str, lines: Iterable[Line]) -> bytes:
    """Return a file of one sheet, its heading first, without holding all lines at once."""
    book = Workbook(write_only=True)
    made = book.create_sheet(title)
    made.freeze_panes = "A2"
    for number, line in enumerate(lines):
        made.append([_cell(made, text, bold=number == 0) for text in line])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _add(book: Workbook, sheet: Sheet) -> None:
    made = book.create_sheet(sheet.title)
    made.freeze_panes = "A2"
    width = max(len(line) for line in sheet.lines)
    for place in range(1, 1 + width):
        made.column_dimensions[get_column_letter(place)].width = _WIDE if place in sheet.wide else _NARROW
    for number, line in enumerate(sheet.lines):
        made.append([_cell(made, text, bold=number == 0) for text in line])
    for _ in range(_EMPTY_LINES if sheet.to_fill_in else 0):
        made.append([_cell(made, "", bold=False) for _ in range(width)])


def _cell(sheet: Any, text: str, *, bold: bool) -> Any:
    cell = WriteOnlyCell(sheet)
    if text:
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
        cell.data_type = "s"
    cell.number_format = _TEXT
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)
    return cell
