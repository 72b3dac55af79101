"""Drafts of the API: started filings, kept for thirty days. They are never filed by themselves."""

import json
from datetime import datetime
from http import HTTPStatus
from typing import Any, Literal

from chalice.app import Blueprint

from chalicelib.application.papers import masked_draft, owner_of
from chalicelib.application.ports import Paper
from chalicelib.application.scope import EmployerScope, Permission
from chalicelib.domain.draft import deadline_of_draft, unknown_names
from chalicelib.domain.filing import LONGEST_ID
from chalicelib.domain.schema import Value
from chalicelib.edge import bootstrap
from chalicelib.edge.call import Call
from chalicelib.edge.declarations import next_page
from chalicelib.edge.for_employer import ForEmployer, named_employer
from chalicelib.edge.operation import BODY_PROBLEMS, Operation, Reply, operation
from chalicelib.edge.period_resources import ABSENT
from chalicelib.edge.periods import PagedQuery
from chalicelib.edge.problems import Fault, ProblemError
from chalicelib.edge.resources import DeadlineView
from chalicelib.edge.revealing import RevealQuery, note, reveals
from chalicelib.edge.views import deadline_view, local

drafts = Blueprint(__name__)

ONE = "/v1/drafts/{draft_id}"
MOST_CHARACTERS = 16_000


class DraftQuery(RevealQuery):
    """Whose draft: the caller's own, or one that everybody of the employer sees."""

    shared: bool = False


class DraftsQuery(PagedQuery):
    """Whose drafts, and which page."""

    shared: bool = False


class DraftBody(ForEmployer):
    """A started filing: any fields that a filing can have, whatever stands in them."""

    filing: dict[str, Any]
    shared: bool = False


class DraftView(Value):
    """A draft. ``notFiled`` is always true; ``deadline`` is there when the dates tell it."""

    id: str
    shared: bool
    not_filed: Literal[True] = True
    filing: dict[str, Any]
    deadline: DeadlineView | None
    saved_at: datetime
    expires_at: datetime


class DraftList(Value):
    """A page of drafts, last saved first; ``next`` is absent on the last page."""

    items: list[DraftView]
    next: str | None = ABSENT


@operation(
    drafts,
    Operation(
        method="PUT",
        path=ONE,
        summary="Save a draft",
        body=DraftBody,
        query=ForEmployer,
        answer=DraftView,
        permission=Permission.DECLARATIONS_WRITE,
        creates=True,
        problems=("badRequest", *BODY_PROBLEMS),
    ),
)
def save_draft(call: Call[DraftBody, ForEmployer]) -> Reply:
    """Keep a started filing under an id of the caller's choice; 201 when it is new."""
    body = call.body
    scope, _ = call.scope(Permission.DECLARATIONS_WRITE, named_employer(call.query, body.employer))
    _refuse_what_no_filing_has(body.filing)
    owner = owner_of(call.known_caller(), shared=body.shared)
    paper, new = bootstrap.drafts().save(scope, owner, own_id(call.path["draft_id"]), body.filing)
    status = HTTPStatus.CREATED if new else HTTPStatus.OK
    return Reply(_view(scope, paper, call.language, shared=body.shared), status=status)


@operation(
    drafts,
    Operation(
        method="GET",
        path=ONE,
        summary="One draft",
        query=DraftQuery,
        answer=DraftView,
        permission=Permission.DECLARATIONS_READ,
        problems=("badRequest", "resourceNotFound"),
    ),
)
def get_draft(call: Call[None, DraftQuery]) -> Reply:
    """Look at a draft; its national number is masked unless ``reveal`` asks for it, which is noted."""
    query = call.query
    scope, _ = call.scope(Permission.DECLARATIONS_READ, query.employer)
    reveal = reveals(call, scope)
    owner = owner_of(call.known_caller(), shared=query.shared)
    paper = bootstrap.drafts().one(scope, owner, call.id("draft_id"))
    note(call, scope, [f"draft {paper.id}"])
    return Reply(_view(scope, paper, call.language, shared=query.shared, reveal=reveal))


@operation(
    drafts,
    Operation(
        method="GET",
        path="/v1/drafts",
        summary="List drafts",
        query=DraftsQuery,
        answer=DraftList,
        permission=Permission.DECLARATIONS_READ,
        problems=("badRequest",),
    ),
)
def list_drafts(call: Call[None, DraftsQuery]) -> Reply:
    """List the caller's own drafts, or the shared ones, last saved first."""
    query = call.query
    scope, _ = call.scope(Permission.DECLARATIONS_READ, query.employer)
    owner = owner_of(call.known_caller(), shared=query.shared)
    page = bootstrap.drafts().listed(scope, owner, query.page_size, query.cursor)
    items = [_view(scope, paper, call.language, shared=query.shared) for paper in page.items]
    return Reply(DraftList(items=items, next=next_page("/v1/drafts", query, page.cursor)))


@operation(
    drafts,
    Operation(
        method="DELETE",
        path=ONE,
        summary="Throw a draft away",
        status=HTTPStatus.NO_CONTENT,
        query=DraftQuery,
        permission=Permission.DECLARATIONS_WRITE,
        problems=("badRequest", "resourceNotFound"),
    ),
)
def remove_draft(call: Call[None, DraftQuery]) -> Reply:
    """Throw a draft away; doing it twice is fine."""
    scope, _ = call.scope(Permission.DECLARATIONS_WRITE, call.query.employer)
    owner = owner_of(call.known_caller(), shared=call.query.shared)
    bootstrap.drafts().remove(scope, owner, call.id("draft_id"))
    return Reply(None)


def own_id(given: str) -> str:
    """Return an id of the caller's choice. Raises a problem when it is too long or looks odd."""
    plain = given.replace("-", "").replace("_", "")
    if len(given) > LONGEST_ID or not plain.isalnum() or not plain.isascii() or _may_be_ssin(plain):
        fault = Fault(code="invalidValue", name="id", where="path", kind="invalidInput")
        raise ProblemError("badRequest", [fault])
    return given


def _may_be_ssin(plain: str) -> bool:
    """A national number never stands in an address."""
    return plain.isdecimal() and len(plain) == 11


def _refuse_what_no_filing_has(filing: dict[str, Any]) -> None:
    if len(json.dumps(filing)) > MOST_CHARACTERS:
        params = {"max_length": str(MOST_CHARACTERS)}
        raise ProblemError("badRequest", [Fault(code="tooLong", name="filing", params=params)])
    unknown = [Fault(code="unknownField", name=f"filing.{path}") for path in unknown_names(filing)]
    if unknown:
        raise ProblemError("badRequest", unknown)


def _view(
    scope: EmployerScope, paper: Paper, language: str, *, shared: bool, reveal: bool = False
) -> DraftView:
    readings = bootstrap.look_up_periods().readings(scope)
    deadline = deadline_of_draft(paper.content, bootstrap.clock().now(), readings)
    return DraftView(
        id=paper.id,
        shared=shared,
        filing=dict(paper.content) if reveal else masked_draft(paper.content),
        deadline=deadline_view(deadline, language) if deadline else None,
        saved_at=local(paper.saved_at),
        expires_at=local(paper.expires_at),
    )
