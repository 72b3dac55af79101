"""Faults that no emulator shows, laid between the SDK and the cloud by botocore's own events.

A fault answers a call instead of the cloud, or lets it through and loses the answer, or changes what is
asked. The adapter under test, the SDK with its retries, and the cloud behind are the real ones.
"""

import io
import json
from collections import Counter, deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any, cast

import botocore.endpoint
import pytest
from botocore.awsrequest import AWSPreparedRequest, AWSResponse, HeadersDict
from botocore.exceptions import ReadTimeoutError
from urllib3 import HTTPResponse

Send = Callable[[], AWSResponse]
Fault = Callable[[AWSPreparedRequest, Send], AWSResponse]


class Faults(AbstractContextManager["Faults"]):
    """Lays faults by operation; counts calls, keeps what was sent and how long the SDK would have waited."""

    def __init__(self, service: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.calls: Counter[str] = Counter()
        self.sent: list[dict[str, Any]] = []
        self.pauses: list[float] = []
        self._service = service
        self._laid: dict[str, deque[Fault]] = {}
        self._always: dict[str, Fault] = {}
        self._handlers: list[tuple[Any, Callable[..., AWSResponse | None]]] = []
        monkeypatch.setattr(botocore.endpoint, "time", SimpleNamespace(sleep=self.pauses.append))

    def __exit__(self, *_: object) -> None:
        for client, handle in self._handlers:
            client.meta.events.unregister(f"before-send.{self._service}", handle)

    def before(self, client: Any) -> None:
        """Stand before the calls of a client."""

        def handle(request: AWSPreparedRequest, event_name: str, **_: Any) -> AWSResponse | None:
            return self._handle(
                event_name.rpartition(".")[2], request, lambda: client._endpoint.http_session.send(request)
            )

        self._handlers.append((client, handle))
        client.meta.events.register(f"before-send.{self._service}", handle)

    def once(self, operation: str, *faults: Fault) -> None:
        """The next calls of an operation meet these faults, one each."""
        self._laid.setdefault(operation, deque()).extend(faults)

    def always(self, operation: str, fault: Fault) -> None:
        """Every call of an operation meets this fault."""
        self._always[operation] = fault

    def at_most(self, rows: int) -> None:
        """From now on a page of a query holds no more rows than this, whatever is asked."""

        def shorten(params: dict[str, Any], **_: Any) -> dict[str, Any]:
            return {**params, "Limit": min(rows, params.get("Limit", rows))}

        for client, _ in self._handlers:
            client.meta.events.register("provide-client-params.dynamodb.Query", shorten)

    def over(self) -> None:
        """From now on everything works."""
        self._laid.clear()
        self._always.clear()

    def _handle(self, operation: str, request: AWSPreparedRequest, send: Send) -> AWSResponse | None:
        self.calls[operation] += 1
        self.sent.append(asked(request))
        laid = self._laid.get(operation)
        fault = laid.popleft() if laid else self._always.get(operation)
        return fault(request, send) if fault is not None else None


def answered(body: dict[str, Any], status: int = 200) -> Fault:
    """The cloud is not asked; this is the answer."""

    def fault(request: AWSPreparedRequest, _send: Send) -> AWSResponse:
        content = json.dumps(body).encode()
        raw = HTTPResponse(io.BytesIO(content), preload_content=False)
        headers = HeadersDict({"content-type": "application/x-amz-json-1.0"})
        return AWSResponse(request.url, status, cast("Any", headers), raw)

    return fault


def asked(request: AWSPreparedRequest) -> dict[str, Any]:
    """The parameters of a call, as they go over the line."""
    body: dict[str, Any] = json.loads(cast("bytes", request.body))
    return body


def refused(code: str, status: int = 400, **more: Any) -> Fault:
    """An error of the service."""
    return answered({"__type": f"com.amazonaws.service#{code}", "message": code, **more}, status)


def cancelled(*codes: str) -> Fault:
    """A transaction that was cancelled, with a code for each of its rows ("None": that one was fine)."""
    reasons = [{"Code": code, "Message": code} for code in codes]
    return refused("TransactionCanceledException", CancellationReasons=reasons)


def answer_lost(request: AWSPreparedRequest, send: Send) -> AWSResponse:
    """The cloud does it, and nobody hears of it."""
    send().content  # noqa: B018 - read to its end, as the SDK would
    raise ReadTimeoutError(endpoint_url=request.url)


def silent(request: AWSPreparedRequest, _send: Send) -> AWSResponse:
    """Nothing was done, and nothing is said."""
    raise ReadTimeoutError(endpoint_url=request.url)


def all_given_back(request: AWSPreparedRequest, send: Send) -> AWSResponse:
    """A batch of which nothing was taken: everything comes back as unprocessed."""
    return answered({"UnprocessedItems": asked(request)["RequestItems"]})(request, send)


def all_keys_given_back(request: AWSPreparedRequest, send: Send) -> AWSResponse:
    """A batch of reads of which nothing was answered."""
    tables = asked(request)["RequestItems"]
    return answered({"Responses": {table: [] for table in tables}, "UnprocessedKeys": tables})(request, send)


class Rehearsed:
    """Lets a call through, and gives its first answer again ever after: an index that lags behind."""

    def __init__(self) -> None:
        self._first: bytes | None = None

    def __call__(self, request: AWSPreparedRequest, send: Send) -> AWSResponse:
        if self._first is None:
            self._first = send().content
        return answered(json.loads(self._first))(request, send)


def lagging(fault: Fault) -> Fault:
    """The same, for queries of an index only; those of the table are true."""

    def only_indexes(request: AWSPreparedRequest, send: Send) -> AWSResponse:
        return fault(request, send) if "IndexName" in asked(request) else send()

    return only_indexes


NOTHING = answered({"Items": [], "Count": 0, "ScannedCount": 0})
"""An index to which nothing has come yet."""
