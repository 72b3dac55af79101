"""The periods of the API: what the RSZ holds as we know it, and what may be done with it now."""

from typing import Annotated

from chalice.app import Blueprint
from pydantic import Field

from chalicelib.application.ports import Page, PeriodFilter, RegisteredPeriod
from chalicelib.application.scope import EmployerScope, Permission
from chalicelib.domain.phase import LISTED, Phase
from chalicelib.edge import bootstrap
from chalicelib.edge.call import Call
from chalicelib.edge.declarations import MOST, PAGE, next_page
from chalicelib.edge.for_employer import AnyId, ForEmployer, look_at_one
from chalicelib.edge.operation import Operation, Reply, operation
from chalicelib.edge.period_resources import PeriodList, PeriodView
from chalicelib.edge.period_views import period_view

periods = Blueprint(__name__)


_STATUS = "|".join(LISTED)
Statuses = Annotated[
    str,
    Field(
        pattern=f"^({_STATUS})(,({_STATUS}))*$",
        description="One or more, separated by commas; an ending period is an open one whose end is near",
    ),
]


class PagedQuery(ForEmployer):
    """Which page."""

    page_size: Annotated[int, Field(ge=1, le=MOST)] = PAGE
    cursor: str | None = None


class WorkersPeriodsQuery(PagedQuery):
    """Which of a worker's periods; all of them when nothing is said."""

    status: Statuses | None = None

    def phases(self) -> frozenset[Phase]:
        """Return the phases that are wanted; none means all."""
        return frozenset(map(Phase, self.status.split(","))) if self.status else frozenset()


class PeriodQuery(WorkersPeriodsQuery):
    """Which periods; all of them, newest start first, when nothing is said."""

    worker_type: AnyId | None = None
    worker_id: AnyId | None = None


@operation(
    periods,
    Operation(
        method="GET",
        path="/v1/periods",
        summary="List periods",
        query=PeriodQuery,
        answer=PeriodList,
        permission=Permission.WORKERS_READ,
        problems=("badRequest",),
    ),
)
def list_periods(call: Call[None, PeriodQuery]) -> Reply:
    """List periods by status, a page at a time; a page may be short or empty while ``next`` exists."""
    query = call.query
    scope, _ = call.scope(Permission.WORKERS_READ, query.employer)
    wanted = PeriodFilter(query.phases(), query.worker_id, query.worker_type)
    page = bootstrap.look_up_periods().listed(scope, wanted, query.page_size, query.cursor)
    return Reply(_list(scope, page, next_page("/v1/periods", query, page.cursor), call.language))


@operation(
    periods,
    look_at_one("/v1/periods/{period_id}", "One period", PeriodView, Permission.WORKERS_READ),
)
def get_period(call: Call[None, ForEmployer]) -> Reply:
    """Look at one period, by our id or by the RSZ's number."""
    scope, _ = call.scope(Permission.WORKERS_READ, call.query.employer)
    find = bootstrap.look_up_periods()
    found = find.one(scope, call.id("period_id"))
    return Reply(period_view(found, call.language, bootstrap.clock().now(), find.readings(scope)))


@operation(
    periods,
    Operation(
        method="GET",
        path="/v1/workers/{worker_id}/periods",
        summary="The periods of a worker",
        query=WorkersPeriodsQuery,
        answer=PeriodList,
        permission=Permission.WORKERS_READ,
        problems=("badRequest", "resourceNotFound"),
    ),
)
def list_periods_of_worker(call: Call[None, WorkersPeriodsQuery]) -> Reply:
    """List a worker's periods, newest start first: past, present, planned and what is on its way."""
    query, worker_id = call.query, call.id("worker_id")
    scope, _ = call.scope(Permission.WORKERS_READ, query.employer)
    page = bootstrap.look_up_periods().of_worker(
        scope, worker_id, PeriodFilter(query.phases()), query.page_size, query.cursor
    )
    address = next_page(f"/v1/workers/{worker_id}/periods", query, page.cursor)
    return Reply(_list(scope, page, address, call.language))


def _list(
    scope: EmployerScope, page: Page[RegisteredPeriod], address: str | None, language: str
) -> PeriodList:
    now, readings = bootstrap.clock().now(), bootstrap.look_up_periods().readings(scope)
    return PeriodList(
        items=[period_view(found, language, now, readings) for found in page.items], next=address
    )
