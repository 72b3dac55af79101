"""The Rsz port over HTTP: Dimona REST v2 with a token, one deadline per operation and no second POST.

A 401 is answered by one new token and one repetition: an unauthenticated call was surely not
executed. Nothing else is ever repeated here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import httpx

from chalicelib.adapters.rsz import names
from chalicelib.adapters.rsz.answers import interpret, read_object
from chalicelib.adapters.rsz.calls import Deadline, Question, Reply, TimeLimits, Wire
from chalicelib.adapters.rsz.held_periods import read_period
from chalicelib.adapters.rsz.oauth import Credential, Tokens
from chalicelib.adapters.rsz.outcomes import (
    NEVER_SENT,
    Refusal,
    failed_asking,
    failed_filing,
    filed_number,
)
from chalicelib.adapters.rsz.searching import (
    found_declaration,
    is_anothers,
    is_employers,
    is_same,
    period_number,
)
from chalicelib.adapters.rsz.wire import body_of, employer_block
from chalicelib.application.ports.rsz import (
    Employer,
    FoundDeclaration,
    HeldPage,
    HeldPeriod,
    NotExecutedError,
    OutcomeUnknownError,
    Rsz,
    RszFiling,
    SearchUnfinishedError,
    UnreadableAnswerError,
)
from chalicelib.application.ports.world import Clock
from chalicelib.domain.answer import RszAnswer
from chalicelib.domain.filing import InTerms

DECLARATIONS = "/declarations"
ONE_DECLARATION = "/declarations/{id}"
SEARCH_DECLARATIONS = "/declarations/search"
SEARCH_PERIODS = "/periods/search"
ONE_PERIOD = "/periods/{id}"
NO_DECLARATION = "900000000001"
"""A number whose check digits do not fit: no declaration has it."""
PAGE_SIZE, MOST_PAGES = 50, 200


@dataclass(frozen=True, slots=True)
class RszAccount:
    """Where the RSZ is, and who we are to it: the client id, and its private key as PEM."""

    base_url: str
    token_url: str
    client_id: str
    private_key_pem: str = field(repr=False)


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
            raise NotExecutedError(f"never sent: {type(error).__name__}", kept_out=True) from error
        except httpx.TransportError as error:
            raise OutcomeUnknownError(f"no answer: {type(error).__name__}") from error
        if reply.status == httpx.codes.CREATED:
            return filed_number(reply)
        person = {names.WORKER: body[names.WORKER]} if names.WORKER in body else {}
        raise failed_filing(Refusal(reply, self.clock.now(), person))

    def answer(self, declaration_id: str) -> bytes | None:
        """GET the raw answer, or None while there is none."""
        return self._asked("GET", ONE_DECLARATION, declaration_id)

    def interpret(self, raw: bytes) -> RszAnswer:
        """Read a raw answer."""
        return interpret(raw)

    def find(self, filing: RszFiling, since: datetime) -> list[FoundDeclaration]:
        """Search for declarations with this content that came in since a moment; all pages."""
        sent = body_of(filing)
        worker = {names.WORKER: {names.SSIN: filing.worker.ssin}} if filing.worker.ssin else {}
        question = {names.EMPLOYER: employer_block(filing.employer), **worker}
        found = []
        for item in self._items(SEARCH_DECLARATIONS, question):
            same = is_same(sent, item) and not is_anothers(filing.employer, item.get(names.EMPLOYER))
            hit = found_declaration(item, since) if same else None
            if hit is not None and not self._was_cancelled(filing, item):
                found.append(hit)
        return sorted(found, key=lambda hit: (hit.received_at or since, hit.number))

    def is_ours(self, declaration_id: str, filing: RszFiling) -> bool | None:
        """Compare what the RSZ holds under a number with employer and content of a filing."""
        raw = self.answer(declaration_id)
        if raw is None:
            return None
        item = read_object(raw)
        return is_same(body_of(filing), item) and is_employers(filing.employer, item.get(names.EMPLOYER))

    def period(self, number: str, employer: Employer) -> HeldPeriod | None:
        """GET a period; a stranger's looks like none at all."""
        answer = self._ask("GET", ONE_PERIOD, number)
        if answer is None or not is_employers(employer, answer.get(names.EMPLOYER)):
            return None
        return read_period(answer)

    def periods(self, employer: Employer, page: int) -> HeldPage:
        """Search all periods of an employer, a page at a time; one that names another employer is none."""
        question = {names.EMPLOYER: employer_block(employer)}
        items, more = self._page(SEARCH_PERIODS, question, page)
        read = [_read_or_none(item, employer) for item in items]
        held = tuple(each for each in read if each is not None)
        return HeldPage(held, more, len(read) - len(held))

    def ping(self) -> None:
        """Ask for a declaration that cannot exist: a 404 says that the RSZ works."""
        self.answer(NO_DECLARATION)

    def _was_cancelled(self, filing: RszFiling, item: Mapping[str, object]) -> bool:
        """Tell whether the period an IN created was cancelled since: then it is not the one we look for."""
        number = period_number(item)
        if number is None or not isinstance(filing.terms, InTerms):
            return False
        period = self._ask("GET", ONE_PERIOD, number)
        return period is not None and period.get(names.CANCELLED) is True

    def _items(self, route: str, question: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
        """Yield all items of a search, for as long as it may take; raises SearchUnfinishedError beyond."""
        deadline = Deadline.of_search(self.limits)
        for page in range(1, MOST_PAGES + 1):
            items, more = self._page(route, question, page)
            yield from items
            if not more:
                return
            if deadline.left <= 0:
                raise SearchUnfinishedError("the search takes too long")
        raise SearchUnfinishedError("the search has too many pages")

    def _page(
        self, route: str, question: Mapping[str, object], page: int
    ) -> tuple[list[Mapping[str, object]], bool]:
        """Return the items of a page of a search, and whether another follows."""
        asked = f"{route}?{names.PAGE}={page}&{names.PAGE_SIZE}={PAGE_SIZE}"
        answer = self._ask("POST", asked, body=question) or {}
        items = answer.get(names.ITEMS)
        if not isinstance(items, list):
            raise NotExecutedError("the search cannot be read")
        return [item for item in items if isinstance(item, dict)], bool(answer.get(names.NEXT))

    def _ask(
        self, method: str, route: str, number: str = "-", body: object = None
    ) -> Mapping[str, object] | None:
        """Ask for a JSON object, or None for a 404. Raises NotExecutedError or NotPermittedError."""
        raw = self._asked(method, route, number, body)
        return None if raw is None else read_object(raw)

    def _asked(self, method: str, route: str, number: str, body: object = None) -> bytes | None:
        try:
            reply = self._call(method, route, body=body, declaration=number)
        except httpx.TransportError as error:
            raise NotExecutedError(f"no answer: {type(error).__name__}") from error
        if reply.status == httpx.codes.NOT_FOUND:
            return None
        if reply.status != httpx.codes.OK:
            raise failed_asking(Refusal(reply, self.clock.now(), {}))
        if reply.body is None:
            raise NotExecutedError("the answer broke off")
        return reply.body

    def _call(self, method: str, route: str, *, body: object = None, declaration: str = "-") -> Reply:
        """Make a call with a token; with a new one when the first was refused."""
        url = self.base_url + route.replace("{id}", declaration)
        question = Question(method, url, route, body, declaration=declaration)
        deadline = Deadline.start(self.limits)
        reply, token = self._attempt(question, deadline)
        if reply.status == httpx.codes.UNAUTHORIZED:
            self.tokens.drop(token)
            reply, _ = self._attempt(question, deadline)
        return reply

    def _attempt(self, question: Question, deadline: Deadline) -> tuple[Reply, str]:
        token = self.tokens.get(deadline)
        return self.wire.send(question, deadline, token), token

    def close(self) -> None:
        """Close the connections."""
        self.wire.close()


def _read_or_none(item: Mapping[str, object], employer: Employer) -> HeldPeriod | None:
    if is_anothers(employer, item.get(names.EMPLOYER)):
        return None
    try:
        return read_period(item)
    except UnreadableAnswerError:
        return None


def rsz_client(
    account: RszAccount,
    clock: Clock,
    *,
    limits: TimeLimits | None = None,
    transport: httpx.BaseTransport | None = None,
) -> Rsz:
    """Return the Rsz of one account. Raises ValueError when the key is no private RSA key (PEM).

    ``transport`` is for tests that play the RSZ themselves.
    """
    wire = Wire(transport)
    credential = Credential.from_pem(account.client_id, account.private_key_pem)
    tokens = Tokens(wire, account.token_url, credential, clock)
    return RszClient(account.base_url.rstrip("/"), wire, tokens, clock, limits or TimeLimits())
