"""CSV as any spreadsheet writes it: encoding and separator are found, never asked for.

The encoding is tried in a fixed order, not guessed by statistics: a Belgian list is UTF-8, UTF-16 or
what Windows calls cp1252, and a guess at the language of three names goes wrong. The separator is the one
under which most headings are known.
"""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from itertools import islice

from chalicelib.application.batches.columns import named
from chalicelib.application.batches.uploads import LONGEST_CELL, Line, refuse_file

SEPARATORS = ";,\t|"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOKED_AT, _SAMPLE = 20, 400
_DIRECTIVE = "sep="
"""The first line by which Excel may name the separator."""


def csv_lines(content: bytes) -> Iterator[Line]:
    """Yield the lines of a CSV file. Raises RefusedFilingError for what is no text."""
    text = _decoded(content)
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith(_DIRECTIVE) and len(first.strip()) == len(_DIRECTIVE) + 1:
        yield from _read(rest, first.strip()[-1])
    else:
        yield from _read(text, max(SEPARATORS, key=lambda each: _known_headings(text, each)))


def write_csv(lines: Iterable[Line]) -> bytes:
    """Return a CSV file that Excel in Belgium opens as it is: UTF-8 with its mark, semicolons."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerows([_harmless(text) for text in line] for line in lines)
    return written.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    """Mark as text what a spreadsheet would take for a formula; the reader takes the mark off again."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _decoded(content: bytes) -> str:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _decode(content, encoding)
    if b"\0" in content:
        return _decode(content, _wide_encoding(content[:_SAMPLE]))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decode(content, "cp1252")


def _wide_encoding(sample: bytes) -> str:
    """Return which UTF-16 it is: every other byte of Latin letters is zero. Anything else is no text."""
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if sample[first::2].count(0) > len(sample) // 3:
            return encoding
    raise refuse_file("fileNotText")


def _decode(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise refuse_file("fileNotText") from None
    if "\0" in text:
        raise refuse_file("fileNotText")
    return text


def _known_headings(text: str, separator: str) -> int:
    lines = _read(text[:50_000], separator)
    return max(
        (sum(named(cell) is not None for cell in line if cell) for line in islice(lines, _LOOKED_AT)),
        default=0,
    )


def _read(text: str, separator: str) -> Iterator[Line]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error:
        raise refuse_file("cellTooLong", most=str(LONGEST_CELL)) from None
