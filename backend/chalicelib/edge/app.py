"""Builds the API: every blueprint registered once, and Chalice's own errors turned into problems."""

from collections.abc import Callable
from http import HTTPStatus

from chalice.app import Chalice, Request, Response

from chalicelib.edge.batch_files import CSV, XLSX
from chalicelib.edge.batches import batches
from chalicelib.edge.call import language_of, trace_id
from chalicelib.edge.days import days
from chalicelib.edge.declarations import declarations
from chalicelib.edge.drafts import drafts
from chalicelib.edge.employers import employers
from chalicelib.edge.exports import exports
from chalicelib.edge.follow_up_worker import follow_up_blueprint
from chalicelib.edge.jobs_worker import jobs_blueprint
from chalicelib.edge.logs import TRACE, set_up_logging
from chalicelib.edge.looking_after import looking_after
from chalicelib.edge.meta import meta
from chalicelib.edge.notifications import notifications
from chalicelib.edge.operation import PROBLEM_JSON, problem_response
from chalicelib.edge.periods import periods
from chalicelib.edge.problems import ProblemError
from chalicelib.edge.reconciliations import reconciliations
from chalicelib.edge.reference import reference
from chalicelib.edge.schedule import schedule_blueprint
from chalicelib.edge.sessions import sessions
from chalicelib.edge.submit_worker import submit_blueprint
from chalicelib.edge.templates import templates
from chalicelib.edge.workers import workers

_BLUEPRINTS = (
    meta,
    sessions,
    notifications,
    declarations,
    batches,
    looking_after,
    workers,
    periods,
    days,
    drafts,
    templates,
    exports,
    reconciliations,
    employers,
    reference,
    submit_blueprint,
    follow_up_blueprint,
    jobs_blueprint,
    schedule_blueprint,
)
BINARY = (CSV, XLSX)
"""Files travel as bytes through the gateway: a CSV may have any encoding."""
_OF_STATUS = {
    HTTPStatus.BAD_REQUEST: "badRequest",
    HTTPStatus.NOT_FOUND: "resourceNotFound",
    HTTPStatus.METHOD_NOT_ALLOWED: "methodNotAllowed",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "unsupportedMediaType",
}


def build() -> Chalice:
    """Return the app. Call it once in a process: a blueprint registered twice loses its methods."""
    app = Chalice(app_name="dimona24", configure_logs=False)
    app.api.binary_types = [*app.api.binary_types, *BINARY]
    app.register_middleware(traced_and_answered_as_problems, "http")
    for blueprint in _BLUEPRINTS:
        app.register_blueprint(blueprint)
    set_up_logging()
    return app


def traced_and_answered_as_problems(
    request: Request, get_response: Callable[[Request], Response]
) -> Response:
    """Give every call its trace id; answer what Chalice refuses or fails at as a problem."""
    TRACE.set(trace_id(request))
    response = get_response(request)
    if response.status_code < HTTPStatus.BAD_REQUEST or _is_problem(response):
        return response
    code = _OF_STATUS.get(HTTPStatus(response.status_code), "internalServerError")
    problem = ProblemError(code)
    return problem_response(problem, language_of(request), request)


def _is_problem(response: Response) -> bool:
    return response.headers.get("Content-Type") == PROBLEM_JSON or isinstance(response.body, str)
