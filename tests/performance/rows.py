"""A row of a list beside a single filing, in process: what recording costs when nothing is sent meanwhile."""

import uuid
from collections.abc import Iterator
from http import HTTPStatus
from itertools import count, islice

import boto3

from chalicelib.edge.batch_files import CSV
from infra.local.invocation import Function
from infra.local.poller import Poller, Queue
from tests.api.callers import new_ssin, student
from tests.performance.inside import Inside
from tests.performance.lists import list_of
from tests.performance.measure import interleaved, ratios, spread
from tests.performance.report import Figure

GROUP = "Multi-Dimona, in process"
SINGLES, MOST = 20, 5_000
FIRST = 10_000
"""Nobody whom another figure files for."""


def figures(inside: Inside) -> Iterator[Figure]:
    """File some alone and a list, in turn; then the same with lists of the largest size."""
    office = _Office(inside)
    yield _beside(office, 200, rounds=7, warm_up=2)
    yield _beside(office, MOST, rounds=2, warm_up=0)


def _beside(office: "_Office", rows: int, *, rounds: int, warm_up: int) -> Figure:
    acts = {"list": lambda: office.file_list(rows), "alone": office.file_alone}
    taken = interleaved(acts, rounds=rounds, warm_up=warm_up)
    each = {
        "row": [seconds / rows for seconds in taken["list"]],
        "single": [seconds / SINGLES for seconds in taken["alone"]],
    }
    ratio, row, single = ratios(each, "row", "single"), spread(each["row"]), spread(each["single"])
    return Figure(
        GROUP,
        f"a row of {rows}, from reading the list until all are recorded",
        f"{ratio.median:.2f} x ({ratio.low:.2f}-{ratio.high:.2f})",
        "one filing alone; at most 0.4",
        f"{row.median * 1000:.1f} ms against {single.median * 1000:.1f} ms, {rounds} pairs",
    )


class _Office:
    """Files through the API and does the jobs that it leaves."""

    def __init__(self, inside: Inside) -> None:
        self._inside = inside
        self._people = count(FIRST)
        url = inside.environ["QUEUE_JOBS_URL"]
        queue = Queue(boto3.client("sqs"), url, f"arn:aws:sqs:eu-west-3:000000000000:{url}", batch=1)
        self._jobs = Poller(queue, Function("chalicelib.edge.jobs_worker.jobs"), wait_seconds=0)

    def file_alone(self) -> None:
        for number in islice(self._people, SINGLES):
            self._inside("POST", "/v1/declarations", student(new_ssin(number)))

    def file_list(self, rows: int) -> None:
        batch = self._sent(list_of(CSV, islice(self._people, rows)))
        while self._jobs.poll():
            pass
        found = self._inside("GET", f"/v1/declarationBatches/{batch}")
        if (found["state"], found["recorded"]) != ("completed", rows):
            raise RuntimeError(f"the list is {found['state']}, with {found['recorded']} rows recorded")

    def _sent(self, content: bytes) -> str:
        headers = {
            "Authorization": f"Bearer {self._inside.key}",
            "Content-Type": CSV,
            "Idempotency-Key": str(uuid.uuid4()),
        }
        http = self._inside.client.http
        answer = http.request("POST", "/v1/declarationBatches", headers=headers, body=content)
        if answer.status_code != HTTPStatus.ACCEPTED:
            raise RuntimeError(answer.body)
        return str(answer.json_body["id"])
