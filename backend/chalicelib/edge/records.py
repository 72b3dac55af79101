"""Queue records, one by one: a record that fails is reported alone and comes again; the others are done.

Each failure is logged, the last one as an error: after it the message is a dead letter.
"""

import logging
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from chalice.app import SQSEvent

from chalicelib.edge.logs import TRACE, set_up_logging

log = logging.getLogger(__name__)

Told = TypeVar("Told")

RECEIVED_AT_MOST = 5
"""How often a message is tried: the queues' ``maxReceiveCount``."""


def handle(event: SQSEvent, handler: Callable[[Told], None], read: Callable[[str], Told]) -> Any:
    """Run a use case for every record and return the ids of those that must come again."""
    set_up_logging()

    def one(record: SQSRecord) -> None:
        token = TRACE.set(record.message_id)
        try:
            handler(read(record.body))
        finally:
            TRACE.reset(token)

    processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False, logger=log)
    answer = process_partial_response(event=event.to_dict(), record_handler=one, processor=processor)
    failed = {each["itemIdentifier"] for each in answer["batchItemFailures"]}
    for record in event.to_dict()["Records"]:
        if record["messageId"] in failed:
            _tell_of_dead_letter(record)
    return answer


def _tell_of_dead_letter(failed: Mapping[str, Any]) -> None:
    """Say so when a message will not come again by itself."""
    times = int(failed["attributes"].get("ApproximateReceiveCount", 0))
    if times >= RECEIVED_AT_MOST:
        log.error("message %s failed %d times and is a dead letter now", failed["messageId"], times)
