"""XLSX by openpyxl, read as a stream, after a look at what it would unpack to.

An XLSX is a ZIP of XML. Before anything is unpacked the sizes that the ZIP declares are checked; the
reader never unpacks more than those. A part with a document type, the only place where XML can define
entities, is refused before openpyxl sees any: by the same parser, so that no encoding hides one. (The
parser of defusedxml does so too, but is written in Python and doubles the time that a list takes.)
Macros, links and formulas are data that nobody looks at.
"""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import IO, Any
from xml.etree.ElementTree import ParseError
from xml.parsers import expat

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from chalicelib.application.batches.uploads import MOST_COLUMNS, Line, refuse_file

MOST_MEMBERS = 200
MOST_OF_SHEETS = 40_000_000
MOST_OF_OTHERS = 8_000_000
"""Bytes unpacked: of all sheets, which are read as streams, and of all else, which is held in memory."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SHEETS = "xl/worksheets/"
_BROKEN = (
    zipfile.BadZipFile, zlib.error, InvalidFileException, ParseError, RuntimeError,
    LookupError, ValueError, TypeError, AttributeError, OverflowError, OSError, EOFError,
)  # fmt: skip
"""What openpyxl raises on files that are not as they should be; it has no error of its own for it."""


def xlsx_sheets(content: bytes) -> Iterator[Iterator[Line]]:
    """Yield the sheets of a file, each as its lines. Raises RefusedFilingError."""
    _look_inside(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    except _BROKEN:
        raise refuse_file("fileNotSpreadsheet") from None
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            yield _lines(sheet)
    book.close()


def _look_inside(content: bytes) -> None:
    """Refuse what is no XLSX, is locked, or would unpack to more than a list of people needs."""
    if content.startswith(_OLE):
        raise refuse_file("fileEncrypted" if _ENCRYPTED in content else "fileNotSpreadsheet")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_sizes(archive.infolist())
            for member in archive.infolist():
                with archive.open(member) as part:
                    _check_entities(part)
    except _BROKEN:
        raise refuse_file("fileNotSpreadsheet") from None


def _check_sizes(members: Sequence[zipfile.ZipInfo]) -> None:
    if any(member.flag_bits & 1 for member in members):
        raise refuse_file("fileEncrypted")
    sheets = sum(member.file_size for member in members if member.filename.startswith(_SHEETS))
    others = sum(member.file_size for member in members) - sheets
    if len(members) > MOST_MEMBERS or others > MOST_OF_OTHERS or sheets > MOST_OF_SHEETS:
        raise refuse_file("fileTooLarge")


def _check_entities(part: IO[bytes]) -> None:
    """Refuse a part that declares a document type; what is no XML is for openpyxl to stumble over."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    with suppress(expat.ExpatError):
        parser.ParseFile(part)


def _refuse_doctype(*_declared: object) -> None:
    raise ValueError("a spreadsheet has no document type")


def _lines(sheet: Any) -> Iterator[Line]:
    """Yield the lines; what the file says of its own size is not believed."""
    sheet.reset_dimensions()
    try:
        for row in sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True):
            yield [_text(value) for value in _without_empty_end(row)]
    except _BROKEN:
        raise refuse_file("fileNotSpreadsheet") from None


def _without_empty_end(row: Sequence[Any]) -> Sequence[Any]:
    width = len(row)
    while width and row[width - 1] is None:
        width -= 1
    return row[:width]


def _text(value: Any) -> str:
    """Return what a person sees in a cell, as far as we need it; of a formula, the formula."""
    if value is None:
        return ""
    write = next((write for kind, write in _WRITERS if isinstance(value, kind)), str)
    return write(value)


def _moment(value: datetime) -> str:
    return value.strftime("%d/%m/%Y" if value.time() == time(0) else "%d/%m/%Y %H:%M")


def _rounded(value: time) -> str:
    return _of_minutes(value.hour * 60 + round(value.minute + value.second / 60 + value.microsecond / 6e7))


def _of_minutes(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _number(value: float) -> str:
    """Return a number as typed; a part of a day with many digits, so that it is no hour and minute."""
    if value.is_integer():
        return str(int(value))
    return f"{value:.10f}" if 0 < value < 1 else repr(value)


_WRITERS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (str, str),
    (datetime, _moment),
    (date, lambda value: value.strftime("%d/%m/%Y")),
    (time, _rounded),
    (timedelta, lambda value: _of_minutes(round(value.total_seconds() / 60))),
    (float, _number),
)
"""How each kind of value that a cell may have becomes text; a moment is a date too, so it comes first."""
