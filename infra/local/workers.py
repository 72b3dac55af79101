"""The queue workers in one process: `python -m infra.local.workers`.

Each lane has its own pollers, as each has its own event source mapping in AWS. SIGTERM lets every poller
finish the batch it has in hand; a kill -9 leaves the messages in their queues, to become visible again.
"""

import os
import signal
import threading
from collections.abc import Mapping
from typing import NamedTuple

import boto3
from botocore.config import Config

from infra.local.invocation import Function
from infra.local.poller import Poller, Queue


class Lane(NamedTuple):
    """A queue's URL variable, the handler that AWS calls for it, and how many batches run at a time.

    ``batch`` is the batch size that the handler is deployed with; a test compares.
    """

    url_variable: str
    handler: str
    concurrency: int
    batch: int = 2


LANES = (
    Lane("QUEUE_URGENT_URL", "chalicelib.edge.submit_worker.submit_urgent", 2),
    Lane("QUEUE_BULK_URL", "chalicelib.edge.submit_worker.submit_bulk", 1),
    Lane("QUEUE_FOLLOW_UP_URL", "chalicelib.edge.follow_up_worker.follow_up", 2),
    Lane("QUEUE_JOBS_URL", "chalicelib.edge.jobs_worker.jobs", 1, batch=1),
)


def pollers(environ: Mapping[str, str]) -> list[Poller]:
    """A poller for each place in each lane; the endpoint and credentials are those of the environment."""
    sqs = boto3.client("sqs", config=Config(connect_timeout=5, read_timeout=30, max_pool_connections=20))
    made = []
    for lane in LANES:
        url = environ[lane.url_variable]
        name = url.rpartition("/")[2]
        queue = Queue(sqs, url, f"arn:aws:sqs:eu-west-3:000000000000:{name}", batch=lane.batch)
        made += [Poller(queue, Function(lane.handler)) for _ in range(lane.concurrency)]
    return made


def main() -> None:
    """Poll until SIGTERM or SIGINT."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    threads = [threading.Thread(target=each.run, args=(stopping,)) for each in pollers(os.environ)]
    for thread in threads:
        thread.start()
    print(f"polling {len(LANES)} queues", flush=True)  # noqa: T201 - the log of this process is its output
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main()
