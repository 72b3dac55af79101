"""What is wrong with a row of a batch, as the API says it of a single declaration."""

from collections.abc import Mapping, Sequence

from pydantic import ValidationError

from chalicelib.application.batches.columns import column_of, columns
from chalicelib.application.batches.rows import RowIssue
from chalicelib.domain.schema import Value
from chalicelib.edge.problems import Fault, Issue, issue, of_validation_error


class RowIssueView(Issue):
    """An issue of a row. ``column`` is the heading in the file, or the one to add; absent for JSON."""

    column: str | None = None


class Headings(Value):
    """The headings of an upload by column; none for JSON."""

    of_column: Mapping[str, str]

    def of(self, name: str, language: str) -> str | None:
        """Return the heading that a field path belongs to, or the one that is missing in the file."""
        if not self.of_column:
            return None
        column = column_of(name, list(self.of_column))
        if column is None:
            return None
        return self.of_column.get(column) or columns()[column].heading(language)


def explain(wrong: ValidationError) -> Sequence[RowIssue]:
    """Return what is wrong with the shape of a declaration."""
    return [
        RowIssue(code=fault.code, name=fault.name, kind=fault.kind, params=fault.params)
        for fault in of_validation_error(wrong).faults
    ]


def row_issue_view(of: RowIssue, number: int, headings: Headings, language: str) -> RowIssueView:
    """Return an issue in a language; in JSON its path is that in the body of the request."""
    name = of.name if headings.of_column else f"declarations[{number - 1}].{of.name}".rstrip(".")
    fault = Fault(code=of.code, name=name, kind=of.kind, params=dict(of.params))
    said = issue(fault, language).model_dump()
    return RowIssueView(**said, column=headings.of(of.name, language))


def reason(issues: Sequence[RowIssueView]) -> str:
    """Return all issues of a row as one text for a cell: each says its column, or the field of none."""
    return " ".join(
        f"{where}: {each.detail}" if (where := each.column or each.name) else f"{each.title}. {each.detail}"
        for each in issues
    )
