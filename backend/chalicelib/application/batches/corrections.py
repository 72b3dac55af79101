"""Rejected rows, to be mended and sent again, without showing a national number to whoever may not see it.

A correction file has the columns of the upload, those that an issue asks to fill in, and two of ours: why
the row came back, and which row of which batch it was. So a masked number that comes back can be known
again from the upload, as long as that is kept, and mending a date never needs the right to see numbers.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from chalicelib.application.batches.batch import KEPT_TO_CORRECT, UPLOAD, content_of
from chalicelib.application.batches.columns import REASON, SENT_BEFORE, SSIN, column_of, columns
from chalicelib.application.batches.file_rows import RowState
from chalicelib.application.batches.uploads import Upload, UploadedRow, read_upload
from chalicelib.application.errors import NotFoundError
from chalicelib.application.ports import Clock, Job, JobKind, JobRow, Jobs
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.identifiers import mask_ssin
from chalicelib.domain.schema import Value

PAGE = 1000
_HIDDEN = "***"
_SENT_BEFORE = re.compile(r"(bat_[a-z0-9_]+)/(\d{1,5})")


class RejectedRow(Value):
    """A rejected row: its cells without our own columns, what it was sent as, and its issues."""

    cells: tuple[str, ...]
    sent_before: str
    outcome: JobRow


class Corrections(Value):
    """The rejected rows of a batch. ``headings`` are the upload's own; of JSON, the columns it fills.

    After them stand the columns that are to be filled in and were not there, by their names.
    """

    headings: tuple[str, ...]
    columns: tuple[str | None, ...]
    rows: tuple[RejectedRow, ...]


def job_of_batch(jobs: Jobs, scope: EmployerScope, batch_id: str) -> Job:
    """Return the job of a batch. Raises NotFoundError."""
    job = jobs.get(scope, batch_id)
    if job is None or job.kind is not JobKind.BATCH:
        raise NotFoundError(batch_id)
    return job


def upload_of(jobs: Jobs, clock: Clock, scope: EmployerScope, job: Job) -> Upload:
    """Return the upload of a batch. Raises NotFoundError once it is no longer kept."""
    completed_at = content_of(job).completed_at
    ended = completed_at is not None and clock.now() >= completed_at + KEPT_TO_CORRECT
    content = None if ended else jobs.file(scope, job, UPLOAD)
    if content is None:
        raise NotFoundError(job.id)
    return read_upload(content)


@dataclass(frozen=True, slots=True)
class Correct:
    """The use case behind the correction files."""

    jobs: Jobs
    clock: Clock

    def __call__(self, scope: EmployerScope, batch_id: str, *, reveal: bool) -> Corrections:
        """Return the rows rejected so far. Raises NotFoundError for no such batch or one of yesterday."""
        job = job_of_batch(self.jobs, scope, batch_id)
        upload = _as_table(upload_of(self.jobs, self.clock, scope, job))
        shown = [
            (place, column)
            for place, column in enumerate(upload.columns)
            if column not in {REASON, SENT_BEFORE}
        ]
        rejected = list(self._rejected(scope, job, upload))
        lacking = _lacking((outcome for _, outcome in rejected), upload.columns)
        rows = [
            RejectedRow(
                cells=(
                    *(_cell(column, row.content[place], reveal=reveal) for place, column in shown),
                    *("" for _ in lacking),
                ),
                sent_before=f"{job.id}/{row.number}",
                outcome=outcome,
            )
            for row, outcome in rejected
        ]
        return Corrections(
            headings=(*(upload.headings[place] for place, _ in shown), *lacking),
            columns=(*(column for _, column in shown), *lacking),
            rows=tuple(rows),
        )

    def _rejected(
        self, scope: EmployerScope, job: Job, upload: Upload
    ) -> Iterator[tuple[UploadedRow, JobRow]]:
        cursor: str | None = None
        while True:
            page = self.jobs.rows(scope, job.id, PAGE, cursor)
            for outcome in page.items:
                if outcome.content["state"] == RowState.REJECTED:
                    yield upload.rows[outcome.number - 1], outcome
            cursor = page.cursor
            if cursor is None:
                return


@dataclass(frozen=True, slots=True)
class Unmask:
    """Puts national numbers back that a correction file had masked, from the upload it came from."""

    jobs: Jobs
    clock: Clock
    _known: dict[str, Upload | None] = field(default_factory=dict)

    def __call__(self, scope: EmployerScope, upload: Upload) -> Upload:
        """Return the upload with the numbers that can be known again; the others stay masked."""
        if SSIN not in upload.columns or SENT_BEFORE not in upload.columns:
            return upload
        place = upload.columns.index(SSIN)
        return replace(upload, rows=[self._row(scope, upload, row, place) for row in upload.rows])

    def _row(self, scope: EmployerScope, upload: Upload, row: UploadedRow, place: int) -> UploadedRow:
        masked = row.content[place]
        if "*" not in masked:
            return row
        number = self._number(scope, upload.cells(row).get(SENT_BEFORE, ""))
        if number is None or _masked(number) != masked:
            return row
        cells = [*row.content]
        cells[place] = number
        return replace(row, content=cells)

    def _number(self, scope: EmployerScope, sent_before: str) -> str | None:
        found = _SENT_BEFORE.fullmatch(sent_before)
        earlier = self._upload(scope, found[1]) if found else None
        if found is None or earlier is None or int(found[2]) > len(earlier.rows) or found[2] == "0":
            return None
        earlier = _as_table(earlier)
        return earlier.cells(earlier.rows[int(found[2]) - 1]).get(SSIN)

    def _upload(self, scope: EmployerScope, batch_id: str) -> Upload | None:
        if batch_id not in self._known:
            try:
                job = job_of_batch(self.jobs, scope, batch_id)
                self._known[batch_id] = upload_of(self.jobs, self.clock, scope, job)
            except NotFoundError:
                self._known[batch_id] = None
        return self._known[batch_id]


def _lacking(outcomes: Iterable[JobRow], present: Sequence[str | None]) -> list[str]:
    """Return the columns that issues speak of and that are not there, in the order of our own files."""
    named = {
        column_of(issue["name"], present)
        for outcome in outcomes
        for issue in outcome.content.get("issues", ())
    }
    return [name for name in columns() if name in named and name not in present]


def _cell(column: str | None, text: str, *, reveal: bool) -> str:
    if column == SSIN:
        return text if reveal else _masked(text)
    return text if reveal or not _looks_like_ssin(text) else _HIDDEN


def _masked(text: str) -> str:
    """Return a national number masked; of what is none, nothing is shown."""
    digits = re.sub(r"\D", "", text)
    if not text or "*" in text:
        return text
    return mask_ssin(digits.zfill(11)) if 7 <= len(digits) <= 11 else _HIDDEN


_ELEVEN = re.compile(r"(?<!\d)\d{2}(?:\D?\d{2}){2}\D?\d{3}\D?\d{2}(?!\d)")


def _looks_like_ssin(text: str) -> bool:
    """Tell whether a national number stands in a cell where none belongs."""
    return _ELEVEN.search(text) is not None


def _as_table(upload: Upload) -> Upload:
    """Return an upload with headings and cells; JSON gets the columns that its rows fill, by API name."""
    if upload.is_table:
        return upload
    cells = [_flat(row.content) for row in upload.rows]
    filled = [name for name, column in columns().items() if any(column.path in row for row in cells)]
    rows = [
        replace(row, content=[flat.get(columns()[name].path, "") for name in filled])
        for row, flat in zip(upload.rows, cells, strict=True)
    ]
    return Upload(upload.format, filled, filled, rows)


def _flat(body: Any, prefix: str = "") -> Mapping[str, str]:
    if not isinstance(body, dict):
        return {}
    flat: dict[str, str] = {}
    for name, value in body.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{prefix}{name}.")
        elif value is not None and not isinstance(value, list):
            flat[f"{prefix}{name}"] = str(value)
    return flat
