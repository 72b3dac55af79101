"""The Rsz port over HTTP: Dimona REST v2 with a token, one deadline per operation and no second POST.

A 401 is answered by one new token and one repetition: an unauthenticated call was surely not
executed. Nothing else is ever repeated here.
"""

from dataclasses import dataclass

import httpx

from chalicelib.adapters.rsz import names
from chalicelib.adapters.rsz.answers import interpret
from chalicelib.adapters.rsz.calls import Deadline, Reply, TimeLimits, Wire
from chalicelib.adapters.rsz.oauth import Credential, Tokens
from chalicelib.adapters.rsz.outcomes import (
    NEVER_SENT,
    Refusal,
    failed_asking,
    failed_filing,
    filed_number,
)
from chalicelib.adapters.rsz.wire import body_of
from chalicelib.application.ports.rsz import NotExecutedError, OutcomeUnknownError, Rsz, RszFiling
from chalicelib.application.ports.world import Clock
from chalicelib.domain.answer import RszAnswer

DECLARATIONS = "/declarations"
ONE_DECLARATION = "/declarations/{id}"


@dataclass(frozen=True, slots=True)
class RszClient:
    """The RSZ's Dimona service behind one account."""

    base_url: str
    wire: Wire
    tokens: Tokens
    clock: Clock
    limits: TimeLimits

    def request_for(self, filing: RszFiling) -> dict[str, object]:
        """Return the exact body the RSZ would get."""
        return body_of(filing)

    def file(self, filing: RszFiling) -> str:
        """POST once; see the port for what each error means."""
        body = body_of(filing)
        try:
            reply = self._call("POST", DECLARATIONS, body=body)
        except NEVER_SENT as error:
            raise NotExecutedError(f"never sent: {type(error).__name__}") from error
        except httpx.TransportError as error:
            raise OutcomeUnknownError(f"no answer: {type(error).__name__}") from error
        if reply.status == httpx.codes.CREATED:
            return filed_number(reply)
        person = {names.WORKER: body[names.WORKER]} if names.WORKER in body else {}
        raise failed_filing(Refusal(reply, self.clock.now(), person))

    def answer(self, declaration_id: str) -> bytes | None:
        """GET the raw answer, or None while there is none."""
        try:
            reply = self._call("GET", ONE_DECLARATION, declaration=declaration_id)
        except httpx.TransportError as error:
            raise NotExecutedError(f"no answer: {type(error).__name__}") from error
        if reply.status == httpx.codes.NOT_FOUND:
            return None
        if reply.status != httpx.codes.OK:
            raise failed_asking(Refusal(reply, self.clock.now(), {}))
        if reply.body is None:
            raise NotExecutedError("the answer broke off")
        return reply.body

    def interpret(self, raw: bytes) -> RszAnswer:
        """Read a raw answer."""
        return interpret(raw)

    def _call(self, method: str, route: str, *, body: object = None, declaration: str = "-") -> Reply:
        """Make a call with a token; with a new one when the first was refused."""
        deadline = Deadline.start(self.limits)
        reply, token = self._attempt(method, route, deadline, body, declaration)
        if reply.status == httpx.codes.UNAUTHORIZED:
            self.tokens.drop(token)
            reply, _ = self._attempt(method, route, deadline, body, declaration)
        return reply

    def _attempt(
        self, method: str, route: str, deadline: Deadline, body: object, declaration: str
    ) -> tuple[Reply, str]:
        token = self.tokens.get(deadline)
        url = self.base_url + route.replace("{id}", declaration)
        reply = self.wire.send(
            method, url, deadline, route=route, token=token, body=body, declaration=declaration
        )
        return reply, token

    def close(self) -> None:
        """Close the connections."""
        self.wire.close()


def rsz_client(  # noqa: PLR0913 - the settings of one account, each named by the caller
    *,
    base_url: str,
    token_url: str,
    client_id: str,
    private_key_pem: str,
    clock: Clock,
    limits: TimeLimits | None = None,
    transport: httpx.BaseTransport | None = None,
) -> Rsz:
    """Return the Rsz of one account. Raises ValueError when the key is no private RSA key (PEM).

    ``transport`` is for tests that play the RSZ themselves.
    """
    wire = Wire(transport)
    tokens = Tokens(wire, token_url, Credential.from_pem(client_id, private_key_pem), clock)
    return RszClient(base_url.rstrip("/"), wire, tokens, clock, limits or TimeLimits())
