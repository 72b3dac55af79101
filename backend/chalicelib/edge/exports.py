"""Exports of the API: declarations or workers as a file, made in the background, kept for a day."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Annotated, Any, Literal

from chalice.app import Blueprint
from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticKnownError

from chalicelib.application.auditing import note_reveal
from chalicelib.application.exports import ExportKind, ExportOrder, Progress
from chalicelib.application.ports import Job, JobState
from chalicelib.application.scope import EmployerScope, Permission
from chalicelib.domain.clock.deadline import Timeliness
from chalicelib.domain.filing import Day, DeclarationType
from chalicelib.domain.lifecycle import State
from chalicelib.domain.schema import Value
from chalicelib.edge import bootstrap
from chalicelib.edge.batch_files import CSV, XLSX
from chalicelib.edge.call import Call
from chalicelib.edge.for_employer import AnyId, AnyReference, ForEmployer, named_employer
from chalicelib.edge.operation import BODY_PROBLEMS, Operation, Reply, accepted, operation
from chalicelib.edge.period_resources import ABSENT
from chalicelib.edge.views import local

exports = Blueprint(__name__)

QUICK = timedelta(seconds=1)
_READ = {
    ExportKind.DECLARATIONS: Permission.DECLARATIONS_READ,
    ExportKind.WORKERS: Permission.WORKERS_READ,
}
_OF_DECLARATIONS = ("state", "type", "worker_id", "since", "until", "reference", "timeliness")
_OF_WORKERS = ("q",)
_NOT_OF: Mapping[Any, tuple[str, ...]] = {
    ExportKind.WORKERS: _OF_DECLARATIONS,
    ExportKind.DECLARATIONS: _OF_WORKERS,
}
"""The filters that a list does not have."""


class ExportBody(ForEmployer):
    """What to export, with the filters of the list it comes from."""

    kind: ExportKind
    format: Literal["csv", "xlsx"] = "csv"
    q: Annotated[str, Field(max_length=73)] = ""
    state: State | None = None
    type: DeclarationType | None = None
    worker_id: AnyId | None = None
    since: Annotated[Day | None, Field(alias="from")] = None
    until: Annotated[Day | None, Field(alias="to")] = None
    reference: AnyReference | None = None
    timeliness: Timeliness | None = None
    reveal: Annotated[tuple[Literal["ssin"], ...], Field(max_length=1)] = ()

    @field_validator(*_OF_DECLARATIONS, *_OF_WORKERS)
    @classmethod
    def _filters_belong_to_the_list(cls, value: Any, body: ValidationInfo) -> Any:
        name = str(body.field_name)
        said = value != cls.model_fields[name].default
        if said and name in _NOT_OF.get(body.data.get("kind"), ()):
            raise PydanticKnownError("extra_forbidden")
        return value

    def order(self, language: str) -> ExportOrder:
        """Return what was asked for, in the language of the caller."""
        asked = self.model_dump(exclude={"employer", "reveal"})
        return ExportOrder(**asked, language=language, reveal=bool(self.reveal))


class ExportView(Value):
    """An export. ``file`` is there when it is completed; it is gone after ``expiresAt``."""

    id: str
    state: JobState
    kind: ExportKind
    format: str
    revealed: bool
    rows: int
    created_at: datetime
    expires_at: datetime
    file: str | None = ABSENT
    poll_after: datetime | None = ABSENT


@operation(
    exports,
    Operation(
        method="POST",
        path="/v1/exports",
        summary="Export a list as a file",
        status=HTTPStatus.ACCEPTED,
        body=ExportBody,
        query=ForEmployer,
        answer=ExportView,
        problems=("badRequest", "missingPermission", "idempotencyKeyReused", *BODY_PROBLEMS),
    ),
)
def start_export(call: Call[ExportBody, ForEmployer]) -> Reply:
    """Begin an export; an Idempotency-Key is welcome, not required."""
    body, caller = call.body, call.known_caller()
    scope, membership = call.scope(_READ[body.kind], named_employer(call.query, body.employer))
    if body.reveal:
        call.scope(Permission.SSIN_REVEAL, membership.employer)
    request = call.idempotent("export") if call.request.headers.get("idempotency-key") else None
    order = body.order(call.language)
    return accepted(bootstrap.start_export()(scope, caller, order, request, _rendered))


@operation(
    exports,
    Operation(
        method="GET",
        path="/v1/exports/{export_id}",
        summary="One export",
        query=ForEmployer,
        answer=ExportView,
        problems=("resourceNotFound", "missingPermission"),
    ),
)
def get_export(call: Call[None, ForEmployer]) -> Reply:
    """Look at an export."""
    _, job = _job(call)
    return Reply(_view(job))


@operation(
    exports,
    Operation(
        method="GET",
        path="/v1/exports/{export_id}/file",
        summary="The file of an export",
        query=ForEmployer,
        download=CSV,
        problems=("resourceNotFound", "missingPermission"),
    ),
)
def get_export_file(call: Call[None, ForEmployer]) -> Reply:
    """Download the file, CSV or XLSX as was asked; who sees national numbers in it is noted."""
    scope, job = _job(call)
    order = Progress.model_validate(job.content).order
    if order.reveal:
        call.scope(Permission.SSIN_REVEAL, call.query.employer)
    content = bootstrap.look_up_export().file(scope, job)
    if order.reveal:
        note_reveal(scope, call.known_caller(), f"export {job.id}")
    name = f'attachment; filename="{order.kind}-{job.id}.{order.format}"'
    content_type = f"{CSV}; charset=utf-8" if order.format == "csv" else XLSX
    return Reply(content, {"Content-Type": content_type, "Content-Disposition": name})


def _job(call: Call[None, ForEmployer]) -> tuple[EmployerScope, Job]:
    """Return an export and its scope; whoever may read one of the lists may ask which it is."""
    scope, membership = call.scope(Permission.WORKERS_READ, call.query.employer)
    job = bootstrap.look_up_export().one(scope, call.id("export_id"))
    call.scope(_READ[Progress.model_validate(job.content).order.kind], membership.employer)
    return scope, job


def _rendered(job: Job) -> str:
    return _view(job).model_dump_json(by_alias=True)


def _view(job: Job) -> ExportView:
    order = Progress.model_validate(job.content).order
    more: dict[str, Any] = {}
    if job.state is JobState.COMPLETED:
        more["file"] = f"/v1/exports/{job.id}/file"
    elif job.state is JobState.PROCESSING:
        more["poll_after"] = local(bootstrap.clock().now() + QUICK)
    return ExportView(
        id=job.id,
        state=job.state,
        kind=order.kind,
        format=order.format,
        revealed=order.reveal,
        rows=job.position,
        created_at=local(job.created_at),
        expires_at=local(job.expires_at),
        **more,
    )
