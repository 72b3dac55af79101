"""What is open to everybody: health, and the description of the API itself."""

from http import HTTPStatus

from chalice.app import Blueprint

from chalicelib.application.errors import BusyError
from chalicelib.edge import bootstrap
from chalicelib.edge.call import Call
from chalicelib.edge.openapi import document
from chalicelib.edge.operation import Operation, Reply, operation
from chalicelib.edge.resources import HealthView

meta = Blueprint(__name__)


@operation(
    meta,
    Operation(
        method="GET",
        path="/v1/health",
        summary="Whether the service works",
        answer=HealthView,
        is_open=True,
    ),
)
def health(call: Call[None, None]) -> Reply:  # noqa: ARG001  (every operation takes its call)
    """Say whether we work. The health of the RSZ is not watched yet, and so unknown."""
    try:
        bootstrap.accounts().credential("health")
    except BusyError:
        down = HealthView(status="DOWN", store="DOWN", rsz="UNKNOWN")
        return Reply(down, status=HTTPStatus.SERVICE_UNAVAILABLE)
    return Reply(HealthView(status="UP", store="UP", rsz="UNKNOWN"))


@operation(
    meta,
    Operation(
        method="GET", path="/v1/openapi.json", summary="The OpenAPI document of this service", is_open=True
    ),
)
def openapi(call: Call[None, None]) -> Reply:  # noqa: ARG001  (every operation takes its call)
    """Describe the API, made from the routes that run."""
    return Reply(document(meta.current_app))
