"""What runs each minute by itself: the sweep of everything that is due, and telling people."""

import logging

from chalice.app import Blueprint, CloudWatchEvent, Rate

schedule_blueprint = Blueprint(__name__)

log = logging.getLogger(__name__)


@schedule_blueprint.schedule(Rate(1, unit=Rate.MINUTES), name="sweep")
def sweep(_: CloudWatchEvent) -> dict[str, int]:
    """Announce again whatever is due."""
    from chalicelib.edge import bootstrap
    from chalicelib.edge.logs import set_up_logging

    set_up_logging()
    announced = bootstrap.sweep()()
    if announced:
        log.info("sweep announced %d declarations", announced)
    return {"announced": announced}


@schedule_blueprint.schedule(Rate(1, unit=Rate.MINUTES), name="tell")
def tell(event: CloudWatchEvent) -> dict[str, int]:  # noqa: ARG001  (a schedule's event says nothing)
    """Tell people of what went wrong. A function of its own: no declaration ever waits for a mail."""
    from chalicelib.edge import bootstrap
    from chalicelib.edge.logs import set_up_logging

    set_up_logging()
    looked_at = bootstrap.tell()()
    if looked_at:
        log.info("%d letters were looked at", looked_at)
    return {"letters": looked_at}
