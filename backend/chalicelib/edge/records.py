"""Queue records, one by one: a record that fails is reported alone and comes again; the others are done."""

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from chalice.app import SQSEvent

from chalicelib.edge.logs import TRACE, set_up_logging

log = logging.getLogger(__name__)

Told = TypeVar("Told")


def handle(event: SQSEvent, handler: Callable[[Told], None], read: Callable[[str], Told]) -> Any:
    """Run a use case for every record and return the ids of those that must come again."""
    set_up_logging()

    def one(record: SQSRecord) -> None:
        token = TRACE.set(record.message_id)
        try:
            handler(read(record.body))
        finally:
            TRACE.reset(token)

    processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)
    return process_partial_response(event=event.to_dict(), record_handler=one, processor=processor)
