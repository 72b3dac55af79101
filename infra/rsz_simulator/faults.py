"""Faults on demand, for those who must live with a service that fails: one plan, a number of times.

The faults sit outside the application, so that they hit at the two moments that matter: before the
declaration is written down, and after it, when the client cannot know.
"""

import asyncio
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from infra.rsz_simulator.connections import drop
from infra.rsz_simulator.oauth import TOKEN_PATH
from infra.rsz_simulator.problems import answer_status
from infra.rsz_simulator.setting import Setting
from infra.rsz_simulator.shapes import DIMONA_PATH

NEVER_PROCESS = "neverProcess"
_SCOPE_KEY = "simulator.fault"
_WORDS = frozenset({"dropBeforeCommit", "dropAfterCommit", NEVER_PROCESS})
_WITH_NUMBER = frozenset({"status", "statusAfterCommit", "slow"})


def _known(fault: str) -> str:
    word, _, number = fault.partition(":")
    if fault in _WORDS or (word in _WITH_NUMBER and number.isdigit()):
        return fault
    raise ValueError(f"a fault is one of {sorted(_WORDS)}, or one of {sorted(_WITH_NUMBER)} with :number")


Fault = Annotated[str, AfterValidator(_known)]
Operation = Literal["post", "get", "search", "token"]


class Plan(Setting):
    """Which operation fails how, and how many times each; the counts go down as faults happen."""

    post: Fault | None = None
    get: Fault | None = None
    search: Fault | None = None
    token: Fault | None = None
    times: int = Field(default=1, ge=0)


class Faults:
    """The plan in force and what is left of it."""

    def __init__(self) -> None:
        self.change(Plan())

    def change(self, plan: Plan) -> None:
        """Start a new plan."""
        self._plan = plan
        self._left: dict[str, int] = dict.fromkeys(("post", "get", "search", "token"), plan.times)

    def written(self) -> dict[str, str | int]:
        """What is still to happen: fault and remaining times per operation."""
        return {**self._standing()} | {f"{name}Left": self._left[name] for name in self._standing()}

    def _standing(self) -> Mapping[str, str]:
        named = {name: getattr(self._plan, name) for name in self._left}
        return {name: fault for name, fault in named.items() if fault is not None and self._left[name] > 0}

    def next_for(self, operation: Operation | None) -> str | None:
        """The fault that hits this call, counted off; None for a call that goes well."""
        fault = self._standing().get(operation or "")
        if operation is not None and fault is not None:
            self._left[operation] -= 1
        return fault


def operation_of(scope: Scope) -> Operation | None:
    """Which of the four operations a request is; None for control and for addresses without faults."""
    path = scope["path"]
    if path == TOKEN_PATH:
        return "token"
    if not path.startswith(DIMONA_PATH):
        return None
    if scope["method"] == "GET":
        return "get"
    return "search" if path.endswith("/search") else "post"


def planned_fault(scope: Scope) -> str | None:
    """The fault that hits the request of this scope, for those that act inside the application."""
    fault: str | None = scope.get(_SCOPE_KEY)
    return fault


class FaultLayer:
    """ASGI layer around the application that makes planned faults happen."""

    def __init__(self, app: ASGIApp, faults: Faults) -> None:
        self._app = app
        self._faults = faults

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass, or fail as planned."""
        fault = self._faults.next_for(operation_of(scope)) if scope["type"] == "http" else None
        scope[_SCOPE_KEY] = fault
        word, _, number = (fault or "").partition(":")
        if word in {"dropAfterCommit", "statusAfterCommit"}:
            await self._app(scope, receive, _nowhere)
        if word in {"dropBeforeCommit", "dropAfterCommit"}:
            await drop(scope, receive)
        elif word in {"status", "statusAfterCommit"}:
            await answer_status(int(number))(scope, receive, send)
        else:
            await self._app(scope, receive, _slowed(send, float(number)) if word == "slow" else send)


def _slowed(send: Send, seconds: float) -> Send:
    """Keeps the client waiting, after everything was written down."""

    async def slow(message: Message) -> None:
        if message["type"] == "http.response.start":
            await asyncio.sleep(seconds)
        await send(message)

    return slow


async def _nowhere(_message: Message) -> None:
    """Swallows an answer nobody shall see."""
