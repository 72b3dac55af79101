"""Reconciliations of the API: our register against what the RSZ holds, each difference with a remedy."""

from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Annotated, Any

from chalice.app import Blueprint
from pydantic import Field
from pydantic.alias_generators import to_camel

from chalicelib.application.ports import Job, JobRow, JobState
from chalicelib.application.reconciliation import Progress
from chalicelib.application.scope import Permission
from chalicelib.domain.comparing import Difference
from chalicelib.domain.schema import Value
from chalicelib.edge import bootstrap
from chalicelib.edge.call import Call
from chalicelib.edge.declarations import next_page
from chalicelib.edge.for_employer import ForEmployer, named_employer
from chalicelib.edge.operation import BODY_PROBLEMS, Operation, Reply, accepted, operation
from chalicelib.edge.period_resources import ABSENT
from chalicelib.edge.periods import PagedQuery
from chalicelib.edge.texts import text
from chalicelib.edge.views import local

reconciliations = Blueprint(__name__)

QUICK = timedelta(seconds=1)


class ReconciliationBody(ForEmployer):
    """With ``import``, what only the RSZ has is taken into the register; nothing is ever sent."""

    imports: Annotated[bool, Field(alias="import")] = False


class ProgressView(Value):
    """How many periods were looked at so far: the RSZ's, then ours; and what could not be read there."""

    theirs: int
    ours: int
    unreadable: int


class DifferenceView(Value):
    """One difference: what it is, what helps, and the period as it is here and there."""

    kind: Difference
    text: str
    remedy: str
    worker_id: str | None
    ours: dict[str, Any] | None
    theirs: dict[str, Any] | None


class ReconciliationView(Value):
    """A reconciliation. ``items`` is a page of the differences found so far; ``next`` is the page after."""

    id: str
    state: JobState
    imports: Annotated[bool, Field(alias="import")]
    progress: ProgressView
    counts: dict[str, int]
    failure: str | None = ABSENT
    created_at: datetime
    expires_at: datetime
    items: list[DifferenceView]
    next: str | None = ABSENT
    poll_after: datetime | None = ABSENT


@operation(
    reconciliations,
    Operation(
        method="POST",
        path="/v1/reconciliations",
        summary="Compare the register with the RSZ",
        status=HTTPStatus.ACCEPTED,
        body=ReconciliationBody,
        query=ForEmployer,
        answer=ReconciliationView,
        permission=Permission.WORKERS_WRITE,
        idempotent=True,
        problems=("badRequest", "idempotencyKeyReused", *BODY_PROBLEMS),
    ),
)
def start_reconciliation(call: Call[ReconciliationBody, ForEmployer]) -> Reply:
    """Begin to compare, and to import when asked; nothing is ever sent."""
    scope, _ = call.scope(Permission.WORKERS_WRITE, named_employer(call.query, call.body.employer))
    return accepted(
        bootstrap.start_reconciliation()(
            scope,
            call.known_caller(),
            call.idempotent("reconcile"),
            lambda job: _view(job, [], None, call.language).model_dump_json(by_alias=True),
            imports=call.body.imports,
        )
    )


@operation(
    reconciliations,
    Operation(
        method="GET",
        path="/v1/reconciliations/{reconciliation_id}",
        summary="One reconciliation",
        query=PagedQuery,
        answer=ReconciliationView,
        permission=Permission.WORKERS_READ,
        problems=("badRequest", "resourceNotFound"),
    ),
)
def get_reconciliation(call: Call[None, PagedQuery]) -> Reply:
    """Look at the progress and at a page of the differences."""
    query = call.query
    scope, _ = call.scope(Permission.WORKERS_READ, query.employer)
    job = bootstrap.look_up_reconciliation().one(scope, call.id("reconciliation_id"))
    page = bootstrap.jobs().rows(scope, job.id, query.page_size, query.cursor)
    address = next_page(f"/v1/reconciliations/{job.id}", query, page.cursor)
    return Reply(_view(job, page.items, address, call.language))


def _view(job: Job, rows: Any, address: str | None, language: str) -> ReconciliationView:
    progress = Progress.model_validate(job.content)
    moving = job.state is JobState.PROCESSING
    return ReconciliationView(
        id=job.id,
        state=job.state,
        imports=progress.imports,
        progress=ProgressView(theirs=progress.theirs, ours=progress.ours, unreadable=progress.unreadable),
        counts=progress.counts,
        failure=text(language, f"reconciliation.failure.{progress.failure}") if progress.failure else None,
        created_at=local(job.created_at),
        expires_at=local(job.expires_at),
        items=[_difference(row, language) for row in rows],
        next=address,
        poll_after=local(bootstrap.clock().now() + QUICK) if moving else None,
    )


def _difference(row: JobRow, language: str) -> DifferenceView:
    kind = Difference(row.content["kind"])
    return DifferenceView(
        kind=kind,
        text=text(language, f"reconciliation.{kind}.text"),
        remedy=text(language, f"reconciliation.{kind}.remedy"),
        worker_id=row.content["workerId"],
        ours=_shown(row.content["ours"]),
        theirs=_shown(row.content["theirs"]),
    )


def _shown(period: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return a period as the API names its fields."""
    if period is None:
        return None
    return {to_camel(name): value for name, value in period.items()}
