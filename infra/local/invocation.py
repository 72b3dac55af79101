"""Calls a Lambda handler as Lambda does: an error ends the invocation, never the process around it."""

import importlib
import sys
import time
import traceback
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Handler = Callable[[dict[str, Any], Any], Any]


@dataclass(frozen=True)
class Context:
    """What Lambda passes beside the event; the names are Lambda's."""

    function_name: str
    timeout_seconds: float = 15
    memory_limit_in_mb: int = 512
    function_version: str = "$LATEST"
    aws_request_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    started: float = field(default_factory=time.monotonic)
    log_group_name: str = ""
    log_stream_name: str = ""

    @property
    def invoked_function_arn(self) -> str:
        """The function's ARN in the local account."""
        return f"arn:aws:lambda:eu-west-3:000000000000:function:{self.function_name}"

    def get_remaining_time_in_millis(self) -> int:
        """Milliseconds left before Lambda would end the invocation."""
        return max(0, round(1000 * (self.timeout_seconds - (time.monotonic() - self.started))))


class Outcome(NamedTuple):
    """What an invocation came to: an answer, or the error that ended it."""

    answer: Any
    error: BaseException | None


class Function:
    """A handler by its dotted name, imported when first called, as a cold Lambda would."""

    def __init__(self, dotted_name: str) -> None:
        self.name = dotted_name
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=dotted_name.rpartition(".")[2])

    def invoke(self, event: dict[str, Any]) -> Outcome:
        """Call the handler and wait; its error, if any, is part of the outcome and is logged."""
        invocation = self._thread.submit(self._call, event)
        error = invocation.exception()
        if error is None:
            return Outcome(invocation.result(), None)
        _log(self.name, error)
        return Outcome(None, error)

    def close(self) -> None:
        """Wait for the invocation that is under way; take no more."""
        self._thread.shutdown()

    def _call(self, event: dict[str, Any]) -> Any:
        module, _, attribute = self.name.rpartition(".")
        handler: Handler = getattr(importlib.import_module(module), attribute)
        return handler(event, Context(function_name=attribute))


def _log(name: str, error: BaseException) -> None:
    """Where it happened and what kind it was; not the message, which may quote personal data."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    sys.stderr.write(f"{name} failed with {type(error).__name__}\n{frames}")
    sys.stderr.flush()
