"""The declarations of the API: file one, list them, look at one and at its history."""

from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import urlencode

from chalice.app import Blueprint
from pydantic import Field, RootModel

from chalicelib.application.errors import NotFoundError
from chalicelib.application.file_declaration import FilingCommand
from chalicelib.application.ports import DeclarationFilter, StoredDeclaration
from chalicelib.application.scope import Permission
from chalicelib.domain.clock.deadline import Timeliness
from chalicelib.domain.filing import Day, DeclarationType, Filing
from chalicelib.domain.lifecycle import State
from chalicelib.domain.schema import CHECKED, Value
from chalicelib.edge import bootstrap
from chalicelib.edge.call import Call
from chalicelib.edge.dry_run_resources import DryRunView
from chalicelib.edge.dry_run_view import dry_run_view, shows_ssin
from chalicelib.edge.for_employer import AnyId, AnyReference, ForEmployer, look_at_one, named_employer
from chalicelib.edge.operation import BODY_PROBLEMS, Operation, Reply, accepted, operation
from chalicelib.edge.resources import DeclarationList, DeclarationView, EventList, EventView
from chalicelib.edge.revealing import RevealQuery, note, reveals
from chalicelib.edge.views import declaration_view, local

declarations = Blueprint(__name__)

PAGE, MOST = 25, 100
_ONE = "/v1/declarations/{declaration_id}"


class FilingBody(RootModel[Annotated[Filing, Field(discriminator="type")]]):
    """One declaration to file: IN, OUT, UPDATE or CANCEL."""

    model_config = CHECKED


class DeclarationQuery(RevealQuery):
    """The filters of the list; ``from`` and ``to`` are Brussels dates of reception."""

    state: State | None = None
    type: DeclarationType | None = None
    worker_id: AnyId | None = None
    since: Annotated[Day | None, Field(alias="from")] = None
    until: Annotated[Day | None, Field(alias="to")] = None
    reference: AnyReference | None = None
    timeliness: Timeliness | None = None
    page_size: Annotated[int, Field(ge=1, le=MOST)] = PAGE
    cursor: str | None = None

    def wanted(self) -> DeclarationFilter:
        """Return the filter without its page."""
        return DeclarationFilter(
            worker_id=self.worker_id,
            reference=self.reference,
            state=self.state,
            since=self.since,
            until=self.until,
            type=self.type,
            timeliness=self.timeliness,
        )


@operation(
    declarations,
    Operation(
        method="POST",
        path="/v1/declarations",
        summary="File a declaration",
        status=HTTPStatus.ACCEPTED,
        body=FilingBody,
        query=ForEmployer,
        answer=DeclarationView,
        permission=Permission.DECLARATIONS_WRITE,
        idempotent=True,
        problems=("badRequest", "idempotencyKeyReused", *BODY_PROBLEMS),
    ),
)
def file_declaration(call: Call[FilingBody, ForEmployer]) -> Reply:
    """Record a filing for ever and answer 202 with it; a worker sends it."""
    filing = call.body.root
    scope, _ = call.scope(Permission.DECLARATIONS_WRITE, named_employer(call.query, filing.employer))
    command = FilingCommand(
        scope=scope,
        employer_name=bootstrap.employers().facts(scope).name,
        filing=filing,
        request=call.idempotent("fileDeclaration"),
        render=lambda stored: _view(stored, call.language).model_dump_json(by_alias=True),
    )
    return accepted(bootstrap.file_declaration()(command))


@operation(
    declarations,
    Operation(
        method="POST",
        path="/v1/declarations/validate",
        summary="Dry run of a declaration",
        body=FilingBody,
        query=RevealQuery,
        answer=DryRunView,
        permission=Permission.DECLARATIONS_READ,
        problems=("badRequest", *BODY_PROBLEMS),
    ),
)
def validate_declaration(call: Call[FilingBody, RevealQuery]) -> Reply:
    """Say what would come of a filing; store and send nothing."""
    filing = call.body.root
    scope, _ = call.scope(Permission.DECLARATIONS_READ, named_employer(call.query, filing.employer))
    reveal = reveals(call, scope)
    run = bootstrap.validate()(scope, filing)
    note(call, scope, [f"dry run of {run.worker_id}"] if shows_ssin(run) else [])
    return Reply(dry_run_view(run, call.language, reveal=reveal))


@operation(
    declarations,
    Operation(
        method="GET",
        path="/v1/declarations",
        summary="List declarations, newest first",
        query=DeclarationQuery,
        answer=DeclarationList,
        permission=Permission.DECLARATIONS_READ,
        problems=("badRequest",),
    ),
)
def list_declarations(call: Call[None, DeclarationQuery]) -> Reply:
    """List declarations, a page at a time; a page may be short or empty while ``next`` exists."""
    query = call.query
    scope, _ = call.scope(Permission.DECLARATIONS_READ, query.employer)
    reveal = reveals(call, scope)
    page = bootstrap.declarations().newest(scope, query.wanted(), query.page_size, query.cursor)
    note(call, scope, [stored.declaration.id for stored in page.items if stored.identity.ssin])
    items = [_view(stored, call.language, reveal=reveal) for stored in page.items]
    return Reply(DeclarationList(items=items, next=next_page("/v1/declarations", query, page.cursor)))


@operation(
    declarations,
    look_at_one(_ONE, "One declaration", DeclarationView, Permission.DECLARATIONS_READ, RevealQuery),
)
def get_declaration(call: Call[None, RevealQuery]) -> Reply:
    """Look at one; the worker's national number is masked unless ``reveal`` asks for it, which is noted."""
    scope, _ = call.scope(Permission.DECLARATIONS_READ, call.query.employer)
    reveal = reveals(call, scope)
    stored = _stored(call)
    note(call, scope, [stored.declaration.id] if stored.identity.ssin else [])
    return Reply(_view(stored, call.language, reveal=reveal))


@operation(
    declarations,
    look_at_one(f"{_ONE}/events", "The history of a declaration", EventList, Permission.DECLARATIONS_READ),
)
def list_events(call: Call[None, ForEmployer]) -> Reply:
    """Look at everything that happened to a declaration, oldest first."""
    events = _stored(call).declaration.events
    items = [
        EventView(at=local(each.at), type=each.happening, state=each.state, data=each.data) for each in events
    ]
    return Reply(EventList(items=items))


def next_page(path: str, query: Value, cursor: str | None) -> str | None:
    """Return the address of the page after this one, with the same filters."""
    if cursor is None:
        return None
    given = query.model_dump(by_alias=True, exclude_none=True, exclude={"cursor"}, mode="json")
    return f"{path}?{urlencode({**given, 'cursor': cursor})}"


def _stored(call: Call[None, Any]) -> StoredDeclaration:
    scope, _ = call.scope(Permission.DECLARATIONS_READ, call.query.employer)
    stored = bootstrap.declarations().get(scope, call.id("declaration_id"))
    if stored is None:
        raise NotFoundError
    return stored


def _view(stored: StoredDeclaration, language: str, *, reveal: bool = False) -> DeclarationView:
    return declaration_view(stored, language, bootstrap.clock().now(), reveal=reveal)
