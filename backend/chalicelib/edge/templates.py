"""Templates of the API: filings without dates, kept under a name, proposed for any day."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated

from chalice.app import Blueprint
from pydantic import Field

from chalicelib.application.ports import Paper
from chalicelib.application.scope import Permission
from chalicelib.domain.again import Recurring
from chalicelib.domain.filing import Day
from chalicelib.domain.schema import Value
from chalicelib.edge import bootstrap
from chalicelib.edge.call import Call
from chalicelib.edge.declarations import next_page
from chalicelib.edge.drafts import own_id
from chalicelib.edge.for_employer import ForEmployer, look_at_one, named_employer
from chalicelib.edge.operation import BODY_PROBLEMS, Operation, Reply, operation
from chalicelib.edge.period_resources import ABSENT
from chalicelib.edge.periods import PagedQuery
from chalicelib.edge.proposal_views import ProposalList, proposal_view
from chalicelib.edge.views import local

templates = Blueprint(__name__)

ONE = "/v1/templates/{template_id}"
MOST_FILINGS = 50


class TemplateContent(Value):
    """A name and filings without dates; workers are named by our id."""

    name: Annotated[str, Field(min_length=1, max_length=100)]
    filings: Annotated[list[Recurring], Field(min_length=1, max_length=MOST_FILINGS)]


class TemplateBody(TemplateContent):
    """A template to keep."""

    employer: str | None = None


class TemplateView(TemplateContent):
    """A template as it is kept."""

    id: str
    saved_at: datetime


class TemplateList(Value):
    """A page of templates, last saved first; ``next`` is absent on the last page."""

    items: list[TemplateView]
    next: str | None = ABSENT


class ProposalsBody(ForEmployer):
    """For which day."""

    date: Day


@operation(
    templates,
    Operation(
        method="PUT",
        path=ONE,
        summary="Save a template",
        body=TemplateBody,
        query=ForEmployer,
        answer=TemplateView,
        permission=Permission.DECLARATIONS_WRITE,
        creates=True,
        problems=("badRequest", *BODY_PROBLEMS),
    ),
)
def save_template(call: Call[TemplateBody, ForEmployer]) -> Reply:
    """Keep a template under an id of the caller's choice; 201 when it is new."""
    scope, _ = call.scope(Permission.DECLARATIONS_WRITE, named_employer(call.query, call.body.employer))
    content = call.body.model_dump(mode="json", exclude={"employer"})
    paper, new = bootstrap.templates().save(scope, own_id(call.path["template_id"]), content)
    return Reply(_view(paper), status=HTTPStatus.CREATED if new else HTTPStatus.OK)


@operation(
    templates,
    look_at_one(ONE, "One template", TemplateView, Permission.DECLARATIONS_READ),
)
def get_template(call: Call[None, ForEmployer]) -> Reply:
    """Look at a template."""
    scope, _ = call.scope(Permission.DECLARATIONS_READ, call.query.employer)
    return Reply(_view(bootstrap.templates().one(scope, call.id("template_id"))))


@operation(
    templates,
    Operation(
        method="GET",
        path="/v1/templates",
        summary="List templates",
        query=PagedQuery,
        answer=TemplateList,
        permission=Permission.DECLARATIONS_READ,
        problems=("badRequest",),
    ),
)
def list_templates(call: Call[None, PagedQuery]) -> Reply:
    """List the employer's templates, last saved first."""
    query = call.query
    scope, _ = call.scope(Permission.DECLARATIONS_READ, query.employer)
    page = bootstrap.templates().listed(scope, query.page_size, query.cursor)
    address = next_page("/v1/templates", query, page.cursor)
    return Reply(TemplateList(items=[_view(paper) for paper in page.items], next=address))


@operation(
    templates,
    Operation(
        method="DELETE",
        path=ONE,
        summary="Throw a template away",
        status=HTTPStatus.NO_CONTENT,
        query=ForEmployer,
        permission=Permission.DECLARATIONS_WRITE,
        problems=("resourceNotFound",),
    ),
)
def remove_template(call: Call[None, ForEmployer]) -> Reply:
    """Throw a template away; doing it twice is fine."""
    scope, _ = call.scope(Permission.DECLARATIONS_WRITE, call.query.employer)
    bootstrap.templates().remove(scope, call.id("template_id"))
    return Reply(None)


@operation(
    templates,
    Operation(
        method="POST",
        path=f"{ONE}/proposals",
        summary="Propose a template for a day",
        body=ProposalsBody,
        query=ForEmployer,
        answer=ProposalList,
        permission=Permission.DECLARATIONS_READ,
        problems=("badRequest", "resourceNotFound", *BODY_PROBLEMS),
    ),
)
def propose_template(call: Call[ProposalsBody, ForEmployer]) -> Reply:
    """Return the filings of a template for a day, each with its dry run; file nothing."""
    scope, _ = call.scope(Permission.DECLARATIONS_READ, named_employer(call.query, call.body.employer))
    paper = bootstrap.templates().one(scope, call.id("template_id"))
    filings = TemplateContent.model_validate(paper.content).filings
    proposals = bootstrap.propose().of_template(scope, filings, call.body.date)
    return Reply(ProposalList(items=[proposal_view(each, call.language) for each in proposals]))


def _view(paper: Paper) -> TemplateView:
    content = TemplateContent.model_validate(paper.content)
    return TemplateView(**dict(content), id=paper.id, saved_at=local(paper.saved_at))
