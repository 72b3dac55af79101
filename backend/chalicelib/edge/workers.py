"""The personnel register of the API: add a worker, find by name, find by national number, look at one."""

import re
from http import HTTPStatus
from typing import Annotated

from chalice.app import Blueprint
from pydantic import Field

from chalicelib.application.scope import Permission
from chalicelib.domain.registered import RegisteredWorker
from chalicelib.domain.worker import FamilyName, GivenName, WorkerIdentity
from chalicelib.edge import bootstrap
from chalicelib.edge.call import Call
from chalicelib.edge.declarations import MOST, PAGE, ForEmployer, next_page
from chalicelib.edge.operation import BODY_PROBLEMS, Operation, Reply, accepted, operation
from chalicelib.edge.problems import Fault, ProblemError
from chalicelib.edge.resources import WorkerList, WorkerView
from chalicelib.edge.views import worker_view

workers = Blueprint(__name__)

_LOOKS_LIKE_SSIN = re.compile(r"(?:\D*\d){11}\D*")


class WorkerBody(WorkerIdentity):
    """A worker to add: names, and the national number or other identity data as far as known."""

    employer: str | None = None
    family_name: FamilyName
    given_name: GivenName

    def identity(self) -> WorkerIdentity:
        """Return what was said of the person."""
        return WorkerIdentity.model_validate(self.model_dump(exclude={"employer"}))


class WorkerQuery(ForEmployer):
    """``q`` is the start of any part of the name; without it everybody is listed by family name."""

    q: Annotated[str, Field(max_length=73)] = ""
    page_size: Annotated[int, Field(ge=1, le=MOST)] = PAGE
    cursor: str | None = None


class SsinSearch(ForEmployer):
    """A national number to look for; it travels in a body, never in an address."""

    ssin: str


@operation(
    workers,
    Operation(
        method="POST",
        path="/v1/workers",
        summary="Add a worker to the register",
        status=HTTPStatus.CREATED,
        body=WorkerBody,
        answer=WorkerView,
        permission=Permission.WORKERS_WRITE,
        idempotent=True,
        problems=("badRequest", "idempotencyKeyReused", *BODY_PROBLEMS),
    ),
)
def add_worker(call: Call[WorkerBody, None]) -> Reply:
    """Add a worker."""
    scope, _ = call.scope(Permission.WORKERS_WRITE, call.body.employer)
    request = call.idempotent("addWorker")
    return accepted(bootstrap.add_worker()(scope, call.body.identity(), request, _rendered))


@operation(
    workers,
    Operation(
        method="GET",
        path="/v1/workers",
        summary="Find workers by name",
        query=WorkerQuery,
        answer=WorkerList,
        permission=Permission.WORKERS_READ,
        problems=("badRequest",),
    ),
)
def find_workers(call: Call[None, WorkerQuery]) -> Reply:
    """Find workers by the start of any part of their name, accent-blind."""
    query = call.query
    if _LOOKS_LIKE_SSIN.fullmatch(query.q):
        raise ProblemError(
            "badRequest", [Fault(code="ssinInUrl", name="q", where="query", kind="invalidInput")]
        )
    scope, _ = call.scope(Permission.WORKERS_READ, query.employer)
    page = bootstrap.find_workers().by_name(scope, query.q, query.page_size, query.cursor)
    return Reply(
        WorkerList(
            items=[worker_view(worker) for worker in page.items],
            next=next_page("/v1/workers", query, page.cursor),
        )
    )


@operation(
    workers,
    Operation(
        method="POST",
        path="/v1/workers/search",
        summary="Find a worker by national number",
        body=SsinSearch,
        answer=WorkerList,
        permission=Permission.WORKERS_READ,
        problems=("badRequest", *BODY_PROBLEMS),
    ),
)
def search_worker(call: Call[SsinSearch, None]) -> Reply:
    """Find the worker with a national number: one or none."""
    scope, _ = call.scope(Permission.WORKERS_READ, call.body.employer)
    found = bootstrap.find_workers().by_ssin(scope, call.body.ssin)
    return Reply(WorkerList(items=[worker_view(found)] if found else []))


@operation(
    workers,
    Operation(
        method="GET",
        path="/v1/workers/{worker_id}",
        summary="One worker",
        query=ForEmployer,
        answer=WorkerView,
        permission=Permission.WORKERS_READ,
        problems=("resourceNotFound",),
    ),
)
def get_worker(call: Call[None, ForEmployer]) -> Reply:
    """Look at one worker."""
    scope, _ = call.scope(Permission.WORKERS_READ, call.query.employer)
    return Reply(worker_view(bootstrap.find_workers().one(scope, call.path["worker_id"])))


def _rendered(worker: RegisteredWorker) -> str:
    return worker_view(worker).model_dump_json(by_alias=True)
