"""The workers behind the urgent and the bulk lane: send declarations to the RSZ.

Imported by Lambda without app.py, so it must not depend on anything that only the API sets up. What
the work needs is imported with the first message, so that a cold start loads nothing it may not use.
"""

from typing import Any

from chalice.app import Blueprint, SQSEvent

submit_blueprint = Blueprint(__name__)

BATCH = 2
"""So few that even the slowest answers of the RSZ fit into one run: below the time-out of 60 seconds."""
URGENT_AT_ONCE, BULK_AT_ONCE = 10, 5
"""How many runs of each lane there are at most: what the RSZ gets from us at once is bounded, and bulk
cannot take the places of what is urgent."""


@submit_blueprint.on_sqs_message(
    queue_arn="arn:aws:sqs:eu-west-3:000000000000:dimona24-urgent",
    batch_size=BATCH,
    maximum_concurrency=URGENT_AT_ONCE,
    name="submit_urgent",
)
def submit_urgent(event: SQSEvent) -> Any:
    """Send what is near its deadline."""
    return _submit(event)


@submit_blueprint.on_sqs_message(
    queue_arn="arn:aws:sqs:eu-west-3:000000000000:dimona24-bulk",
    batch_size=BATCH,
    maximum_concurrency=BULK_AT_ONCE,
    name="submit_bulk",
)
def submit_bulk(event: SQSEvent) -> Any:
    """Send everything else."""
    return _submit(event)


def _submit(event: SQSEvent) -> Any:
    from chalicelib.adapters.sqs import read_message
    from chalicelib.edge import bootstrap
    from chalicelib.edge.records import handle

    return handle(event, bootstrap.submit(), read_message)
