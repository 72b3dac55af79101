"""The files of Multi-Dimona: reading uploads, writing templates and corrections, in the caller's language.

The readers and writers are imported when used: most calls of the API never touch a file.
"""

from itertools import repeat

from chalicelib.application.batches.columns import OURS, Column, columns
from chalicelib.application.batches.corrections import Corrections
from chalicelib.application.batches.uploads import Upload, table_upload
from chalicelib.domain.law.worker_type import Presence, WorkerType
from chalicelib.domain.law.worker_types import EXTRA, STUDENT
from chalicelib.edge.batch_issues import Headings, reason
from chalicelib.edge.batch_views import issues_of
from chalicelib.edge.texts import has_text, text

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NEEDED = frozenset({"worker_type", "joint_committee", "start_date"})
_ALWAYS = frozenset({"family_name", "given_name", "reference", "work_starts_at"})
_OF_EXTRAS = "lump"
_IDENTITY = frozenset(
    {"address", "place_of_birth", "birth_date", "country_of_birth", "nationality", "gender"}
)

Lines = list[list[str]]


def read_file(media_type: str, content: bytes) -> Upload:
    """Return an upload. Raises RefusedFilingError for a file that is none."""
    if media_type == XLSX:
        from chalicelib.adapters.spreadsheets.xlsx_file import xlsx_sheets

        return table_upload("xlsx", xlsx_sheets(content))
    from chalicelib.adapters.spreadsheets.csv_file import csv_lines

    return table_upload("csv", [csv_lines(content)])


def correction_lines(corrections: Corrections, language: str) -> Lines:
    """Return a correction file: the columns to mend, which row it was, and why it came back."""
    ours = [columns()[name].heading(language) for name in OURS]
    shown = list(map(_known, corrections.headings, corrections.columns, repeat(language)))
    lines = [[*shown, *ours]]
    pairs = zip(corrections.columns, shown, strict=True)
    headings = Headings(of_column={column: heading for column, heading in pairs if column})
    for row in corrections.rows:
        why = reason(issues_of(row.outcome, headings, language))
        lines.append([*row.cells, row.sent_before, why])
    return lines


def _known(heading: str, column: str | None, language: str) -> str:
    """Return a heading as uploaded; a column that had none there gets its own in the language."""
    return columns()[column].heading(language) if column is not None and heading == column else heading


def corrections_file(media_type: str, lines: Lines, language: str) -> bytes:
    """Return a correction file as bytes."""
    return _written(media_type, text(language, "sheet.corrections"), lines)


def template(media_type: str, worker_type: WorkerType | None, language: str) -> bytes:
    """Return an empty list to fill in; a spreadsheet has a second sheet that explains its columns.

    There is no example row in the list itself: it would be filed by whoever forgets to take it out.
    """
    wanted = _columns(worker_type)
    lines = [[column.heading(language) for column, _ in wanted]]
    explained = [
        [text(language, f"sheet.{name}") for name in ("column", "needed", "explanation", "example")],
        *([*_explained(column, needed, worker_type, language)] for column, needed in wanted),
    ]
    title = text(language, "sheet.list")
    return _written(media_type, title, lines, (text(language, "sheet.explanations"), explained))


def _written(media_type: str, title: str, lines: Lines, explained: tuple[str, Lines] | None = None) -> bytes:
    if media_type == CSV:
        from chalicelib.adapters.spreadsheets.csv_file import write_csv

        return write_csv(lines)
    from chalicelib.adapters.spreadsheets.xlsx_writer import Sheet, write_xlsx

    sheets = [Sheet(title, lines, to_fill_in=explained is not None)]
    if explained is not None:
        sheets.append(Sheet(*explained, wide=(3,)))
    return write_xlsx(sheets)


def _columns(worker_type: WorkerType | None) -> list[tuple[Column, Presence]]:
    """Return the columns of a template and whether each must be filled in."""
    given = [column for name, column in columns().items() if name not in OURS]
    if worker_type is None:
        return [(column, _presence(column.field, None)) for column in given]
    pairs = [(column, _presence(column.field, worker_type)) for column in given]
    return [(column, presence) for column, presence in pairs if presence is not Presence.FORBIDDEN]


def _presence(field: str, worker_type: WorkerType | None) -> Presence:
    if field in _NEEDED:
        return Presence.REQUIRED
    if worker_type is None or field in _ALWAYS:
        return Presence.OPTIONAL
    found = {variant.fields[field].presence for variant in worker_type.variants if field in variant.fields}
    if field in _IDENTITY:
        found = {_without_number(worker_type)}
    if field == _OF_EXTRAS and worker_type.code == EXTRA.code:
        found = {Presence.OPTIONAL}
    if found == {Presence.REQUIRED}:
        return Presence.REQUIRED
    return Presence.OPTIONAL if found - {Presence.FORBIDDEN} else Presence.FORBIDDEN


def _without_number(worker_type: WorkerType) -> Presence:
    """Return whether identity data can stand for the national number."""
    needed = {variant.fields["ssin"].presence for variant in worker_type.variants}
    return Presence.FORBIDDEN if needed == {Presence.REQUIRED} else Presence.OPTIONAL


def _explained(
    column: Column, presence: Presence, worker_type: WorkerType | None, language: str
) -> list[str]:
    specific = f"column.{column.name}"
    explanation = text(language, specific if has_text(language, specific) else f"kind.{column.kind}")
    example = column.example
    if column.name == "workerType":
        example = worker_type.code if worker_type else STUDENT.code
    if column.name == "jointCommittee":
        example = _committee(worker_type or STUDENT)
    return [column.heading(language), text(language, f"sheet.{presence}"), explanation, example]


def _committee(worker_type: WorkerType) -> str:
    fitting = [code for code, rule in worker_type.committees.items() if rule.fits]
    return "302" if "302" in fitting else fitting[0]
