"""The personnel register of the API: add a worker, change one, find by name or number, look at one."""

import re
from collections.abc import Sequence
from functools import partial
from http import HTTPStatus
from typing import Annotated

from chalice.app import Blueprint
from pydantic import Field

from chalicelib.application.scope import Permission
from chalicelib.domain.filing import Day, SharedBalance, WorkerId
from chalicelib.domain.registered import RegisteredWorker
from chalicelib.domain.worker import Address, CountryCode, FamilyName, GivenName, WorkerIdentity
from chalicelib.edge import bootstrap
from chalicelib.edge.call import Call
from chalicelib.edge.changes import UNCHANGED, Changes
from chalicelib.edge.declarations import MOST, PAGE, next_page
from chalicelib.edge.for_employer import ForEmployer, look_at_one, named_employer
from chalicelib.edge.operation import BODY_PROBLEMS, Operation, Reply, accepted, operation
from chalicelib.edge.problems import Fault, ProblemError
from chalicelib.edge.resources import WorkerDetailView, WorkerList
from chalicelib.edge.revealing import RevealQuery, note, reveals
from chalicelib.edge.views import warning_view
from chalicelib.edge.worker_views import worker_detail_view, worker_view

workers = Blueprint(__name__)

_LOOKS_LIKE_SSIN = re.compile(r"(?:\D*\d){11}\D*")


class WorkerBody(WorkerIdentity):
    """A worker to add: names, and the national number or other identity data as far as known."""

    employer: str | None = None
    family_name: FamilyName
    given_name: GivenName
    shared_balance: SharedBalance | None = None

    def identity(self) -> WorkerIdentity:
        """Return what was said of the person."""
        return WorkerIdentity.model_validate(self.model_dump(exclude={"employer", "shared_balance"}))


class WorkerChanges(Changes):
    """What changes of a worker. The national number may be repeated, never changed; null removes the rest."""

    employer: str = UNCHANGED
    ssin: str = UNCHANGED
    family_name: FamilyName = UNCHANGED
    given_name: GivenName = UNCHANGED
    birth_date: Day | None = UNCHANGED
    place_of_birth: Annotated[str, Field(min_length=1, max_length=40)] | None = UNCHANGED
    country_of_birth: CountryCode | None = UNCHANGED
    nationality: CountryCode | None = UNCHANGED
    gender: Annotated[int, Field(ge=1, le=2)] | None = UNCHANGED
    address: Address | None = UNCHANGED
    shared_balance: SharedBalance | None = UNCHANGED


class WorkerQuery(RevealQuery):
    """``q`` is the start of any part of the name; without it everybody is listed by family name."""

    q: Annotated[str, Field(max_length=73)] = ""
    page_size: Annotated[int, Field(ge=1, le=MOST)] = PAGE
    cursor: str | None = None


class MergeBody(ForEmployer):
    """Into whom: the worker with the national number."""

    into: WorkerId


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
        query=ForEmployer,
        answer=WorkerDetailView,
        permission=Permission.WORKERS_WRITE,
        idempotent=True,
        problems=("badRequest", "idempotencyKeyReused", *BODY_PROBLEMS),
    ),
)
def add_worker(call: Call[WorkerBody, ForEmployer]) -> Reply:
    """Add a worker."""
    scope, _ = call.scope(Permission.WORKERS_WRITE, named_employer(call.query, call.body.employer))
    request = call.idempotent("addWorker")
    balance = call.body.shared_balance
    render = partial(_rendered, language=call.language)
    return accepted(bootstrap.add_worker()(scope, call.body.identity(), request, render, balance))


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
    reveal = reveals(call, scope)
    page = bootstrap.find_workers().by_name(scope, query.q, query.page_size, query.cursor)
    note(call, scope, [worker.id for worker in page.items if worker.identity.ssin])
    return Reply(
        WorkerList(
            items=[worker_view(worker, reveal=reveal) for worker in page.items],
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
        query=ForEmployer,
        answer=WorkerList,
        permission=Permission.WORKERS_READ,
        problems=("badRequest", *BODY_PROBLEMS),
    ),
)
def search_worker(call: Call[SsinSearch, ForEmployer]) -> Reply:
    """Find the worker with a national number: one or none."""
    scope, _ = call.scope(Permission.WORKERS_READ, named_employer(call.query, call.body.employer))
    found = bootstrap.find_workers().by_ssin(scope, call.body.ssin)
    return Reply(WorkerList(items=[worker_view(found)] if found else []))


@operation(
    workers,
    look_at_one(
        "/v1/workers/{worker_id}", "One worker", WorkerDetailView, Permission.WORKERS_READ, RevealQuery
    ),
)
def get_worker(call: Call[None, RevealQuery]) -> Reply:
    """Look at one worker; the national number is masked unless ``reveal`` asks for it, which is noted."""
    scope, _ = call.scope(Permission.WORKERS_READ, call.query.employer)
    reveal = reveals(call, scope)
    worker = bootstrap.find_workers().one(scope, call.id("worker_id"))
    note(call, scope, [worker.id] if worker.identity.ssin else [])
    return Reply(worker_detail_view(worker, reveal=reveal))


@operation(
    workers,
    Operation(
        method="PATCH",
        path="/v1/workers/{worker_id}",
        summary="Change a worker",
        body=WorkerChanges,
        query=ForEmployer,
        answer=WorkerDetailView,
        permission=Permission.WORKERS_WRITE,
        problems=("badRequest", "resourceNotFound", *BODY_PROBLEMS),
    ),
)
def change_worker(call: Call[WorkerChanges, ForEmployer]) -> Reply:
    """Change names, identity data or the balance a student showed; declarations keep what was filed."""
    scope, _ = call.scope(Permission.WORKERS_WRITE, named_employer(call.query, call.body.employer))
    changes = call.body.named("employer")
    return Reply(worker_detail_view(bootstrap.change_worker()(scope, call.id("worker_id"), changes)))


@operation(
    workers,
    Operation(
        method="POST",
        path="/v1/workers/{worker_id}/merge",
        summary="Merge a worker into another",
        body=MergeBody,
        query=ForEmployer,
        answer=WorkerDetailView,
        permission=Permission.WORKERS_WRITE,
        problems=("badRequest", "resourceNotFound", *BODY_PROBLEMS),
    ),
)
def merge_worker(call: Call[MergeBody, ForEmployer]) -> Reply:
    """Make a worker without a national number one with the worker who has it; doing it twice is fine."""
    scope, _ = call.scope(Permission.WORKERS_WRITE, named_employer(call.query, call.body.employer))
    return Reply(worker_detail_view(bootstrap.merge_workers()(scope, call.id("worker_id"), call.body.into)))


def _rendered(worker: RegisteredWorker, twins: Sequence[str], language: str) -> str:
    warnings = [warning_view("own.workerTwin", {"worker": twin}, language) for twin in twins]
    view = worker_detail_view(worker).model_copy(update={"warnings": warnings or None})
    return view.model_dump_json(by_alias=True)
