"""Makes faults happen around the application.

They sit outside it, so that they hit at the two moments that matter: before the declaration is written
down, and after it, when the client cannot know. What concerns the processing itself (never, twice,
later) is left to the application, which asks `planned_fault`.
"""

import asyncio

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from infra.rsz_simulator.connections import drop
from infra.rsz_simulator.faults.malformed import spoil
from infra.rsz_simulator.faults.plans import Faults
from infra.rsz_simulator.faults.words import (
    CUT_BODY,
    DROP_AFTER,
    DROP_BEFORE,
    MALFORMED,
    SLOW,
    STATUS,
    STATUS_AFTER,
    Fault,
    Operation,
)
from infra.rsz_simulator.oauth import TOKEN_PATH
from infra.rsz_simulator.problems import answer, answer_status, issue
from infra.rsz_simulator.shapes import DIMONA_PATH

HEADER = "X-Simulator-Fault"
_SCOPE_KEY = "simulator.fault"
_NONE = Fault("")


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


def planned_fault(scope: Scope) -> Fault:
    """The fault that hits the request of this scope, for those that act inside the application."""
    fault: Fault = scope.get(_SCOPE_KEY, _NONE)
    return fault


class FaultLayer:
    """ASGI layer around the application that makes faults happen."""

    def __init__(self, app: ASGIApp, faults: Faults) -> None:
        self._app = app
        self._faults = faults

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass, or fail as its header, the plan or chance wants."""
        try:
            fault = self._next(scope) or _NONE
        except ValueError as error:
            wrong = issue("invalidInput", "header", HEADER, str(error))
            await answer("badRequest", (wrong,))(scope, receive, send)
            return
        scope[_SCOPE_KEY] = fault
        if fault.word in {DROP_AFTER, STATUS_AFTER}:
            await self._app(scope, receive, _nowhere)
        if fault.word in {DROP_BEFORE, DROP_AFTER}:
            await drop(scope, receive)
        elif fault.word in {STATUS, STATUS_AFTER}:
            await answer_status(fault.first, retry_after=fault.retry_after)(scope, receive, send)
        else:
            await self._app(scope, receive, _through(fault, scope, receive, send))

    def _next(self, scope: Scope) -> Fault | None:
        if scope["type"] != "http":
            return None
        return self._faults.next_for(operation_of(scope), Headers(scope=scope).get(HEADER))


def _through(fault: Fault, scope: Scope, receive: Receive, send: Send) -> Send:
    """The way an answer takes to the client."""
    if fault.word == SLOW:
        return _slowed(send, fault.first)
    if fault.word == CUT_BODY:
        return _cut(scope, receive, send)
    return _spoiled(send, fault.word) if fault.word in MALFORMED else send


def _slowed(send: Send, seconds: float) -> Send:
    """Keeps the client waiting, after everything was written down."""

    async def slow(message: Message) -> None:
        if message["type"] == "http.response.start":
            await asyncio.sleep(seconds)
        await send(message)

    return slow


def _cut(scope: Scope, receive: Receive, send: Send) -> Send:
    """Cuts the connection in the middle of the body (an empty body: before the answer)."""

    async def cut(message: Message) -> None:
        if message["type"] == "http.response.body":
            half = message["body"][: len(message["body"]) // 2]
            if half:
                await send({"type": "http.response.body", "body": half, "more_body": True})
            await drop(scope, receive)
        elif Headers(raw=message["headers"]).get("Content-Length") != "0":
            await send(message)

    return cut


def _spoiled(send: Send, word: str) -> Send:
    """Makes an answer malformed: holds its head back until the body is known."""
    head: list[Message] = []

    async def spoiled(message: Message) -> None:
        if message["type"] == "http.response.start":
            head.append(message)
            return
        start = head.pop()
        body = spoil(word, MutableHeaders(scope=start), message.get("body", b""))
        await send(start)
        await send({**message, "body": body})

    return spoiled


async def _nowhere(_message: Message) -> None:
    """Swallows an answer nobody shall see."""
