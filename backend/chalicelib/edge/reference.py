"""The rule tables as data: worker types, joint committees, anomalies, consequences.

They hold nobody's data and are the same for every employer, so any known caller may read them, and
keep them for an hour: ``ETag`` and ``If-None-Match`` tell whether they changed.
"""

import hashlib
from http import HTTPStatus
from typing import Annotated, Any

from chalice.app import Blueprint
from pydantic import BaseModel, Field

from chalicelib.domain.brussels import local_date
from chalicelib.domain.filing import Day
from chalicelib.domain.law.anomalies import anomalies
from chalicelib.domain.law.committees import JOINT_COMMITTEES
from chalicelib.domain.law.consequences import CONSEQUENCES, Consequence, Fault
from chalicelib.domain.law.worker_types import WORKER_TYPES
from chalicelib.domain.schema import Value
from chalicelib.edge import bootstrap
from chalicelib.edge.call import Call
from chalicelib.edge.operation import Operation, Reply, operation
from chalicelib.edge.reference_resources import (
    AnomalyList,
    ConsequenceList,
    JointCommitteeList,
    WorkerTypeList,
)
from chalicelib.edge.reference_views import (
    anomaly_row_view,
    committee_view,
    consequence_list,
)
from chalicelib.edge.worker_type_views import worker_type_view

reference = Blueprint(__name__)

KEPT = "private, max-age=3600"
VARIES = "Accept-Language, Authorization, X-Api-Key"


class ConsequenceQuery(Value):
    """Which consequences: of a worker type, a joint committee, a fault, on a day (today when not said)."""

    worker_type: Annotated[str | None, Field(max_length=3)] = None
    joint_committee: Annotated[str | None, Field(max_length=3)] = None
    fault: Fault | None = None
    on: Day | None = None

    def wants(self, row: Consequence) -> bool:
        """Tell whether a row is of the worker type, committee and fault that were asked for."""
        of_type = self.worker_type is None or not row.worker_types or self.worker_type in row.worker_types
        of_fault = self.fault is None or self.fault in row.faults
        return of_type and of_fault and row.concerns(self.joint_committee)


@operation(
    reference,
    Operation(
        method="GET",
        path="/v1/workerTypes",
        summary="The worker types with their rules",
        answer=WorkerTypeList,
        cacheable=True,
    ),
)
def worker_types(call: Call[None, None]) -> Reply:
    """Show per worker type its fields, joint committees and operations, each with source and certainty."""
    items = [worker_type_view(kind, call.language) for kind in WORKER_TYPES.values()]
    return _kept(call, WorkerTypeList(items=items))


@operation(
    reference,
    Operation(
        method="GET",
        path="/v1/jointCommittees",
        summary="The joint committees the RSZ takes",
        answer=JointCommitteeList,
        cacheable=True,
    ),
)
def joint_committees(call: Call[None, None]) -> Reply:
    """Show the joint committees that count in a Dimona."""
    items = [committee_view(row, call.language) for row in JOINT_COMMITTEES.values()]
    return _kept(call, JointCommitteeList(items=items))


@operation(
    reference,
    Operation(
        method="GET",
        path="/v1/anomalies",
        summary="The anomaly codes of the RSZ",
        answer=AnomalyList,
        cacheable=True,
    ),
)
def anomaly_codes(call: Call[None, None]) -> Reply:
    """Show every code of the glossary with its meaning and remedy."""
    items = [anomaly_row_view(row, call.language) for row in anomalies().values()]
    return _kept(call, AnomalyList(items=items))


@operation(
    reference,
    Operation(
        method="GET",
        path="/v1/consequences",
        summary="What late, wrong or missing filing can mean",
        query=ConsequenceQuery,
        answer=ConsequenceList,
        cacheable=True,
        problems=("badRequest",),
    ),
)
def consequences(call: Call[None, ConsequenceQuery]) -> Reply:
    """Show sanctions and lost advantages with figure, validity and source: information, not advice."""
    day = call.query.on or local_date(bootstrap.clock().now())
    rows = [row for row in CONSEQUENCES if row.in_force(day) and call.query.wants(row)]
    return _kept(call, consequence_list(rows, day, call.language))


def _kept(call: Call[Any, Any], body: BaseModel) -> Reply:
    """Return a reply the caller may keep, or 304 when the caller has it already."""
    written = body.model_dump_json(by_alias=True)
    tag = f'"{hashlib.sha256(f"{call.language} {written}".encode()).hexdigest()[:32]}"'
    headers = {"Cache-Control": KEPT, "ETag": tag, "Vary": VARIES}
    if _has(call.request.headers.get("if-none-match", ""), tag):
        return Reply(None, headers, HTTPStatus.NOT_MODIFIED)
    return Reply(written, headers)


def _has(known: str, tag: str) -> bool:
    return known.strip() == "*" or tag in {each.strip().removeprefix("W/") for each in known.split(",")}
