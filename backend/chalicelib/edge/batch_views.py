"""Batches and their rows as the API shows them."""

from datetime import datetime, timedelta
from typing import Any

from pydantic import Field

from chalicelib.application.batches.batch import KEPT_TO_CORRECT, BatchContent, content_of
from chalicelib.application.batches.file_rows import RowState
from chalicelib.application.batches.rows import RowIssue
from chalicelib.application.ports import Job, JobRow, JobState
from chalicelib.domain.filing import Mode
from chalicelib.domain.schema import Value
from chalicelib.edge.batch_issues import Headings, RowIssueView, row_issue_view
from chalicelib.edge.resources import EmployerView
from chalicelib.edge.views import local

POLL = timedelta(seconds=1)
_ABSENT: Any = Field(default=None, exclude_if=lambda value: value is None)


class BatchView(Value):
    """A batch and how far it has come.

    ``recorded``, ``alreadyRecorded`` (an earlier row of some batch said the same) and ``rejected`` add up to
    ``processed``. Correction files are there until ``correctionsUntil``. ``ignoredColumns`` are the
    headings that nothing was read from.
    """

    id: str
    state: JobState
    mode: Mode
    employer: EmployerView
    format: str
    total: int
    processed: int
    recorded: int
    already_recorded: int
    rejected: int
    ignored_columns: list[str]
    created_at: datetime
    completed_at: datetime | None
    corrections_until: datetime | None
    poll_after: datetime | None


class BatchRowView(Value):
    """What became of a row. ``row`` counts from 1; ``issues`` say what to mend when it was rejected."""

    row: int
    state: RowState
    declaration_id: str | None = _ABSENT
    issues: list[RowIssueView]


class BatchRowList(Value):
    """A page of rows, in the order of the file; ``next`` is absent on the last page."""

    items: list[BatchRowView]
    next: str | None = _ABSENT


def batch_view(job: Job, now: datetime) -> BatchView:
    """Return a batch as the API shows it."""
    content = content_of(job)
    completed_at = content.completed_at
    return BatchView(
        id=job.id,
        state=job.state,
        mode=job.mode,
        employer=EmployerView(enterprise_number=job.employer, name=content.employer_name),
        format=content.format,
        total=job.total or 0,
        processed=job.position,
        recorded=content.counts.get(RowState.RECORDED, 0),
        already_recorded=content.counts.get(RowState.ALREADY_RECORDED, 0),
        rejected=content.counts.get(RowState.REJECTED, 0),
        ignored_columns=list(content.ignored),
        created_at=local(job.created_at),
        completed_at=local(completed_at),
        corrections_until=local(completed_at + KEPT_TO_CORRECT if completed_at else None),
        poll_after=local(now + POLL) if job.state is JobState.PROCESSING else None,
    )


def headings_of(content: BatchContent) -> Headings:
    """Return the headings of a batch by column."""
    return Headings(of_column={place.column: place.heading for place in content.places if place.column})


def issues_of(row: JobRow, headings: Headings, language: str) -> list[RowIssueView]:
    """Return the issues of a row in a language."""
    found = [RowIssue.model_validate(each) for each in row.content.get("issues", [])]
    return [row_issue_view(each, row.number, headings, language) for each in found]


def batch_row_view(row: JobRow, headings: Headings, language: str) -> BatchRowView:
    """Return a row as the API shows it."""
    return BatchRowView(
        row=row.number,
        state=RowState(row.content["state"]),
        declaration_id=row.content.get("declaration"),
        issues=issues_of(row, headings, language),
    )
