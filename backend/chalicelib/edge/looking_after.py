"""Looking after declarations: what is due, taking back what was not sent, settling what needs help."""

from typing import Annotated, Self

from chalice.app import Blueprint
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from chalicelib.application.ports import StoredDeclaration
from chalicelib.application.resolve import As
from chalicelib.application.scope import Permission
from chalicelib.edge import bootstrap
from chalicelib.edge.call import Call
from chalicelib.edge.declarations import MOST, PAGE, next_page
from chalicelib.edge.for_employer import ForEmployer, named_employer
from chalicelib.edge.operation import BODY_PROBLEMS, Operation, Reply, operation
from chalicelib.edge.problems import FIELD
from chalicelib.edge.resources import DeclarationList, DeclarationView
from chalicelib.edge.views import declaration_view

looking_after = Blueprint(__name__)


class DeadlineQuery(ForEmployer):
    """Which page of what is due."""

    page_size: Annotated[int, Field(ge=1, le=MOST)] = PAGE
    cursor: str | None = None


class ResolveBody(ForEmployer):
    """How a person settles a declaration that needs help; ``rszNumber`` only to adopt."""

    choice: Annotated[As, Field(alias="as")]
    rsz_number: str | None = None

    @model_validator(mode="after")
    def _number_only_to_adopt(self) -> Self:
        adopts, numbered = self.choice is As.ADOPT, self.rsz_number is not None
        if adopts != numbered:
            code = "missing" if adopts else "extra_forbidden"
            raise PydanticCustomError(
                code, "rszNumber belongs to adopt, and only there", {FIELD: "rszNumber"}
            )
        return self


@operation(
    looking_after,
    Operation(
        method="GET",
        path="/v1/deadlines",
        summary="What is due, soonest first",
        query=DeadlineQuery,
        answer=DeclarationList,
        permission=Permission.DECLARATIONS_READ,
        problems=("badRequest",),
    ),
)
def list_deadlines(call: Call[None, DeadlineQuery]) -> Reply:
    """List what the RSZ does not have yet, the nearest deadline first."""
    query = call.query
    scope, _ = call.scope(Permission.DECLARATIONS_READ, query.employer)
    page = bootstrap.declarations().unsent(scope, query.page_size, query.cursor)
    items = [_view(stored, call.language) for stored in page.items]
    return Reply(DeclarationList(items=items, next=next_page("/v1/deadlines", query, page.cursor)))


@operation(
    looking_after,
    Operation(
        method="POST",
        path="/v1/declarations/{declaration_id}/withdraw",
        summary="Take back a declaration that was not sent yet",
        query=ForEmployer,
        answer=DeclarationView,
        permission=Permission.DECLARATIONS_WRITE,
        problems=("resourceNotFound", "notAllowedNow"),
    ),
)
def withdraw(call: Call[None, ForEmployer]) -> Reply:
    """Take back what was not sent; 409 once it may have been."""
    scope, _ = call.scope(Permission.DECLARATIONS_WRITE, call.query.employer)
    who = call.known_caller().id
    return Reply(_view(bootstrap.withdraw()(scope, call.id("declaration_id"), who), call.language))


@operation(
    looking_after,
    Operation(
        method="POST",
        path="/v1/declarations/{declaration_id}/resolve",
        summary="Settle a declaration that needs help",
        body=ResolveBody,
        query=ForEmployer,
        answer=DeclarationView,
        permission=Permission.DECLARATIONS_WRITE,
        problems=("badRequest", "resourceNotFound", "notAllowedNow", "mayBeAtRsz", *BODY_PROBLEMS),
    ),
)
def resolve(call: Call[ResolveBody, ForEmployer]) -> Reply:
    """Send it again, adopt a declaration that the RSZ holds, or withdraw it.

    What the RSZ has or may have is never sent on a person's word: ``sendAgain`` then asks the RSZ, and sends
    only what it is shown not to have. ``withdraw`` is a 409 for it.
    """
    body = call.body
    scope, _ = call.scope(Permission.DECLARATIONS_WRITE, named_employer(call.query, body.employer))
    settled = bootstrap.resolve()(
        scope, call.id("declaration_id"), body.choice, call.known_caller().id, body.rsz_number
    )
    return Reply(_view(settled, call.language))


def _view(stored: StoredDeclaration, language: str) -> DeclarationView:
    return declaration_view(stored, language, bootstrap.clock().now())
