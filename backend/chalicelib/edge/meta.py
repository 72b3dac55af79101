"""What is open to everybody: health, and the description of the API itself."""

from http import HTTPStatus

from chalice.app import Blueprint

from chalicelib.application.errors import BusyError
from chalicelib.edge import bootstrap
from chalicelib.edge.call import Call
from chalicelib.edge.openapi import document
from chalicelib.edge.operation import Operation, Reply, operation
from chalicelib.edge.resources import HealthView
from chalicelib.edge.views import local

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
def health(_: Call[None, None]) -> Reply:
    """Say whether we work, and whether the RSZ does. While it is down everything is still accepted."""
    try:
        circuit = bootstrap.circuits().read()
    except BusyError:
        down = HealthView(status="DOWN", store="DOWN", rsz="UNKNOWN", rsz_down_since=None)
        return Reply(down, status=HTTPStatus.SERVICE_UNAVAILABLE)
    if circuit.closed:
        rsz = "UP" if circuit.version else "UNKNOWN"
        return Reply(HealthView(status="UP", store="UP", rsz=rsz, rsz_down_since=None))
    since = local(circuit.open_since)
    return Reply(HealthView(status="DEGRADED", store="UP", rsz="DOWN", rsz_down_since=since))


@operation(
    meta,
    Operation(
        method="GET", path="/v1/openapi.json", summary="The OpenAPI document of this service", is_open=True
    ),
)
def openapi(_: Call[None, None]) -> Reply:
    """Describe the API, made from the routes that run."""
    return Reply(document(meta.current_app))
