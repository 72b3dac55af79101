"""The worker behind the follow-up queue: ask the RSZ for its answers.

Imported by Lambda without app.py, so it must not depend on anything that only the API sets up. What
the work needs is imported with the first message, so that a cold start loads nothing it may not use.
"""

from typing import Any

from chalice.app import Blueprint, SQSEvent

follow_up_blueprint = Blueprint(__name__)

AT_ONCE = 10
"""How many runs there are at most: what the RSZ is asked at once is bounded."""


@follow_up_blueprint.on_sqs_message(
    queue_arn="arn:aws:sqs:eu-west-3:000000000000:dimona24-follow-up",
    batch_size=2,
    maximum_concurrency=AT_ONCE,
    name="follow_up",
)
def follow_up(event: SQSEvent) -> Any:
    """Ask for the answers to declarations."""
    from chalicelib.adapters.sqs import read_message
    from chalicelib.edge import bootstrap
    from chalicelib.edge.records import handle

    return handle(event, bootstrap.follow_up(), read_message)
