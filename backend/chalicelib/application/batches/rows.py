"""From a row of an upload to a filing: what cannot be read is said, cell by cell, all at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from chalicelib.application.batches.cells import CellError, read_cell
from chalicelib.application.batches.columns import OURS, columns
from chalicelib.application.batches.uploads import Upload, UploadedRow
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.filing import Filing
from chalicelib.domain.finding import Finding
from chalicelib.domain.schema import CHECKED, Value

_FILING: TypeAdapter[Filing] = TypeAdapter(Annotated[Filing, Field(discriminator="type")], config=CHECKED)


class RowIssue(Value):
    """What is wrong with a row: a code, the path of the field, parameters for the text. No personal data."""

    code: str
    name: str
    kind: str = "invalidInput"
    params: Mapping[str, str] = Field(default_factory=dict)


Explain = Callable[[ValidationError], Sequence[RowIssue]]
"""Says what is wrong with the shape of a declaration, as the API says it of a single one."""


class RejectedRowError(ValueError):
    """A row that cannot be filed, with everything that is wrong with it."""

    def __init__(self, issues: Sequence[RowIssue]) -> None:
        super().__init__(", ".join(issue.code for issue in issues))
        self.issues = tuple(issues)


def of_findings(findings: Sequence[Finding]) -> list[RowIssue]:
    """Return what the rules found as issues of a row."""
    return [RowIssue(code=each.code, name=each.name, params=each.params) for each in findings]


@dataclass(frozen=True, slots=True)
class ReadRow:
    """Reads rows of one employer's uploads; ``today`` only decides the century of a birth date."""

    explain: Explain
    scope: EmployerScope
    today: date

    def __call__(self, upload: Upload, row: UploadedRow) -> Filing:
        """Return the filing of a row. Raises RejectedRowError."""
        body, unread = self._read_cells(upload.cells(row)) if upload.is_table else (row.content, [])
        try:
            filing = _FILING.validate_python(body, by_alias=True, by_name=False)
        except ValidationError as wrong:
            known = {issue.name for issue in unread}
            raise RejectedRowError(
                [*unread, *(issue for issue in self.explain(wrong) if issue.name not in known)]
            ) from None
        if filing.employer not in {None, self.scope.employer}:
            unread.append(RowIssue(code="employerOther", name="employer"))
        if unread:
            raise RejectedRowError(unread)
        return filing

    def _read_cells(self, cells: Mapping[str, str]) -> tuple[dict[str, Any], list[RowIssue]]:
        body: dict[str, Any] = {"type": "in"}
        unread = []
        for name, text in cells.items():
            column = columns()[name]
            if name in OURS:
                continue
            try:
                value = read_cell(column.kind, name, text, self.today)
            except CellError as wrong:
                unread.append(RowIssue(code=wrong.code, name=column.path))
                continue
            _put(body, column.path, value)
        return _completed(body), unread


def _put(body: dict[str, Any], path: str, value: Any) -> None:
    *blocks, field = path.split(".")
    for block in blocks:
        body = body.setdefault(block, {})
    body[field] = value


def _completed(body: dict[str, Any]) -> dict[str, Any]:
    """Let an hour at which work begins count on the start date; without one it stays what it is: wrong."""
    starts_at = str(body.get("workStartsAt", ""))
    if starts_at and "T" not in starts_at and "startDate" in body:
        return {**body, "workStartsAt": f"{body['startDate']}T{starts_at}"}
    return body
