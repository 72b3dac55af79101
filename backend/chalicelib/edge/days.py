"""The days of the API: who works, and the same again on another day."""

from datetime import date
from typing import Annotated

from chalice.app import Blueprint
from pydantic import Field, TypeAdapter, ValidationError

from chalicelib.application.days import MOST_CONTRACTS
from chalicelib.application.scope import Permission
from chalicelib.domain.filing import Day
from chalicelib.domain.schema import CHECKED, Value
from chalicelib.edge import bootstrap
from chalicelib.edge.call import Call
from chalicelib.edge.declarations import next_page
from chalicelib.edge.for_employer import ForEmployer
from chalicelib.edge.operation import Operation, Reply, operation
from chalicelib.edge.period_resources import ABSENT, PeriodView
from chalicelib.edge.period_views import period_view
from chalicelib.edge.periods import PagedQuery
from chalicelib.edge.problems import Fault, ProblemError
from chalicelib.edge.proposal_views import ProposalList, proposal_view

days = Blueprint(__name__)

_DAY: TypeAdapter[date] = TypeAdapter(Day, config=CHECKED)
MOST_PROPOSALS = 25


class ContractsView(Value):
    """How many contracts last that day; with ``atLeast`` there may be more."""

    count: int
    at_least: bool


class DayView(Value):
    """Who works on a day: shifts, students and flexi-jobs by name, contracts as a count.

    ``openContracts`` stands on the first page; ``next`` is absent on the last.
    """

    date: date
    items: list[PeriodView]
    open_contracts: ContractsView | None = ABSENT
    next: str | None = ABSENT


class AgainQuery(ForEmployer):
    """On which day it should be the same again. Each proposal is tried, so a page is short."""

    on: Day
    page_size: Annotated[int, Field(ge=1, le=MOST_PROPOSALS)] = MOST_PROPOSALS
    cursor: str | None = None


@operation(
    days,
    Operation(
        method="GET",
        path="/v1/days/{date}",
        summary="Who works on a day",
        query=PagedQuery,
        answer=DayView,
        permission=Permission.WORKERS_READ,
        problems=("badRequest",),
    ),
)
def get_day(call: Call[None, PagedQuery]) -> Reply:
    """List who works on a day; a page may be short or empty while ``next`` exists."""
    query, day = call.query, day_of(call)
    scope, _ = call.scope(Permission.WORKERS_READ, query.employer)
    found = bootstrap.look_up_day()(scope, day, query.page_size, query.cursor)
    now, readings = bootstrap.clock().now(), bootstrap.look_up_periods().readings(scope)
    items = [period_view(each, call.language, now, readings) for each in found.named.items]
    count = found.contracts
    return Reply(
        DayView(
            date=day,
            items=sorted(items, key=lambda item: (item.start_date, item.start_hour or "")),
            open_contracts=None
            if count is None
            else ContractsView(count=count, at_least=count >= MOST_CONTRACTS),
            next=next_page(f"/v1/days/{day}", query, found.named.cursor),
        )
    )


@operation(
    days,
    Operation(
        method="GET",
        path="/v1/days/{date}/again",
        summary="Propose a day again",
        query=AgainQuery,
        answer=ProposalList,
        permission=Permission.DECLARATIONS_READ,
        problems=("badRequest",),
    ),
)
def propose_again(call: Call[None, AgainQuery]) -> Reply:
    """Propose the same people, hours and types for another day, each with its dry run; file nothing."""
    query, day = call.query, day_of(call)
    scope, _ = call.scope(Permission.DECLARATIONS_READ, query.employer)
    page = bootstrap.propose().again(scope, day, query.on, query.page_size, query.cursor)
    items = [proposal_view(each, call.language) for each in page.items]
    return Reply(ProposalList(items=items, next=next_page(f"/v1/days/{day}/again", query, page.cursor)))


def day_of(call: Call[None, AgainQuery] | Call[None, PagedQuery]) -> date:
    """Return the day in the address. Raises a problem when it is none."""
    try:
        return _DAY.validate_python(call.path["date"])
    except ValidationError:
        fault = Fault(code="invalidDate", name="date", where="path", kind="invalidInput")
        raise ProblemError("badRequest", [fault]) from None
