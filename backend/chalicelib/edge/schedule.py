"""What runs each minute by itself: the sweep of everything that is due."""

import logging

from chalice.app import Blueprint, CloudWatchEvent, Rate

schedule_blueprint = Blueprint(__name__)

log = logging.getLogger(__name__)


@schedule_blueprint.schedule(Rate(1, unit=Rate.MINUTES), name="sweep")
def sweep(event: CloudWatchEvent) -> dict[str, int]:  # noqa: ARG001  (a schedule's event says nothing)
    """Announce again whatever is due."""
    from chalicelib.edge import bootstrap
    from chalicelib.edge.logs import set_up_logging

    set_up_logging()
    announced = bootstrap.sweep()()
    if announced:
        log.info("sweep announced %d declarations", announced)
    return {"announced": announced}
