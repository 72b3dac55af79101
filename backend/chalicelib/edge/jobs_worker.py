"""The worker behind the queue of jobs: batches, exports, reconciliations, a stretch at a time.

Imported by Lambda without app.py, so it must not depend on anything that only the API sets up. What
the work needs is imported with the first message, so that a cold start loads nothing it may not use.
"""

from typing import Any

from chalice.app import Blueprint, SQSEvent

jobs_blueprint = Blueprint(__name__)

AT_ONCE = 5
"""How many stretches run at most: long work must not take the place of what is urgent."""


@jobs_blueprint.on_sqs_message(
    queue_arn="arn:aws:sqs:eu-west-3:000000000000:dimona24-jobs",
    batch_size=1,
    maximum_concurrency=AT_ONCE,
    name="jobs",
)
def jobs(event: SQSEvent) -> Any:
    """Do a stretch of a job."""
    from chalicelib.adapters.sqs import read_job_message
    from chalicelib.edge import bootstrap
    from chalicelib.edge.records import handle

    return handle(event, bootstrap.work(), read_job_message)
