"""Multi-Dimona over HTTP: send a list, follow it, fetch back what must be mended."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated, Any

from chalice.app import Blueprint
from pydantic import Field

from chalicelib.application.batches.accept_batch import BatchCommand
from chalicelib.application.batches.batch import content_of
from chalicelib.application.batches.corrections import job_of_batch
from chalicelib.application.batches.file_rows import RowState
from chalicelib.application.batches.uploads import Upload, json_upload
from chalicelib.application.scope import Permission
from chalicelib.domain.law.worker_types import WORKER_TYPES
from chalicelib.domain.schema import Value
from chalicelib.edge import bootstrap
from chalicelib.edge.batch_files import (
    CSV,
    XLSX,
    correction_lines,
    corrections_file,
    read_file,
    template,
)
from chalicelib.edge.batch_views import BatchRowList, BatchView, batch_row_view, batch_view, headings_of
from chalicelib.edge.call import Call, media_type, sent
from chalicelib.edge.declarations import MOST, PAGE, FilingBody, next_page
from chalicelib.edge.for_employer import ForEmployer, look_at_one, named_employer
from chalicelib.edge.operation import BODY_PROBLEMS, Operation, Reply, accepted, operation
from chalicelib.edge.problems import Fault, ProblemError
from chalicelib.edge.revealing import RevealQuery, note, reveals

batches = Blueprint(__name__)

_ONE = "/v1/declarationBatches/{batch_id}"
_NAMES = {CSV: "csv", XLSX: "xlsx"}


class BatchBody(Value):
    """Many declarations. Each is checked on its own, so here they may be anything."""

    employer: str | None = None
    declarations: list[Any]


class DeclarationBatchBody(Value):
    """Many declarations to file, each as for a single one; up to 5,000."""

    employer: str | None = None
    declarations: Annotated[list[FilingBody], Field(min_length=1, max_length=5000)]


class RowQuery(ForEmployer):
    """Which rows; with a ``state`` a page may be short or empty while ``next`` exists."""

    state: RowState | None = None
    page_size: Annotated[int, Field(ge=1, le=MOST)] = PAGE
    cursor: str | None = None


class TemplateQuery(Value):
    """For which worker type; without it, every column there is."""

    worker_type: str | None = None


@operation(
    batches,
    Operation(
        method="POST",
        path="/v1/declarationBatches",
        summary="File many declarations",
        status=HTTPStatus.ACCEPTED,
        body=BatchBody,
        shown_body=DeclarationBatchBody,
        uploads=(CSV, XLSX),
        query=ForEmployer,
        answer=BatchView,
        permission=Permission.DECLARATIONS_WRITE,
        idempotent=True,
        problems=("badRequest", "idempotencyKeyReused", *BODY_PROBLEMS),
    ),
)
def file_batch(call: Call[BatchBody | None, ForEmployer]) -> Reply:
    """Keep a list and answer 202 with it; a worker files its rows."""
    employer = named_employer(call.query, call.body.employer if call.body else None)
    scope, membership = call.scope(Permission.DECLARATIONS_WRITE, employer)
    command = BatchCommand(
        scope=scope,
        employer_name=membership.employer_name,
        sent_by=call.known_caller().id,
        read=_reader(call),
        request=call.idempotent("fileBatch"),
        render=lambda job: batch_view(job, bootstrap.clock().now()).model_dump_json(by_alias=True),
    )
    return accepted(bootstrap.accept_batch()(command))


def _reader(call: Call[BatchBody | None, ForEmployer]) -> Callable[[], Upload]:
    body = call.body
    if body is not None:
        return lambda: json_upload(body.declarations)
    return lambda: read_file(media_type(call.request), sent(call.request))


@operation(
    batches,
    look_at_one(_ONE, "One batch and its progress", BatchView, Permission.DECLARATIONS_READ),
)
def get_batch(call: Call[None, ForEmployer]) -> Reply:
    """Look at a batch."""
    scope, _ = call.scope(Permission.DECLARATIONS_READ, call.query.employer)
    job = job_of_batch(bootstrap.jobs(), scope, call.id("batch_id"))
    return Reply(batch_view(job, bootstrap.clock().now()))


@operation(
    batches,
    Operation(
        method="GET",
        path=f"{_ONE}/rows",
        summary="The rows of a batch",
        query=RowQuery,
        answer=BatchRowList,
        permission=Permission.DECLARATIONS_READ,
        problems=("badRequest", "resourceNotFound"),
    ),
)
def list_rows(call: Call[None, RowQuery]) -> Reply:
    """List the rows that are done, a page at a time, in the order of the file."""
    query = call.query
    scope, _ = call.scope(Permission.DECLARATIONS_READ, query.employer)
    job = job_of_batch(bootstrap.jobs(), scope, call.id("batch_id"))
    page = bootstrap.jobs().rows(scope, job.id, query.page_size, query.cursor)
    headings = headings_of(content_of(job))
    items = [
        batch_row_view(row, headings, call.language)
        for row in page.items
        if query.state in {None, row.content["state"]}
    ]
    path = f"/v1/declarationBatches/{job.id}/rows"
    return Reply(BatchRowList(items=items, next=next_page(path, query, page.cursor)))


def _corrections(call: Call[None, RevealQuery], kind: str) -> Reply:
    scope, _ = call.scope(Permission.DECLARATIONS_READ, call.query.employer)
    reveal = reveals(call, scope)
    job = job_of_batch(bootstrap.jobs(), scope, call.id("batch_id"))
    corrections = bootstrap.correct()(scope, job.id, reveal=reveal)
    note(call, scope, [f"corrections of {job.id}"])
    lines = correction_lines(corrections, call.language)
    return _file(kind, corrections_file(kind, lines, call.language), f"corrections-{job.id}")


def _template(call: Call[None, TemplateQuery], kind: str) -> Reply:
    wanted = call.query.worker_type
    worker_type = WORKER_TYPES.get(wanted.upper()) if wanted else None
    if wanted and worker_type is None:
        raise ProblemError("badRequest", [Fault(code="notInList", name="workerType", where="query")])
    name = f"dimona-{wanted.lower()}" if wanted else "dimona"
    return _file(kind, template(kind, worker_type, call.language), name)


def _file(kind: str, content: bytes, name: str) -> Reply:
    disposition = f'attachment; filename="{name}.{_NAMES[kind]}"'
    content_type = f"{kind}; charset=utf-8" if kind == CSV else kind
    return Reply(content, {"Content-Type": content_type, "Content-Disposition": disposition})


def _download(kind: str, path: str, summary: str, query: type[Value], *problems: str) -> Operation:
    return Operation(
        method="GET",
        path=f"{path}.{_NAMES[kind]}",
        summary=summary,
        query=query,
        download=kind,
        permission=Permission.DECLARATIONS_READ if query is RevealQuery else None,
        problems=("badRequest", *problems),
    )


_GONE = "resourceNotFound"


@operation(batches, _download(CSV, f"{_ONE}/corrections", "Rejected rows as CSV", RevealQuery, _GONE))
def get_corrections_csv(call: Call[None, RevealQuery]) -> Reply:
    """Download the rejected rows, ready to mend and send again."""
    return _corrections(call, CSV)


@operation(batches, _download(XLSX, f"{_ONE}/corrections", "Rejected rows as XLSX", RevealQuery, _GONE))
def get_corrections_xlsx(call: Call[None, RevealQuery]) -> Reply:
    """Download the rejected rows as a spreadsheet."""
    return _corrections(call, XLSX)


@operation(batches, _download(CSV, "/v1/declarationBatches/template", "Empty list as CSV", TemplateQuery))
def get_template_csv(call: Call[None, TemplateQuery]) -> Reply:
    """Download an empty list."""
    return _template(call, CSV)


@operation(batches, _download(XLSX, "/v1/declarationBatches/template", "Empty list as XLSX", TemplateQuery))
def get_template_xlsx(call: Call[None, TemplateQuery]) -> Reply:
    """Download an empty spreadsheet with its columns explained."""
    return _template(call, XLSX)
