"""An upload as it is kept, sealed, until its rows are filed: headings and texts, or JSON as it came."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from chalicelib.application.batches.cells import plain
from chalicelib.application.batches.columns import ANCHORS, REASON, Heading, recognise
from chalicelib.application.errors import RefusedFilingError
from chalicelib.domain.certainty import Certainty
from chalicelib.domain.finding import finding

MOST_ROWS = 5_000
MOST_LINES = 20_000
"""How far we look for rows between empty lines."""
MOST_COLUMNS = 100
LONGEST_CELL = 1_000
_HEADING_WITHIN = 20
"""A heading stands in one of the first lines; above it may be a title."""

Line = Sequence[str]


@dataclass(frozen=True, slots=True)
class UploadedRow:
    """One row: its number among the rows, its line in the file, and what stands there."""

    number: int
    line: int
    content: Any
    """A list of texts, one for each heading; for JSON, the declaration as it came."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A whole upload. ``columns`` names the column of each heading, None for one that we do not know."""

    format: str
    headings: Sequence[str]
    columns: Sequence[str | None]
    rows: Sequence[UploadedRow]

    @property
    def is_table(self) -> bool:
        """Whether this is a table with headings, and not JSON."""
        return bool(self.headings)

    @property
    def ignored(self) -> list[str]:
        """The headings that nothing is read from, other than our own reason."""
        pairs = zip(self.headings, self.columns, strict=True)
        return [heading for heading, column in pairs if column is None and heading]

    def cells(self, row: UploadedRow) -> dict[str, str]:
        """Return the cells of a row of a table that are not empty, by column."""
        pairs = zip(self.columns, row.content, strict=True)
        return {column: text for column, text in pairs if column not in {None, REASON} and text}

    def write(self) -> bytes:
        """Return the upload as bytes."""
        rows = [[row.line, row.content] for row in self.rows]
        content = {"format": self.format, "headings": self.headings, "columns": self.columns, "rows": rows}
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def read_upload(content: bytes) -> Upload:
    """Read what ``write`` wrote."""
    kept = json.loads(content)
    rows = [UploadedRow(number, line, row) for number, (line, row) in enumerate(kept["rows"], 1)]
    return Upload(kept["format"], kept["headings"], kept["columns"], rows)


def refuse_file(code: str, name: str = "file", **params: str) -> RefusedFilingError:
    """Return the refusal of a file as a whole; nothing of it is stored."""
    return RefusedFilingError([finding(code, name, Certainty.OFFICIAL, **params)])


def json_upload(declarations: Sequence[Any]) -> Upload:
    """Return an upload of declarations that came as JSON."""
    if not declarations:
        raise refuse_file("fileNoRows", "declarations")
    if len(declarations) > MOST_ROWS:
        raise refuse_file("fileTooManyRows", "declarations", most=str(MOST_ROWS))
    return Upload("json", (), (), [UploadedRow(at, at, body) for at, body in enumerate(declarations, 1)])


def table_upload(format_: str, sheets: Iterable[Iterable[Line]]) -> Upload:
    """Return an upload from the first sheet that has a heading. Raises RefusedFilingError."""
    for sheet in sheets:
        lines = enumerate(map(_plain, sheet), 1)
        headings = _headings(lines)
        if headings is not None:
            return _table(format_, headings, lines)
    raise refuse_file("fileNoHeading")


def _plain(line: Line) -> Line:
    texts = [plain(text) for text in line]
    while texts and not texts[-1]:
        texts.pop()
    if len(texts) > MOST_COLUMNS:
        raise refuse_file("fileTooManyColumns", most=str(MOST_COLUMNS))
    if any(len(text) > LONGEST_CELL for text in texts):
        raise refuse_file("cellTooLong", most=str(LONGEST_CELL))
    return texts


def _headings(lines: Iterator[tuple[int, Line]]) -> list[Heading] | None:
    """Return the headings of the first line that has them; the lines after it remain."""
    for number, line in lines:
        headings = [recognise(text) if text else Heading("", None) for text in line]
        known = [heading.column.name for heading in headings if heading.column]
        if len(known) > 1 and ANCHORS & set(known):
            _check(headings, known)
            return headings
        if number >= _HEADING_WITHIN:
            return None
    return None


def _check(headings: Sequence[Heading], known: Sequence[str]) -> None:
    """Refuse headings that leave doubt: a column twice, or one that was probably mistyped."""
    twice = {name for name in known if known.count(name) > 1}
    findings = [
        finding("columnTwice", "file", column=heading.text)
        for heading in headings
        if heading.column and heading.column.name in twice
    ]
    findings += [
        finding("columnUnclear", "file", column=heading.text, meant=heading.meant)
        for heading in headings
        if heading.meant
    ]
    if findings:
        raise RefusedFilingError(findings)


def _table(format_: str, headings: Sequence[Heading], lines: Iterable[tuple[int, Line]]) -> Upload:
    width, rows = len(headings), list[UploadedRow]()
    for number, line in lines:
        if number > MOST_LINES:
            raise refuse_file("fileTooManyRows", most=str(MOST_ROWS))
        cells = [*line[:width], *[""] * (width - len(line))]
        if not any(cells):
            continue
        if len(rows) == MOST_ROWS:
            raise refuse_file("fileTooManyRows", most=str(MOST_ROWS))
        rows.append(UploadedRow(len(rows) + 1, number, cells))
    if not rows:
        raise refuse_file("fileNoRows")
    names = [heading.column.name if heading.column else None for heading in headings]
    return Upload(format_, [heading.text for heading in headings], names, rows)
